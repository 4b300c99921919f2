import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { BrowserHost } from '#electron/serve/browser-host.ts';
import { ProblemError, problem } from '#shared/problem/problem.ts';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { goTo, scriptedEngine, servePage } from './page-host.ts';
import { browserTests } from './page-tests.ts';
import { type Script, scriptedHandlers, session } from './scripted-handlers.ts';

/** The built page in Chromium, before an engine that answers by script. */
describe.skipIf(!need('chromium'))('the pages', () => {
  let host: BrowserHost | undefined;
  const browser = browserTests(async () => host?.close());

  async function open(script: Script, options: BrowserContextOptions = {}): Promise<Page> {
    host = await servePage(scriptedEngine(scriptedHandlers(script)));
    const page = await browser.open(host.url, options);
    await page.getByText('Engine ok').waitFor();
    return page;
  }

  async function openSessions(script: Script): Promise<Page> {
    const page = await open(script);
    await goTo(page, 'sessions');
    await page.getByRole('row').nth(1).waitFor();
    return page;
  }

  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

  describe('the frame', () => {
    it('shows the notices of the start until each is dismissed, and tells the engine after the last', async () => {
      const calls: string[] = [];
      const notices = [
        problem('workspace-damaged', { file: '/a/w.punchdown', kept: '/a/w.punchdown.damaged' }, 'malformed'),
        problem('frames-lost', { count: 3 }),
      ];
      const page = await open({ info: { notices }, calls });
      await page.getByText('The workspace was damaged and has been set aside.').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Dismiss' }).first().click();
      expect(await page.getByText('3 frames were lost.').isVisible()).toBe(true);
      expect(calls).toEqual([]);
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await expect.poll(() => calls).toEqual(['app.dismissNotices']);
    });

    it('copies the evidence of a problem', async () => {
      const page = await open({ info: { notices: [problem('workspace-damaged', { file: '/a', kept: '/b' }, 'E1')] } });
      await page.getByText('Details').click();
      await page.getByRole('button', { name: 'Copy details' }).click();
      expect(await clipboard(page)).toBe('workspace-damaged\nfile: /a\nkept: /b\nE1');
    });

    it.each(['light', 'dark'] as const)('says why there are no raw frames, in the %s theme', async (colorScheme) => {
      const rawFrames = { available: false, problem: problem('raw-no-rights', { command: 'sudo npm start' }) };
      const page = await open({ info: { rawFrames } }, { colorScheme });
      await page.getByRole('button', { name: 'Raw frames: no' }).click();
      await page.getByText('Start it with the rights: sudo npm start').waitFor();
      await page.getByRole('button', { name: 'Copy command' }).click();
      expect(await clipboard(page)).toBe('sudo npm start');
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByText('Start it with the rights: sudo npm start').waitFor({ state: 'detached' });
    });

    it('says so when the engine gives no sign of life', async () => {
      host = await servePage(scriptedEngine(scriptedHandlers()));
      const page = await browser.open('about:blank');
      await page.clock.install();
      await page.goto(host.url);
      await page.getByText('Engine ok').waitFor();
      await page.getByText('87.4 MiB').waitFor();
      await page.clock.fastForward(15_000);
      await page.getByText('Engine does not answer').waitFor();
    });

    it('marks lost frames in the status bar and clips a long session name', async () => {
      const name = 'A very long name of a session '.repeat(6).trim();
      const page = await open(
        { status: { session: { id: 1, name }, lost: 7 } },
        { viewport: { width: 1000, height: 700 } },
      );
      const lost = page.getByText('7 lost');
      expect(await lost.getAttribute('class')).toContain('warn');
      const box = await lost.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1000);
    });
  });

  describe('sessions', () => {
    it('are created and named in one go', async () => {
      const calls: string[] = [];
      const page = await openSessions({ calls });
      await page.getByRole('button', { name: 'New session' }).click();
      await page.getByLabel('New name of “New”').waitFor();
      await page.keyboard.type('Tuesday');
      await page.keyboard.press('Enter');
      await page.getByRole('gridcell').getByText('Tuesday').waitFor();
      expect(calls).toContain('sessions.rename {"id":2,"name":"Tuesday"}');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
    });

    it('are renamed with F2, and Esc keeps the old name', async () => {
      const calls: string[] = [];
      const page = await openSessions({ calls });
      await page.getByRole('grid').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('F2');
      await page.keyboard.type('Something else');
      await page.keyboard.press('Escape');
      await page.getByRole('gridcell').getByText('Monday').waitFor();
      expect(calls.filter((call) => call.startsWith('sessions.rename'))).toEqual([]);
    });

    it('are opened with Enter, and the current one says why it cannot be', async () => {
      const calls: string[] = [];
      const sessions = [session(2, 'Tuesday', { current: true }), session(1, 'Monday')];
      const page = await openSessions({ calls, sessions });
      const first = page.getByRole('button', { name: 'Open: Tuesday' });
      expect(await first.getAttribute('aria-disabled')).toBe('true');
      await expect.poll(() => first.evaluate(describedBy)).toBe('This session is open already.');
      await first.click({ force: true });
      await page.getByRole('grid').focus();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.getByText('Session “Monday” is open').waitFor();
      expect(calls.filter((call) => call.startsWith('sessions.open'))).toEqual(['sessions.open {"id":1}']);
    });

    it('are deleted only after saying what is lost', async () => {
      const calls: string[] = [];
      const sessions = [session(2, 'Tuesday', { exchanges: 1, events: 1234, current: true }), session(1, 'Monday')];
      const page = await openSessions({ calls, sessions });
      await page.getByRole('button', { name: 'Delete: Tuesday' }).click();
      const dialog = page.getByRole('alertdialog');
      await dialog.getByText('1 exchange with all its packets (1,234 events) is deleted for good.').waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      expect(calls.filter((call) => call.startsWith('sessions.delete'))).toEqual([]);
      await page.getByRole('button', { name: 'Delete: Tuesday' }).click();
      await dialog.getByRole('button', { name: 'Delete session' }).click();
      await page.getByText('Session “Tuesday” is deleted').waitFor();
      expect(await page.getByRole('row').count()).toBe(2);
    });

    it('are exported to a file, byte for byte', async () => {
      const page = await openSessions({});
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export as pcapng: Monday' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('Monday.pcapng');
      expect([...readFileSync(await download.path())]).toEqual([0x0a, 0x0d, 0x0d, 0x0a, 0xff]);
      await page.getByText('Exported Monday.pcapng: 4 packets, 5 B').waitFor();
    });

    it('show the problem of a call that failed until it is dismissed', async () => {
      const page = await openSessions({ failing: { 'sessions.create': new ProblemError('workspace-full') } });
      await page.getByRole('button', { name: 'New session' }).click();
      const box = page.getByRole('alert').filter({ hasText: 'The disk is full.' });
      await box.waitFor();
      await box.getByRole('button', { name: 'Dismiss' }).click();
      await box.waitFor({ state: 'detached' });
    });
  });

  describe('a table of 100,000 rows', () => {
    const many = Array.from({ length: 100_000 }, (_, index) =>
      session(100_000 - index, `Session ${100_000 - index}`, { events: index, current: index === 0 }),
    );

    it('draws the rows in sight only, and the keyboard reaches the last', async () => {
      const page = await openSessions({ sessions: many });
      const grid = page.getByRole('grid');
      expect(await grid.getAttribute('aria-rowcount')).toBe('100001');
      expect(await page.getByRole('row').count()).toBeLessThan(80);
      await grid.focus();
      await page.keyboard.press('End');
      await page.getByRole('gridcell').getByText('Session 1', { exact: true }).waitFor();
      const active = await grid.getAttribute('aria-activedescendant');
      expect(await page.locator(`[id="${active}"]`).getAttribute('aria-rowindex')).toBe('100001');
      expect(await page.getByRole('row').count()).toBeLessThan(80);
    });

    it('puts only the buttons of the chosen row into the tab order', async () => {
      const page = await openSessions({ sessions: many });
      const stops = () => page.locator('[role="grid"] [role="gridcell"] button[tabindex="0"]').count();
      expect(await stops()).toBe(0);
      await page.getByRole('grid').focus();
      await page.keyboard.press('ArrowDown');
      await expect.poll(stops).toBe(5);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
        'Open: Session 100000',
      );
    });

    it('sorts by a column, numbers as numbers', async () => {
      const page = await openSessions({ sessions: many });
      const header = page.getByRole('columnheader', { name: 'Name' });
      await header.getByRole('button').click();
      await expect.poll(() => header.getAttribute('aria-sort')).toBe('ascending');
      await expect.poll(() => page.getByRole('row').nth(2).innerText()).toContain('Session 2');
      await header.getByRole('button').click();
      await expect.poll(() => page.getByRole('row').nth(1).innerText()).toContain('Session 100000');
    });

    it('filters from Ctrl+F, and says how many rows are left', async () => {
      const page = await openSessions({ sessions: many });
      await page.keyboard.press('Control+f');
      await page.keyboard.type('name:"session 4242" -42420');
      await page.getByText('10 of 100000').waitFor();
      expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('11');
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('100001');
    });
  });

  it('a table is copied from its context menu, and columns are put away there', async () => {
    const page = await openSessions({ sessions: [session(2, '=cmd, "x"', { events: 5 }), session(1, 'Monday')] });
    await page.getByRole('row').nth(1).click({ button: 'right' });
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('menuitemcheckbox', { name: 'Column: Created' }).click();
    await page.getByRole('menuitem', { name: 'Copy table as CSV' }).click();
    await expect.poll(() => clipboard(page)).toBe('Name,Exchanges,Events\r\n"\'=cmd, ""x""",0,5\r\nMonday,0,0\r\n');
    expect(await page.getByRole('columnheader', { name: 'Created' }).count()).toBe(0);
    await page.getByRole('row').nth(2).click();
    await page.keyboard.press('Control+c');
    await expect.poll(() => clipboard(page)).toBe('Monday\t0\t0');
  });

  it('an empty lab says so', async () => {
    const page = await open({});
    await goTo(page, 'lab');
    await page.getByText('The engine has no lab segments.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});

/** Runs in the page: the text an element is described by. */
function describedBy(element: Element): string | undefined {
  return document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? undefined;
}
