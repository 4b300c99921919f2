import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { goTo } from './page-host.ts';
import { expectToFit, itFits, itIsAccessible, realEngineTests, words } from './page-tests.ts';

const patience = { timeout: 15_000 };

/** The built page in Chromium: experiments with real connections. */
describe.skipIf(!need('chromium'))('the lessons of the TCP/UDP page', () => {
  const real = realEngineTests(async (client) => {
    await client.settings.update({ drafts: { 'echo-lessons': {}, 'echo-page': {} } });
  });
  const lesson = (page: Page, kind: string) => page.locator(`[data-lesson="${kind}"]`);
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).locator('visible=true');
  const conclusion = (page: Page) => page.locator('[data-conclusion]');
  const guided = (page: Page) => page.locator('[data-field="lesson-guided"]');

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await real.open(options);
    await goTo(page, 'echo');
    await page.locator('[data-view="lessons"]').locator('visible=true').click();
    await lesson(page, 'deadlock').waitFor();
    return page;
  }
  async function run(page: Page, kind: string): Promise<void> {
    await lesson(page, kind).click();
    if ((await guided(page).count()) > 0) await guided(page).setChecked(false);
    await button(page, /^Run( again)?$|^(再次)?运行$/).click();
    await conclusion(page).waitFor();
  }

  it('stands still, says where the bytes are, and goes on when it is told to read', async () => {
    const page = await open();
    await page.getByText('Nothing has been measured yet').waitFor();
    await button(page, 'Run').click();
    await page.locator('[data-waits="deadlock-read"]').waitFor();
    const seen = await words(page);
    expect(seen).toMatch(/Standstill: for [\d,]+ ms no byte has moved/);
    expect(seen).toContain('It waits for you');
    await page.locator('[data-chart] canvas').waitFor();
    expect(await conclusion(page).count()).toBe(0);
    // The chart is read by keyboard too.
    await page.getByRole('slider', { name: 'Measured' }).press('End');
    await expect.poll(() => page.locator('figure .readout').innerText(), patience).toMatch(/\d+:\d+:\d+\.\d\d/);
    await button(page, 'Next step: The server reads').click();
    await conclusion(page).waitFor();
    await page.getByText('Every byte is accounted for').waitFor();
    await lesson(page, 'deadlock').getByText('As expected').waitFor();
  });

  it('is cancelled while it waits, and run again', async () => {
    const page = await open();
    await button(page, 'Run').click();
    await page.locator('[data-waits]').waitFor();
    await button(page, 'Cancel').click();
    await lesson(page, 'deadlock').getByText('Cancelled').waitFor();
    expect(await page.locator('[data-waits]').count()).toBe(0);
    await page.locator('[data-field="lesson-bytes"]').fill('5000');
    await guided(page).setChecked(false);
    await button(page, 'Run again').click();
    await page.getByText('This system did otherwise').first().waitFor();
    await page.getByText('The buffers of this system held 5,000 bytes').waitFor();
    await page.locator('[data-field="lesson-bytes"]').fill('99999999');
    await page.getByText('A whole number from 1 to').waitFor();
  });

  it('chooses by arrow, keeps what came of each, and shows its timeline', async () => {
    const page = await open();
    await lesson(page, 'deadlock').press('ArrowDown');
    expect(await lesson(page, 'half-close').getAttribute('aria-current')).toBe('true');
    await run(page, 'half-close');
    await button(page, 'Timeline').click();
    const timeline = page.getByRole('listbox');
    const showsAll = async () => {
      // Its rows come after it; until they are there a key leads nowhere.
      for (const [key, text] of [
        ['Home', /^The client has finished$/],
        ['End', /^After a half-close 3,000 bytes/],
      ] as const) {
        const row = timeline.locator('bdi').filter({ hasText: text });
        await expect
          .poll(async () => {
            await timeline.press(key);
            return await row.isVisible();
          }, patience)
          .toBe(true);
      }
    };
    await showsAll();
    await lesson(page, 'reset').click();
    await page.locator('[data-not-run]').waitFor();
    expect(await timeline.count()).toBe(0);
    await lesson(page, 'half-close').click();
    await showsAll();
    expect(await conclusion(page).innerText()).toContain('3,000 bytes of the answer came');
  });

  it.each(['reset', 'nagle', 'keep-alive', 'time-wait'])('runs %s to its conclusion', async (kind) => {
    const page = await open();
    await run(page, kind);
    expect(await page.locator('[data-step]').count()).toBeGreaterThan(0);
    expect(await page.locator('[data-line]').allInnerTexts()).not.toContain('');
    await expectToFit(page);
  });

  itIsAccessible(open, async (page) => {
    await run(page, 'half-close');
    await button(page, 'Timeline').click();
  });
  itFits(async (options) => {
    const page = await open(options);
    await run(page, 'nagle');
    return page;
  });
});
