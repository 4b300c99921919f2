import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { parseRelayDraft, readRelayDraft } from '../../renderer/tools/dhcp/relay-draft.ts';
import { itFits, itIsAccessible, realEngineTests } from './page-tests.ts';

const segment = 'lab-office';
const server = '192.0.2.1';

/** The relay view with the real engine behind it: the lab's server answers. */
describe.skipIf(!need('chromium'))('the relay view', () => {
  const real = realEngineTests();

  async function open(draft: object = {}, options: BrowserContextOptions = {}): Promise<Page> {
    await real.client.settings.update({
      drafts: { frame: {}, 'dhcp-page': { view: 'relay', interface: segment }, 'dhcp-relay': { ...draft } },
    });
    const page = await real.open(options);
    await page.locator('[data-view="relay"][aria-selected="true"]:visible').waitFor();
    return page;
  }

  const ask = (page: Page) => page.getByRole('button', { name: /^(Ask the server|询问服务器)$/ }).click();
  const cell = (page: Page, row: number, column: string) => page.locator(`[data-cell="${row}.${column}"]`);

  it('asks for each subnet, shows the answers side by side and what was sent', async () => {
    const page = await open();
    await page.getByText('raw frames on the interface').waitFor();
    await page.getByText('ARP for giaddr is answered by us').waitFor();
    await page.getByLabel('Server address').fill(server);
    await cell(page, 0, 'giaddr').fill('198.51.100.1');
    await cell(page, 0, 'circuitId').fill('vlan20 <b>');
    await page.getByRole('button', { name: 'Add a subnet' }).click();
    await cell(page, 1, 'giaddr').fill('203.0.113.1');
    await cell(page, 1, 'linkSelection').fill('203.0.113.0');
    await ask(page);
    await page.getByText('Offers for 2 of 2 subnets').waitFor();
    expect(await page.locator('thead th[scope="col"] bdi').allTextContents()).toEqual([
      '198.51.100.1',
      '203.0.113.1 → 203.0.113.0',
    ]);
    expect(await page.locator('[data-row="54"] bdi').allTextContents()).toEqual([server, server]);
    await page.locator('#dhcp-view-relay [role="option"] .name').getByText('DISCOVER').first().click();
    await page.getByRole('heading', { name: /^Packet \d+ DISCOVER$/ }).waitFor();
    await page.getByRole('treeitem').filter({ hasText: 'giaddr' }).getByText('198.51.100.1').waitFor();
    // What was typed is there again after a reload.
    await expect
      .poll(async () => JSON.stringify((await real.client.settings.get()).drafts['dhcp-relay'] ?? null))
      .toContain('vlan20 <b>');
    await page.reload();
    await page.locator('[data-cell="0.circuitId"]').waitFor();
    await expect.poll(() => cell(page, 0, 'circuitId').inputValue()).toBe('vlan20 <b>');
  });

  it('marks what is wrong before anything is sent', async () => {
    const page = await open();
    await page.getByLabel('Server address').fill('10.0.0');
    await page.getByRole('radio', { name: 'Hex' }).check();
    await cell(page, 0, 'giaddr').fill('198.51.100.1');
    await cell(page, 0, 'remoteId').fill('xyz');
    const before = (await real.client.timeline.exchanges({ tool: 'dhcp' })).total;
    await ask(page);
    await page.getByText('Row 1, Remote id (82.2): Not hexadecimal bytes').waitFor();
    expect(await cell(page, 0, 'remoteId').getAttribute('aria-invalid')).toBe('true');
    expect((await real.client.timeline.exchanges({ tool: 'dhcp' })).total).toBe(before);
  });

  it('says in words when the server is not on the segment', async () => {
    const page = await open({ server: '192.0.2.200', subnets: [{ giaddr: '198.51.100.1' }] });
    await ask(page);
    await page.locator('[data-outcome="failed"]:visible').waitFor({ timeout: 15_000 });
    await page.getByText('192.0.2.200').first().waitFor();
  }, 30_000);

  itIsAccessible(
    (options) => open({}, options),
    async (page) => {
      await page.getByRole('button', { name: 'Try it in the lab' }).click();
      await page.getByText('Offers for 2 of 2 subnets').waitFor();
    },
  );

  itFits(async (options) => {
    const page = await open({ server, subnets: [{ giaddr: '198.51.100.1' }] }, options);
    await ask(page);
    await page.getByText('1 个子网中有 1 个得到 OFFER').waitFor();
    return page;
  });
});

describe('what is typed into the relay view', () => {
  it('becomes the input of the call, ids as text or as hex', () => {
    const subnets = [{ giaddr: ' 10.1.0.1 ', circuitId: 'é', remoteId: '', linkSelection: '' }];
    expect(parseRelayDraft(readRelayDraft({ server: '10.0.0.1', subnets })).input).toEqual({
      server: '10.0.0.1',
      hops: 1,
      subnets: [{ giaddr: '10.1.0.1', circuitId: 'c3a9' }],
    });
    const hex = readRelayDraft({
      server: '10.0.0.1',
      idsAs: 'hex',
      subnets: [{ giaddr: '10.1.0.1', remoteId: '00:FF' }],
    });
    expect(parseRelayDraft(hex).input?.subnets).toEqual([{ giaddr: '10.1.0.1', remoteId: '00ff' }]);
  });

  it('names every field that is wrong', () => {
    const draft = readRelayDraft({
      server: 'x',
      hops: '17',
      subnets: [{ giaddr: '' }, { giaddr: '10.0.0.1', linkSelection: 'y' }],
    });
    expect([...parseRelayDraft(draft).faults.keys()].sort()).toEqual(['0.giaddr', '1.linkSelection', 'hops', 'server']);
    const long = readRelayDraft({ server: '10.0.0.1', subnets: [{ giaddr: '10.0.0.1', circuitId: 'x'.repeat(254) }] });
    expect([...parseRelayDraft(long).faults]).toEqual([['0.circuitId', 'long']]);
  });

  it('falls back where a kept draft is damaged', () => {
    expect(readRelayDraft({ server: 5, subnets: 'no', idsAs: 'runes' })).toEqual({
      server: '',
      hops: '1',
      idsAs: 'text',
      subnets: [{ giaddr: '', circuitId: '', remoteId: '', linkSelection: '' }],
    });
  });
});
