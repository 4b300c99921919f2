import type { AllHandlers } from '#electron/engine/router.ts';
import type { Device, Profile } from '#shared/contract/devices.ts';
import type { Exchange } from '#shared/contract/timeline.ts';
import type { TimelineEvent } from '#shared/model/packet-event.ts';
import type { PacketField } from '#shared/model/packet-field.ts';
import type { Diagnosis } from '#shared/model/snmp-diagnosis.ts';
import type { JournalEntry, SetEntry, SetResult, SnmpResult } from '#shared/model/snmp-operation.ts';
import type { Varbind } from '#shared/model/snmp-varbind.ts';
import type { Sample, SnmpWatch } from '#shared/model/snmp-watch.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { scripted, scriptedHandlers } from './scripted-handlers.ts';

export const profile: Profile = {
  id: 'p1',
  name: 'Routers, v3',
  version: '3',
  user: 'ops',
  authProtocol: 'SHA',
  privProtocol: 'AES',
  devices: 1,
  locked: false,
};
export const spare: Profile = { ...profile, id: 'p2', name: 'Old community', version: '2c', devices: 0 };

export const device: Device = {
  id: 'd1',
  name: 'core-sw1.office.example',
  address: '192.0.2.10',
  port: 161,
  profile: 'p1',
  note: '',
  createdAt: 1,
};

const started = Date.UTC(2026, 10, 22, 12, 0, 0);
const agent = { address: '192.0.2.10', port: 161, version: '3', engine: '80001f8880e9bd0c1d12667a51' };

/** An answer that went well. */
export function answer(exchange: string | undefined, more: Partial<SnmpResult> = {}): SnmpResult {
  return {
    outcome: 'complete',
    exchange: exchange ?? 'x',
    agent,
    problems: [],
    packets: { sent: 3, received: 3, retries: 0, ignored: 0 },
    duration: 12,
    ...more,
  };
}

function text(oid: string, name: string, value: string): Varbind {
  return { oid, name, type: 'OCTET STRING', value, text: value, hex: Buffer.from(value).toString('hex') };
}

const fields: PacketField[] = [
  {
    id: 'snmp.pdu',
    name: 'SetRequest',
    value: '',
    offset: 0,
    length: 43,
    children: [
      { id: 'snmp.request-id', name: 'request-id', value: '1', offset: 2, length: 3 },
      {
        id: 'snmp.varbinds',
        name: 'variable-bindings',
        value: '1 varbind',
        offset: 13,
        length: 30,
        children: [{ id: 'snmp.varbind', name: 'sysName.0', value: 'core-sw2', offset: 15, length: 28 }],
      },
    ],
  },
];

const objects = [
  {
    oid: '1.3.6.1.2.1.1.5',
    name: 'sysName',
    module: 'SNMPv2-MIB',
    kind: 'scalar',
    syntax: 'DisplayString',
    access: 'read-write',
  },
  {
    oid: '1.3.6.1.2.1.1.6',
    name: 'sysLocation',
    module: 'SNMPv2-MIB',
    kind: 'scalar',
    syntax: 'DisplayString',
    access: 'read-write',
  },
  {
    oid: '1.3.6.1.2.1.2.2.1.7',
    name: 'ifAdminStatus',
    module: 'IF-MIB',
    kind: 'column',
    syntax: 'INTEGER',
    access: 'read-write',
    labels: { up: 1, down: 2, testing: 3 },
  },
  {
    oid: '1.3.6.1.2.1.31.1.1.1.6',
    name: 'ifHCInOctets',
    module: 'IF-MIB',
    kind: 'column',
    syntax: 'Counter64',
    access: 'read-only',
  },
  { oid: '1.3.6.1.6.3.15.1.2.2', name: 'usmUserTable', module: 'SNMP-USER-BASED-SM-MIB', kind: 'table' },
] as const;

export interface ScriptedAgent {
  handlers: AllHandlers;
  /** Inputs of the calls of the SNMP tool, newest last. */
  asked: { call: string; input: unknown }[];
  /** How a SET goes, unless told otherwise: all right. */
  onset: (input: Parameters<AllHandlers['snmp']['set']>[0], signal: AbortSignal) => Promise<SetResult> | SetResult;
  diagnosis: Partial<Diagnosis>;
  /** Holds diagnoses until it is cancelled. */
  slow: boolean;
  journal: JournalEntry[];
  watches: SnmpWatch[];
  samples: Sample[];
  /** Adds samples to the first watch and tells the page. */
  poll: (samples: Sample[]) => void;
  saved: unknown[];
}

/** An engine with one device, one agent that keeps what is written into it, a journal and watches. */
export function scriptedAgent(): ScriptedAgent {
  const values = new Map([
    ['sysName.0', text('1.3.6.1.2.1.1.5.0', 'sysName.0', 'core-sw1')],
    ['sysLocation.0', text('1.3.6.1.2.1.1.6.0', 'sysLocation.0', 'Rack 4, room B')],
  ]);
  const listeners = new Set<(watch: SnmpWatch) => void>();
  const exchangesSeen = new Map<string, string>();
  const asked: ScriptedAgent['asked'] = [];
  const note = (call: string, input: unknown) => asked.push({ call, input });
  const entryOf = ({ oid, value }: { oid: string; value: string | number }): SetEntry => {
    const old = values.get(oid);
    const asked = text(old?.oid ?? '1.3.6.1.4.1.8072.9.0', old?.name ?? oid, String(value));
    const long = String(value).length > 32;
    return {
      oid: asked.oid,
      ...(asked.name === undefined ? {} : { name: asked.name }),
      type: 'OCTET STRING',
      ...(old === undefined ? { old: { ...asked, type: 'noSuchInstance', value: null, text: '', hex: '' } } : { old }),
      asked,
      ...(long ? { problem: { code: 'snmp-value-wrong-size', params: { name: oid, length: 40, size: '0..32' } } } : {}),
    };
  };
  const begin = (exchange: string | undefined, verb: string) => {
    if (exchange !== undefined) exchangesSeen.set(exchange, verb);
  };
  const write = (entries: SetEntry[], exchange: string | undefined, more: Partial<JournalEntry> = {}): SetResult => {
    const done = entries.map((entry) => {
      values.set(entry.name ?? entry.oid, entry.asked);
      return { ...entry, now: entry.asked };
    });
    const id = state.journal.length + 1;
    state.journal.unshift({
      id,
      at: started + id * 60_000,
      exchange: exchange ?? 'x',
      address: agent.address,
      port: 161,
      device: device.id,
      outcome: 'complete',
      entries: done,
      ...more,
    });
    return { ...answer(exchange), journal: id, entries: done, verified: true };
  };
  const state: ScriptedAgent = {
    handlers: scriptedHandlers(),
    asked,
    onset: (input) => write(input.varbinds.map(entryOf), input.exchange),
    diagnosis: {},
    slow: false,
    journal: [],
    watches: [],
    samples: [],
    poll: (samples) => {
      const watch = state.watches[0];
      if (watch === undefined) return;
      state.samples.push(...samples);
      const polled = { ...watch, polls: watch.polls + 1 };
      state.watches[0] = polled;
      for (const tell of listeners) tell(polled);
    },
    saved: [],
  };
  const base = scriptedHandlers({
    devices: {
      list: () => [device],
      profiles: () => [profile, spare],
      saveProfile: (input) => {
        state.saved.push(input);
        return { ...profile, id: 'p9', name: input.name };
      },
    },
    snmp: {
      objects: ({ search, count }) =>
        objects
          .filter(({ name, oid }) => `${name} ${oid}`.toLowerCase().includes(search.toLowerCase()))
          .slice(0, count)
          .map((one) => ({ ...one })),
      resolve: ({ oid }) => {
        const object = objects.find(({ name }) => oid === name || oid.startsWith(`${name}.`));
        if (object === undefined && !/^[\d.]+$/.test(oid)) throw new ProblemError('snmp-oid-unreadable', { oid });
        return { oid: object?.oid ?? oid, ...(object === undefined ? {} : { name: oid, object: { ...object } }) };
      },
      previewSet: (input) => {
        note('previewSet', input);
        begin(input.exchange, 'set');
        return {
          ...answer(input.exchange),
          entries: input.varbinds.map(entryOf),
          pdu: { fields, hex: '41'.repeat(43) },
        };
      },
      set: async (input, signal) => {
        note('set', input);
        begin(input.exchange, 'set');
        return await state.onset(input, signal);
      },
      undo: (input) => {
        note('undo', input);
        begin(input.exchange, 'set');
        const entry = state.journal.find(({ id }) => id === input.journal);
        if (entry === undefined) throw new ProblemError('snmp-journal-unknown', { id: input.journal });
        const back = entry.entries.flatMap(({ old, asked: was, ...rest }) =>
          old === undefined ? [] : [{ ...rest, old: was, asked: old }],
        );
        const result = write(back, input.exchange, { undoes: entry.id });
        state.journal = state.journal.map((one) =>
          one.id === entry.id && result.journal !== undefined ? { ...one, undoneBy: result.journal } : one,
        );
        return result;
      },
      createRow: (input) => {
        note('createRow', input);
        begin(input.exchange, 'set');
        return write(input.columns.map(entryOf), input.exchange);
      },
      destroyRow: (input) => {
        note('destroyRow', input);
        begin(input.exchange, 'set');
        return { ...answer(input.exchange), entries: [], verified: true };
      },
      journal: ({ from, count }) => ({ total: state.journal.length, entries: state.journal.slice(from, from + count) }),
      diagnose: async (input, signal) => {
        note('diagnose', input);
        begin(input.exchange, 'diagnose');
        if (state.slow) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return {
          ...answer(input.exchange, signal.aborted ? { outcome: 'cancelled' } : {}),
          verdict: 'unclear',
          findings: [],
          tries: [],
          ...state.diagnosis,
        };
      },
      watches: () => state.watches,
      startWatch: (input) => {
        note('startWatch', input);
        const watch: SnmpWatch = {
          id: state.watches.length + 1,
          exchange: 'w',
          address: agent.address,
          port: 161,
          device: device.id,
          interval: input.interval,
          objects: input.oids.map((oid) => ({ oid, name: oid })),
          startedAt: started + state.watches.length,
          state: 'running',
          polls: 0,
          failed: 0,
        };
        state.watches = [watch, ...state.watches];
        return watch;
      },
      stopWatch: ({ watch }) => {
        note('stopWatch', watch);
        state.watches = state.watches.map((one) => (one.id === watch ? { ...one, state: 'stopped' } : one));
        return { stopped: true };
      },
      deleteWatch: ({ watch }) => {
        note('deleteWatch', watch);
        state.watches = state.watches.filter(({ id }) => id !== watch);
        return { deleted: true };
      },
      samples: ({ after, count }) => {
        note('samples', after);
        return state.samples.filter(({ at }) => at > after).slice(0, count);
      },
      async *watchNews(_input, signal) {
        const news: SnmpWatch[] = [];
        let wake = () => {};
        const tell = (watch: SnmpWatch) => {
          news.push(watch);
          wake();
        };
        listeners.add(tell);
        signal.addEventListener('abort', () => wake());
        while (!signal.aborted) {
          const next = news.shift();
          if (next !== undefined) yield next;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
        listeners.delete(tell);
      },
      async *progress(_input, signal) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    },
  });
  state.handlers = {
    ...base,
    lab: scripted('lab', {
      segments: () => [],
      agents: () => [
        {
          kind: 'router',
          address: '127.0.0.1',
          port: 40_161,
          targets: [
            {
              label: 'labuser',
              writes: true,
              version: '3',
              user: 'labuser',
              auth: { protocol: 'SHA', password: 'labpassword' },
            },
          ],
        },
      ],
    }),
    timeline: scripted('timeline', {
      exchanges: () => ({ total: 0, exchanges: [] }),
      exchange: ({ exchange }) => exchangeOf(exchange, exchangesSeen.get(exchange) ?? 'set'),
      events: ({ exchange, from, count }) => ({ total: 4, events: eventsOf(exchange).slice(from, from + count) }),
      async *watch(_input, signal) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    }),
  };
  return state;
}

function exchangeOf(id: string, verb: string): Exchange {
  return {
    id,
    session: 1,
    tool: 'snmp',
    verb,
    target: device.name,
    startedAt: started,
    endedAt: started + 20,
    state: 'ended',
    outcome: 'complete',
    events: 4,
    lost: 0,
  };
}

function eventsOf(exchange: string): TimelineEvent[] {
  const names = ['GetRequest', 'Response', 'SetRequest', 'Response'];
  return names.map((name, index) => ({
    id: index + 1,
    exchange,
    index,
    at: started + 3 * index,
    packet: {
      direction: index % 2 === 0 ? 'sent' : 'received',
      name,
      link: 'ipv4',
      length: 90,
      peer: '192.0.2.10',
      source: index % 2 === 0 ? '192.0.2.2' : '192.0.2.10',
      destination: index % 2 === 0 ? '192.0.2.10' : '192.0.2.2',
      faults: 0,
    },
  }));
}

/** Draft of the page: a view, asking the saved device. */
export function draftOf(view: string, more: Record<string, unknown> = {}) {
  return {
    frame: { page: 'snmp' },
    'snmp-page': { view, target: { text: device.name, device: device.id, agent: '', credentials: 'saved' } },
    ...more,
  };
}
