import type { AllHandlers } from '#electron/engine/router.ts';
import type { AppStatus } from '#shared/contract/app.ts';
import type { Exchange } from '#shared/contract/timeline.ts';
import type { PacketPart, TimelineEvent } from '#shared/model/packet-event.ts';
import type { DecodedPacket, PacketField } from '#shared/model/packet-field.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { scripted } from './scripted-handlers.ts';

/** What a server that wants to break the page would put into every text it controls. */
export const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>\u202e"\'&amp;{{x}}';

const startedAt = Date.UTC(2026, 10, 22, 12, 0, 0);

function exchangeOf(id: string, events: number): Exchange {
  return {
    id,
    session: 1,
    tool: 'dhcp',
    verb: 'handshake',
    target: id === 'hostile' ? hostile : 'eth1',
    startedAt,
    endedAt: startedAt + 10_000,
    state: 'ended',
    outcome: id === 'hostile' ? hostile : 'noOffer',
    events,
    lost: 0,
  };
}

function eventOf(exchange: string, index: number): TimelineEvent {
  const base = {
    id: index + 1 + (exchange === 'hostile' ? 1_000_000 : 0),
    exchange,
    index,
    at: startedAt + index * 1.25,
  };
  if (exchange === 'hostile') {
    const packet: PacketPart = {
      direction: 'received',
      name: index === 0 ? hostile : 'OFFER',
      link: 'ethernet',
      length: 65_535,
      peer: index === 2 ? hostile : '10.77.0.1',
      source: hostile,
      destination: hostile,
      fact: hostile,
      ignored: index === 1 ? 'malformed' : undefined,
      faults: 2,
    };
    return { ...base, packet };
  }
  if (index % 5 === 4) return { ...base, note: { code: 'retransmit-wait', params: { seconds: 4, attempt: index } } };
  const sent = index % 5 === 0;
  return {
    ...base,
    packet: {
      direction: sent ? 'sent' : 'received',
      name: sent ? 'DISCOVER' : 'OFFER',
      link: 'ethernet',
      length: 342,
      peer: sent ? null : `10.77.0.${(index % 5) + 1}`,
      source: '0.0.0.0',
      destination: '255.255.255.255',
      faults: 0,
      ...(sent ? { attempt: index / 5 + 1 } : { fact: `10.77.0.${index % 250}` }),
      ...(index % 5 === 3 ? { ignored: 'late' as const } : {}),
    },
  };
}

/** A frame of 64 KiB with a field for every two bytes, each with a hostile name, value and fault. */
function largePacket(): DecodedPacket {
  const children: PacketField[] = [];
  for (let offset = 42; offset < 65_534; offset += 2) {
    children.push({
      id: `dhcp.option.${offset}`,
      name: `${hostile} ${offset}`,
      value: hostile,
      offset,
      length: 2,
      fault: hostile,
    });
  }
  return {
    hex: '41'.repeat(65_535),
    faults: [
      { offset: 60_000, reason: hostile },
      { offset: 60_002, reason: hostile },
    ],
    layers: [{ id: 'dhcp', name: 'DHCP', value: hostile, offset: 42, length: 65_493, children }],
  };
}

export interface ScriptedTimeline {
  handlers: AllHandlers;
  /** Events that were asked for in one call, largest first seen. */
  asked: { from: number; count: number }[];
  /** Lets the exchange `many` run on to this many events, and tells the page. */
  grow(total: number): void;
}

/** An engine with two exchanges on record: `many` of 5,000 events, and `hostile`. */
export function scriptedTimeline(): ScriptedTimeline {
  const totals: Record<string, number> = { many: 5000, hostile: 3 };
  const watchers = new Set<() => void>();
  const asked: ScriptedTimeline['asked'] = [];
  const session = { id: 1, name: 'Monday', createdAt: startedAt, exchanges: 2, events: 5003, current: true };
  const settings = { theme: 'system' as const, locale: 'system' as const, drafts: {} };
  const never = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  const refuse = (): never => {
    throw new ProblemError('internal');
  };
  const find = (id: string): Exchange => {
    const total = totals[id];
    if (total === undefined) throw new ProblemError('exchange-unknown', { id });
    return exchangeOf(id, total);
  };
  const handlers: AllHandlers = {
    app: {
      info: () => ({
        version: '0.1.0',
        host: 'browser',
        platform: 'linux',
        node: '24',
        pid: 1,
        workspace: { file: 'x', temporary: true },
        rawFrames: { available: true },
        notices: [],
      }),
      async *watchStatus(_input, signal): AsyncGenerator<AppStatus> {
        yield { session: { id: 1, name: 'Monday' }, running: 0, lost: 0, memory: 1 };
        await never(signal);
      },
      dismissNotices: () => ({ dismissed: 0 }),
    },
    dhcp: scripted('dhcp', { held: () => [], profiles: () => [], optionTypes: () => [] }),
    devices: scripted('devices', { list: () => [], profiles: () => [] }),
    mibs: scripted('mibs', {}),
    snmp: scripted('snmp', { watches: () => [], objects: () => [] }),
    echo: scripted('echo', { servers: () => [] }),
    names: scripted('names', {}),
    traps: scripted('traps', { rules: () => [] }),
    interfaces: {
      list: () => [
        {
          name: hostile,
          kind: 'ethernet',
          mac: '02:42:ac:11:00:02',
          link: 'up',
          addresses: [{ family: 'ipv4', address: hostile, prefix: 24 }],
          rawFrames: { available: false, problem: { code: 'raw-no-rights', params: {}, details: hostile } },
        },
      ],
    },
    lab: scripted('lab', { segments: () => [], agents: () => [] }),
    sessions: {
      list: () => [session],
      create: () => session,
      rename: () => session,
      open: () => session,
      delete: () => ({ current: session }),
      export: refuse,
    },
    settings: { get: () => settings, update: () => settings },
    timeline: {
      exchanges: () => ({ total: 2, exchanges: Object.keys(totals).map(find) }),
      exchange: ({ exchange }) => find(exchange),
      events: ({ exchange, from, count }) => {
        const { events: total } = find(exchange);
        asked.push({ from, count });
        const rows = Array.from({ length: Math.max(0, Math.min(count, total - from)) }, (_, at) =>
          eventOf(exchange, from + at),
        );
        return { total, events: rows };
      },
      packet: ({ event }) =>
        event > 1_000_000
          ? largePacket()
          : {
              hex: event.toString(16).padStart(684, '0'),
              faults: [],
              layers: [{ id: 'dhcp', name: 'DHCP', value: `event ${event}`, offset: 0, length: 342 }],
            },
      async *watch(_input, signal) {
        while (!signal.aborted) {
          await new Promise<void>((resolve) => {
            watchers.add(resolve);
            signal.addEventListener('abort', () => resolve());
          });
          if (!signal.aborted) yield find('many');
        }
      },
    },
  };
  const grow = (total: number) => {
    totals.many = total;
    for (const wake of watchers) wake();
    watchers.clear();
  };
  return { handlers, asked, grow };
}
