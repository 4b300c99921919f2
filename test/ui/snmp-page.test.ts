import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { BrowserHost } from '#electron/serve/browser-host.ts';
import { problem } from '#shared/problem/problem.ts';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { scriptedEngine, servePage } from './page-host.ts';
import { browserTests, realEngineTests } from './page-tests.ts';
import { draftOf } from './scripted-snmp-agent.ts';
import { type ScriptedWalk, scriptedWalk } from './scripted-walk.ts';

const chromium = need('chromium');
const run = (page: Page) => page.locator('[data-run]');
const operation = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const objects = (page: Page) => page.locator('[data-oids]');

describe.skipIf(!chromium)('the SNMP page', () => {
  let host: BrowserHost | undefined;
  let engine: ReturnType<typeof scriptedEngine> | undefined;
  const browser = browserTests(async () => {
    await engine?.close();
    await host?.close();
  });

  async function open(walk: ScriptedWalk, drafts = draftOf('operations'), options: BrowserContextOptions = {}) {
    engine = scriptedEngine(walk.handlers);
    host = await servePage(engine);
    await walk.handlers.settings.update({ drafts: { ...drafts } }, new AbortController().signal);
    const page = await browser.open(host.url, options);
    await run(page).waitFor();
    return page;
  }

  it('says on the button why it cannot run, and chooses a saved device by the keyboard', async () => {
    const walk = scriptedWalk(10);
    const page = await open(walk, { frame: { page: 'snmp' } } as never);
    expect(await run(page).getAttribute('aria-disabled')).toBe('true');
    const reason = await run(page).getAttribute('aria-describedby');
    expect(await page.locator(`[id="${reason}"]`).textContent()).toContain('Choose a target first');
    await page.locator('[data-target]').focus();
    await page.keyboard.type('core');
    await page.getByRole('option', { name: 'core-sw1.office.example' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => run(page).getAttribute('aria-disabled')).toBeNull();
    expect(await page.locator('[data-credentials]').inputValue()).toBe('saved');
    await objects(page).fill('sysName.0');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.locator('[data-result="complete"]').waitFor();
    expect(walk.asked.at(-1)).toMatchObject({ call: 'get', input: { target: { device: 'd1' }, oids: ['sysName.0'] } });
  });

  it('completes objects one after the other, and shows what they stand for', async () => {
    const page = await open(scriptedWalk(10));
    await objects(page).focus();
    await page.keyboard.type('sysD');
    await page.getByRole('option', { name: 'sysDescr' }).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await objects(page).getAttribute('aria-activedescendant')).toBe(
      await page.getByRole('option', { name: 'sysDescr' }).getAttribute('id'),
    );
    await page.keyboard.press('Enter');
    await page.keyboard.type(' ifD');
    await page.getByRole('option', { name: 'ifDescr' }).click();
    expect(await objects(page).inputValue()).toBe('sysDescr.0 ifDescr.');
    await page.keyboard.type('3 nonsense');
    await page.getByText('1.3.6.1.2.1.1.5.0').first().waitFor();
    await page.getByText('not known').waitFor();
    expect(await objects(page).getAttribute('aria-invalid')).toBe('true');
  });

  it('finds what was typed after a reload, and never a secret', async () => {
    const walk = scriptedWalk(10);
    const page = await open(walk);
    await operation(page, 'GETBULK').check();
    await objects(page).fill('ifDescr');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Expert settings' }).click();
    await page.getByLabel('Timeout').fill('750');
    await page.getByText('1 changed').waitFor();
    await page.getByRole('button', { name: 'New credential profile…' }).click();
    await page.locator('[data-field="name"]').fill('Mine');
    await page.locator('[data-field="community"]').fill('top-secret');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    const kept = async () => JSON.stringify(await walk.handlers.settings.get(undefined, new AbortController().signal));
    await expect.poll(kept).toContain('"timeout":"750"');
    await page.reload();
    await expect.poll(() => objects(page).inputValue()).toBe('ifDescr');
    expect(await operation(page, 'GETBULK').isChecked()).toBe(true);
    expect(await page.locator('[data-target]').inputValue()).toBe('core-sw1.office.example');
    expect(await kept()).not.toContain('top-secret');
  });

  it('says what is wrong with a setting and does not run', async () => {
    const walk = scriptedWalk(10);
    const page = await open(walk);
    await page.getByRole('button', { name: 'Expert settings' }).click();
    await page.getByLabel('Retries').fill('11');
    await page.getByText('A whole number from 0 to 10').waitFor();
    expect(await run(page).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'Back to defaults' }).click();
    await expect.poll(() => run(page).getAttribute('aria-disabled')).toBeNull();
  });

  it('tells how a walk is getting on, and stops it at its source', async () => {
    const walk = scriptedWalk(12_340);
    walk.held = true;
    const page = await open(walk);
    await operation(page, 'Walk').check();
    await run(page).click();
    const progress = page.locator('[data-progress]');
    await progress.getByText('Waiting for core-sw1.office.example').waitFor();
    walk.tell({ oid: '1.3.6.1.2.1.4.20' });
    await progress.getByText('12,340 objects').waitFor();
    await progress.getByText('7 answers').waitFor();
    await progress.getByText('3 under way').waitFor();
    await progress.getByText('1.3.6.1.2.1.4.20').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.locator('[data-result="cancelled"]').waitFor();
    await page.getByText('Cancelled').waitFor();
    await run(page).waitFor();
  });

  it('offers what can be done about a problem', async () => {
    const walk = scriptedWalk(10);
    walk.problems = [problem('snmp-not-increasing', { oid: '1.3.6.1', before: '1.3.6.2', name: 'x' })];
    const page = await open(walk);
    await operation(page, 'Walk').check();
    await run(page).click();
    await page.getByRole('button', { name: 'Continue anyway' }).click();
    await expect.poll(() => walk.asked.at(-1)).toMatchObject({ call: 'walk', input: { continueAnyway: true } });
    walk.problems = [];
    await operation(page, 'GETBULK').check();
    await objects(page).fill('sysName.0');
    await page.keyboard.press('Escape');
    await run(page).click();
    await page.getByRole('button', { name: 'Use GETNEXT' }).waitFor();
    await page.getByRole('button', { name: 'Walk instead' }).click();
    await expect.poll(() => walk.asked.at(-1)).toMatchObject({ call: 'walk', input: { oids: ['sysName.0'] } });
    walk.problems = [problem('snmp-wrong-digest', { address: '192.0.2.10', user: 'ops' })];
    await run(page).click();
    await page.getByRole('button', { name: 'Find what is wrong' }).click();
    await page.locator('#snmp-view-doctor:not([hidden])').waitFor();
  });

  it('has tabs that the arrow keys move through', async () => {
    const page = await open(scriptedWalk(10));
    await page.locator('#snmp-view-operations [data-view="operations"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('#snmp-view-set [data-view="set"]:focus').waitFor();
    await page.keyboard.press('End');
    await page.locator('#snmp-view-doctor [data-view="doctor"]:focus').waitFor();
    await page.keyboard.press('Home');
    await page.locator('#snmp-view-operations [data-view="operations"]:focus').waitFor();
  });

  it.each([
    ['en-GB', 'light'],
    ['zh-CN', 'dark'],
  ] as const)('has nothing serious for axe with everything open: %s %s', async (locale, colorScheme) => {
    const walk = scriptedWalk(10);
    walk.problems = [problem('snmp-no-answer', { address: '192.0.2.10', port: 161, attempts: 3, seconds: 6 })];
    const page = await open(walk, draftOf('operations'), {
      locale,
      colorScheme,
      viewport: { width: 1000, height: 700 },
    });
    expect(await seriousFindings(page)).toEqual([]);
    await objects(page).fill('sys');
    await page.getByRole('option', { name: 'sysName' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await operation(page, 'Walk').check();
    await page.locator('[aria-controls="snmp-expert"]').click();
    await run(page).click();
    await page.locator('[data-result="failed"]').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.locator('.bar button[aria-label]').first().click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});

/** The same page before the real engine and its simulated devices. */
describe.skipIf(!chromium)('the SNMP page in the lab', () => {
  const real = realEngineTests();

  async function open() {
    await real.client.settings.update({
      drafts: { frame: { page: 'snmp' }, 'snmp-page': {}, 'snmp-operations': {} },
    });
    const page = await real.open();
    await run(page).waitFor();
    return page;
  }

  it('shows an agent at one click: what it is, since when, and its interfaces', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Try it in the lab' }).click();
    await page.locator('[data-result="complete"]').waitFor();
    await page.getByText('lab-router', { exact: true }).waitFor();
    await page.getByText(/^Since \w+ \d/).waitFor();
    const table = page.getByRole('grid', { name: 'Interfaces' });
    expect(await table.getByRole('row').count()).toBeGreaterThan(4);
    await table.getByText('down(2)').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('walks it into storage, sorts there, and opens the packets', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Try it in the lab' }).click();
    await page.locator('[data-result="complete"]').waitFor();
    await operation(page, 'Walk').check();
    await objects(page).fill('ifTable');
    await page.keyboard.press('Escape');
    await run(page).click();
    await page.getByText('ifIndex.1', { exact: true }).waitFor();
    await page.locator('[data-result="complete"]').waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('ifDescr');
    await expect.poll(() => page.getByRole('grid', { name: 'Objects' }).locator('[data-index]').count()).toBe(5);
    await page.getByRole('option').filter({ hasText: 'response' }).first().click();
    await page.getByRole('heading', { name: /^Packet \d+ / }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Earlier exchanges').selectOption({ index: 2 });
    await page.getByText('lab-router', { exact: true }).first().waitFor();
    await page.getByLabel('Earlier exchanges').selectOption({ index: 1 });
    await page.getByText('ifIndex.1', { exact: true }).waitFor();
  });

  it('reads a table with its columns side by side', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Try it in the lab' }).click();
    await page.locator('[data-result="complete"]').waitFor();
    await operation(page, 'Table').check();
    await objects(page).fill('ifTable');
    await page.keyboard.press('Escape');
    await run(page).click();
    const grid = page.getByRole('grid', { name: 'Rows of the table' });
    await grid.getByText('TenGigabitEthernet0/1').waitFor();
    await page.getByText('5 rows').first().waitFor();
  });

  it('names a closed port, and hands the target to the doctor', async () => {
    const page = await open();
    await page.locator('[data-target]').fill('127.0.0.1:9');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New credential profile…' }).click();
    await page.locator('[data-field="name"]').fill('Public');
    await page.locator('[data-field="community"]').fill('public');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as Public').waitFor();
    await objects(page).fill('sysName.0');
    await page.keyboard.press('Escape');
    await run(page).click();
    await page.getByText('Nobody listens on UDP port 9').first().waitFor();
    await page.getByRole('button', { name: 'Diagnose' }).click();
    await page.locator('#snmp-view-doctor:not([hidden])').waitFor();
    expect(await page.locator('#snmp-view-doctor [data-target]').inputValue()).toBe('127.0.0.1:9');
    expect(JSON.stringify((await real.client.settings.get()).drafts)).not.toContain('community');
  });

  it('begins where the devices page sent it', async () => {
    const [agent] = await real.client.lab.agents();
    const { id: profile } = await real.client.devices.saveProfile({
      name: 'Lab',
      credentials: { version: '2c', community: 'public' },
    });
    await real.client.devices.save({
      name: 'lab-one',
      address: '127.0.0.1',
      port: agent?.port ?? 0,
      note: '',
      profile,
    });
    const page = await open();
    await page.locator('nav').getByText('Devices', { exact: true }).click();
    await page
      .getByRole('button', { name: /: lab-one$/ })
      .first()
      .click();
    await page.locator('[data-result="complete"]').waitFor();
    expect(await page.locator('[data-target]').inputValue()).toBe('lab-one');
    await page.getByText('lab-router', { exact: true }).first().waitFor();
    const devices = await real.client.devices.list();
    for (const { id } of devices) await real.client.devices.delete({ id });
  });
});
