import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '#electron/net/clock.ts';
import { systemCalls } from '#electron/net/sockets/system-calls.ts';
import { openBatchedPort } from '#electron/net/udp/batched-port.ts';
import { type Datagram, type DatagramPort, type IpFamily, openNodePort } from '#electron/net/udp/datagram-io.ts';
import { need } from '#test/lab/need.ts';
import { createNetwork } from '#test/lab/network.ts';

type Kind = 'batched' | 'plain';
const kinds: Kind[] = need('linux') ? ['batched', 'plain'] : ['plain'];
const loopback = { ipv4: '127.0.0.1', ipv6: '::1' } as const;

function batched(options: Parameters<typeof openNodePort>[1]): DatagramPort {
  const calls = systemCalls();
  if (calls === undefined) throw new Error('koffi cannot be loaded');
  return openBatchedPort(calls, systemClock, options);
}

async function open(
  kind: Kind,
  {
    family = 'ipv4' as IpFamily,
    address = loopback[family] as string,
    port = 0,
    onDatagram = (_: Datagram) => {},
  } = {},
): Promise<DatagramPort & { received: Datagram[] }> {
  const received: Datagram[] = [];
  const options = {
    ...{ family, address, port, receiveBuffer: 4 << 20, shared: false },
    onDatagram(datagram: Datagram) {
      received.push(datagram);
      onDatagram(datagram);
    },
  };
  const opened = kind === 'batched' ? batched(options) : await openNodePort(systemClock, options);
  onTestFinished(() => opened.close());
  return { ...opened, received };
}

const textsOf = (received: readonly Datagram[]) => received.map(({ bytes }) => Buffer.from(bytes).toString());

describe.each(kinds)('a %s socket', (kind) => {
  it.each(['ipv4', 'ipv6'] as const)('sends and receives datagrams of %s in their order', async (family) => {
    const [a, b] = [await open(kind, { family }), await open(kind, { family })];
    const texts = Array.from({ length: 300 }, (_, number) => `number ${number}${'.'.repeat(number)}`);
    for (const text of texts) a.send(Buffer.from(text), b.localPort, loopback[family]);
    await expect.poll(() => b.received.length).toBe(texts.length);
    expect(textsOf(b.received)).toEqual(texts);
    expect(new Set(b.received.map(({ address, port }) => `${address} ${port}`))).toEqual(
      new Set([`${loopback[family]} ${a.localPort}`]),
    );
  });

  it('sends and receives the shortest and the longest ones', async () => {
    const [a, b] = [await open(kind), await open(kind)];
    const lengths = [0, 65_507, 1, 65_507, 65_507, 0];
    for (const [index, length] of lengths.entries()) {
      a.send(Buffer.alloc(length, index), b.localPort, loopback.ipv4);
    }
    await expect.poll(() => b.received.length).toBe(lengths.length);
    expect(b.received.map(({ bytes }) => bytes.length)).toEqual(lengths);
    expect(b.received.every(({ bytes }, index) => bytes.every((byte) => byte === index))).toBe(true);
  });

  it('tells which of many was refused, and sends the others', async () => {
    const [a, b] = [await open(kind, { address: '0.0.0.0' }), await open(kind)];
    const errors: [string, string][] = [];
    const send = (name: string, bytes: Uint8Array, address: string = loopback.ipv4) =>
      a.send(bytes, b.localPort, address, (code) => errors.push([name, code]));
    send('first', Buffer.from('first'));
    send('too long', Buffer.alloc(65_508));
    send('second', Buffer.from('second'));
    // Nobody allowed this socket to send to all.
    send('to all', Buffer.from('to all'), '255.255.255.255');
    send('much too long', Buffer.alloc(200_000));
    send('third', Buffer.from('third'));
    expect(errors).toEqual([]);
    await expect.poll(() => b.received.length).toBe(3);
    expect(textsOf(b.received)).toEqual(['first', 'second', 'third']);
    await expect.poll(() => errors.length).toBe(3);
    expect(Object.fromEntries(errors)).toEqual({
      'too long': 'EMSGSIZE',
      'to all': 'EACCES',
      'much too long': 'EMSGSIZE',
    });
  });

  it('sends what it was given before it was closed', async () => {
    const [a, b] = [await open(kind), await open(kind)];
    for (let number = 0; number < 10; number++) a.send(Buffer.from(String(number)), b.localPort, loopback.ipv4);
    // Node looks addresses up, even those of loopback, in a turn of its own.
    if (kind === 'plain') await new Promise(setImmediate);
    await a.close();
    await expect.poll(() => textsOf(b.received).join('')).toBe('0123456789');
  });

  it('hands nothing over once it is closed', async () => {
    const a = await open(kind);
    let more = Promise.resolve();
    const b = await open(kind, { onDatagram: () => (more = b.close()) });
    const c = await open(kind);
    for (let number = 0; number < 20; number++) a.send(Buffer.from('to b'), b.localPort, loopback.ipv4);
    a.send(Buffer.from('to c'), c.localPort, loopback.ipv4);
    await expect.poll(() => c.received.length).toBe(1);
    await expect.poll(() => b.received.length).toBe(1);
    await more;
    await new Promise(setImmediate);
    expect(b.received.length).toBe(1);
  });

  it('cannot have a port that is taken, nor an address that is not here', async () => {
    const { localPort } = await open(kind);
    await expect(open(kind, { port: localPort })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(open(kind, { address: '192.0.2.1' })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
    // The family's own socket does not stand in the way.
    await open(kind, { family: 'ipv6', address: '::', port: localPort });
  });

  const [name, addresses = []] =
    Object.entries(networkInterfaces()).find(([, all = []]) => all.some(({ scopeid }) => scopeid)) ?? [];
  it.skipIf(name === undefined)('knows the zone of a link-local address', async () => {
    const address = `${addresses.find(({ scopeid }) => scopeid)?.address}%${name}`;
    const [a, b] = [await open(kind, { family: 'ipv6', address }), await open(kind, { family: 'ipv6', address: '::' })];
    a.send(Buffer.from('near'), b.localPort, address);
    await expect.poll(() => b.received).toMatchObject([{ address, port: a.localPort }]);
  });
});

describe.skipIf(!need('linux'))('batched sockets', () => {
  it('of both families are read side by side', async () => {
    const [a, b] = [await open('batched'), await open('batched', { family: 'ipv6' })];
    for (let number = 0; number < 100; number++) {
      a.send(Buffer.from('4'), a.localPort, loopback.ipv4);
      b.send(Buffer.from('6'), b.localPort, loopback.ipv6);
      if (number % 10 === 0) await new Promise(setImmediate);
    }
    await expect.poll(() => [a.received.length, b.received.length]).toEqual([100, 100]);
    expect(a.received.every(({ address, port }) => address === loopback.ipv4 && port === a.localPort)).toBe(true);
    expect(b.received.every(({ address, port }) => address === loopback.ipv6 && port === b.localPort)).toBe(true);
  });

  it('say so when they are asked to send to what is no address, or after they were closed', async () => {
    const a = await open('batched');
    const errors: string[] = [];
    const tell = (code: string) => errors.push(code);
    for (const address of ['router', '10.0.0', '10.0.0.256', '10.0.0.1.1', '::1'])
      a.send(Buffer.of(1), 9, address, tell);
    await expect.poll(() => errors).toEqual(new Array(5).fill('EINVAL'));
    await a.close();
    a.send(Buffer.of(1), 9, loopback.ipv4, tell);
    await expect.poll(() => errors.at(-1)).toBe('ECANCELED');
  });

  it('go on after one of those who listen has failed', async () => {
    const a = await open('batched');
    const failures: unknown[] = [];
    const hear = (error: unknown) => failures.push(error);
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').on('uncaughtException', hear);
    onTestFinished(() => {
      process.off('uncaughtException', hear);
      for (const other of others) process.on('uncaughtException', other);
    });
    const b = await open('batched', {
      onDatagram({ bytes }) {
        if (bytes[0] === 1) throw new Error('not this one');
      },
    });
    for (let number = 0; number < 3; number++) a.send(Buffer.of(number), b.localPort, loopback.ipv4);
    await expect.poll(() => b.received.length).toBe(3);
    expect(failures).toMatchObject([{ message: 'not this one' }]);
  });

  it.skipIf(!need('root', 'netns', 'tc'))('wait while the way is full, and lose nothing', async () => {
    const network = await createNetwork();
    onTestFinished(() => network.close());
    const { client, server } = network;
    await client.setAddress('10.77.0.9/24');
    await client.run('tc', [
      'qdisc',
      'add',
      'dev',
      'vethc',
      'root',
      'tbf',
      'rate',
      '16mbit',
      'burst',
      '3kb',
      'limit',
      '10mb',
    ]);
    const run = resolve(import.meta.dirname, 'full-way-run.ts');
    const listener = server.spawn(process.execPath, [run, 'listen']);
    let heard = '';
    listener.stdout?.on('data', (text) => {
      heard += String(text);
    });
    await expect.poll(() => heard, { timeout: 20_000 }).toMatch(/^port \d+\n/);
    const port = /\d+/.exec(heard)?.[0] ?? '';
    const { stdout, stderr } = await client.run(process.execPath, [run, 'send', '10.77.0.1', port]);
    expect({ sent: stdout, stderr }).toEqual({ sent: 'full true, errors 0\n', stderr: '' });
    await expect.poll(() => heard, { timeout: 20_000 }).toMatch(/in order 400 of 400\n/);
  });
});
