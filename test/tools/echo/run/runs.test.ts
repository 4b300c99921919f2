import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { RoundTrips } from '#electron/tools/echo/run/round-trips.ts';
import { Runs } from '#electron/tools/echo/run/runs.ts';
import { Servers } from '#electron/tools/echo/servers/servers.ts';
import { echoRunInputSchema, serveInputSchema } from '#shared/model/echo.ts';
import { need } from '#test/lab/need.ts';
import { type StartedProgram, startProgram } from '#test/lab/started-program.ts';
import { echoDeps } from '../echo-deps.ts';

const { deps, recorded, outcomes, forget } = echoDeps();
const never = new AbortController().signal;
const open: (Server | UdpSocket)[] = [];
const programs: StartedProgram[] = [];
let servers = new Servers(deps);
afterEach(async () => {
  await servers.close();
  servers = new Servers(deps);
  for (const one of open.splice(0)) one.close();
  await Promise.all(programs.splice(0).map((program) => program.stop()));
  forget();
});

const run = (input: object, signal = never) =>
  new Runs(deps).run(
    echoRunInputSchema.parse({ protocol: 'tcp', address: '127.0.0.1', messages: 200, ...input }),
    signal,
  );
async function serve(input: object): Promise<number> {
  const server = await servers.start(serveInputSchema.parse({ protocol: 'tcp', port: 0, ...input }));
  return server.bound[0]?.port ?? 0;
}
async function tcpServer(answer: (bytes: Buffer, socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => answer(bytes, socket));
  }).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}
async function udpServer(
  answer: (bytes: Buffer, count: number, send: (bytes: Uint8Array) => void) => void,
): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  open.push(socket);
  await once(socket, 'listening');
  let count = 0;
  socket.on('message', (bytes, from) => answer(bytes, count++, (back) => socket.send(back, from.port, from.address)));
  return socket.address().port;
}

const framings = [
  { kind: 'none' },
  { kind: 'delimiter' },
  { kind: 'length', bytes: 4 },
  { kind: 'length', bytes: 2, order: 'little', inclusive: true },
  { kind: 'fixed', size: 64 },
  { kind: 'netstring' },
  { kind: 'slip' },
  { kind: 'cobs' },
];

describe('an echo run', () => {
  it.each(framings)('over TCP with our own server, every message back as it was: %j', async (framing) => {
    const port = await serve({ framing });
    const { ended, statistics } = await run({ port, framing, inFlight: 32, messages: 1000 });
    expect(ended).toBe('complete');
    expect(statistics).toMatchObject({
      sent: 1000,
      answered: 1000,
      lost: 0,
      duplicates: 0,
      reordered: 0,
      corrupted: 0,
    });
    const { min = 0, median = 0, p95 = 0, p99 = 0, max = 0 } = statistics;
    expect(0 < min && min <= median && median <= p95 && p95 <= p99 && p99 <= max).toBe(true);
    expect(statistics.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    expect(outcomes).toContain('complete');
  });

  it.each(framings)('over UDP with our own server: %j', async (framing) => {
    const port = await serve({ protocol: 'udp', framing });
    const { ended, statistics } = await run({ protocol: 'udp', port, framing, inFlight: 8 });
    expect([ended, statistics.answered, statistics.corrupted]).toEqual(['complete', 200, 0]);
  });

  it.each(['tcp', 'udp'])('goes out from the address that was asked for, over %s', async (protocol) => {
    const port = await serve({ protocol });
    const { ended } = await run({ protocol, port, messages: 3, sourceAddress: '127.0.0.9' });
    expect(ended).toBe('complete');
    const [{ id = '' } = {}] = servers.list();
    expect(servers.clients(id, 0, 10).clients).toMatchObject([{ address: '127.0.0.9' }]);
    await expect(run({ protocol, port, sourceAddress: '192.0.2.250' })).rejects.toMatchObject({
      problem: { code: 'echo-source-failed', params: { address: '192.0.2.250' } },
    });
  });

  it('keeps to a rate', async () => {
    const port = await serve({});
    const { statistics, duration } = await run({ port, messages: 50, rate: 200, inFlight: 50 });
    expect(duration).toBeGreaterThan(230);
    expect(statistics.answered).toBe(50);
  });

  it('sees through segments that were split and put together', async () => {
    const port = await tcpServer((bytes, socket) => {
      for (const octet of bytes.subarray(0, 5)) socket.write(Uint8Array.of(octet));
      socket.write(bytes.subarray(5));
    });
    const { statistics } = await run({ port, inFlight: 16, framing: { kind: 'length' } });
    expect(statistics).toMatchObject({ answered: 200, corrupted: 0 });
  });

  it('finds the octet that was changed', async () => {
    const port = await tcpServer((bytes, socket) => {
      const changed = Buffer.from(bytes);
      changed[40] = (changed[40] ?? 0) ^ 1;
      socket.write(changed);
    });
    const { statistics, firstCorruption } = await run({ port, messages: 3 });
    expect(statistics.corrupted).toBe(3);
    expect(firstCorruption).toMatchObject({ message: 0, at: 40 });
    expect(firstCorruption?.sent).not.toBe(firstCorruption?.received);
  });

  it('counts what UDP loses, doubles and swaps', async () => {
    let held: Uint8Array | undefined;
    const port = await udpServer((bytes, count, send) => {
      if (count % 10 === 3) return;
      if (count % 10 === 5) send(bytes);
      if (count % 10 === 7) held = bytes;
      else send(bytes);
      if (count % 10 === 8 && held !== undefined) send(held);
    });
    const { ended, statistics } = await run({ protocol: 'udp', port, messages: 100, inFlight: 16, timeout: 1000 });
    expect(ended).toBe('complete');
    expect(statistics).toMatchObject({ sent: 100, answered: 90, lost: 10, duplicates: 10, corrupted: 0 });
    expect(statistics.reordered).toBeGreaterThanOrEqual(9);
  });

  it('names a standstill, an early end, a refusal', async () => {
    const silent = await tcpServer(() => {});
    const stalled = await run({ port: silent, timeout: 200 });
    expect([stalled.ended, stalled.problem?.code, stalled.statistics.lost]).toEqual(['failed', 'echo-stalled', 1]);
    const early = await tcpServer((bytes, socket) => socket.end(bytes));
    expect((await run({ port: early })).problem?.code).toBe('echo-ended-early');
    const reset = await tcpServer((_bytes, socket) => socket.resetAndDestroy());
    expect((await run({ port: reset })).problem).toMatchObject({
      code: 'connection-ended',
      params: { code: 'ECONNRESET' },
    });
    await expect(run({ port: 1 })).rejects.toMatchObject({ problem: { code: 'connect-refused' } });
    const closed = await run({ protocol: 'udp', port: 1, messages: 5 });
    expect(closed.problem?.code).toBe('connect-refused');
    await expect(run({ port: 1, address: 'no-such-host.invalid' })).rejects.toMatchObject({
      problem: { code: 'names-unknown' },
    });
  });

  it('ends when it is cancelled, with what was measured', async () => {
    const port = await serve({});
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const { ended, statistics } = await run({ port, messages: 10_000_000, inFlight: 16 }, stop.signal);
    expect(ended).toBe('cancelled');
    expect(statistics.answered).toBeGreaterThan(0);
  });

  it('keeps a bounded part of a long run on the timeline', async () => {
    const port = await serve({});
    await run({ port, messages: 5000, inFlight: 1 });
    const ofRun = recorded.length;
    expect(ofRun).toBeGreaterThanOrEqual(1000);
    expect(ofRun).toBeLessThanOrEqual(3000);
  });

  it.skipIf(!need('socat'))('is answered by socat, over TCP and UDP', async () => {
    const port = await freePort();
    programs.push(
      await startProgram({
        file: 'socat',
        args: ['-d', '-d', `TCP-LISTEN:${port},fork,reuseaddr`, 'PIPE'],
        ready: /listening on/,
      }),
    );
    const tcp = await run({ port, inFlight: 16, framing: { kind: 'netstring' } });
    expect(tcp.statistics).toMatchObject({ answered: 200, corrupted: 0 });
    const other = await freePort();
    programs.push(
      await startProgram({
        file: 'socat',
        args: ['-d', '-d', `UDP-LISTEN:${other},reuseaddr`, 'PIPE'],
        ready: /listening on/,
      }),
    );
    const udp = await run({ protocol: 'udp', port: other, inFlight: 1, timeout: 5000 });
    expect(udp.statistics).toMatchObject({ answered: 200, corrupted: 0 });
  });

  it.skipIf(!need('ncat'))('is answered by ncat', async () => {
    const port = await freePort();
    programs.push(
      await startProgram({
        file: 'ncat',
        args: ['-v', '-l', '-k', '127.0.0.1', String(port), '--exec', '/bin/cat'],
        ready: /Listening on/,
      }),
    );
    const { statistics } = await run({ port, inFlight: 8, framing: { kind: 'delimiter' } });
    expect(statistics).toMatchObject({ answered: 200, corrupted: 0 });
  });
});

describe('round trips', () => {
  it('are told to within two percent', () => {
    const trips = new RoundTrips();
    for (let value = 1; value <= 100_000; value++) trips.add(value / 1000);
    const { min, median = 0, mean = 0, p95 = 0, p99 = 0, max } = trips.summary();
    expect([min, max]).toEqual([0.001, 100]);
    for (const [found, exact] of [
      [median, 50],
      [mean, 50],
      [p95, 95],
      [p99, 99],
    ] as const) {
      expect(Math.abs(found - exact) / exact).toBeLessThan(0.02);
    }
  });

  it('have a jitter as RTP reckons it', () => {
    const trips = new RoundTrips();
    for (const value of [10, 20, 10, 20]) trips.add(value);
    expect(trips.summary().jitter).toBeCloseTo(
      10 / 16 + (10 - 10 / 16) / 16 + (10 - (10 / 16 + (10 - 10 / 16) / 16)) / 16,
      6,
    );
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}
