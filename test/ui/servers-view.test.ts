import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { compareOptions, comparisonAsText } from '../../renderer/tools/dhcp/server-comparison.ts';
import { RogueMemory } from '../../renderer/tools/dhcp/server-notice.ts';
import { standingOf } from '../../renderer/tools/dhcp/servers-state.svelte.ts';
import type { FoundServer, ServerWatch } from '../../shared/model/dhcp-servers.ts';
import { itFits, itIsAccessible, realEngineTests, words } from './page-tests.ts';

const office = '192.0.2.1';
const intruder = '192.0.2.66';
const segment = 'lab-two-servers';

/** The view of servers with the real engine behind it: two servers of its lab answer. */
describe.skipIf(!need('chromium'))('the view of DHCP servers', () => {
  const real = realEngineTests(async (client) => {
    await client.dhcp.unwatchServers({ interface: segment });
    for (const { server } of await client.dhcp.allowedServers({ interface: segment }))
      await client.dhcp.forgetServer({ interface: segment, server });
  });

  async function open(options: BrowserContextOptions = {}, permissions: string[] = []): Promise<Page> {
    await real.client.settings.update({
      drafts: {
        frame: {},
        'dhcp-page': { view: 'servers', interface: segment },
        'dhcp-servers': { window: '400', repeats: '1', minutes: '0.05' },
      },
    });
    const page = await real.open(options);
    if (permissions.length > 0) await page.context().grantPermissions(permissions);
    await page.locator('[data-view="servers"][aria-selected="true"]:visible').waitFor();
    return page;
  }

  const find = (page: Page) =>
    page
      .getByRole('button', { name: /^(Find servers|查找服务器)$/ })
      .first()
      .click();
  const row = (page: Page, key: string) => page.locator(`[data-row="${key}"]`);
  const heads = (page: Page) => page.locator('thead th[scope="col"]');

  async function found(page: Page) {
    await find(page);
    await page.locator('[data-outcome="offered"]:visible').waitFor();
  }

  it('lists both servers side by side, with what differs', async () => {
    const page = await open();
    await found(page);
    expect(await heads(page).locator('bdi').allTextContents()).toEqual([office, intruder]);
    expect(await row(page, 'mac').locator('bdi').allTextContents()).toEqual(['02:00:00:1a:b0:f1', '02:00:00:1a:b0:66']);
    expect(await row(page, '3').locator('bdi').allTextContents()).toEqual([office, intruder]);
    expect(await row(page, '3').textContent()).toContain('differs');
    expect(await row(page, '1').textContent()).not.toContain('differs');
    await page.getByLabel('Only what differs').check();
    expect(await row(page, '1').count()).toBe(0);
    await page.getByRole('button', { name: 'Copy the table' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`\t${office}\t${intruder}`);
    const names = await page.locator('#dhcp-view-servers [data-index] .name').allTextContents();
    expect(names.map((name) => name.trim())).toEqual(['DISCOVER', 'OFFER', 'OFFER']);
    await page.locator('[data-finding="several-servers"]').waitFor();
  });

  it('marks a server that is not on the list as rogue, and keeps a note on it', async () => {
    const page = await open();
    await found(page);
    expect(await heads(page).nth(0).textContent()).toContain('No list yet');
    await row(page, 'allow').getByRole('button', { name: 'Allow' }).first().click();
    await heads(page).nth(0).getByText('Allowed').waitFor();
    await heads(page).nth(1).getByText('Rogue').waitFor();
    expect(await real.client.dhcp.allowedServers({ interface: segment })).toEqual([
      { interface: segment, server: office, mac: '02:00:00:1a:b0:f1', allowed: true, note: '' },
    ]);
    await row(page, 'note').getByLabel(`Note on ${intruder}`).fill('<img src=x onerror=alert(1)> under the desk');
    await page.keyboard.press('Tab');
    await page.locator(`[data-listed="${intruder}"]`).waitFor();
    // Asked again, the engine itself marks it, and its verdict says so.
    await found(page);
    await page.locator('[data-finding="rogue-server"]').getByText(intruder).waitFor();
    await heads(page).nth(1).getByText('Rogue').waitFor();
    expect(await row(page, 'note').getByLabel(`Note on ${intruder}`).inputValue()).toContain('<img src=x');
    await page
      .locator('[data-finding="rogue-server"]')
      .getByRole('button', { name: /^Packet \d+$/ })
      .click();
    await page.getByRole('heading', { name: /^Packet \d+ OFFER$/ }).waitFor();
  });

  it('edits the list by hand', async () => {
    const page = await open();
    await page.getByLabel('Address of a server to allow').fill('not an address');
    await page.getByRole('button', { name: 'Add to the list' }).click();
    await page.getByRole('alert').getByText('Not an IPv4 address').waitFor();
    await page.getByLabel('Address of a server to allow').fill(intruder);
    await page.getByLabel('Its MAC, where only that box is meant').fill('02-00-00-00-00-99');
    await page.keyboard.press('Enter');
    await page.locator(`[data-listed="${intruder}"]`).getByText('02:00:00:00:00:99').waitFor();
    await found(page);
    await heads(page).nth(0).getByText('Rogue', { exact: true }).waitFor();
    await heads(page).nth(1).getByText('Rogue: other MAC').waitFor();
    await page.getByLabel(`Allow ${intruder}`).uncheck();
    await heads(page).nth(1).getByText('No list yet').waitFor();
    await page.getByRole('button', { name: `Remove ${intruder} from the list` }).click();
    await page.locator(`[data-listed="${intruder}"]`).waitFor({ state: 'detached' });
    expect(await real.client.dhcp.allowedServers({ interface: segment })).toEqual([]);
  });

  it('watches, and tells of a rogue on the page and on the desktop, once', async () => {
    await real.client.dhcp.saveServer({ interface: segment, server: office });
    const page = await open({}, ['notifications']);
    await page.evaluate(() => {
      const told: string[] = [];
      class Told {
        static permission = 'granted';
        constructor(title: string, options: { body: string }) {
          told.push(`${title}: ${options.body}`);
        }
      }
      Object.assign(globalThis, { Notification: Told, told });
    });
    await page.getByRole('button', { name: 'Watch', exact: true }).click();
    await page.locator(`[data-watch="${segment}"]`).getByText('2 looks').waitFor({ timeout: 20_000 });
    expect(await page.locator(`[data-watch="${segment}"]`).textContent()).toContain('rogues: 1');
    await page.locator(`[data-rogue-alert="${intruder}"]`).getByText('02:00:00:1a:b0:66').waitFor();
    const told = await page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(intruder);
    // After a reload it is told again, whichever view is shown.
    await page.locator('[data-view="client"]:visible').click();
    await expect
      .poll(async () => JSON.stringify((await real.client.settings.get()).drafts['dhcp-page'] ?? null))
      .toContain('"client"');
    await page.reload();
    await page.locator('[data-view="client"][aria-selected="true"]:visible').waitFor();
    await page
      .getByText(/^Rogue DHCP server on lab-two-servers: 192\.0\.2\.66/)
      .first()
      .waitFor({ timeout: 15_000 });
    await page.locator('[data-view="servers"]:visible').click();
    await page.getByRole('button', { name: 'Stop watching' }).click();
    await page.getByRole('button', { name: 'Watch', exact: true }).waitFor();
    expect(await real.client.dhcp.serverWatches()).toEqual([]);
  }, 40_000);

  it('says where notices are refused', async () => {
    const page = await open();
    await page.getByText(/Desktop notices are refused|It can be told on the desktop too/).waitFor();
  });

  it('can be cancelled', async () => {
    const page = await open();
    await page.getByLabel('Wait for answers').fill('30000');
    await find(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Find servers' }).first().waitFor();
    await expect
      .poll(async () => (await real.client.timeline.exchanges({ tool: 'dhcp' })).exchanges[0]?.outcome)
      .toBe('cancelled');
  });

  itIsAccessible(
    async (options) => {
      await real.client.dhcp.saveServer({ interface: segment, server: office });
      return await open(options);
    },
    async (page) => {
      await found(page);
      await heads(page).nth(1).getByText('Rogue').waitFor();
    },
  );

  itFits(async (options) => {
    const page = await open(options);
    await found(page);
    await page.getByText('并排比较 OFFER').first().waitFor();
    expect(await words(page)).not.toMatch(/servers_|relay_/);
    return page;
  });
});

describe('the parts of the view of servers', () => {
  const found: FoundServer = {
    server: office,
    address: office,
    mac: '02:00:00:00:00:01',
    rogue: false,
    note: '',
    offer: { address: '192.0.2.9', server: office, routers: [], dns: [], mac: '02:00:00:00:00:aa' },
    options: [],
    response: 1,
    answers: 1,
  };

  it('tells where a server stands to a list', () => {
    const entry = { interface: 'eth1', server: office, allowed: true, note: '' };
    expect(standingOf(found, [])).toBe('unlisted');
    expect(standingOf(found, [{ ...entry, allowed: false }])).toBe('unlisted');
    expect(standingOf(found, [entry])).toBe('allowed');
    expect(standingOf(found, [{ ...entry, mac: '02:00:00:00:00:01' }])).toBe('allowed');
    expect(standingOf(found, [{ ...entry, mac: '02:00:00:00:00:02' }])).toBe('otherMac');
    expect(standingOf(found, [{ ...entry, server: intruder }])).toBe('rogue');
  });

  it('compares options by code, missing and repeated ones too', () => {
    const rows = compareOptions([
      [
        { code: 6, name: 'DNS', text: '1.1.1.1' },
        { code: 3, name: 'Router', text: 'a' },
        { code: 3, name: 'Router', text: 'b' },
      ],
      [{ code: 6, name: 'DNS', text: '1.1.1.1' }],
    ]);
    expect(rows.map(({ key, values, differs }) => ({ key, values, differs }))).toEqual([
      { key: '3', values: ['a · b', undefined], differs: true },
      { key: '6', values: ['1.1.1.1', '1.1.1.1'], differs: false },
    ]);
    expect(comparisonAsText(['x\ty', 'z'], rows)).toBe('\tx y\tz\nRouter (3)\ta · b\t\nDNS (6)\t1.1.1.1\t1.1.1.1');
  });

  it('tells of a rogue again only after it has been away', () => {
    const memory = new RogueMemory();
    const watch: ServerWatch = { interface: 'eth1', minutes: 1, looks: 1, servers: [], rogues: [found] };
    expect(memory.fresh(watch)).toEqual([found]);
    expect(memory.fresh(watch)).toEqual([]);
    expect(memory.fresh({ ...watch, rogues: [], problem: { code: 'interface-down', params: {} } })).toEqual([]);
    expect(memory.fresh(watch)).toEqual([]);
    expect(memory.fresh({ ...watch, rogues: [] })).toEqual([]);
    expect(memory.fresh(watch)).toEqual([found]);
  });
});
