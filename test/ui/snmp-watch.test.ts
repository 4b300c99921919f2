import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { Sample } from '#shared/model/snmp-watch.ts';
import { need } from '#test/lab/need.ts';
import { itFits, itIsAccessible, scriptedAgentTests, words } from './page-tests.ts';
import { draftOf } from './scripted-snmp-agent.ts';

/** The view of watches, with an engine whose polls the test makes. Its page obeys the same policy as the real one. */
describe.skipIf(!need('chromium'))('the view of watches', () => {
  const scripted = scriptedAgentTests();

  const view = (page: Page) => page.locator('#snmp-view-watch');

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await scripted.open(options, draftOf('watch'));
    await view(page).locator('.form').waitFor();
    return page;
  }

  async function start(page: Page, oids: readonly string[]) {
    const object = view(page).locator('.form').getByRole('combobox');
    for (const oid of oids) {
      await object.fill(oid);
      await page.keyboard.press('Enter');
    }
    await view(page).locator('button.primary').click();
    await page.locator('[data-watch-shown]').waitFor();
  }

  /** A counter polled every five seconds, the last time now: lost polls, a wrap, and a restart are in it. */
  function polls(count = 60): Sample[] {
    const from = Date.now() - 5000 * count;
    return Array.from({ length: count }, (_, index): Sample[] => {
      const at = from + 5000 * index;
      const lost = index >= 20 && index < 23;
      const note =
        index === 0 ? 'first' : lost ? 'gap' : index === 30 ? 'wrapped' : index === 40 ? 'restarted' : undefined;
      return [
        {
          at,
          object: 0,
          type: 'Counter64',
          value: lost ? null : String(18_446_744_073_709_000_000n + BigInt(index)),
          rate: index === 0 || lost || index === 40 ? null : 1000 * index,
          ...(note === undefined ? {} : { note }),
        },
        { at, object: 1, type: 'Gauge32', value: lost ? null : 40 + (index % 5), rate: null },
      ];
    }).flat();
  }

  const cells = (page: Page, object: number) => page.locator(`[data-object="${object}"] td.number`).allInnerTexts();
  const slider = (page: Page) => page.getByRole('slider', { name: /^Chart of/ });

  it('starts a watch and draws what its polls bring, with the values in a table beside it', async () => {
    const page = await open();
    await start(page, ['ifHCInOctets.1', 'ssCpuRawUser.0']);
    expect(scripted.agent.asked.find(({ call }) => call === 'startWatch')?.input).toMatchObject({
      target: { device: 'd1' },
      oids: ['ifHCInOctets.1', 'ssCpuRawUser.0'],
      interval: 5,
    });
    await page.getByText('Waiting for the first polls…').waitFor();
    scripted.agent.poll(polls());
    await page.locator('.uplot canvas').waitFor();
    expect(await cells(page, 0)).toEqual([
      '472 kbit/s',
      '8 kbit/s',
      expect.stringContaining('kbit/s'),
      '472 kbit/s',
      '18446744073709000059',
    ]);
    expect(await cells(page, 1)).toEqual(['44', '40', '42.05', '44', '44']);
    expect(await page.locator('[data-object="0"] .events').innerText()).toBe('4 missing, 1 wrap, 1 restart');
    // Octets instead of bits, by the keyboard.
    await page.getByRole('radio', { name: 'bit/s', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    expect((await cells(page, 0))[0]).toBe('59 koctets/s');
  });

  it('has something on its canvas, in colours of the theme, and other ones after a change', async () => {
    const page = await open({ colorScheme: 'light' });
    await start(page, ['ifHCInOctets.1', 'ssCpuRawUser.0']);
    scripted.agent.poll(polls());
    await page.locator('.uplot canvas').waitFor();
    const colours = () =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.uplot canvas');
        const seen = new Map<string, number>();
        if (!canvas) return [];
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const context = copy.getContext('2d', { willReadFrequently: true });
        if (!context) return [];
        context.drawImage(canvas, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        for (let at = 0; at < data.length; at += 4) {
          if (data[at + 3] !== 255) continue;
          const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`;
          seen.set(colour, (seen.get(colour) ?? 0) + 1);
        }
        return [...seen].filter(([, count]) => count > 40).map(([colour]) => colour);
      });
    await expect.poll(async () => (await colours()).length).toBeGreaterThan(2);
    const light = await colours();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(async () => (await colours()).some((colour) => light.includes(colour))).toBe(false);
  });

  it('can be read by the keyboard: time by time, series by series, span by span', async () => {
    const page = await open();
    await start(page, ['ifHCInOctets.1', 'ssCpuRawUser.0']);
    scripted.agent.poll(polls());
    await page.locator('.uplot canvas').waitFor();
    await slider(page).focus();
    await page.keyboard.press('End');
    expect(await slider(page).getAttribute('aria-valuetext')).toMatch(
      /^\d\d:\d\d:\d\d: ifHCInOctets\.1 472 kbit\/s; ssCpuRawUser\.0 44$/,
    );
    await page.keyboard.press('ArrowLeft');
    expect(await slider(page).getAttribute('aria-valuetext')).toContain('464 kbit/s');
    for (let step = 0; step < 18; step++) await page.keyboard.press('ArrowLeft');
    // The restart: no rate to tell, and a gap in the line.
    expect(await slider(page).getAttribute('aria-valuetext')).toContain('ifHCInOctets.1 no value');
    await page.getByRole('checkbox', { name: 'Draw ifHCInOctets.1' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('checkbox', { name: 'Draw ifHCInOctets.1', checked: false }).waitFor();
    await slider(page).focus();
    await page.keyboard.press('End');
    expect(await slider(page).getAttribute('aria-valuetext')).not.toContain('ifHCInOctets');
    await page.getByRole('radio', { name: '1 min', exact: true }).check();
    // Twelve polls back from the newest, both ends included.
    expect(await slider(page).getAttribute('aria-valuemax')).toBe('12');
    expect((await cells(page, 0))[1]).toBe('376 kbit/s');
  });

  it('asks only for what is new, and keeps what it has', async () => {
    const page = await open();
    await start(page, ['ifHCInOctets.1', 'ssCpuRawUser.0']);
    const samples = polls();
    scripted.agent.poll(samples.slice(0, -2));
    await expect.poll(() => cells(page, 1).then((all) => all[0])).toBe('43');
    scripted.agent.poll(samples.slice(-2));
    await expect.poll(() => cells(page, 1).then((all) => all[0])).toBe('44');
    const asked = scripted.agent.asked.filter(({ call }) => call === 'samples').map(({ input }) => Number(input));
    const before = samples.at(-3)?.at ?? 0;
    expect(asked.at(-1)).toBeGreaterThan(before - 1);
    expect(asked.at(-1)).toBeLessThanOrEqual(before);
  });

  it('lists watches, says what is wrong with one, stops and deletes it', async () => {
    scripted.agent.watches = [
      {
        id: 1,
        exchange: 'w',
        address: '192.0.2.77',
        port: 1161,
        interval: 60,
        objects: [{ oid: '1.3.6.1.2.1.1.3.0', name: 'sysUpTime.0' }],
        startedAt: 1,
        state: 'running',
        polls: 12,
        failed: 3,
        problem: { code: 'snmp-no-answer', params: { address: '192.0.2.77' } },
      },
    ];
    const page = await open();
    const item = page.locator('[data-watch-item="1"]');
    await item.getByText('12 polls').waitFor();
    expect(await item.innerText()).toContain('3 failed');
    await page.locator('[data-watch-shown="1"] .problem').waitFor();
    await page.getByRole('button', { name: 'Stop the watch of 192.0.2.77:1161' }).click();
    await item.getByText('stopped').waitFor();
    await page.getByRole('button', { name: 'Delete the watch of 192.0.2.77:1161' }).click();
    await page.getByRole('alertdialog').getByText('The samples of 12 polls are lost.').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete watch' }).click();
    await item.waitFor({ state: 'detached' });
    expect(scripted.agent.asked.filter(({ call }) => call === 'deleteWatch')).toEqual([
      { call: 'deleteWatch', input: 1 },
    ]);
    await page.getByText('Poll counters and gauges of an agent').waitFor();
  });

  it('says what is missing before a watch can be started', async () => {
    const page = await open();
    const button = view(page).getByRole('button', { name: 'Start watch' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await view(page).getByRole('combobox', { name: 'Objects to poll' }).fill('sysUpTime.0');
    await page.keyboard.press('Enter');
    expect(await button.getAttribute('aria-disabled')).toBeNull();
    await view(page).getByLabel('Interval').fill('0.1');
    await view(page).getByText('From 0.5 to 86400 seconds').waitFor();
    expect(await button.getAttribute('aria-disabled')).toBe('true');
  });

  itIsAccessible(open, async (page) => {
    await start(page, ['ifHCInOctets.1', 'ssCpuRawUser.0']);
    scripted.agent.poll(polls());
    await page.locator('.uplot canvas').waitFor();
  });

  itFits(async (options) => {
    const page = await open(options);
    await start(page, ['ifHCInOctets.1', 'ssCpuRawUser.0']);
    scripted.agent.poll(polls());
    await page.locator('.uplot canvas').waitFor();
    const values = await page.locator('.values').evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(values).toBeLessThanOrEqual(0);
    expect(await words(page)).not.toMatch(/watch_/);
    return page;
  });
});
