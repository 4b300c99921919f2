import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ArpWatch } from '#electron/net/udp/arp-watch.ts';
import { canonicalAddress, createDatagramIo, type Datagram, type IpFamily } from '#electron/net/udp/datagram-io.ts';
import { TestClock } from '#test/fakes/test-clock.ts';
import { need } from '#test/lab/need.ts';

const io = createDatagramIo();

/** A socket that sends back what it gets; its port. */
async function startEcho(address: string): Promise<number> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  onTestFinished(() => void socket.close());
  socket.on('message', (bytes, from) => socket.send(bytes, from.port, from.address));
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket.address().port;
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

async function open(family: IpFamily, receiveBuffer = 65_536) {
  const received: Datagram[] = [];
  const errors: string[] = [];
  const port = await io.open({ family, receiveBuffer, onDatagram: (datagram) => received.push(datagram) });
  onTestFinished(() => port.close());
  const send = (bytes: Uint8Array, to: number, address: string) =>
    port.send(bytes, to, address, (code) => errors.push(code));
  return { port, send, received, errors };
}

async function connect(family: IpFamily, address: string, port: number) {
  const received: Datagram[] = [];
  const errors: string[] = [];
  const way = await io.connect({
    ...{ family, address, port },
    onDatagram: (datagram) => received.push(datagram),
    onError: (code) => errors.push(code),
  });
  onTestFinished(() => way.close());
  return { way, received, errors };
}

describe('a bound socket', () => {
  it.each([
    ['ipv4', '127.0.0.1'],
    ['ipv6', '::1'],
  ] as const)('sends and receives in %s, with the sender and the time', async (family, address) => {
    const echo = await startEcho(address);
    const { port, send, received } = await open(family);
    const before = performance.timeOrigin + performance.now();
    send(Buffer.from('hello'), echo, address);
    await expect.poll(() => received.length).toBe(1);
    expect(received[0]).toMatchObject({ address, port: echo });
    expect(Buffer.from(received[0]?.bytes ?? []).toString()).toBe('hello');
    expect(received[0]?.at).toBeGreaterThan(before);
    expect(port.localPort).toBeGreaterThan(0);
  });

  it('tells of a datagram that is too large, and still sends the next', async () => {
    const echo = await startEcho('127.0.0.1');
    const { send, received, errors } = await open('ipv4');
    send(new Uint8Array(65_508), echo, '127.0.0.1');
    await expect.poll(() => errors).toEqual(['EMSGSIZE']);
    send(new Uint8Array(65_507), echo, '127.0.0.1');
    await expect.poll(() => received[0]?.bytes.length).toBe(65_507);
  });

  it('takes no harm from a port that is closed', async () => {
    const echo = await startEcho('127.0.0.1');
    const { send, received, errors } = await open('ipv4');
    send(Buffer.from('nobody'), await freePort(), '127.0.0.1');
    send(Buffer.from('somebody'), echo, '127.0.0.1');
    await expect.poll(() => received.length).toBe(1);
    expect(errors).toEqual([]);
  });

  it.skipIf(!need('linux'))('reads back the receive buffer that the system gave', async () => {
    const most = Number(readFileSync('/proc/sys/net/core/rmem_max', 'utf8'));
    const small = await open('ipv4', 50_000);
    expect(small.port.receiveBuffer).toEqual({ asked: 50_000, granted: 50_000 });
    const large = await open('ipv6', most + 100_000);
    expect(large.port.receiveBuffer).toEqual({ asked: most + 100_000, granted: most });
  });

  it('can be closed twice', async () => {
    const { port } = await open('ipv4');
    await Promise.all([port.close(), port.close()]);
  });
});

describe('a connected socket', () => {
  it('hears that a port is closed, and knows our address on the way', async () => {
    const { way, errors } = await connect('ipv4', '127.0.0.1', await freePort());
    expect(way.localAddress).toBe('127.0.0.1');
    way.send(Buffer.from('nobody'));
    await expect.poll(() => errors).toEqual(['ECONNREFUSED']);
  });

  it('hears its peer only', async () => {
    const echo = await startEcho('127.0.0.1');
    const { way, received } = await connect('ipv4', '127.0.0.1', echo);
    const { send } = await open('ipv4');
    send(Buffer.from('stranger'), way.localPort, '127.0.0.1');
    way.send(Buffer.from('peer'));
    await expect.poll(() => received.length).toBe(1);
    expect(Buffer.from(received[0]?.bytes ?? []).toString()).toBe('peer');
  });

  it('cannot be had where there is no way', async () => {
    const call = io.connect({ family: 'ipv6', address: 'fe80::1', port: 161, onDatagram() {}, onError() {} });
    await expect(call).rejects.toMatchObject({ code: 'EINVAL' });
  });
});

describe('an address', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1', 'ipv4'],
    ['0:0:0::1', '::1', 'ipv6'],
    ['2001:DB8:0:0::00A', '2001:db8::a', 'ipv6'],
    ['::ffff:192.0.2.7', '192.0.2.7', 'ipv4'],
    ['::FFFF:c000:0207', '192.0.2.7', 'ipv4'],
  ])('%s is %s for the system', (text, address, family) => {
    expect(canonicalAddress(text)).toEqual({ address, family });
  });

  it.each(['', 'router', '10.0.0', '10.0.0.256', '1::2::3', '[::1]'])('is not "%s"', (text) => {
    expect(canonicalAddress(text)).toBeUndefined();
  });

  it('of a name is looked up, and that of nobody is an error with a code', async () => {
    expect((await io.resolve('localhost')).address).toMatch(/^(127\.0\.0\.1|::1)$/);
    await expect(io.resolve('nobody.invalid')).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });
    await expect(io.resolve('fe80::1%nothere')).rejects.toMatchObject({ code: 'ENODEV' });
  });
});

describe('the table of ARP', () => {
  const head = 'IP address       HW type     Flags       HW address            Mask     Device\n';
  const line = (address: string, flags: string) =>
    `${address.padEnd(17)}0x1         ${flags.padEnd(12)}00:00:00:00:00:00     *        eth0\n`;

  it('tells of an address that nobody answers for, once the kernel has asked often enough', async () => {
    const clock = new TestClock();
    let table = head + line('10.0.0.1', '0x2') + line('10.0.0.2', '0x0') + line('10.0.0.21', '0x0');
    const watch = new ArpWatch(clock, async () => table);
    const heard: string[] = [];
    for (const address of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) watch.watch(address, () => heard.push(address));
    const stop = watch.watch('10.0.0.21', () => heard.push('stopped'));
    await clock.advance(2900);
    expect(heard).toEqual([]);
    stop();
    await clock.advance(1100);
    expect(heard).toEqual(['10.0.0.2']);
    table = head + line('10.0.0.1', '0x0');
    await clock.advance(2500);
    table = head + line('10.0.0.1', '0x2');
    await clock.advance(60_000);
    expect(heard).toEqual(['10.0.0.2']);
  });

  it('is left alone when nobody wants to know, or it cannot be read', async () => {
    const clock = new TestClock();
    let looks = 0;
    const watch = new ArpWatch(clock, () => {
      looks++;
      return Promise.reject(new Error('no such file'));
    });
    watch.watch('10.0.0.1', () => {})();
    await clock.advance(10_000);
    expect(looks).toBeLessThan(2);
    expect(clock.waiting).toBe(0);
  });
});
