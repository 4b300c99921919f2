/**
 * One measurement of the SNMP manager in a process of its own: `node snmp-run.ts WHAT PORT COUNT`. Prints a line of JSON.
 * `walk`: handed to a caller who reads every OID and value. `stored`: through the contract, on the timeline and ready to page. Before these two
 * the process has walked: a program that stays open has compiled its code. `first`: as `stored`, the first walk of an engine that was started,
 * asked for a name and left alone until it had done its warm-up. `first-cold`: without the warm-up. `poll`: three objects of COUNT agents on 127.x.y.z, the first
 * thing that such an engine is asked for. `poll-cold`: the first thing that a process does. `net-snmp`: the same with npm net-snmp.
 */
import { randomInt } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Engine } from '#electron/engine/engine.ts';
import { systemClock } from '#electron/net/clock.ts';
import { createDatagramIo } from '#electron/net/udp/datagram-io.ts';
import type { Agent } from '#electron/tools/snmp/client/agent.ts';
import { KeyRing } from '#electron/tools/snmp/client/key-ring.ts';
import { SnmpClient } from '#electron/tools/snmp/client/snmp-client.ts';
import { encodeNulls, runWalk } from '#electron/tools/snmp/walk/run-walk.ts';
import { oidOctets } from '#electron/wire/ber/oid.ts';

const [what = '', portText = '', countText = ''] = process.argv.slice(2);
const port = Number(portText);
const count = Number(countText);
const ifTable = '1.3.6.1.2.1.2.2';
const asked = ['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.1.3.0'];
const patience = { timeout: 2000, retries: 3 };
const hostOf = (number: number) => `127.${10 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;

function newClient(): SnmpClient {
  const keys = new KeyRing({ load: () => undefined, save: () => {}, ofUser: () => [] });
  const randomId = () => randomInt(1, 2 ** 31);
  return new SnmpClient({ io: createDatagramIo(), clock: systemClock, wallClock: Date.now, keys, randomId });
}

function agentAt(address: string): Agent {
  return { address, port, family: 'ipv4', credentials: { version: '2c', community: 'public' } };
}

async function walk(): Promise<object> {
  const client = newClient();
  let read = 0;
  const plan = {
    roots: [oidOctets(ifTable) ?? new Uint8Array()],
    bulk: true,
    maxRepetitions: 50,
    parallel: 24,
    limit: Number.MAX_SAFE_INTEGER,
    continueAnyway: false,
  };
  const once = () =>
    runWalk(client, agentAt('127.0.0.1'), plan, patience, {
      rows({ list, count: rows }) {
        for (let row = 0; row < rows; row++) if (list.oid(row) !== '' && list.value(row).type !== 'unknown') read++;
      },
      ready: () => undefined,
    });
  for (let before = 0; before < 3; before++) await once();
  read = 0;
  const startedAt = performance.now();
  const end = await once();
  const seconds = (performance.now() - startedAt) / 1000;
  await client.close();
  return { seconds, rows: end.rows, read };
}

/** An engine as a person has it; that of the command line does without the warm-up. */
async function engineOf(host: 'browser' | 'command-line'): Promise<Engine> {
  const { startEngine } = await import('#electron/engine/engine.ts');
  const engine = await startEngine({
    host,
    workspace: undefined,
    version: '0',
    startPacketProcess: () => {
      throw new Error('no frames here');
    },
  });
  if (host === 'command-line') return engine;
  // The page that a walk is started from has asked by then what it is to read; the engine warms up after that.
  await engine.client.snmp.resolve({ oid: 'ifTable' });
  await rest();
  return engine;
}

/** Until the processor has had next to nothing to do for a second. */
async function rest(): Promise<void> {
  for (;;) {
    const before = process.cpuUsage();
    await wait(1000);
    const { user, system } = process.cpuUsage(before);
    if (user + system < 10_000) return;
  }
}

async function stored(host: 'browser' | 'command-line' = 'command-line', isFirst = false): Promise<object> {
  const engine = await engineOf(host);
  const target = { address: '127.0.0.1', port, version: '2c', community: 'public' } as const;
  // What is large is not read twice: some of its columns compile the code as well.
  const before = isFirst ? [] : count === 0 ? [ifTable, ifTable] : ['ifIndex', 'ifDescr', 'ifInOctets'];
  for (const oid of before) await engine.client.snmp.walk({ target, oids: [oid], first: 0 });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  delay.enable();
  const startedAt = performance.now();
  const result = await engine.client.snmp.walk({ target, oids: [ifTable], first: 0, limit: 50_000_000 });
  const seconds = (performance.now() - startedAt) / 1000;
  delay.disable();
  clearInterval(watch);
  const pageAt = performance.now();
  const page = await engine.client.snmp.rows({ exchange: result.exchange, from: result.rows >> 1, count: 200 });
  const pageTime = performance.now() - pageAt;
  await engine.close();
  const { outcome, rows, packets } = result;
  return { seconds, outcome, rows, packets, peak, delay: delay.percentile(99) / 1e6, page: page.rows.length, pageTime };
}

async function pollFirst(): Promise<object> {
  const engine = await engineOf('browser');
  const result = await poll();
  await engine.close();
  return result;
}

async function poll(): Promise<object> {
  const client = newClient();
  const varbinds = encodeNulls(asked);
  const result = await timed(async () => {
    let lost = 0;
    const answers = Array.from({ length: count }, (_, number) =>
      client.request(agentAt(hostOf(number + 1)), { type: 'GetRequest', varbinds }, patience).then(
        ({ pdu }) => [0, 1, 2].map((row) => pdu.varbinds.value(row)),
        () => lost++,
      ),
    );
    await Promise.all(answers);
    return lost;
  });
  await client.close();
  return result;
}

/** A poll of all agents, once. */
async function timed(pollAll: () => Promise<number>): Promise<object> {
  const startedAt = performance.now();
  const lost = await pollAll();
  return { seconds: (performance.now() - startedAt) / 1000, lost };
}

interface PollSession {
  get(oids: string[], done: (error: Error | null) => void): void;
  close(): void;
  on(event: 'error', listener: () => void): void;
}

async function pollWithNetSnmp(): Promise<object> {
  const { default: netSnmp } = await import('net-snmp');
  const library = netSnmp as unknown as {
    Version2c: number;
    createSession(host: string, community: string, options: object): PollSession;
  };
  return timed(async () => {
    let lost = 0;
    const one = (number: number) =>
      new Promise<void>((resolve) => {
        const options = { port, version: library.Version2c, timeout: 2000, retries: 3 };
        const session = library.createSession(hostOf(number + 1), 'public', options);
        session.on('error', () => {});
        session.get(asked, (error) => {
          if (error !== null) lost++;
          session.close();
          resolve();
        });
      });
    await Promise.all(Array.from({ length: count }, (_, number) => one(number)));
    return lost;
  });
}

const measurements: Record<string, () => Promise<object>> = {
  walk,
  stored: () => stored(),
  first: () => stored('browser', true),
  'first-cold': () => stored('command-line', true),
  poll: pollFirst,
  'poll-cold': poll,
  'net-snmp': pollWithNetSnmp,
};
const measure = measurements[what];
if (measure === undefined) throw new Error(`no measurement ${what}`);
process.stdout.write(`${JSON.stringify(await measure())}\n`);
