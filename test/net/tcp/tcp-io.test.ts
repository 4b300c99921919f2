import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/net/clock.ts';
import { systemCalls } from '#electron/net/sockets/system-calls.ts';
import { createPlainTcpIo } from '#electron/net/tcp/plain-tcp-io.ts';
import { createTcpIo, type TcpConnection, type TcpIo, type TcpListener } from '#electron/net/tcp/tcp-io.ts';

const calls = systemCalls();
const system = calls === undefined ? undefined : createPlainTcpIo(calls, systemClock);
const ways: [string, TcpIo | undefined, eager: boolean][] = [
  ['Node', createTcpIo(), false],
  ['the system', system, false],
  ['the system, eagerly', system, true],
];
const never = new AbortController().signal;
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of cleanUp.splice(0).reverse()) await one();
});

/** What a connection told, and the means to wait for it. */
class Told {
  readonly octets: Buffer[] = [];
  drained = 0;
  finished = false;
  closed: string | undefined | false = false;
  readonly events = {
    data: (bytes: Uint8Array) => void this.octets.push(Buffer.from(bytes)),
    drained: () => void this.drained++,
    finished: () => {
      this.finished = true;
    },
    closed: (error?: string) => {
      this.closed = error;
    },
  };
  get text(): string {
    return Buffer.concat(this.octets).toString();
  }
  get length(): number {
    return this.octets.reduce((sum, { length }) => sum + length, 0);
  }
}

async function nodeServer(follow: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    follow(socket);
  }).listen(0, '127.0.0.1');
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

async function nodeClient(port: number, host = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host, allowHalfOpen: true });
  cleanUp.push(() => socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

describe.each(ways)('TCP through %s', (_name, io, eager) => {
  if (io === undefined) {
    it.skip('is there on Linux only', () => {});
    return;
  }
  const toPort = (port: number, told = new Told(), more: Partial<Parameters<TcpIo['connect']>[0]> = {}) => {
    const opened = io.connect({
      ...{ address: '127.0.0.1', port, noDelay: true, keepAlive: 0, timeout: 5000, signal: never, eager },
      onConnected: () => told.events,
      ...more,
    });
    cleanUp.push(() => opened.then((connection) => connection.destroy()).catch(() => {}));
    return opened;
  };
  async function listen(told: Told[], address = '127.0.0.1', take = true) {
    const connections: TcpConnection[] = [];
    const listener: TcpListener = (await io?.listen({
      ...{ address, port: 0, ipv6Only: address.includes(':') },
      onConnection(connection) {
        if (!take) return undefined;
        connections.push(connection);
        const one = new Told();
        told.push(one);
        return one.events;
      },
      onError: () => {},
    })) as TcpListener;
    cleanUp.push(() => {
      for (const connection of connections) connection.destroy();
      return listener.close();
    });
    return { listener, connections };
  }

  it.each(['127.0.0.1', '::1'])('takes connections on %s and knows both ends', async (address) => {
    const told: Told[] = [];
    const { listener, connections } = await listen(told, address);
    expect(listener.address).toBe(address);
    const client = await nodeClient(listener.port, address);
    client.write('hello');
    await expect.poll(() => told[0]?.text).toBe('hello');
    expect(connections[0]?.local).toEqual({ address, port: listener.port });
    expect(connections[0]?.remote).toEqual({ address, port: client.localPort });
    connections[0]?.write(Buffer.from('back'));
    expect(String((await once(client, 'data'))[0])).toBe('back');
  });

  it('turns a connection away with RST', async () => {
    const { listener } = await listen([], '127.0.0.1', false);
    const client = connect(listener.port, '127.0.0.1');
    const [error] = await once(client, 'error');
    expect(error.code).toBe('ECONNRESET');
  });

  it('has no two listeners on one port, none on an address of another machine', async () => {
    const { listener } = await listen([]);
    const options = { address: '127.0.0.1', ipv6Only: false, onConnection: () => undefined, onError: () => {} };
    await expect(io.listen({ ...options, port: listener.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(io.listen({ ...options, port: 0, address: '192.0.2.250' })).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
    });
    await listener.close();
    const again = await io.listen({ ...options, port: listener.port });
    await again.close();
  });

  it('leaves IPv4 to another listener on the same port', async () => {
    const all: Told[] = [];
    const { listener } = await listen(all, '::');
    const four = await io.listen({
      ...{ address: '0.0.0.0', port: listener.port, ipv6Only: false, onError: () => {} },
      onConnection: () => undefined,
    });
    await four.close();
    expect(four.port).toBe(listener.port);
  });

  it('connects, tells its own end at once, and says the same as the other side', async () => {
    let seen: { address?: string | undefined; port?: number | undefined } = {};
    const port = await nodeServer((socket) => {
      seen = { address: socket.remoteAddress, port: socket.remotePort };
      socket.pipe(socket);
    });
    const told = new Told();
    let started: object | undefined;
    const connection = await toPort(port, told, {
      localAddress: '127.0.0.7',
      onStarted: (local) => {
        started = local;
      },
    });
    expect(connection.remote).toEqual({ address: '127.0.0.1', port });
    expect(started).toEqual(connection.local);
    connection.write(Buffer.from('one '));
    connection.write(Buffer.from('two'));
    await expect.poll(() => told.text).toBe('one two');
    expect(seen).toEqual({ address: '127.0.0.7', port: connection.local.port });
  });

  it('says why there is no connection', async () => {
    const { listener } = await listen([]);
    await listener.close();
    await expect(toPort(listener.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(toPort(9, new Told(), { localAddress: '192.0.2.250' })).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
    });
    const stop = new AbortController();
    stop.abort();
    await expect(toPort(9, new Told(), { signal: stop.signal })).rejects.toMatchObject({ code: 'ABORT_ERR' });
  });

  it('brings octets through as they were, many more than the system holds, and waits for room', async () => {
    const port = await nodeServer((socket) => socket.pause());
    const told = new Told();
    const connection = await toPort(port, told);
    const piece = Buffer.alloc(1 << 20, 'x');
    let written = 0;
    for (; written < 64 && connection.write(piece); written++);
    expect(written).toBeLessThan(64);
    const { waiting } = connection;
    expect(waiting).toBeGreaterThan(0);
    connection.write(Buffer.from('!'));
    expect(connection.waiting).toBe(waiting + 1);
    expect(told.drained).toBe(0);
  });

  it('sends what waits, then FIN, and still reads', async () => {
    let length = 0;
    let last = 0;
    const port = await nodeServer((socket) => {
      socket.on('data', (bytes: Buffer) => {
        length += bytes.length;
        last = bytes.at(-1) ?? 0;
      });
      socket.on('end', () => {
        socket.write(`${length}`);
        setImmediate(() => socket.end(' in all'));
      });
    });
    const told = new Told();
    const connection = await toPort(port, told);
    const total = 24 << 20;
    const octets = Buffer.alloc(total, 'y');
    octets[total - 1] = 0x7a;
    connection.write(octets);
    connection.finish();
    connection.write(Buffer.from('never sent'));
    await expect.poll(() => told.closed, { timeout: 20_000 }).toBe(undefined);
    expect(told.text).toBe(`${total} in all`);
    expect([told.finished, last]).toEqual([true, 0x7a]);
    expect(connection.waiting).toBe(0);
  });

  it('ends behind what waits when it is closed, and reads nothing more', async () => {
    let length = 0;
    let ended = false;
    const port = await nodeServer((socket) => {
      socket.on('data', (bytes: Buffer) => {
        length += bytes.length;
      });
      socket.on('end', () => {
        ended = true;
      });
    });
    const told = new Told();
    const connection = await toPort(port, told);
    connection.write(Buffer.alloc(16 << 20));
    connection.close();
    await expect.poll(() => [length, ended], { timeout: 20_000 }).toEqual([16 << 20, true]);
    await expect.poll(() => told.closed).toBe(undefined);
  });

  it('reads nothing while it is paused, and goes on where it was', async () => {
    const told: Told[] = [];
    const { listener, connections } = await listen(told);
    const client = await nodeClient(listener.port);
    await expect.poll(() => connections.length).toBe(1);
    const [connection] = connections;
    connection?.pause();
    const sent = 32 << 20;
    for (let left = sent; left > 0; left -= 1 << 17) client.write(Buffer.alloc(1 << 17, 'z'));
    await expect.poll(() => client.writableLength).toBeLessThan(sent);
    // The sender is held up: the system holds less than that.
    expect(client.writableLength).toBeGreaterThan(0);
    const before = told[0]?.length ?? 0;
    expect(before).toBeLessThanOrEqual(1 << 17);
    connection?.resume();
    await expect.poll(() => told[0]?.length, { timeout: 20_000 }).toBe(sent);
  });

  it('tells a reset, with what came before it', async () => {
    const told: Told[] = [];
    const { listener } = await listen(told);
    const client = await nodeClient(listener.port);
    client.write('last words');
    await expect.poll(() => told[0]?.text).toBe('last words');
    client.resetAndDestroy();
    await expect.poll(() => told[0]?.closed).toBe('ECONNRESET');
    expect(told[0]?.finished).toBe(false);
  });

  it('resets, and the other side sees it', async () => {
    const { listener, connections } = await listen([]);
    const client = await nodeClient(listener.port);
    await expect.poll(() => connections.length).toBe(1);
    const failed = once(client, 'error');
    connections[0]?.reset();
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
    expect(connections[0]?.write(Buffer.from('nobody hears it'))).toBe(true);
  });

  it('tells that the other side is gone when something is written to it', async () => {
    const told: Told[] = [];
    const { listener, connections } = await listen(told);
    const client = await nodeClient(listener.port);
    client.destroy();
    await expect.poll(() => told[0]?.finished).toBe(true);
    await expect
      .poll(() => {
        connections[0]?.write(Buffer.from('into the void'));
        return told[0]?.closed;
      })
      .toMatch(/^(EPIPE|ECONNRESET)$/);
  });

  it('goes through promises and ticks that its events begin', async () => {
    const port = await nodeServer((socket) => socket.pipe(socket));
    let turns = 0;
    let connection: TcpConnection | undefined;
    const done = Promise.withResolvers<void>();
    connection = await toPort(port, new Told(), {
      onConnected: () => ({
        ...new Told().events,
        data: async () => {
          await Promise.resolve();
          await new Promise<void>((resolve) => process.nextTick(resolve));
          if (++turns === 20) done.resolve();
          else connection?.write(Buffer.from('again'));
        },
      }),
    });
    connection.write(Buffer.from('first'));
    await done.promise;
    expect(turns).toBe(20);
  });

  it('lets others have their turn, however fast it is answered', async () => {
    const told: Told[] = [];
    const { listener, connections } = await listen(told);
    let asked = 0;
    let connection: TcpConnection | undefined;
    connection = await toPort(listener.port, new Told(), {
      onConnected: () => ({
        ...new Told().events,
        data: () => {
          asked++;
          connection?.write(Buffer.from('?'));
        },
      }),
    });
    await expect.poll(() => connections.length).toBe(1);
    connection.write(Buffer.from('?'));
    // The other side is served by the same event loop.
    await expect.poll(() => told[0]?.text).toBe('?');
    const before = asked;
    for (let turn = 0; turn < 20; turn++) connections[0]?.write(Buffer.from('!'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect.poll(() => asked).toBeGreaterThan(before);
    connection.destroy();
  });

  it('serves many at once, each its own', async () => {
    const told: Told[] = [];
    const { listener, connections } = await listen(told);
    const clients = await Promise.all(Array.from({ length: 300 }, () => toPort(listener.port)));
    for (const [index, client] of clients.entries()) client.write(Buffer.from(`I am ${index}`));
    await expect.poll(() => told.filter(({ length }) => length > 4).length, { timeout: 10_000 }).toBe(300);
    expect(new Set(told.map(({ text }) => text)).size).toBe(300);
    for (const connection of connections) connection.destroy();
    await expect.poll(() => told.every(({ closed }) => closed === undefined)).toBe(true);
  });
});

it.skipIf(calls === undefined)(
  'says once that the system has no more descriptors, and goes on once it has',
  async () => {
    const run = join(import.meta.dirname, 'few-descriptors-run.ts');
    const child = spawn('sh', ['-c', 'ulimit -n 64; exec "$0" "$1"', process.execPath, run], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    cleanUp.push(() => child.kill());
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const port = Number((await lines.next()).value);
    await Promise.all(Array.from({ length: 100 }, () => nodeClient(port)));
    expect((await lines.next()).value).toBe('["EMFILE"]');
  },
  60_000,
);
