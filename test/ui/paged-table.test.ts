import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { BrowserHost } from '#electron/serve/browser-host.ts';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { scriptedEngine, servePage } from './page-host.ts';
import { browserTests } from './page-tests.ts';
import { draftOf } from './scripted-snmp-agent.ts';
import { type ScriptedWalk, scriptedWalk } from './scripted-walk.ts';

const million = 1_000_000;

/** The table of rows that are elsewhere, in Chromium, with the results of a scripted walk. */
describe.skipIf(!need('chromium'))('a table of rows by page', () => {
  let host: BrowserHost | undefined;
  let engine: ReturnType<typeof scriptedEngine> | undefined;
  const browser = browserTests(async () => {
    await engine?.close();
    await host?.close();
  });

  async function open(walk: ScriptedWalk, verb = 'walk', options: BrowserContextOptions = {}): Promise<Page> {
    engine = scriptedEngine(walk.handlers);
    host = await servePage(engine);
    await walk.handlers.settings.update(
      { drafts: draftOf('operations', { 'snmp-operations': { verb, oids: 'ifTable' } }) },
      new AbortController().signal,
    );
    const page = await browser.open(host.url, options);
    await page.locator('[data-run]').waitFor();
    await expect.poll(() => page.locator('[data-run]').getAttribute('aria-disabled')).toBeNull();
    return page;
  }

  async function walked(rows: number, verb = 'walk', options: BrowserContextOptions = {}) {
    const walk = scriptedWalk(rows);
    const page = await open(walk, verb, options);
    await page.locator('[data-run]').click();
    await page.locator('[role="row"][data-index="0"]').getByRole('gridcell').nth(1).waitFor();
    return { walk, page, grid: page.getByRole('grid').first() };
  }

  const firstCells = (page: Page, cell = 1) =>
    page.evaluate((nth) => {
      const grid = document.querySelector('[role="grid"]');
      const top = (grid?.getBoundingClientRect().top ?? 0) + 28;
      return [...document.querySelectorAll<HTMLElement>('[role="row"][data-index]')]
        .filter((row) => row.getBoundingClientRect().bottom > top + 12)
        .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
        .slice(0, 3)
        .map((row) => row.children[nth]?.textContent?.trim());
    }, cell);

  it('reaches the last of a million rows, by the keyboard and by the scroll bar', async () => {
    const { walk, page, grid } = await walked(million);
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(million + 1));
    await grid.focus();
    await page.keyboard.press('End');
    await page.getByText(`ifAlias.${million - 1}`).waitFor();
    expect(await page.locator('[role="row"][data-index]').count()).toBeLessThan(60);
    await page.keyboard.press('ArrowUp');
    await expect
      .poll(() => page.locator('[aria-selected="true"][role="row"]').getAttribute('data-index'))
      .toBe(String(million - 2));
    await page.keyboard.press('Home');
    await page.getByText('ifIndex.0', { exact: true }).waitFor();
    await grid.evaluate((element) => element.scrollTo({ top: (element.scrollHeight - element.clientHeight) / 2 }));
    await expect.poll(async () => (await firstCells(page))[0]).toMatch(/\.(499|500)\d{3}$/);
    await grid.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await page.getByText(`ifAlias.${million - 1}`).waitFor();
    expect(walk.ranges.length).toBeLessThan(20);
  });

  it('moves by the wheel pixel by pixel, and back to the start', async () => {
    const { page, grid } = await walked(million);
    await grid.hover();
    await page.mouse.wheel(0, 24 * 10);
    await expect.poll(async () => (await firstCells(page))[0]).toBe('ifInOctets.10');
    await grid.focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press('PageDown');
    await page.mouse.wheel(0, -24 * 10_000);
    await expect.poll(async () => (await firstCells(page))[0]).toBe('ifIndex.0');
  });

  it('moves no row that is read while more come', async () => {
    const walk = scriptedWalk(5000);
    walk.held = true;
    const page = await open(walk);
    await page.locator('[data-run]').click();
    await page.locator('[data-progress]').waitFor();
    await expect
      .poll(async () => {
        walk.tell({});
        return await page.getByText('ifIndex.0', { exact: true }).count();
      })
      .toBe(1);
    const grid = page.getByRole('grid').first();
    await grid.focus();
    for (let press = 0; press < 20; press++) await page.keyboard.press('PageDown');
    await expect.poll(async () => (await firstCells(page)).every((cell) => cell !== undefined)).toBe(true);
    const read = await firstCells(page);
    await page.locator('[data-progress]').getByText('5,000 objects').waitFor();
    walk.rows = 90_000;
    walk.tell({ oid: '1.3.6.1.9' });
    await page.locator('[data-progress]').getByText('90,000 objects').waitFor();
    expect(await firstCells(page)).toEqual(read);
    expect(await grid.getAttribute('aria-rowcount')).toBe('90001');
    walk.end();
    await page.locator('[data-result="complete"]').waitFor();
    expect(await firstCells(page)).toEqual(read);
  });

  it('filters from Ctrl+F where the rows are, by words or by an expression, and says when it cannot be read', async () => {
    const { page } = await walked(million);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('ifIndex');
    await page.getByText('250000 of 1000000').waitFor();
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await page.getByLabel('Filter').first().fill('(');
    await page.getByText('no valid regular expression').first().waitFor();
    expect(await page.getByLabel('Filter').first().getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Filter').first().fill('');
    await page.getByText('no valid regular expression').first().waitFor({ state: 'detached' });
  });

  it('sorts by a title, and names the direction', async () => {
    const { page } = await walked(1000);
    await page.getByRole('columnheader', { name: 'Value', exact: true }).getByRole('button').click();
    await page.getByRole('columnheader', { name: 'Value', exact: true }).getByRole('button').click();
    await expect.poll(async () => (await firstCells(page))[0]).toBe('ifAlias.999');
    expect(await page.getByRole('columnheader', { name: 'Value', exact: true }).getAttribute('aria-sort')).toBe(
      'descending',
    );
  });

  it('opens a row in the inspector with its value in all forms, and follows the keyboard', async () => {
    const { page, grid } = await walked(100);
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const forms = page.locator('[data-varbind]');
    await forms.getByText('30', { exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'ifDescr.1' }).waitFor();
    await forms.getByRole('button', { name: 'Copy as C array' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('0x31');
    await page.keyboard.press('Escape');
    await forms.waitFor({ state: 'detached' });
  });

  it('copies all rows by paging, saves them, and makes formulas harmless', async () => {
    const { page, walk } = await walked(2500);
    await page.getByRole('button', { name: 'Copy or save' }).click();
    await page.getByRole('menuitem', { name: 'Copy table as CSV' }).click();
    await page.getByText('2,500 rows copied').waitFor();
    const csv = await page.evaluate(() => navigator.clipboard.readText());
    expect(csv.split('\r\n')).toHaveLength(2502);
    expect(csv).toContain(",'=cmd|3,");
    expect(walk.ranges.filter(({ count }) => count === 1000)).toHaveLength(3);
    await page.getByRole('button', { name: 'Copy or save' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Save table as JSON' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('snmp-walk-core-sw1.office.example.json');
    expect(JSON.parse(readFileSync(await saved.path(), 'utf8'))).toHaveLength(2500);
  });

  it('offers a file where a copy would be too large, and can be stopped', async () => {
    const { page } = await walked(million);
    await page.getByRole('button', { name: 'Copy or save' }).click();
    await page.getByText('Copying takes 100000 rows at most').waitFor();
    expect(await page.getByRole('menuitem', { name: 'Copy table as text' }).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('menuitem', { name: 'Save table as text' }).click();
    await page.getByText(/^Collecting rows: \d+ of 1000000$/).waitFor();
    await page.locator('.tools').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Copy or save' }).waitFor();
  });

  it('does what its context menu says, by the keyboard', async () => {
    const { page, walk, grid } = await walked(100);
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('[role="row"][data-index="0"]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy OID' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('1.3.6.1.2.1.2.2.1.1.0');
    await page.locator('[role="row"][data-index="1"]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Walk ifDescr' }).click();
    await expect.poll(() => walk.asked.at(-1)).toMatchObject({ call: 'walk', input: { oids: ['ifDescr'] } });
    await page.locator('[role="row"][data-index="1"]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Put into SET' }).click();
    await page.locator('#snmp-view-set:not([hidden])').waitFor();
    await expect
      .poll(() =>
        page
          .locator('#snmp-view-set input')
          .evaluateAll((inputs) => inputs.map((one) => (one instanceof HTMLInputElement ? one.value : ''))),
      )
      .toContain('ifDescr.1');
  });

  it('shows a table with its index first and in place, numbers at the right, and holes as holes', async () => {
    const { page, grid } = await walked(million, 'table');
    const titles = (await page.getByRole('columnheader').allTextContents()).map((title) => title.trim());
    expect(titles.slice(0, 5)).toEqual(['ifIndex', 'queue', 'column1', 'column2', 'column3 (octets)']);
    const cells = page.locator('[role="row"][data-index="0"] [role="gridcell"]');
    expect((await cells.allTextContents()).map((text) => text.trim()).slice(0, 7)).toEqual([
      '0',
      '7',
      '0',
      '1',
      '2',
      'hole',
      '4',
    ]);
    expect(await page.locator('[title="Hole: the agent has no such instance"]').count()).toBeGreaterThan(5);
    const left = (await cells.first().boundingBox())?.x;
    await grid.evaluate((element) => element.scrollTo({ left: 500 }));
    await expect.poll(() => grid.evaluate((element) => element.scrollLeft)).toBe(500);
    expect((await cells.first().boundingBox())?.x).toBe(left);
    await grid.focus();
    await page.keyboard.press('End');
    await page.getByText('999999', { exact: true }).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it.each([
    ['en-GB', 'light', 1000, 700],
    ['zh-CN', 'dark', 1000, 700],
    ['en-GB', 'dark', 1920, 1080],
  ] as const)('has nothing serious for axe: %s %s %d', async (locale, colorScheme, width, height) => {
    const { page, grid } = await walked(million, 'walk', { locale, colorScheme, viewport: { width, height } });
    expect(await seriousFindings(page)).toEqual([]);
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('[data-varbind]').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
