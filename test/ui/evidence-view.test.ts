import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { writePcapng } from '#electron/wire/pcapng.ts';
import { need } from '#test/lab/need.ts';
import { message, start } from '#test/tools/dhcp/capture/capture-frames.ts';
import { EvidenceExchanges } from '../../renderer/tools/dhcp/evidence-exchanges.svelte.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { Exchange } from '../../shared/contract/timeline.ts';
import { itFits, itIsAccessible, realEngineTests } from './page-tests.ts';

const segment = 'lab-office';

/** A capture: per client a handshake, or a DISCOVER that nobody answers. */
function capture(clients: number, unanswered = 0): Buffer {
  const packets = [];
  let at = start;
  for (let index = 0; index < clients + unanswered; index++) {
    const mac = `02:00:00:00:${(index >> 8).toString(16).padStart(2, '0')}:${(index & 255).toString(16).padStart(2, '0')}`;
    const names = index < clients ? (['DISCOVER', 'OFFER', 'REQUEST', 'ACK'] as const) : (['DISCOVER'] as const);
    for (const name of names) {
      at += 1.5;
      packets.push({ at, link: 'ethernet' as const, interface: 'eth0', bytes: message(name, { mac, xid: index + 1 }) });
    }
  }
  return Buffer.concat([...writePcapng(packets)]);
}

/** The view of captures with the real engine behind it. */
describe.skipIf(!need('chromium'))('the view of captures', () => {
  const real = realEngineTests();

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const drafts = { frame: {}, 'dhcp-page': { view: 'captures', interface: segment } };
    await real.client.settings.update({ drafts });
    const page = await real.open(options);
    await page.locator('[data-view="captures"][aria-selected="true"]:visible').waitFor();
    return page;
  }

  const give = (page: Page, name: string, buffer: Buffer) =>
    page.locator('#dhcp-view-captures input[type="file"]').setInputFiles({ name, mimeType: '', buffer });
  const result = (page: Page, ended: string) => page.locator(`[data-ended="${ended}"]`);
  const rows = (page: Page) => page.locator('#dhcp-view-captures [role="row"][data-index]');

  it('opens a capture: what was in it, its exchanges, and one with packets and verdict', async () => {
    const page = await open();
    await give(page, 'site <b>A</b> & others.pcapng', capture(3, 2));
    await result(page, 'complete').getByText('Packets: 14 · DHCP: 14 · exchanges: 5').waitFor();
    await result(page, 'complete').getByText('site <b>A</b> & others.pcapng').waitFor();
    expect(await result(page, 'complete').getByRole('listitem').allInnerTexts()).toEqual(['Bound 3', 'No OFFER 2']);
    await expect.poll(() => rows(page).count()).toBe(5);
    expect(await rows(page).first().textContent()).toContain('02:00:00:00:00:00');
    await rows(page).nth(4).click();
    await page.locator('[data-finding="nobody-answered"]').waitFor();
    await rows(page).first().click();
    await page.locator('[data-finding="lease-time-missing"]').waitFor();
    const names = await page.locator('#dhcp-view-captures [role="option"] .name').allTextContents();
    expect(names.map((name) => name.trim())).toEqual(['DISCOVER', 'OFFER', 'REQUEST', 'ACK']);
    await page.locator('[data-finding="lease-time-missing"]').getByRole('button').click();
    await page.getByRole('heading', { name: /^Packet \d+ (OFFER|ACK)$/ }).waitFor();
    await page.getByLabel('Filter').first().fill('outcome:offer');
    await expect.poll(() => rows(page).count()).toBe(2);
  });

  it('says where a file is cut off, and keeps what came before', async () => {
    const page = await open();
    const whole = capture(2);
    await give(page, 'cut.pcapng', whole.subarray(0, whole.length - 40));
    await result(page, 'truncated').getByText('cut off inside a packet').waitFor();
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.getByText('1 fault in the file').click();
    await page.getByText(/^byte [\d,]+$/).waitFor();
  });

  it('refuses what is no capture, in words that stay', async () => {
    const page = await open();
    await give(page, 'notes.pcap', Buffer.from('this is no capture at all, only words'));
    await page.locator('#dhcp-view-captures').getByRole('alert').waitFor();
    await give(page, 'next.pcapng', capture(1));
    await result(page, 'complete').waitFor();
    expect(await page.locator('#dhcp-view-captures').getByRole('alert').count()).toBe(0);
  });

  it('takes a file that is dropped', async () => {
    const page = await open();
    const bytes = [...capture(1)];
    const transfer = await page.evaluateHandle((content) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(content)], 'dropped.pcapng'));
      return data;
    }, bytes);
    await page.locator('[data-drop-zone]').dispatchEvent('drop', { dataTransfer: transfer });
    await result(page, 'complete').getByText('dropped.pcapng').waitFor();
    await expect.poll(() => rows(page).count()).toBe(1);
  });

  it('gives up a large file when asked', async () => {
    const page = await open();
    // The upload is held so that there is time to cancel it.
    await page.route('**/upload?*', () => new Promise(() => {}));
    await give(page, 'large.pcapng', capture(1));
    await page.getByText('Bringing large.pcapng to the engine…').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await result(page, 'cancelled').waitFor();
    await page.getByRole('button', { name: 'Open a capture' }).first().waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  it('listens to a handshake of others', async () => {
    const page = await open();
    await page.getByRole('radio', { name: 'An interface' }).check();
    await page.getByRole('button', { name: 'Listen' }).first().click();
    await page.locator(`[data-listening="${segment}"]`).waitFor();
    const mac = '02:00:00:00:77:01';
    await expect
      .poll(
        async () => {
          await real.client.dhcp.handshake({ interface: segment, mac, offerWindow: 50 });
          return rows(page).count();
        },
        { timeout: 8000 },
      )
      .toBeGreaterThan(0);
    await rows(page).getByText(mac).first().click();
    await page.locator('#dhcp-view-captures [role="option"] .name').getByText('DISCOVER').first().waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText(/^Heard on lab-office: \d+ exchange/).waitFor();
    await expect.poll(() => page.getByText('Running').count()).toBe(0);
  }, 30_000);

  itIsAccessible(
    open,
    async (page) => {
      await give(page, 'a.pcapng', capture(2, 1));
      await result(page, 'complete').waitFor();
      await rows(page).nth(2).click();
      await page.locator('[data-finding="nobody-answered"]').waitFor();
    },
    async (page) => {
      await page.getByRole('radio', { name: 'An interface' }).check();
    },
  );

  itFits(async (options) => {
    const page = await open(options);
    await give(page, '机房 <抓包>.pcapng', capture(2));
    await result(page, 'complete').getByText('已读取到文件末尾。').waitFor();
    await rows(page).first().click();
    await page.getByRole('region', { name: '诊断结果' }).waitFor();
    return page;
  });
});

describe('the list of exchanges', () => {
  const exchangeOf = (index: number, more: Partial<Exchange> = {}): Exchange => ({
    id: `exchange-${index}`,
    session: 1,
    tool: 'dhcp',
    verb: 'heard',
    target: 'eth1',
    startedAt: index,
    state: 'ended',
    events: 4,
    lost: 0,
    ...more,
  });

  function clientWith(all: Exchange[]) {
    const asked: number[] = [];
    const client = {
      timeline: {
        exchanges: async ({ from = 0, count = 100 }) => {
          asked.push(count);
          const newestFirst = [...all].reverse();
          return { total: all.length, exchanges: newestFirst.slice(from, from + count) };
        },
      },
    };
    return { client: client as unknown as Client, asked };
  }

  it('reads a hundred thousand by pages, the oldest first, and more only when asked', async () => {
    const all = Array.from({ length: 100_000 }, (_, index) => exchangeOf(index));
    const { client, asked } = clientWith(all);
    const list = new EvidenceExchanges(client, 'heard');
    await list.open('eth1');
    expect(list.rows.map(({ startedAt }) => startedAt)).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
    expect(list.more).toBe(true);
    expect(Math.max(...asked)).toBe(1000);
    await list.readMore();
    expect(list.rows).toHaveLength(20_000);
    expect(list.rows.at(-1)?.startedAt).toBe(19_999);
    list.clear();
  });

  it('leaves out our own exchanges on the interface, and puts what is new at the end', async () => {
    const { client } = clientWith([exchangeOf(1), exchangeOf(2, { verb: 'handshake' }), exchangeOf(3)]);
    const list = new EvidenceExchanges(client, 'heard');
    await list.open('eth1');
    list.noticed(exchangeOf(4, { state: 'running' }));
    list.noticed(exchangeOf(4, { outcome: 'bound' }));
    list.noticed(exchangeOf(5, { target: 'eth2' }));
    list.noticed(exchangeOf(6, { verb: 'renew' }));
    list.noticed(exchangeOf(1, { events: 9 }));
    await expect
      .poll(() => list.rows.map(({ id, events }) => `${id} ${events}`))
      .toEqual(['exchange-1 9', 'exchange-3 4', 'exchange-4 4']);
    list.clear();
  });
});
