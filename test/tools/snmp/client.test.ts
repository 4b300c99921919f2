import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '#electron/net/clock.ts';
import { createDatagramIo, type DatagramIo } from '#electron/net/udp/datagram-io.ts';
import type { Agent } from '#electron/tools/snmp/client/agent.ts';
import { KeyRing } from '#electron/tools/snmp/client/key-ring.ts';
import type { RequestLog, RequestOptions } from '#electron/tools/snmp/client/request.ts';
import { SnmpClient } from '#electron/tools/snmp/client/snmp-client.ts';
import { decodeSnmp, encodeCommunityMessage } from '#electron/wire/snmp/message.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import { startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { TestClock } from '#test/fakes/test-clock.ts';
import { need } from '#test/lab/need.ts';

const sysName = '1.3.6.1.2.1.1.5.0';
const patient: RequestOptions = { timeout: 5000, retries: 0 };

let lastId = 0;

function clientOn(io: DatagramIo = createDatagramIo(), clock = systemClock, randomId = () => ++lastId): SnmpClient {
  const keys = new KeyRing({ load: () => undefined, save: () => {}, ofUser: () => [] });
  const client = new SnmpClient({ io, clock, wallClock: Date.now, keys, randomId });
  onTestFinished(() => client.close());
  return client;
}

function agentAt(address: string, port: number): Agent {
  return { address, port, family: 'ipv4', credentials: { version: '2c', community: 'public' } };
}

const question = VarbindList.of([{ oid: sysName, value: { type: 'NULL' } }]);
const get = { type: 'GetRequest', varbinds: question.bytes } as const;

/** What happens to a request, as a timeline would see it. */
function logged(): RequestLog & { packets: PacketRecord[]; retries: number } {
  const log = {
    packets: [] as PacketRecord[],
    retries: 0,
    packet: (packet: PacketRecord) => void log.packets.push(packet),
    note: () => {},
    retried: () => void log.retries++,
  };
  return log;
}

const ignoredOf = ({ packets }: { packets: PacketRecord[] }) => packets.map(({ ignored }) => ignored).filter(Boolean);

/** So many sockets, each on an address of its own, that answer with that address. */
async function startCrowd(size: number): Promise<{ agents: Agent[]; heard(): number }> {
  let heard = 0;
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.close();
  });
  const agents: Agent[] = [];
  for (let at = 0; at < size; at++) {
    const address = `127.${1 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}`;
    const socket = createSocket('udp4');
    sockets.push(socket);
    socket.on('message', (bytes, from) => {
      heard++;
      const { pdu } = decodeSnmp(bytes);
      if (pdu === undefined) return;
      const { bytes: varbinds } = VarbindList.of([
        { oid: sysName, value: { type: 'OCTET STRING', value: Buffer.from(address) } },
      ]);
      const community = Buffer.from('public');
      const answer = { type: 'Response', requestId: pdu.requestId, varbinds } as const;
      socket.send(encodeCommunityMessage({ version: 1, community, pdu: answer }), from.port, from.address);
    });
    socket.bind(0, address);
    await once(socket, 'listening');
    agents.push(agentAt(address, socket.address().port));
  }
  return { agents, heard: () => heard };
}

/** A network that takes everything and answers nothing, unless the test does. */
function silentIo() {
  const sent: { bytes: Uint8Array; address: string; port: number }[] = [];
  const open = new Set<object>();
  let isRefusing = false;
  const io: DatagramIo = {
    async open({ family, receiveBuffer }) {
      const port = {
        family,
        localPort: 50_000,
        receiveBuffer: { asked: receiveBuffer, granted: receiveBuffer },
        send: (bytes: Uint8Array, to: number, address: string, onError: (code: string) => void) => {
          if (!open.has(port)) throw new Error('sent on a closed socket');
          sent.push({ bytes, address, port: to });
          if (isRefusing) queueMicrotask(() => onError('EPERM'));
        },
        close: async () => void open.delete(port),
      };
      open.add(port);
      return port;
    },
    connect: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENETUNREACH' })),
    resolve: () => Promise.reject(new Error('no names')),
  };
  const refuse = () => {
    isRefusing = true;
  };
  return { io, sent, open, refuse };
}

const codeOf = (error: unknown) => (error as { problem?: { code: string } }).problem?.code ?? String(error);
const settled = async (promises: Promise<unknown>[]) =>
  (await Promise.allSettled(promises)).map((one) => (one.status === 'fulfilled' ? 'answered' : codeOf(one.reason)));

describe.skipIf(!need('linux'))('two thousand agents asked at once over one socket', () => {
  it('are all heard, and no answer is taken for that of another', async () => {
    const { agents, heard } = await startCrowd(2000);
    const client = clientOn();
    const answers = await Promise.all(agents.map((agent) => client.request(agent, get, patient)));
    for (const [at, { pdu, retries }] of answers.entries()) {
      const value = pdu.varbinds.value(0);
      expect('value' in value && Buffer.from(value.value as Uint8Array).toString()).toBe(agents[at]?.address);
      expect(retries).toBe(0);
    }
    expect(heard()).toBe(2000);
  });

  it('are all heard where chance gives the same identifier to one after the other', async () => {
    const { agents } = await startCrowd(600);
    let ids = 0;
    const client = clientOn(createDatagramIo(), systemClock, () => 1 + (++ids >> 1));
    const answers = await Promise.all(agents.map((agent) => client.request(agent, get, patient)));
    expect(answers.map(({ retries }) => retries)).toEqual(agents.map(() => 0));
  });

  it('are asked no faster than their answers can be taken, and aborting some disturbs no others', async () => {
    const { agents } = await startCrowd(600);
    const client = clientOn();
    const abort = new AbortController();
    const calls = agents.map((agent, at) =>
      client.request(agent, get, at % 3 === 0 ? { ...patient, signal: abort.signal } : patient),
    );
    abort.abort();
    const outcomes = await settled(calls);
    expect(outcomes.filter((_, at) => at % 3 !== 0).every((outcome) => outcome === 'answered')).toBe(true);
    expect(outcomes.filter((_, at) => at % 3 === 0).every((outcome) => outcome === 'cancelled')).toBe(true);
    expect((await client.request(agents[0] as Agent, get, patient)).retries).toBe(0);
  });
});

describe('an answer that comes late', () => {
  it('counts as a duplicate of the request it was for', async () => {
    const agent = await startScriptedAgent({ behaviour: { delay: (request) => (request === 1 ? 250 : 0) } });
    onTestFinished(() => agent.stop());
    const client = clientOn();
    const log = logged();
    const at = agentAt(agent.address, agent.port);
    const { retries } = await client.request(at, get, { timeout: 100, retries: 2, log });
    expect(retries).toBe(1);
    expect(log.retries).toBe(1);
    await expect.poll(() => ignoredOf(log)).toEqual(['duplicate']);
    const next = logged();
    await client.request(at, get, { timeout: 1000, retries: 0, log: next });
    expect(ignoredOf(next)).toEqual([]);
  });

  it('to a request that was given up or aborted is one too, and harms nobody', async () => {
    const agent = await startScriptedAgent({ behaviour: { delay: 200 } });
    onTestFinished(() => agent.stop());
    const client = clientOn();
    const at = agentAt(agent.address, agent.port);
    const [late, aborted, alive] = [logged(), logged(), logged()];
    const abort = new AbortController();
    const calls = [
      client.request(at, get, { timeout: 60, retries: 0, log: late }),
      client.request(at, get, { timeout: 1000, retries: 0, log: aborted, signal: abort.signal }),
      client.request(at, get, { timeout: 5000, retries: 0, log: alive }),
    ];
    setTimeout(() => abort.abort(), 100);
    expect(await settled(calls)).toEqual(['snmp-no-answer', 'cancelled', 'answered']);
    await expect.poll(() => [late, aborted, alive].map(ignoredOf)).toEqual([['duplicate'], ['duplicate'], []]);
  });
});

describe('a client', () => {
  it('has no more requests under way than its window, and goes on as they end', async () => {
    const clock = new TestClock();
    const { io, sent } = silentIo();
    const client = clientOn(io, clock);
    const calls = Array.from({ length: 600 }, (_, at) =>
      client.request(agentAt(`10.0.${at >> 8}.${at & 255}`, 161), get, { timeout: 1000, retries: 1 }),
    );
    const outcomes = settled(calls);
    await clock.advance(500);
    expect(sent.length).toBe(256);
    await clock.advance(600);
    expect(sent.length).toBe(512);
    await clock.advance(1500);
    expect(new Set(sent.map(({ address }) => address)).size).toBe(512);
    await clock.advance(20_000);
    expect(await outcomes).toEqual(Array(600).fill('snmp-no-answer'));
    expect(sent.length).toBe(1200);
    expect(clock.waiting).toBe(0);
  });

  it('waits half as long again for each further answer', async () => {
    const clock = new TestClock();
    const { io, sent } = silentIo();
    const started = clock.now();
    const times: number[] = [];
    const log = { ...logged(), packet: () => {}, retried: () => void times.push(clock.now() - started) };
    const call = settled([
      clientOn({ ...io, connect: async () => nowhere }, clock).request(agentAt('10.0.0.1', 161), get, {
        timeout: 1000,
        retries: 2,
        log,
      }),
    ]);
    await clock.advance(10_000);
    expect(await call).toEqual(['snmp-no-answer']);
    expect(sent.length).toBe(3);
    expect(times.map((time) => Math.round(time / 100) / 10)).toEqual([1, 2.5]);
  });

  it('tells what the system refuses to send', async () => {
    const { io, refuse } = silentIo();
    refuse();
    const call = clientOn(io).request(agentAt('10.0.0.1', 161), get, patient);
    await expect(call).rejects.toMatchObject({ problem: { code: 'snmp-send-failed', params: { reason: 'EPERM' } } });
  });

  it('tells of a socket that cannot be had, and tries again with the next request', async () => {
    const { io } = silentIo();
    let tries = 0;
    const failing: DatagramIo = {
      ...io,
      open: (options) =>
        ++tries === 1 ? Promise.reject(Object.assign(new Error('no'), { code: 'EMFILE' })) : io.open(options),
    };
    const client = clientOn(failing);
    await expect(client.request(agentAt('10.0.0.1', 161), get, patient)).rejects.toMatchObject({
      problem: { params: { reason: 'EMFILE' } },
    });
    expect(await settled([client.request(agentAt('10.0.0.1', 161), get, { timeout: 50, retries: 0 })])).toEqual([
      'snmp-no-answer',
    ]);
  });

  it('ends everything when it is closed, sends nothing more and takes no more requests', async () => {
    const clock = new TestClock();
    const { io, sent, open } = silentIo();
    const client = clientOn(io, clock);
    const calls = Array.from({ length: 600 }, (_, at) =>
      client.request(agentAt(`10.0.${at >> 8}.${at & 255}`, 161), get, { timeout: 1000, retries: 5, explain: true }),
    );
    const outcomes = settled(calls);
    await clock.advance(100);
    expect(sent.length).toBe(256);
    await client.close();
    expect(await outcomes).toEqual(Array(600).fill('cancelled'));
    expect(sent.length).toBe(256);
    expect(open.size).toBe(0);
    expect(await settled([client.request(agentAt('10.0.0.1', 161), get, patient)])).toEqual(['cancelled']);
    await clock.advance(20_000);
    expect(sent.length).toBe(256);
    expect(open.size).toBe(0);
    expect(clock.waiting).toBe(0);
    await client.close();
  });

  it('that is closed while its socket is being opened leaves none behind', async () => {
    const { io, open, sent } = silentIo();
    const client = clientOn(io);
    const calls = settled([client.request(agentAt('10.0.0.1', 161), get, patient)]);
    await client.close();
    expect(await calls).toEqual(['cancelled']);
    expect(open.size).toBe(0);
    expect(sent).toEqual([]);
  });
});

const nowhere = { localAddress: '10.0.0.9', localPort: 1, waiting: 0, send: () => {}, close: async () => {} };
