import { ORPCError } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { DhcpState } from '../../renderer/tools/dhcp/dhcp-state.svelte.ts';
import { clientIdentifierText, clockText, leaseTimeText, maskText } from '../../renderer/tools/dhcp/dhcp-words.ts';
import { leaseOfPacket, summaryOfEvents } from '../../renderer/tools/dhcp/exchange-summary.ts';
import { countChanged, parseDraft, readDraft } from '../../renderer/tools/dhcp/handshake-draft.ts';
import { InterfaceState } from '../../renderer/tools/dhcp/interface-state.svelte.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { NetworkInterface } from '../../shared/contract/interfaces.ts';
import type { Exchange } from '../../shared/contract/timeline.ts';
import type { ExchangeResult } from '../../shared/model/dhcp-exchange.ts';
import type { TimelineEvent } from '../../shared/model/packet-event.ts';

const eth: NetworkInterface = {
  name: 'eth1',
  kind: 'ethernet',
  mac: '02:42:ac:11:00:02',
  link: 'up',
  addresses: [],
  rawFrames: { available: true },
};
const lab: NetworkInterface = { ...eth, name: 'lab-office', kind: 'lab' };

const result: ExchangeResult = {
  outcome: 'bound',
  exchange: '',
  transport: 'raw',
  lease: { address: '10.77.0.101', server: '10.77.0.1', routers: [], dns: [], mac: '02:42:ac:11:00:02' },
  offers: [],
  released: true,
  packets: [],
  packetsTotal: 4,
  problems: [],
  findings: [],
  duration: 2,
};

function exchangeOf(id: string, more: Partial<Exchange> = {}): Exchange {
  return {
    id,
    session: 1,
    tool: 'dhcp',
    verb: 'handshake',
    target: 'eth1',
    startedAt: 1000,
    state: 'ended',
    outcome: 'bound',
    events: 0,
    lost: 0,
    ...more,
  };
}

type Handshake = Client['dhcp']['handshake'];

function clientWith(handshake: (...args: Parameters<Handshake>) => Promise<ExchangeResult>, interfaces = [eth, lab]) {
  const events: TimelineEvent[] = [];
  const calls = {
    interfaces: { list: async () => interfaces },
    lab: { segments: async () => [{ interface: 'lab-office', scenario: 'office' as const, servers: [] }] },
    dhcp: {
      handshake: vi.fn(handshake),
      release: vi.fn(handshake),
      renew: vi.fn(handshake),
      held: vi.fn(async () => []),
      verdict: vi.fn(async () => []),
      renewing: vi.fn(async () => ({})),
    },
    timeline: {
      exchanges: async () => ({ total: 0, exchanges: [] }),
      exchange: vi.fn(async ({ exchange }: { exchange: string }) => exchangeOf(exchange)),
      events: vi.fn(async () => ({ total: events.length, events })),
      packet: vi.fn(async () => ({ layers: [], faults: [], hex: '' })),
    },
  };
  return { client: calls as unknown as Client, calls, events };
}

async function ready(client: Client, saved: unknown[] = []): Promise<DhcpState> {
  const interfaces = new InterfaceState(client);
  interfaces.restore('');
  const page = new DhcpState(client, interfaces, (draft) => saved.push(draft));
  page.restore(undefined);
  await Promise.all([interfaces.refresh(), page.refresh()]);
  return page;
}

const bytes = { code: '', raw: true, text: '', hex: '', encoded: false };

describe('a draft', () => {
  it('is the input of the call, with the defaults of the contract', () => {
    const { input } = parseDraft({ ...readDraft({}), interface: 'eth1' });
    expect(input).toMatchObject({ interface: 'eth1', transport: 'auto', hostName: 'punchdown', attempts: 3, hold: 0 });
    expect(input).not.toHaveProperty('mac', '');
  });

  it('accepts the spellings people use', () => {
    const { input } = parseDraft({
      ...readDraft({}),
      interface: 'eth1',
      mac: ' 0242.AC11.0002 ',
      clientIdentifierKind: 'bytes',
      clientIdentifier: '01-FF',
      options: [{ ...bytes, code: ' 77 ', hex: '06:61' }],
      vlan: '12',
      hold: '3',
    });
    expect(input).toMatchObject({
      mac: '02:42:ac:11:00:02',
      clientIdentifier: '01ff',
      options: [{ code: 77, hex: '0661' }],
      vlan: 12,
      hold: 3000,
    });
  });

  it('names each field that is wrong', () => {
    const { input, faults } = parseDraft({
      ...readDraft({}),
      interface: '',
      mac: 'no',
      clientIdentifierKind: 'bytes',
      requestedAddress: '1.2.3',
      server: '300.1.1.1',
      vlan: '5000',
      attempts: '0',
      offerWindow: '1e3',
      firstTimeout: '',
      hold: '-1',
      options: [
        { ...bytes, code: '77', hex: 'ff' },
        { ...bytes, code: '255', hex: 'f' },
        { ...bytes, code: '3', raw: false, text: 'x' },
      ],
    });
    expect(input).toBeUndefined();
    expect([...faults.keys()].sort()).toEqual(
      [
        'attempts',
        'clientIdentifier',
        'firstTimeout',
        'hold',
        'interface',
        'mac',
        'offerWindow',
        'options.1.code',
        'options.1.hex',
        'options.2.text',
        'requestedAddress',
        'server',
        'vlan',
      ].sort(),
    );
    expect(faults.get('vlan')).toEqual({ kind: 'number', min: 1, max: 4094 });
  });

  it('survives whatever was kept', () => {
    for (const kept of [undefined, null, 7, 'x', [], { mac: 5, options: 'no', requestedOptions: [0, 999], vlan: {} }]) {
      expect(readDraft(kept)).toEqual(readDraft({}));
    }
    expect(readDraft({ mac: 'half typ' }).mac).toBe('half typ');
    expect(countChanged({ ...readDraft({}), verb: 'renew', mac: 'x', keep: true })).toBe(2);
  });
});

describe('the page', () => {
  it('chooses the first interface that can work, never over a choice that was kept', async () => {
    const { client } = clientWith(async () => result);
    expect((await ready(client)).interfaces.name).toBe('eth1');
    const kept = new InterfaceState(client);
    kept.restore('gone0');
    await kept.refresh();
    expect(kept.name).toBe('gone0');
    expect(kept.chosen).toBeUndefined();
  });

  it('knows when nothing of this machine works', async () => {
    const down: NetworkInterface = { ...eth, rawFrames: { available: false } };
    const { client } = clientWith(async () => result, [down, lab]);
    const page = await ready(client);
    expect(page.interfaces.nothingWorks).toBe(true);
    expect(page.interfaces.name).toBe('');
    await page.tryLab();
    expect(page.interfaces.name).toBe('lab-office');
    expect(page.summary?.outcome).toBe('bound');
  });

  it('keeps what is typed, and shows a fault only where somebody typed', async () => {
    const saved: unknown[] = [];
    const { client, calls } = clientWith(async () => result);
    const page = await ready(client, saved);
    page.set('mac', 'zz');
    expect(saved).toMatchObject([{ mac: 'zz' }]);
    expect(page.fault('mac')).toEqual({ kind: 'mac' });
    page.draft = { ...page.draft, vlan: 'x' };
    expect(page.fault('vlan')).toBeUndefined();
    await page.run();
    expect(calls.dhcp.handshake).not.toHaveBeenCalled();
    expect(page.fault('vlan')).toEqual({ kind: 'number', min: 1, max: 4094 });
    page.resetExpert();
    expect(page.draft).toEqual(readDraft({}));
  });

  it('runs once at a time, under its own identifier, and follows the notices', async () => {
    const finish = Promise.withResolvers<ExchangeResult>();
    const { client, calls, events } = clientWith(() => finish.promise);
    const page = await ready(client);
    const run = page.run();
    await page.run();
    expect(calls.dhcp.handshake).toHaveBeenCalledTimes(1);
    const id = calls.dhcp.handshake.mock.calls[0]?.[0].exchange ?? '';
    expect(page.shownId).toBe(id);
    expect(page.running).toBe(true);
    events.push({ id: 1, exchange: id, index: 0, at: 1000, note: { code: 'started', params: {} } });
    page.noticed(exchangeOf(id, { state: 'running', events: 1 }));
    await vi.waitFor(() => expect(page.rows?.row(0)?.id).toBe(1));
    page.noticed(exchangeOf('somebody else', { events: 9 }));
    expect(page.rows?.total).toBe(1);
    finish.resolve(result);
    await run;
    expect(page.running).toBe(false);
    expect(page.phase).toBe('idle');
    expect(page.summary?.lease?.address).toBe('10.77.0.101');
    expect(page.history.map((one) => one.id)).toContain(id);
  });

  it('cancels at the source, and takes the outcome from the events', async () => {
    const { client, calls } = clientWith(
      (_input, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        }),
    );
    calls.timeline.exchange.mockImplementation(async ({ exchange }) => exchangeOf(exchange, { outcome: 'cancelled' }));
    const page = await ready(client);
    const run = page.run();
    page.cancel();
    expect(page.phase).toBe('cancelling');
    await run;
    expect(page.phase).toBe('idle');
    expect(page.runProblem).toBeUndefined();
    expect(page.summary?.outcome).toBe('cancelled');
  });

  it('shows the problem of a call that failed outright', async () => {
    const { client, calls } = clientWith(async () => {
      throw new ORPCError('PROBLEM', { data: { code: 'interface-unknown', params: { interface: 'eth1' } } });
    });
    calls.timeline.exchange.mockRejectedValue(new Error('unknown'));
    const page = await ready(client);
    await page.run();
    expect(page.runProblem).toEqual({ code: 'interface-unknown', params: { interface: 'eth1' } });
  });

  it('does things about a kept lease, and says when it could not', async () => {
    const { client, calls } = clientWith(async () => result);
    const page = await ready(client);
    page.set('mac', 'half typ');
    await page.runWith({ exchange: 'one', interface: 'eth2' }, 'release');
    expect(calls.dhcp.release.mock.calls[0]?.[0]).toEqual({
      interface: 'eth2',
      lease: 'one',
      exchange: page.shownId,
    });
    calls.dhcp.release.mockRejectedValueOnce(new ORPCError('PROBLEM', { data: { code: 'lease-unknown', params: {} } }));
    calls.timeline.exchange.mockRejectedValueOnce(new Error('unknown'));
    await page.runWith({ exchange: 'two', interface: 'eth2' }, 'release');
    expect(page.runProblem?.code).toBe('lease-unknown');
    calls.dhcp.renewing.mockRejectedValueOnce(
      new ORPCError('PROBLEM', { data: { code: 'lease-unknown', params: {} } }),
    );
    await page.setRenewing({ exchange: 'two' }, true);
    expect(page.heldProblem?.code).toBe('lease-unknown');
  });

  it('runs the verb asked for with what is typed', async () => {
    const { client, calls } = clientWith(async () => result);
    const page = await ready(client);
    page.fill({ address: '10.77.0.101', rapidCommit: true });
    await page.run('renew');
    expect(calls.dhcp.handshake).not.toHaveBeenCalled();
    expect(calls.dhcp.renew.mock.calls[0]?.[0]).toMatchObject({
      interface: 'eth1',
      address: '10.77.0.101',
      rapidCommit: true,
    });
  });

  it('arrives with an interface, and runs when told to', async () => {
    const { client, calls } = clientWith(async () => result);
    const page = await ready(client);
    await page.arrive({ interface: 'lab-office' });
    expect(calls.dhcp.handshake).not.toHaveBeenCalled();
    await page.arrive({ interface: 'lab-office', run: true });
    expect(calls.dhcp.handshake.mock.calls[0]?.[0]).toMatchObject({ interface: 'lab-office' });
  });
});

describe('an earlier exchange', () => {
  it('has its lease read from the ACK', () => {
    const lease = leaseOfPacket(
      {
        hex: '',
        faults: [],
        layers: [
          {
            id: 'dhcp',
            name: 'DHCP',
            value: 'ACK',
            offset: 42,
            length: 300,
            children: [
              { id: 'dhcp.yiaddr', name: 'yiaddr', value: '10.77.0.101', offset: 58, length: 4 },
              { id: 'dhcp.option.3', name: 'Router', value: '10.77.0.1, 10.77.0.2', offset: 300, length: 10 },
              { id: 'dhcp.option.51', name: 'IP address lease time', value: '120 s', offset: 310, length: 6 },
              { id: 'dhcp.option.54', name: 'Server identifier', value: '10.77.0.1', offset: 320, length: 6 },
            ],
          },
        ],
      },
      '10.77.0.9',
    );
    expect(lease).toMatchObject({
      address: '10.77.0.101',
      server: '10.77.0.1',
      routers: ['10.77.0.1', '10.77.0.2'],
      leaseTime: 120,
    });
    expect(leaseOfPacket({ hex: '', faults: [], layers: [] }, '')).toBeUndefined();
  });

  it('has its offers and problems read from its events', () => {
    const base = { exchange: 'e', link: 'ethernet', length: 300, faults: 0, source: '', destination: '' } as const;
    const packet = (index: number, name: string, direction: 'sent' | 'received', more = {}): TimelineEvent => ({
      id: index + 1,
      exchange: 'e',
      index,
      at: 1000 + index,
      packet: { ...base, name, direction, peer: direction === 'sent' ? null : '10.77.0.1', ...more },
    });
    const summary = summaryOfEvents(
      exchangeOf('e', { outcome: 'noAck' }),
      [
        packet(0, 'DISCOVER', 'sent'),
        packet(1, 'OFFER', 'received', { fact: '10.77.0.101, 2 min' }),
        packet(2, 'OFFER', 'received', { ignored: 'other-transaction', fact: '10.9.9.9' }),
        {
          ...packet(3, '', 'sent'),
          packet: undefined,
          note: { code: 'problem', params: {}, problem: { code: 'dhcp-no-ack', params: {} } },
        },
      ] as TimelineEvent[],
      undefined,
    );
    expect(summary.offers).toEqual([{ server: '10.77.0.1', address: '10.77.0.101', response: 1 }]);
    expect(summary.problems).toEqual([{ code: 'dhcp-no-ack', params: {} }]);
    expect(summary.outcome).toBe('noAck');
  });
});

describe('words of a lease', () => {
  it('say times, masks and identifiers as people know them', () => {
    expect(leaseTimeText(45)).toBe('45 s');
    expect(leaseTimeText(5400)).toBe('1 hour 30 minutes (5400 s)');
    expect(leaseTimeText(0xffffffff)).toBe('for ever (4294967295 s)');
    expect(maskText('255.255.240.0')).toBe('255.255.240.0 (/20)');
    expect([0, 7.2, 3599, 3600, 90_000].map(clockText)).toEqual(['00:00', '00:08', '59:59', '1:00:00', '1 d 01:00:00']);
    expect(maskText('255.0.255.0')).toBe('255.0.255.0');
    expect(clientIdentifierText('010242ac110002')).toBe('01 02:42:ac:11:00:02');
    expect(clientIdentifierText('0070756e6368')).toBe('00 "punch"');
    expect(clientIdentifierText('ff0001')).toBe('ff0001');
    expect(clientIdentifierText(undefined)).toBeUndefined();
  });
});
