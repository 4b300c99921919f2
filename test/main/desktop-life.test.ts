import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DesktopApp, launchDouble } from '../fakes/electron/launch.ts';
import { settled } from '../fakes/electron/settled.ts';
import { need } from '../lab/need.ts';
import { connectedPage, desktopTests, temporaryData } from '../suites/built-desktop.ts';

describe.skipIf(!need('chromium'))('the life of the desktop app', () => {
  const desktop = desktopTests();
  const { data, launch } = desktop;

  const enginePid = (page: Page) => page.evaluate(async () => (await window.test.client.app.info()).pid);

  function isAlive(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  it('runs the lab handshake from click to lease', async () => {
    const app = await launch(data().args);
    const page = await connectedPage(app);
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('go-dhcp')?.click());
    await page.getByRole('button', { name: 'Try it in the lab' }).first().click();
    await page.getByText('DISCOVER', { exact: true }).first().waitFor();
    await page.getByText('ACK', { exact: true }).first().waitFor();
    const seen = await page.evaluate(async () => {
      const { exchanges } = await window.test.client.timeline.exchanges({});
      const [exchange] = exchanges;
      const { events } = await window.test.client.timeline.events({ exchange: exchange?.id ?? '' });
      return { exchange, events };
    });
    expect(seen.exchange).toMatchObject({ tool: 'dhcp', verb: 'handshake', state: 'ended', outcome: 'bound', lost: 0 });
    expect(seen.events.length).toBeGreaterThanOrEqual(5);
  });

  describe('one window', () => {
    const own = temporaryData();
    let app: DesktopApp;
    let page: Page;

    beforeAll(async () => {
      app = await launchDouble({ folder: desktop.folder, args: own.args });
      page = await connectedPage(app);
    });

    afterAll(async () => {
      await app?.quit();
      own.remove();
    });

    it('has the system open nothing, whatever the page asks for', async () => {
      await page.evaluate(() => {
        for (const url of ['https://example.com/', 'file:///etc/passwd', 'mailto:a@example.com', 'app://punchdown/']) {
          window.open(url);
          const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' });
          document.body.append(link);
          link.click();
        }
        location.href = 'https://example.com/';
      });
      await page.waitForTimeout(300);
      const seen = await app.evaluate(({ BrowserWindow, openedExternally }) => ({
        openedExternally,
        windows: BrowserWindow.getAllWindows().length,
        foreignRequests: BrowserWindow.getAllWindows()[0]?.webContents.foreignRequests,
      }));
      expect(seen).toEqual({ openedExternally: [], windows: 1, foreignRequests: [] });
    });

    it('has Electron keep the window’s place, and shows nothing before it is painted', async () => {
      const window = await app.evaluate(({ BrowserWindow, app: electronApp }) => {
        const [first] = BrowserWindow.getAllWindows();
        return { options: first?.options, visible: first?.isVisible(), sandbox: electronApp.sandboxEnabled };
      });
      expect(window).toMatchObject({
        options: { name: 'main', windowStatePersistence: true, show: false, webPreferences: { devTools: true } },
        visible: true,
        sandbox: true,
      });
    });

    it('denies devices, and the permission when asked and when only checked', async () => {
      const answers = await app.evaluate(async ({ BrowserWindow, session }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const { defaultSession } = session;
        return {
          devices: ['hid', 'serial', 'usb'].map((type) => defaultSession.allowsDevice(type, 'app://punchdown')),
          usb: await defaultSession.decisions(contents, 'usb', 'app://punchdown'),
          network: await defaultSession.decisions(contents, 'local-network', 'app://punchdown'),
          clipboard: await defaultSession.decisions(contents, 'clipboard-sanitized-write', 'app://punchdown'),
          foreign: await defaultSession.decisions(contents, 'clipboard-sanitized-write', 'https://example.com'),
          nobody: await defaultSession.decisions(null, 'clipboard-sanitized-write', 'app://punchdown'),
        };
      });
      expect(answers).toEqual({
        devices: [false, false, false],
        usb: { request: false, check: false },
        network: { request: false, check: false },
        clipboard: { request: true, check: true },
        foreign: { request: true, check: false },
        nobody: { request: false, check: false },
      });
    });

    it('offers to copy a selection, and more in a text field', async () => {
      const menus = await app.evaluate(({ BrowserWindow, Menu }) =>
        [
          { isEditable: true, selectionText: '' },
          { isEditable: false, selectionText: '10.0.0.1' },
        ].map((clicked) => {
          BrowserWindow.getAllWindows()[0]?.webContents.emit('context-menu', {}, clicked);
          return Menu.lastPopup()?.items.map(({ role }) => role ?? '-');
        }),
      );
      expect(menus).toEqual([['cut', 'copy', 'paste', '-', 'selectAll'], ['copy']]);
    });
  });

  it('has no developer tools in the packaged app', async () => {
    const app = await launch([...data().args, '--temporary'], { ELECTRON_DOUBLE_PACKAGED: '1' });
    await app.page();
    const seen = await app.evaluate(({ BrowserWindow, Menu }) => ({
      devTools: BrowserWindow.getAllWindows()[0]?.webContents.getLastWebPreferences().devTools,
      roles: Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => (submenu?.items ?? []).map(({ role }) => role)),
    }));
    expect(seen.devTools).toBe(false);
    expect(seen.roles).toContain('copy');
    expect(seen.roles).not.toContain('toggleDevTools');
  });

  it('starts in the theme and language of the last time', async () => {
    const { args } = data();
    const first = await launch(args);
    const page = await connectedPage(first);
    await page.evaluate(() => window.test.client.settings.update({ theme: 'dark', locale: 'zh-CN' }));
    await page.evaluate(() => window.punchdown?.appearance({ theme: 'dark', locale: 'zh-CN' }));
    await settled('the dark theme', () => first.evaluate(({ nativeTheme }) => nativeTheme.themeSource === 'dark'));
    expect(await first.quit()).toBe(0);
    const second = await launch(args);
    await second.page();
    const seen = await second.evaluate(({ BrowserWindow, Menu }) => ({
      colour: BrowserWindow.getAllWindows()[0]?.options.backgroundColor,
      menu: Menu.getApplicationMenu()?.items[0]?.label,
    }));
    expect(seen).toEqual({ colour: '#15171b', menu: '文件' });
  });

  it('speaks the system’s language when none was chosen', async () => {
    const app = await launch([...data().args, '--temporary'], { LANGUAGE: 'zh_CN:en', LANG: 'zh_CN.UTF-8' });
    await app.page();
    // The page tells its own choice, "system", as soon as it runs.
    expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.label)).toBe('文件');
  });

  it('cancels a call at its source when the window closes, and leaves the engine running', async () => {
    const app = await launch(data().args);
    const page = await connectedPage(app);
    const pid = await enginePid(page);
    const exchange = await page.evaluate(async () => {
      const { client } = window.test;
      const silent = (await client.lab.segments()).find(({ scenario }) => scenario === 'silent');
      const id = crypto.randomUUID();
      client.dhcp.handshake({ interface: silent?.interface ?? '', exchange: id }).catch(() => undefined);
      return id;
    });
    await page.waitForFunction(
      (id) =>
        window.test.client.timeline.exchange({ exchange: id }).then(
          ({ state }) => state === 'running',
          () => false,
        ),
      exchange,
    );
    // As on macOS, where the app outlives its window.
    await app.evaluate(({ app: electronApp, BrowserWindow }) => {
      electronApp.removeAllListeners('window-all-closed');
      electronApp.on('window-all-closed', () => {});
      BrowserWindow.getAllWindows()[0]?.close();
    });
    await settled('the window to close', () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length === 0),
    );
    await app.evaluate(({ app: electronApp }) => electronApp.emit('activate'));
    const again = await connectedPage(app);
    expect(await enginePid(again)).toBe(pid);
    const ended = await settled('the exchange to end', async () => {
      const now = await again.evaluate((id) => window.test.client.timeline.exchange({ exchange: id }), exchange);
      return now.state === 'ended' ? now : undefined;
    });
    expect(ended.outcome).toBe('cancelled');
  });

  it('cancels a call when the page is loaded anew', async () => {
    const app = await launch(data().args);
    const page = await connectedPage(app);
    await page.evaluate(async () => {
      const { client } = window.test;
      const silent = (await client.lab.segments()).find(({ scenario }) => scenario === 'silent');
      client.dhcp.handshake({ interface: silent?.interface ?? '' }).catch(() => undefined);
    });
    await page.waitForFunction(async () => (await window.test.client.timeline.exchanges({})).total === 1);
    await page.reload();
    await connectedPage(app);
    await page.waitForFunction(async () => {
      const { exchanges } = await window.test.client.timeline.exchanges({});
      return exchanges[0]?.outcome === 'cancelled';
    });
  });

  it('closes the engine cleanly when the last window closes', async () => {
    const { args, folder } = data();
    const app = await launch(args);
    const page = await connectedPage(app);
    const pid = await enginePid(page);
    await page.evaluate(() => window.test.client.sessions.create({ name: 'Kept' }));
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await app.exited).toBe(0);
    expect(isAlive(pid)).toBe(false);
    expect(app.output()).not.toMatch(/killed|unexpectedly/);
    // A database that was not closed leaves its write-ahead log behind.
    expect(readdirSync(folder).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
    const again = await connectedPage(await launch(args));
    const names = await again.evaluate(async () => (await window.test.client.sessions.list()).map(({ name }) => name));
    expect(names).toContain('Kept');
  });

  it('ends the engine with the main process, however that ends', async () => {
    const app = await launch([...data().args, '--temporary']);
    const pid = await enginePid(await connectedPage(app));
    app.process.kill('SIGKILL');
    await app.exited;
    await settled('the engine to end', () => !isAlive(pid));
  });

  it('offers a temporary workspace when another process holds the file', async () => {
    const { args, folder } = data();
    const workspace = join(folder, 'shared.punchdown');
    await connectedPage(await launch([...args, '--workspace', workspace]));
    const second = await launch([...data().args, '--workspace', workspace], { ELECTRON_DOUBLE_ANSWER: '0' });
    const page = await connectedPage(second);
    const info = await page.evaluate(() => window.test.client.app.info());
    expect(info.workspace.temporary).toBe(true);
    const dialogs = await second.evaluate(({ shownDialogs }) => shownDialogs);
    expect(dialogs).toHaveLength(1);
    expect(dialogs[0]).toMatchObject({
      message: 'Punchdown cannot start its engine',
      buttons: ['Use a temporary workspace', 'Quit'],
    });
    expect(dialogs[0]?.detail).toContain('shared.punchdown');
  });

  it('quits when that is declined', async () => {
    const { args, folder } = data();
    const workspace = join(folder, 'shared.punchdown');
    await connectedPage(await launch([...args, '--workspace', workspace]));
    const second = await launch([...data().args, '--workspace', workspace]);
    expect(await second.exited).toBe(0);
    expect(existsSync(workspace)).toBe(true);
  });

  it('stops restarting an engine that keeps dying, and asks', async () => {
    const app = await launch([...data().args, '--temporary']);
    const dead = new Set<number>();
    const dialogs = await settled(
      'the dialog',
      async () => {
        for (const pid of enginesOf(app.process.pid ?? 0).filter((candidate) => !dead.has(candidate))) {
          dead.add(pid);
          process.kill(pid, 'SIGKILL');
        }
        const shown = await app.evaluate(({ shownDialogs }) => shownDialogs);
        return shown.length > 0 ? shown : undefined;
      },
      40_000,
    );
    expect(dead.size).toBe(6);
    expect(dialogs[0]).toMatchObject({ message: 'The engine keeps stopping', buttons: ['Try again', 'Quit'] });
    expect(dialogs[0]?.detail).toContain('6 times');
    // The double presses "Quit".
    expect(await app.exited).toBe(0);
  });

  it('loads the page again when its process dies', async () => {
    const app = await launch(data().args);
    const page = await connectedPage(app);
    const pid = await enginePid(page);
    await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    await page.waitForFunction(() => !('test' in window));
    expect(await enginePid(await connectedPage(app))).toBe(pid);
  });

  describe.skipIf(!need('linux', 'root', 'cap'))('raw frames', () => {
    it('sends them from a packet process on its own port, and survives its death', async () => {
      const app = await launch(data().args);
      const page = await connectedPage(app);
      const probe = () =>
        page.evaluate(() =>
          window.test.client.dhcp.handshake({
            interface: 'lo',
            transport: 'raw',
            mac: '02:00:00:00:00:01',
            attempts: 1,
            firstTimeout: 1500,
            offerWindow: 0,
          }),
        );
      const first = probe();
      const victim = await settled('a packet process', () => packetProcessesOf(app.process.pid ?? 0)[0]);
      process.kill(victim, 'SIGABRT');
      const died = await first;
      expect(died.problems.map(({ code }) => code)).toContain('packet-process-died');
      const next = await probe();
      expect(next).toMatchObject({ outcome: 'noOffer', transport: 'raw' });
      expect(next.packets.map(({ name, direction }) => `${direction} ${name}`)).toContain('sent DISCOVER');
      await settled('packet processes to end', () => packetProcessesOf(app.process.pid ?? 0).length === 0);
    });
  });
});

/** Processes that a main process started for a module, by their command lines. */
function childrenOf(parent: number, module: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        return (
          new RegExp(`^PPid:\\s+${parent}$`, 'm').test(status) &&
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(module)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

const enginesOf = (parent: number): number[] => childrenOf(parent, 'utility-process.js');
const packetProcessesOf = (parent: number): number[] => childrenOf(parent, 'packet-process.js');
