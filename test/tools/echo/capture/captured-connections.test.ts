import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { PacketProcess } from '#electron/net/packet/packet-process-protocol.ts';
import { createRawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { summarize } from '#electron/wire/summary.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import { need } from '#test/lab/need.ts';
import { packetProcessEntry } from '#test/lab/network.ts';
import { connecting, freePort } from '../connections/connecting.ts';

/** A process may take its time to start on a busy machine. */
const lab = connecting(30_000);
const { connect, send, tcpPeer, udpPeer, now, recorded, notes, events, deps } = lab;
/** Milliseconds until what is waited for has to be there. */
const patience = 10_000;

/** "sent SYN", "note echo-connected", in the order of the timeline. */
const lines = () => events.map((event) => ('code' in event ? `note ${event.code}` : lineOf(event)));
const lineOf = (record: PacketRecord) => `${record.direction} ${wordsOf(record).name}`;
const wordsOf = ({ bytes, link, stream }: PacketRecord) => summarize(parseFrame(bytes, link), undefined, stream);
const portsOf = ({ bytes }: PacketRecord) => {
  const { tcp } = parseFrame(bytes, 'ethernet');
  return [tcp?.sourcePort, tcp?.destinationPort];
};

/** A server of no tool of ours, so that the timeline has only what is the connection's. */
const echoPeer = async () => (await tcpPeer((socket) => socket.pipe(socket))).port;

describe.skipIf(!need('root', 'libpcap', 'linux'))('a connection whose segments are captured', () => {
  const processes: PacketProcess[] = [];
  const start = startChildProcess({ entry: packetProcessEntry });
  const raw = createRawPacketIo({
    start: async () => {
      const started = await start();
      processes.push(started);
      return started;
    },
  });
  deps.openFrames = (options) => raw.open(options);
  afterAll(() => raw.close());
  afterEach(() => {
    processes.length = 0;
  });

  it('shows handshake, data and end in the order of their times, with notes, and nothing twice', async () => {
    const one = await connect({ port: await echoPeer() });
    expect(one.captured).toEqual({ state: 'captured', interface: 'lo', lost: 0 });
    await send(one, 'hello');
    await expect.poll(() => now(one)?.bytesIn, { timeout: patience }).toBe(5);
    await lab.connections.disconnect(one.id, 'close');
    await expect.poll(() => now(one)?.captured?.state, { timeout: patience }).toBe('ended');
    const seen = lines().filter((line) => line !== 'sent ACK' && line !== 'received ACK');
    expect(seen.slice(0, 4)).toEqual(['note started', 'note echo-captured', 'sent SYN', 'received SYN-ACK']);
    expect(seen.filter((line) => /PSH|FIN/.test(line))).toEqual([
      'sent PSH-ACK',
      'received PSH-ACK',
      'sent FIN-ACK',
      'received FIN-ACK',
    ]);
    const order = ['received SYN-ACK', 'note echo-connected', 'sent PSH-ACK', 'note echo-first-octet', 'sent FIN-ACK'];
    expect(lines().filter((line) => order.includes(line))).toEqual(order);
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(recorded.every(({ link, interface: name }) => link === 'ethernet' && name === 'lo')).toBe(true);
    const facts = recorded.map((record) => wordsOf(record).fact);
    expect(facts[0]).toMatch(/^seq 0, win \d+, MSS 65495, SACK, timestamps, scale \d+$/);
    expect(facts[1]).toMatch(/^seq 0, ack 1, win \d+, MSS 65495/);
    expect(facts[3]).toMatch(/^5 bytes, seq 1, ack 1, win \d{5,}$/);
  });

  it('shows the RST of a refusal, and the ICMP error over UDP', async () => {
    const refused = await connect({ port: await freePort() });
    expect(refused).toMatchObject({ state: 'failed', problem: { code: 'connect-refused' } });
    expect(lines()).toEqual(['note started', 'note echo-captured', 'sent SYN', 'received RST-ACK', 'note problem']);
    const one = await connect({ protocol: 'udp', port: await freePort() });
    await send(one, 'anybody?');
    await expect
      .poll(() => lines().slice(-3).sort())
      .toEqual(['note problem', 'received ICMP port unreachable', 'sent UDP']);
    expect(now(one)?.problem?.code).toBe('connect-refused');
  });

  it('shows every address that was tried', async () => {
    const { resolve } = deps;
    const port = await echoPeer();
    deps.resolve = async () => [
      { address: '::1', family: 'ipv6' },
      { address: '127.0.0.1', family: 'ipv4' },
    ];
    const one = await connect({ address: 'two.example', port });
    deps.resolve = resolve;
    expect(one).toMatchObject({ state: 'open', remote: { address: '127.0.0.1' }, captured: { state: 'captured' } });
    await lab.connections.disconnect(one.id, 'reset');
    await expect.poll(() => now(one)?.captured?.state, { timeout: patience }).toBe('ended');
    const tried = recorded.map((record) => `${parseFrame(record.bytes, record.link).ipv6 ? 6 : 4} ${lineOf(record)}`);
    expect(tried.slice(0, 3)).toEqual(['6 sent SYN', '6 received RST-ACK', '4 sent SYN']);
    expect(notes.map(({ code }) => code)).toContain('echo-attempt-failed');
  });

  it('shows datagrams', async () => {
    const port = await udpPeer((bytes, answer) => answer(bytes));
    const one = await connect({ protocol: 'udp', port });
    await send(one, 'hello');
    await expect
      .poll(() => lines().filter((line) => line.endsWith('UDP')), { timeout: patience })
      .toEqual(['sent UDP', 'received UDP']);
    expect(recorded.every(({ link }) => link === 'ethernet')).toBe(true);
  });

  it('shares its capture with others to the same end, and each shows its own', async () => {
    const port = await echoPeer();
    const [first, second] = await Promise.all([connect({ port }), connect({ port })]);
    for (const one of [first, second]) {
      await send(one, 'hello');
      await expect.poll(() => now(one)?.bytesIn, { timeout: patience }).toBe(5);
      await lab.connections.disconnect(one.id, 'close');
      await expect.poll(() => now(one)?.captured?.state, { timeout: patience }).toBe('ended');
    }
    expect(processes).toHaveLength(1);
    expect(recorded.length).toBeGreaterThan(10);
    for (const one of [first, second]) {
      const own = recorded.filter((record) => portsOf(record).includes(one.local?.port));
      expect(own.map(lineOf).filter((line) => line.endsWith('SYN'))).toEqual(['sent SYN']);
      // Every frame once: neither timeline has those of the other.
      expect(new Set(own.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size).toBe(own.length);
    }
  });

  it('lives on when the packet process dies, and says so', async () => {
    const one = await connect({ port: await echoPeer() });
    processes[0]?.kill();
    await expect.poll(() => now(one)?.captured?.state, { timeout: patience }).toBe('ended');
    expect(now(one)).toMatchObject({ state: 'open', captured: { problem: { code: 'packet-process-died' } } });
    await send(one, 'hello');
    await expect.poll(() => now(one)?.bytesIn, { timeout: patience }).toBe(5);
    await lab.connections.disconnect(one.id, 'close');
    expect(notes.map(({ code }) => code)).toContain('echo-capture-broke');
    expect(recorded.filter(({ link }) => link === 'upper-pdu')).toHaveLength(2);
  });

  it('keeps the first frames of a long connection, and its end', async () => {
    const one = await connect({ port: await echoPeer() });
    await send(one, 'x', { repeat: 1200, delay: 1 });
    await expect.poll(() => now(one)?.bytesIn, { timeout: patience }).toBe(1200);
    await expect.poll(() => notes.map(({ code }) => code), { timeout: patience }).toContain('echo-capture-full');
    // The narrow capture takes a process's start.
    await expect.poll(() => processes.length, { timeout: patience }).toBe(2);
    const kept = recorded.length;
    await lab.connections.disconnect(one.id, 'reset');
    await expect.poll(() => now(one)?.captured?.state, { timeout: patience }).toBe('ended');
    expect(recorded.slice(kept).map(lineOf).at(-1)).toMatch(/^sent RST/);
    expect(recorded.length).toBeLessThanOrEqual(2100);
  });
});

describe('a connection that is not captured', () => {
  const plain = connecting();
  const withoutRights = plain.deps.openFrames;
  const echo = async () => (await plain.tcpPeer((socket) => socket.pipe(socket))).port;
  afterEach(() => {
    plain.deps.openFrames = withoutRights;
  });

  it('says why, and shows what was read and written', async () => {
    const one = await plain.connect({ port: await echo() });
    expect(one).toMatchObject({
      state: 'open',
      captured: { state: 'not-captured', problem: { code: 'raw-no-rights' } },
    });
    await plain.send(one, 'hello');
    await expect.poll(() => plain.now(one)?.bytesIn, { timeout: patience }).toBe(5);
    expect(plain.recorded.map(({ link }) => link)).toEqual(['upper-pdu', 'upper-pdu']);
    expect(plain.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['echo-not-captured', 'echo-connected', 'echo-first-octet']),
    );
  });

  it('says nothing of it where that is what was asked for', async () => {
    const one = await plain.connect({ port: await echo(), capture: 'off' });
    expect(one.captured).toBeUndefined();
    expect(plain.notes.map(({ code }) => code)).not.toContain('echo-not-captured');
  });

  it('has not waited for its capture longer than it was wanted, nor longer than two seconds', async () => {
    plain.deps.openFrames = ({ signal }) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('late'))));
    const port = await echo();
    const stop = new AbortController();
    const pending = plain.connect({ port }, stop.signal);
    const state = () => plain.connections.list()[0]?.captured?.state;
    await expect.poll(state, { timeout: patience }).toBe('opening');
    stop.abort();
    expect(await pending).toMatchObject({ state: 'failed', problem: { code: 'cancelled' } });
    const late = await plain.connect({ port });
    expect(late).toMatchObject({
      state: 'open',
      captured: { state: 'not-captured', problem: { code: 'echo-capture-late', params: { timeout: 2000 } } },
    });
  });
});
