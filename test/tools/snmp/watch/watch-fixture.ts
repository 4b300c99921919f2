import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { migrations } from '#electron/engine/tools.ts';
import type { Datagram, DatagramIo } from '#electron/net/udp/datagram-io.ts';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import type { Store } from '#electron/storage/store.ts';
import { createVault, memorySecrets } from '#electron/storage/vault.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import { createSnmp } from '#electron/tools/snmp/index.ts';
import { ChangeFeed } from '#electron/tools/timeline/change-feed.ts';
import { decodeSnmp, encodeCommunityMessage } from '#electron/wire/snmp/message.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { Sample, SnmpWatch, watchInputSchema } from '#shared/model/snmp-watch.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { TestClock } from '#test/fakes/test-clock.ts';

/** What an agent in memory does with a question. */
export interface MemoryAgent {
  /** Values by OID at a time in milliseconds since the start. */
  objects: Record<string, SnmpValue | ((now: number) => SnmpValue)>;
  /** Milliseconds until it answers; undefined: never. */
  delay?: ((now: number) => number | undefined) | undefined;
  /** tooBig for more varbinds. */
  most?: number;
}

export const sysUpTime = '1.3.6.1.2.1.1.3.0';
export const inOctets = (index: number) => `1.3.6.1.2.1.2.2.1.10.${index}`;
export const counter32 = (value: number): SnmpValue => ({ type: 'Counter32', value: value >>> 0 });

/** The tool on a clock that is moved by hand, an agent without a network, and a workspace of its own. */
export function watchTool(agent: MemoryAgent, store: Store = throwAway()) {
  const clock = new TestClock();
  const begun = clock.now();
  const notes: string[] = [];
  const sent: { at: number; oids: string[] }[] = [];
  let explained = 0;
  const answer = (bytes: Uint8Array, receive: (datagram: Datagram) => void, port: number, address: string) => {
    const { pdu, version } = decodeSnmp(bytes);
    if (pdu === undefined || (version !== 0 && version !== 1)) return;
    const now = clock.now() - begun;
    const oids = Array.from({ length: pdu.varbinds.count }, (_, index) => pdu.varbinds.oid(index));
    sent.push({ at: now, oids });
    const delay = agent.delay === undefined ? 1 : agent.delay(now);
    if (delay === undefined) return;
    clock.after(delay, () => {
      const made = respond(agent, version, oids, clock.now() - begun);
      const community = new TextEncoder().encode('public');
      const response = { type: 'Response' as const, requestId: pdu.requestId, ...made };
      receive({ bytes: encodeCommunityMessage({ version, community, pdu: response }), address, port, at: clock.now() });
    });
  };
  const sockets: DatagramIo = {
    open: async ({ family, onDatagram }) => ({
      family,
      localPort: 40_000,
      receiveBuffer: { asked: 1, granted: 1 },
      send: (bytes, port, address) => answer(bytes, onDatagram, port, address),
      close: async () => {},
    }),
    connect: async ({ onError: _, port, address, onDatagram }) => ({
      localAddress: '192.0.2.2',
      localPort: 40_001,
      waiting: 0,
      send: (bytes) => {
        explained++;
        answer(bytes, onDatagram, port, address);
      },
      close: async () => {},
    }),
    resolve: async (address) => ({ address, family: 'ipv4' }),
  };
  const unknown = (device: string) => {
    throw new ProblemError('device-unknown', { device });
  };
  let exchanges = 0;
  let lastId = 0;
  const snmp = createSnmp({
    sockets,
    clock,
    store,
    vault: createVault(memorySecrets()),
    objects: builtInObjects,
    recorder: {
      begin: ({ verb }) => ({
        id: `${verb} ${++exchanges}`,
        packets: async () => {},
        note: (code, _params, problem) => notes.push(problem?.code ?? code),
        end: async (outcome) => {
          notes.push(`ended ${outcome}`);
        },
      }),
    },
    devices: { device: unknown, profile: unknown, credentials: unknown, profiles: () => [], seen: async () => {} },
    newFeed: () => new ChangeFeed(),
    randomId: () => ++lastId,
  });
  onTestFinished(() => snmp.close());
  const signal = AbortSignal.any([]);
  const { handlers } = snmp;
  return {
    clock,
    begun,
    sent,
    notes,
    store,
    snmp,
    /** How often it was asked why nothing came back. */
    explained: () => explained,
    async start(input: Partial<z.input<typeof watchInputSchema>> = {}, version: '1' | '2c' = '2c'): Promise<SnmpWatch> {
      const started = await handlers.startWatch(
        {
          target: { address: '192.0.2.1', port: 161, version, community: 'public' },
          oids: [inOctets(1)],
          interval: 5,
          timeout: 1000,
          retries: 0,
          ...input,
        } as z.output<typeof watchInputSchema>,
        signal,
      );
      return started as SnmpWatch;
    },
    watches: async () => handlers.watches(undefined, signal),
    stop: async (watch: number) => handlers.stopWatch({ watch }, signal),
    remove: async (watch: number) => handlers.deleteWatch({ watch }, signal),
    async samples(watch: number, { after = 0, count = 5000 } = {}): Promise<Sample[]> {
      await store.writer.flush();
      return handlers.samples({ watch, after, count }, signal);
    },
    news: (until: AbortSignal) => handlers.watchNews(undefined, until) as AsyncIterable<SnmpWatch>,
    /** Lets so many seconds go by. */
    async pass(seconds: number) {
      for (let step = 0; step < seconds * 10; step++) {
        await new Promise((resolve) => setImmediate(resolve));
        await clock.advance(100);
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function throwAway(): Store {
  const store = openWorkspace({ file: undefined, program: 'test', migrations });
  onTestFinished(() => store.close());
  return store;
}

function respond({ objects, most = 1000 }: MemoryAgent, version: number, oids: string[], now: number) {
  const echo = (errorStatus: number, errorIndex: number) => ({
    errorStatus,
    errorIndex,
    varbinds: encoded(oids.map((oid) => ({ oid, value: { type: 'NULL' } }))),
  });
  if (oids.length > most) return echo(1, 0);
  const missing = oids.findIndex((oid) => objects[oid] === undefined);
  if (version === 0 && missing >= 0) return echo(2, missing + 1);
  const varbinds = oids.map((oid) => {
    const value = objects[oid] ?? ({ type: 'noSuchInstance' } as const);
    return { oid, value: typeof value === 'function' ? value(now) : value };
  });
  return { varbinds: encoded(varbinds) };
}

function encoded(varbinds: Parameters<typeof VarbindList.of>[0]): Uint8Array {
  const list = VarbindList.of(varbinds);
  return list.bytes.subarray(list.start, list.end);
}
