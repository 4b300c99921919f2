import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import type { DesktopApp } from '../fakes/electron/launch.ts';

/** The app under test and its page, once they are there. */
export interface DesktopStage {
  readonly app: DesktopApp;
  readonly page: Page;
}

/** One test for each point of the security checklist. */
export function securityTests(stage: DesktopStage): void {
  it('keeps the page in the sandbox, isolated, without Node', async () => {
    const preferences = await stage.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getLastWebPreferences(),
    );
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
  });

  it('loads the page from the app scheme', async () => {
    const url = await stage.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    expect(url).toBe('app://punchdown/');
    expect(await stage.page.evaluate(() => isSecureContext)).toBe(true);
  });

  it('sends the strict policy and headers with every answer', async () => {
    const headers = await stage.page.evaluate(async () =>
      Promise.all(
        ['/', '/icon.svg', '/absent.js'].map(async (path) => Object.fromEntries((await fetch(path)).headers)),
      ),
    );
    for (const sent of headers) {
      expect(sent['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
      expect(sent['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(sent['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
      expect(sent['x-content-type-options']).toBe('nosniff');
      expect(sent['referrer-policy']).toBe('no-referrer');
    }
    expect(headers.map((sent) => sent['content-type']?.split(';')[0])).toEqual([
      'text/html',
      'image/svg+xml',
      'text/plain',
    ]);
  });

  it('refuses scripts that are not files of the page', async () => {
    const outcome = await stage.page.evaluate(async () => {
      const refusal = async (attempt: () => unknown): Promise<string> => {
        try {
          await attempt();
          return 'accepted';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const script = 'window.inlineRan = true';
      const image = document.createElement('img');
      const refusals = {
        handler: await refusal(() => image.setAttribute('onerror', script)),
        inline: await refusal(() => {
          document.createElement('script').textContent = script;
        }),
        markup: await refusal(() => {
          document.createElement('div').innerHTML = `<script>${script}</script>`;
        }),
      };
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { refusals, ran: 'inlineRan' in window, violations: window.violations };
    });
    expect(outcome.ran).toBe(false);
    expect(Object.values(outcome.refusals)).toEqual(['TypeError', 'TypeError', 'TypeError']);
    expect(outcome.violations).toContain('require-trusted-types-for');
    // As text: the test runner rewrites an import() in a function.
    for (const url of ['data:text/javascript,window.inlineRan = true', 'https://example.com/a.js']) {
      const answer = await stage.page.evaluate(
        `import(${JSON.stringify(url)}).then(() => 'loaded', ({ name }) => name)`,
      );
      expect(answer).toBe('TypeError');
    }
    expect(await stage.page.evaluate(() => window.violations)).toContain('script-src-elem');
  });

  it('refuses to fetch from elsewhere', async () => {
    const outcome = await stage.page.evaluate(async () => {
      const answer = await fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { answer, violations: window.violations };
    });
    expect(outcome.answer).toBe('refused');
    expect(outcome.violations).toContain('connect-src');
  });

  it('refuses frames of other pages', async () => {
    const violations = await stage.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 300));
      frame.remove();
      return window.violations;
    });
    expect(violations).toContain('frame-src');
  });

  it.each([
    '/..%2f..%2fpackage.json',
    '/assets%2f..%2f..%2f..%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '/%2e%2e%2f%2e%2e%2fmain%2fmain.js',
    '/%2fetc%2fpasswd',
    '/c:%5cwindows%5cwin.ini',
    '/%00',
    '/%zz',
  ])('refuses the path %s', async (path) => {
    const answer = await stage.page.evaluate(async (asked) => {
      const response = await fetch(asked);
      return { status: response.status, text: await response.text() };
    }, path);
    expect([403, 404]).toContain(answer.status);
    expect(answer.text).not.toMatch(/punchdown|root:/);
  });

  it('answers GET and HEAD only', async () => {
    const statuses = await stage.page.evaluate(() =>
      Promise.all(['GET', 'HEAD', 'POST', 'PUT'].map(async (method) => (await fetch('/', { method })).status)),
    );
    expect(statuses).toEqual([200, 200, 405, 405]);
  });

  it('refuses to navigate away', async () => {
    await stage.page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    await stage.page.waitForTimeout(300);
    await stage.page.evaluate(() => {
      const form = document.createElement('a');
      form.href = 'http://localhost:1/';
      document.body.append(form);
      form.click();
      form.remove();
    });
    await stage.page.waitForTimeout(300);
    expect(await stage.page.evaluate(() => typeof window.punchdown?.connect)).toBe('function');
    const url = await stage.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    expect(url).toBe('app://punchdown/');
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('refuses foreign URLs in %s', async (event) => {
    const refused = await stage.app.evaluate(
      ({ BrowserWindow }, name) =>
        [
          'https://example.com/',
          'http://punchdown/',
          'file:///etc/passwd',
          'app://other/',
          'app://punchdown@other/',
          'app://punchdown:1/',
          'javascript:alert(1)',
          'no url',
          'app://punchdown/',
        ].map((url) => {
          let prevented = false;
          BrowserWindow.getAllWindows()[0]?.webContents.emit(name, {
            url,
            preventDefault: () => {
              prevented = true;
            },
          });
          return prevented;
        }),
      event,
    );
    expect(refused).toEqual([true, true, true, true, true, true, true, true, false]);
  });

  it('refuses new windows', async () => {
    const opened = await stage.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = '/';
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.remove();
      return [window.open('https://example.com/'), window.open('/')];
    });
    expect(opened).toEqual([null, null]);
    await stage.page.waitForTimeout(300);
    expect(await stage.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('refuses webviews', async () => {
    const prevented = await stage.app.evaluate(({ BrowserWindow }) => {
      let refused = false;
      const event = {
        preventDefault: () => {
          refused = true;
        },
      };
      BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, { src: 'app://punchdown/' });
      return refused;
    });
    expect(prevented).toBe(true);
  });

  it('denies every permission but putting text on the clipboard', async () => {
    const states = await stage.page.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
        'clipboard-write',
      ];
      const state = async (name: string): Promise<[string, string]> => {
        const { state: answer } = await navigator.permissions.query({ name: name as PermissionName });
        return [name, answer];
      };
      return Object.fromEntries(await Promise.all(names.map(state)));
    });
    expect(states).toEqual({
      geolocation: 'denied',
      notifications: 'denied',
      camera: 'denied',
      microphone: 'denied',
      midi: 'denied',
      'clipboard-read': 'denied',
      'clipboard-write': 'granted',
    });
    const asked = await stage.page.evaluate(async () => ({
      position: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          (error) => resolve(error.code),
        ),
      ),
      sound: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        (error: Error) => error.name,
      ),
    }));
    expect(asked.position).toBe(1);
    expect(asked.sound).not.toBe('given');
  });

  it('listens to no frame but the main frame of its own page', async () => {
    const themes = await stage.app.evaluate(({ BrowserWindow, ipcMain, nativeTheme }) => {
      const sender = BrowserWindow.getAllWindows()[0]?.webContents;
      const own = sender?.mainFrame;
      const { frameTreeNodeId = 0 } = own ?? {};
      const frame = { url: 'app://punchdown/', origin: 'app://punchdown', parent: null, frameTreeNodeId };
      const before = nativeTheme.themeSource;
      const frames = [
        null,
        { ...frame, frameTreeNodeId: frameTreeNodeId + 1 },
        { ...frame, parent: own },
        { ...frame, url: 'https://example.com/', origin: 'https://example.com' },
        { ...frame, origin: 'null' },
        { ...frame, url: 'app://other/' },
        own,
      ];
      const seen = frames.map((senderFrame) => {
        ipcMain.emit('punchdown:appearance', { sender, senderFrame }, { theme: 'dark', locale: 'en' });
        return nativeTheme.themeSource;
      });
      ipcMain.emit('punchdown:appearance', { sender, senderFrame: own }, { theme: before, locale: 'en' });
      return seen;
    });
    expect(themes).toEqual([...Array(6).fill('system'), 'dark']);
  });

  it('drops messages of another form than agreed', async () => {
    const theme = await stage.app.evaluate(({ BrowserWindow, ipcMain, nativeTheme }) => {
      const sender = BrowserWindow.getAllWindows()[0]?.webContents;
      const event = { sender, senderFrame: sender?.mainFrame };
      ipcMain.emit('punchdown:appearance', event);
      ipcMain.emit('punchdown:appearance', event, null);
      ipcMain.emit('punchdown:appearance', event, { theme: 'pink', locale: 'en' });
      ipcMain.emit('punchdown:appearance', event, { theme: 'dark', locale: 'en' }, 'more');
      return nativeTheme.themeSource;
    });
    expect(theme).toBe('system');
  });

  it('gives the page the bridge and nothing else', async () => {
    const seen = await stage.page.evaluate(() => ({
      leaks: [
        'require',
        'process',
        'module',
        'exports',
        'Buffer',
        'global',
        'ipcRenderer',
        'electron',
        '__dirname',
      ].filter((name) => name in window),
      bridge: Object.entries(window.punchdown ?? {}).map(([name, value]) => [name, typeof value]),
      replaced: Reflect.set(window.punchdown ?? {}, 'connect', null) || Reflect.set(window, 'punchdown', null),
    }));
    expect(seen.leaks).toEqual([]);
    expect(Object.fromEntries(seen.bridge)).toEqual({
      connect: 'function',
      appearance: 'function',
      notify: 'function',
      onNotice: 'function',
      onCommand: 'function',
      pathOf: 'function',
    });
    expect(seen.replaced).toBe(false);
  });
}
