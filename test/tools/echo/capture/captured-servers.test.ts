import { createServer } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createRawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { Captures } from '#electron/tools/echo/capture/captures.ts';
import { Runs } from '#electron/tools/echo/run/runs.ts';
import { Servers } from '#electron/tools/echo/servers/servers.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { summarize } from '#electron/wire/summary.ts';
import { echoRunInputSchema, serveInputSchema } from '#shared/model/echo.ts';
import { need } from '#test/lab/need.ts';
import { packetProcessEntry } from '#test/lab/network.ts';
import { echoDeps } from '../echo-deps.ts';

const never = new AbortController().signal;

/** Servers and runs over the loopback, captured by a real packet process where that is asked for. */
describe.skipIf(!need('root', 'libpcap', 'linux'))('what is captured on demand', () => {
  const { deps, recorded, notes, forget } = echoDeps();
  const raw = createRawPacketIo({ start: startChildProcess({ entry: packetProcessEntry }) });
  deps.openFrames = (options) => raw.open(options);
  const captures = new Captures(deps, 30_000);
  const servers = new Servers(deps, captures);
  afterEach(forget);
  afterAll(async () => {
    await servers.close();
    await captures.close();
    await raw.close();
  });

  const serve = (input: object) =>
    servers.start(serveInputSchema.parse({ protocol: 'tcp', port: 0, address: '127.0.0.1', ...input }));
  const run = (input: object) =>
    new Runs(deps, captures).run(
      echoRunInputSchema.parse({ protocol: 'tcp', address: '127.0.0.1', messages: 3, size: 8, ...input }),
      never,
    );
  const names = () =>
    recorded.map(({ bytes, link, direction }) => `${direction} ${summarize(parseFrame(bytes, link)).name}`);
  const counted = (name: string) => names().filter((one) => one === name).length;

  it('is a server on one address', async () => {
    const server = await serve({ capture: 'auto' });
    expect(server.captured).toEqual({ state: 'captured', interface: 'lo', lost: 0 });
    const result = await run({ port: server.bound[0]?.port });
    expect(result).toMatchObject({ ended: 'complete', statistics: { answered: 3 } });
    expect(result.captured).toBeUndefined();
    expect((await servers.stop(server.id)).captured?.state).toBe('ended');
    const ofServer = recorded.filter(({ link }) => link === 'ethernet');
    // The run's own timeline has what was read and written.
    expect(recorded.filter(({ link }) => link === 'upper-pdu')).toHaveLength(6);
    expect(ofServer[0]?.direction).toBe('received');
    expect(names()).toEqual(
      expect.arrayContaining(['received SYN', 'sent SYN-ACK', 'received PSH-ACK', 'sent PSH-ACK']),
    );
    const facts = ofServer.map(({ bytes, stream }) => summarize(parseFrame(bytes, 'ethernet'), undefined, stream).fact);
    expect(facts[1]).toMatch(/^seq 0, ack 1, win \d+, MSS/);
  });

  it('is no server on all addresses, which says so and serves', async () => {
    const server = await serve({ capture: 'auto', address: undefined });
    expect(server).toMatchObject({
      state: 'listening',
      captured: { state: 'not-captured', problem: { code: 'echo-capture-all-addresses' } },
    });
    await servers.stop(server.id);
  });

  it('is closed once enough frames of a server are kept', async () => {
    const server = await serve({ capture: 'auto' });
    const { id } = server;
    await run({ port: server.bound[0]?.port, messages: 3000 });
    const now = () => servers.list().find((one) => one.id === id);
    await expect.poll(() => now()?.captured?.state, { timeout: 10_000 }).toBe('ended');
    await expect.poll(() => notes.map(({ code }) => code), { timeout: 10_000 }).toContain('echo-capture-closed');
    expect(recorded.filter(({ link }) => link === 'ethernet')).toHaveLength(2000);
    await servers.stop(id);
  });

  it('is a run, with handshake and end, and each message once', async () => {
    const server = createServer((socket) => socket.pipe(socket));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const bound = server.address();
    const port = typeof bound === 'object' ? bound?.port : 0;
    const result = await run({ port, capture: 'auto' });
    server.close();
    expect(result).toMatchObject({ ended: 'complete', captured: { state: 'ended', interface: 'lo', lost: 0 } });
    expect(recorded.every(({ link }) => link === 'ethernet')).toBe(true);
    expect(names().slice(0, 3)).toEqual(['sent SYN', 'received SYN-ACK', 'sent ACK']);
    expect([counted('sent PSH-ACK'), counted('received PSH-ACK')]).toEqual([3, 3]);
    expect(names().some((name) => /^sent (FIN|RST)/.test(name))).toBe(true);
  });
});
