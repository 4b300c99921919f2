import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { desktopCommands } from '#shared/contract/desktop.ts';
import type { DesktopApp } from '../fakes/electron/launch.ts';
import { settled } from '../fakes/electron/settled.ts';
import { connectedPage, copyOfDesktop, temporaryData } from './built-desktop.ts';

/** How to start the app: under the double, or with the real Electron. */
export interface DesktopHost {
  launch(options: { folder: string; args: string[] }): Promise<DesktopApp>;
  /** Starts the app once more with the same user data and resolves when that process has ended. */
  launchAgain(options: { folder: string; args: string[] }): Promise<number | null>;
}

/** One test for each point of the security checklist, and the conventions of a desktop app. */
export function describeDesktopApp(name: string, host: DesktopHost): void {
  describe(name, () => {
    const data = temporaryData();
    let copy: ReturnType<typeof copyOfDesktop>;
    let app: DesktopApp;
    let page: Page;

    beforeAll(async () => {
      copy = copyOfDesktop();
      app = await host.launch({ folder: copy.folder, args: data.args });
      page = await connectedPage(app);
    });

    afterAll(async () => {
      await app?.quit();
      data.remove();
      copy?.remove();
    });

    beforeEach(async () => {
      await page.evaluate(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', (event) =>
          window.violations.push(event.effectiveDirective),
        );
      });
    });

    it('keeps the page in the sandbox, isolated, without Node', async () => {
      const preferences = await app.evaluate(({ BrowserWindow }) =>
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
      const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
      expect(url).toBe('app://punchdown/');
      expect(await page.evaluate(() => isSecureContext)).toBe(true);
    });

    it('sends the strict policy and headers with every answer', async () => {
      const headers = await page.evaluate(async () =>
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
      const outcome = await page.evaluate(async () => {
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
        const answer = await page.evaluate(`import(${JSON.stringify(url)}).then(() => 'loaded', ({ name }) => name)`);
        expect(answer).toBe('TypeError');
      }
      expect(await page.evaluate(() => window.violations)).toContain('script-src-elem');
    });

    it('refuses to fetch from elsewhere', async () => {
      const outcome = await page.evaluate(async () => {
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
      const violations = await page.evaluate(async () => {
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
      const answer = await page.evaluate(async (asked) => {
        const response = await fetch(asked);
        return { status: response.status, text: await response.text() };
      }, path);
      expect([403, 404]).toContain(answer.status);
      expect(answer.text).not.toMatch(/punchdown|root:/);
    });

    it('answers GET and HEAD only', async () => {
      const statuses = await page.evaluate(() =>
        Promise.all(['GET', 'HEAD', 'POST', 'PUT'].map(async (method) => (await fetch('/', { method })).status)),
      );
      expect(statuses).toEqual([200, 200, 405, 405]);
    });

    it('refuses to navigate away', async () => {
      await page.evaluate(() => {
        location.href = 'https://example.com/';
      });
      await page.waitForTimeout(300);
      await page.evaluate(() => {
        const form = document.createElement('a');
        form.href = 'http://localhost:1/';
        document.body.append(form);
        form.click();
        form.remove();
      });
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => typeof window.punchdown?.connect)).toBe('function');
      const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
      expect(url).toBe('app://punchdown/');
    });

    it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('refuses foreign URLs in %s', async (event) => {
      const refused = await app.evaluate(
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
      const opened = await page.evaluate(() => {
        const link = document.createElement('a');
        link.href = '/';
        link.target = '_blank';
        document.body.append(link);
        link.click();
        link.remove();
        return [window.open('https://example.com/'), window.open('/')];
      });
      expect(opened).toEqual([null, null]);
      await page.waitForTimeout(300);
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    });

    it('refuses webviews', async () => {
      const prevented = await app.evaluate(({ BrowserWindow }) => {
        let refused = false;
        const event = {
          preventDefault: () => {
            refused = true;
          },
        };
        BrowserWindow.getAllWindows()[0]?.webContents.emit(
          'will-attach-webview',
          event,
          {},
          { src: 'app://punchdown/' },
        );
        return refused;
      });
      expect(prevented).toBe(true);
    });

    it('denies every permission but putting text on the clipboard', async () => {
      const states = await page.evaluate(async () => {
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
      const asked = await page.evaluate(async () => ({
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
      const themes = await app.evaluate(({ BrowserWindow, ipcMain, nativeTheme }) => {
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
      const theme = await app.evaluate(({ BrowserWindow, ipcMain, nativeTheme }) => {
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
      const seen = await page.evaluate(() => ({
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
        onCommand: 'function',
        pathOf: 'function',
      });
      expect(seen.replaced).toBe(false);
    });

    it('runs a command of the page from every item of the menu that promises one', async () => {
      await page.evaluate(() => {
        window.commands = [];
        window.punchdown?.onCommand((command) => window.commands.push(command));
      });
      await app.evaluate(({ Menu }, commands) => {
        for (const command of commands) Menu.getApplicationMenu()?.getMenuItemById(command)?.click();
      }, desktopCommands);
      const seen = await settled('every command', async () => {
        const commands = await page.evaluate(() => window.commands);
        return commands.length === desktopCommands.length ? commands : undefined;
      });
      expect(seen).toEqual([...desktopCommands]);
    });

    it('shows the menu in the language of the page, and native things in its theme', async () => {
      const labels = () =>
        app.evaluate(({ Menu }) => {
          const all = (menu: { items: { label: string; type: string; submenu?: unknown }[] } | null): string[] =>
            (menu?.items ?? [])
              .filter(({ type }) => type !== 'separator')
              .flatMap(({ label, submenu }) => [label, ...all((submenu ?? null) as Parameters<typeof all>[0])]);
          return all(Menu.getApplicationMenu());
        });
      const english = await labels();
      expect(english).toContain('New session');
      await page.evaluate(() => window.punchdown?.appearance({ theme: 'dark', locale: 'zh-CN' }));
      const chinese = await settled('the Chinese menu', async () => {
        const now = await labels();
        return now.includes('新建会话') ? now : undefined;
      });
      expect(chinese).toHaveLength(english.length);
      expect(chinese.filter((label) => !/\p{Script=Han}/u.test(label))).toEqual(['DHCP', 'SNMP', 'MIB']);
      await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
      expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
      const colour = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor());
      expect(colour?.toLowerCase()).toBe('#15171b');
      await page.evaluate(() => window.punchdown?.appearance({ theme: 'system', locale: 'en' }));
      await settled('the English menu', async () => (await labels()).includes('New session'));
    });

    it('is one instance: a second start shows the first one’s window and ends', async () => {
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
      expect(await host.launchAgain({ folder: copy.folder, args: data.args })).toBe(0);
      await settled('the window to be restored', () =>
        app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() === false),
      );
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    });

    it('reaches the engine over a message port', async () => {
      const info = await page.evaluate(() => window.test.client.app.info());
      expect(info).toMatchObject({ host: 'desktop', workspace: { temporary: false } });
      expect(info.pid).not.toBe(app.process.pid);
    });

    it('tells the page when the engine dies, and connects it to the next one', async () => {
      const first = await page.evaluate(async () => (await window.test.client.app.info()).pid);
      process.kill(first, 'SIGKILL');
      await page.waitForFunction(() => window.test.closed);
      await connectedPage(app);
      const second = await page.evaluate(async () => (await window.test.client.app.info()).pid);
      expect(second).not.toBe(first);
      expect(() => process.kill(second, 0)).not.toThrow();
    });
  });
}
