import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserHost } from '#electron/serve/browser-host.ts';
import { need } from '#test/lab/need.ts';
import { scriptedEngine, servePage } from './page-host.ts';
import { browserTests, itIsAccessible } from './page-tests.ts';
import { hostile, type ScriptedTimeline, scriptedTimeline } from './scripted-timeline.ts';

/** The timeline and the packet inspector over events that no lab makes: very many, and hostile ones. */
describe.skipIf(!need('chromium'))('the timeline', () => {
  let script: ScriptedTimeline;
  let engine: ReturnType<typeof scriptedEngine>;
  let host: BrowserHost;

  beforeAll(async () => {
    script = scriptedTimeline();
    engine = scriptedEngine(script.handlers);
    host = await servePage(engine);
  });
  afterAll(async () => {
    await engine?.close();
    await host?.close();
  });
  const browser = browserTests();

  async function openExchange(index: number, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.open(host.url, options);
    await page.getByLabel('Earlier exchanges').selectOption({ index: index + 1 });
    await row(page, 0).waitFor();
    return page;
  }

  const list = (page: Page) => page.getByRole('listbox', { name: 'Packets of this exchange' });
  const row = (page: Page, index: number) => page.locator(`[data-index="${index}"]`);

  it('scrolls through 5,000 events and holds only what is shown', async () => {
    script.asked.length = 0;
    const page = await openExchange(0);
    expect(await row(page, 0).getAttribute('aria-setsize')).toBe('5000');
    const most = await page.evaluate(async () => {
      const scroller = document.querySelector('[role="listbox"][aria-label]')?.parentElement;
      if (!scroller) return -1;
      let rows = 0;
      for (let top = 0; top < scroller.scrollHeight; top += 1200) {
        scroller.scrollTop = top;
        await new Promise((resolve) => requestAnimationFrame(() => resolve(undefined)));
        rows = Math.max(rows, document.querySelectorAll('[data-index]').length);
      }
      return rows;
    });
    expect(most).toBeGreaterThan(20);
    expect(most).toBeLessThan(100);
    await row(page, 4999).getByText('No answer for 4 s, attempt 4999 follows', { exact: true }).waitFor();
    expect(Math.max(...script.asked.map(({ count }) => count))).toBeLessThanOrEqual(1000);
    const before = script.asked.length;
    await page.evaluate(() => {
      const scroller = document.querySelector('[role="listbox"][aria-label]')?.parentElement;
      if (scroller) scroller.scrollTop = 24 * 2000;
    });
    await row(page, 2001).locator('.fact').waitFor();
    expect(script.asked.length).toBeGreaterThan(before);
  });

  it('is read by the keyboard alone, to the last row and back', async () => {
    const page = await openExchange(0);
    await list(page).focus();
    await page.keyboard.press('End');
    await expect.poll(() => row(page, 4999).getAttribute('aria-selected')).toBe('true');
    expect(await list(page).getAttribute('aria-activedescendant')).toBe(await row(page, 4999).getAttribute('id'));
    await page.keyboard.press('p');
    await expect.poll(() => row(page, 4998).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => row(page, 1).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('n');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Packet 1 DISCOVER' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Packet 2 OFFER' }).waitFor();
    await page.getByText('event 2').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Packet 2 OFFER' }).waitFor({ state: 'detached' });
  });

  it('follows the end for who stands there, and moves nothing for who reads further up', async () => {
    const page = await openExchange(0);
    const top = () => page.evaluate(() => document.querySelector('[role="listbox"]')?.parentElement?.scrollTop ?? -1);
    await list(page).focus();
    await page.keyboard.press('End');
    await row(page, 4999).waitFor();
    script.grow(5003);
    await row(page, 5002).waitFor();
    await expect.poll(() => row(page, 5002).isVisible()).toBe(true);
    await page.keyboard.press('Home');
    await expect.poll(top).toBe(0);
    await page.keyboard.press('PageDown');
    const before = await top();
    script.grow(5010);
    await page.getByRole('button', { name: '7 new below' }).waitFor();
    expect(await top()).toBe(before);
    await page.getByRole('button', { name: '7 new below' }).click();
    await row(page, 5009).waitFor();
    await page.getByRole('button', { name: '7 new below' }).waitFor({ state: 'detached' });
    script.grow(5000);
  });

  it('says each row in words', async () => {
    const page = await openExchange(0);
    const label = (index: number) => row(page, index).locator('.words').textContent();
    expect(await label(0)).toBe('DISCOVER sent to everybody, 0.000 ms after the start');
    expect(await label(1)).toBe(
      'OFFER received from 10.77.0.2 after 1.250 ms, 1.250 ms after the packet before, 10.77.0.1',
    );
    expect(await label(3)).toContain('Ignored: came too late');
    expect(await label(5)).toContain('attempt 2');
  });

  it('shows hostile text as text, everywhere', async () => {
    const page = await openExchange(1);
    await row(page, 2).click();
    await page.getByRole('treeitem').first().waitFor();
    await page.locator('[data-interface-trigger]').click();
    await page.locator('[data-interface]').first().waitFor();
    await page.keyboard.press('Escape');
    expect(await page.title()).not.toBe('1');
    expect(await page.locator('img, main script').count()).toBe(0);
    expect(await row(page, 0).textContent()).toContain(hostile);
    expect(await page.getByRole('tree').textContent()).toContain(hostile);
  });

  it('opens a frame of 64 KiB with 32,000 fields, and goes from its last byte to its field', async () => {
    const page = await openExchange(1);
    await row(page, 1).click();
    await page.getByRole('treeitem').first().waitFor();
    expect(await page.getByRole('treeitem').count()).toBeLessThan(80);
    expect(await page.getByRole('gridcell').count()).toBeLessThan(1200);
    await page.getByRole('grid', { name: 'Bytes' }).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowUp');
    const chosen = page.locator('[role="treeitem"][aria-selected="true"]');
    await expect.poll(() => chosen.textContent()).toContain(`${hostile} 65526`);
    await page.getByRole('button', { name: /Byte 60000/ }).click();
    await expect.poll(() => chosen.textContent()).toContain(`${hostile} 60000`);
    expect(await page.locator('[data-byte="60000"].lit').count()).toBe(2);
  });

  itIsAccessible(async (options) => {
    const page = await openExchange(1, options);
    await row(page, 1).click();
    await page.getByRole('treeitem').nth(3).click();
    return page;
  });
});
