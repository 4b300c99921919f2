import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createRawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { Captures } from '#electron/tools/echo/capture/captures.ts';
import { type ConnectionCapture, openConnectionCapture } from '#electron/tools/echo/capture/connection-capture.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { tcpName } from '#electron/wire/tcp.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import { need } from '#test/lab/need.ts';
import { packetProcessEntry } from '#test/lab/network.ts';
import { echoDeps } from '../echo-deps.ts';

/** Connections over the loopback, captured by a real packet process. */
describe.skipIf(!need('root', 'libpcap', 'linux'))('the capture of a connection', () => {
  const { deps } = echoDeps();
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function serve(
    family: 'ipv4' | 'ipv6' = 'ipv4',
    accept: (socket: Socket) => void = (socket) => socket.pipe(socket),
  ) {
    const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {});
      accept(socket);
    });
    await new Promise<void>((done) => server.listen(0, family === 'ipv4' ? '127.0.0.1' : '::1', done));
    closing.push(() => server.close());
    const bound = server.address();
    return typeof bound === 'object' && bound !== null ? bound : { address: '', port: 0 };
  }

  function start() {
    let processes = 0;
    const start = startChildProcess({ entry: packetProcessEntry });
    const raw = createRawPacketIo({
      start: () => {
        processes++;
        return start();
      },
    });
    const captures = new Captures({ ...deps, openFrames: (options) => raw.open(options) }, 30_000);
    closing.push(() => raw.close());
    closing.push(() => captures.close());
    return { captures, processes: () => processes };
  }

  async function connect(captures: Captures, { address, port }: { address: string; port: number }) {
    const packets: PacketRecord[] = [];
    const broken: string[] = [];
    const signal = new AbortController().signal;
    const capture: ConnectionCapture = await openConnectionCapture(
      captures,
      deps,
      { protocol: 'tcp', address, port },
      signal,
      {
        packet: (record) => packets.push(record),
        broke: ({ code }) => broken.push(code),
      },
    );
    let received = '';
    const connection = await deps.tcp.connect({
      address,
      port,
      noDelay: true,
      keepAlive: 0,
      timeout: 5000,
      signal,
      onStarted: (local) => capture.isFrom(local),
      onConnected: () => ({
        data: (bytes) => {
          received += Buffer.from(bytes).toString();
        },
        drained() {},
        finished() {},
        closed() {},
      }),
    });
    const shown = () =>
      packets.map(({ bytes, direction }) => {
        const { tcp } = parseFrame(bytes, 'ethernet');
        return `${direction} ${tcp === undefined ? '?' : tcpName(tcp)}`;
      });
    return { capture, connection, packets, broken, received: () => received, shown };
  }

  it.each(['ipv4', 'ipv6'] as const)('shows its segments from SYN to the last ACK over %s', async (family) => {
    const { captures } = start();
    const one = await connect(captures, await serve(family));
    one.connection.write(Buffer.from('hello'));
    await expect.poll(one.received, { timeout: 10_000 }).toBe('hello');
    one.connection.finish();
    await one.capture.finish();
    expect(one.shown().slice(0, 4)).toEqual(['sent SYN', 'received SYN-ACK', 'sent ACK', 'sent PSH-ACK']);
    expect(one.shown().filter((name) => name.endsWith('FIN-ACK'))).toEqual(['sent FIN-ACK', 'received FIN-ACK']);
    expect(one.shown().at(-1)).toBe('sent ACK');
  });
});
