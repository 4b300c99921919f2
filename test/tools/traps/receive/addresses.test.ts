import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import type { Client } from '#shared/contract/index.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { must } from '#test/lab/namespace.ts';
import { need } from '#test/lab/need.ts';
import { createVethPair } from '#test/lab/veth-pair.ts';
import { freePort } from './free-port.ts';
import { numbered, openSender } from './traps.ts';

/** What a socket gets that the system gives nothing to but what comes from where it sends to. */
class Peer {
  readonly answered: number[] = [];
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (bytes) => this.answered.push(decodeSnmp(bytes).pdu?.requestId ?? 0));
    socket.on('error', () => {});
    onTestFinished(() => void socket.close());
  }

  static async between(from: string, to: string, port: number): Promise<Peer> {
    const socket = createSocket(to.includes(':') ? 'udp6' : 'udp4');
    socket.bind(0, from);
    await once(socket, 'listening');
    socket.connect(port, to);
    await once(socket, 'connect');
    return new Peer(socket);
  }

  /** Sends an inform, as often as it takes. */
  async inform(number: number): Promise<void> {
    for (let attempt = 0; attempt < 100 && !this.answered.includes(number); attempt++) {
      this.#socket.send(numbered(number, 'InformRequest'));
      for (let wait = 0; wait < 20 && !this.answered.includes(number); wait++) await delay(10);
    }
    expect(this.answered).toContain(number);
  }
}

/** What is stored of the newest one with this number, once it is read. */
async function stored(client: Client, number: number) {
  const newest = async () => {
    const { rows } = await client.traps.page({ count: 1 });
    const details = rows[0] && (await client.traps.details({ id: rows[0].id }));
    return details?.varbinds[0]?.text === String(number) ? details : undefined;
  };
  await expect.poll(newest, { timeout: 20_000 }).toBeDefined();
  return newest();
}

/** The destination in the header of IPv4, in hex. */
const destination = (details: { packet: { hex: string } } | undefined) => details?.packet.hex.slice(32, 40);

describe.skipIf(!need('linux'))('a receiver on all addresses', () => {
  it('answers from the address that was asked, and keeps it with what came', { timeout: 60_000 }, async () => {
    const { client } = await testEngine();
    const port = await freePort();
    const { families } = await client.traps.start({ port, kept: false });
    const loopback = await Peer.between('127.0.0.1', '127.0.0.1', port);
    await loopback.inform(1);
    const first = await stored(client, 1);
    expect(first).toMatchObject({ acknowledged: true, localAddress: '127.0.0.1', receiver: port });
    expect(destination(first)).toBe('7f000001');
    if (families.includes('ipv6')) {
      await (await Peer.between('::1', '::1', port)).inform(2);
      expect(await stored(client, 2)).toMatchObject({ address: '::1', localAddress: '::1' });
    }
    // An address that the system takes for its own without naming it.
    const sender = await openSender();
    onTestFinished(() => void sender.close());
    sender.send(numbered(3), port, '127.0.0.99');
    const other = await stored(client, 3);
    expect(other?.localAddress).toBeUndefined();
    expect(destination(other)).toBe('00000000');
    expect((await client.traps.status()).receivers[0]?.lost).toBe(0);
  });

  it('follows addresses that come and go', { timeout: 60_000 }, async (context) => {
    if (!need('root', 'ip')) context.skip();
    const pair = await createVethPair();
    onTestFinished(() => pair.close());
    const { client } = await testEngine();
    const port = await freePort();
    await client.traps.start({ port, kept: false });
    const net = `10.79.${process.pid % 250}`;
    const change = (verb: 'add' | 'del', host: number) =>
      must('ip', 'address', verb, `${net}.${host}/24`, 'dev', pair.near);
    await change('add', 1);
    await change('add', 2);
    const peer = await Peer.between(`${net}.1`, `${net}.2`, port);
    // Nothing is answered from there before there is a socket.
    await peer.inform(1);
    await peer.inform(2);
    expect((await stored(client, 2))?.localAddress).toBe(`${net}.2`);
    await change('del', 2);
    await delay(2500);
    await change('add', 2);
    await peer.inform(3);
    await peer.inform(4);
    expect((await stored(client, 4))?.localAddress).toBe(`${net}.2`);
  });

  it('shares its port with nobody', async () => {
    const [one, two] = [await testEngine(), await testEngine()];
    const port = await freePort();
    await one.client.traps.start({ port, kept: false });
    const found = await two.client.traps.start({ port, kept: false }).catch((error) => error.data);
    expect(found).toMatchObject({ code: 'trap-port-taken', params: { port } });
    const again = await two.client.traps
      .start({ port, address: '127.0.0.1', kept: false })
      .catch((error) => error.data);
    expect(again).toMatchObject({ code: 'trap-port-taken' });
  });
});
