import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { desktopCommands } from '#shared/contract/desktop.ts';
import type { DesktopApp } from '../fakes/electron/launch.ts';
import { settled } from '../fakes/electron/settled.ts';
import { connectedPage, copyOfDesktop, temporaryData } from './built-desktop.ts';
import { securityTests } from './desktop-security.ts';

declare global {
  /** In the main process. */
  var shownNotices: Electron.Notification[];
  interface Window {
    clickedNotices: number[];
  }
}

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

    securityTests({
      get app() {
        return app;
      },
      get page() {
        return page;
      },
    });

    it('shows a notice of the desktop as plain text, one a second, and says which one was clicked', async () => {
      await app.evaluate(({ Notification }) => {
        globalThis.shownNotices = [];
        Notification.isSupported = () => true;
        Notification.prototype.show = function (this: Electron.Notification) {
          globalThis.shownNotices.push(this);
        };
      });
      await page.evaluate(() => {
        window.clickedNotices = [];
        window.punchdown?.onNotice((id) => window.clickedNotices.push(id));
        window.punchdown?.notify({ id: 7, title: '<b>linkDown</b>', text: 'ifIndex 3' });
        window.punchdown?.notify({ id: 8, title: 'too soon', text: '' });
      });
      const shown = () => app.evaluate(() => globalThis.shownNotices.map(({ title, body }) => ({ title, body })));
      await expect.poll(shown).toEqual([{ title: '<b>linkDown</b>', body: 'ifIndex 3' }]);
      await app.evaluate(() => globalThis.shownNotices[0]?.emit('click'));
      await expect.poll(() => page.evaluate(() => window.clickedNotices)).toEqual([7]);
      expect(await shown()).toHaveLength(1);
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
      expect(chinese.filter((label) => !/\p{Script=Han}/u.test(label))).toEqual([
        'DHCP',
        'SNMP',
        'MIB',
        'Trap',
        'TCP/UDP',
      ]);
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
