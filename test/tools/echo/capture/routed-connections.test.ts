import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimelineEvent } from '#shared/model/packet-event.ts';
import { need } from '#test/lab/need.ts';
import { createNetwork, type Network } from '#test/lab/network.ts';
import type { ConnectRun } from './connect-run.ts';

const router = '10.77.0.1';
const script = resolve(import.meta.dirname, 'connect-run.ts');
const flagsOfNode = ['--disable-warning=ExperimentalWarning'];

/** The whole engine in a network namespace; the other one is a router with an echo service. */
describe.skipIf(!need('netns', 'libpcap', 'socat'))('connections over a network, with the packets that show it', () => {
  let network: Network;
  beforeAll(async () => {
    network = await createNetwork();
    const { client, server } = network;
    await client.ip('link', 'set', 'lo', 'up');
    await client.setAddress('10.77.0.9/24');
    await client.ip('route', 'add', '10.99.0.0/16', 'via', router);
    await server.run('sysctl', ['-qw', 'net.ipv4.ip_forward=1']);
    await server.ip('route', 'add', 'unreachable', '10.99.1.0/24');
    await server.ip('route', 'add', 'prohibit', '10.99.2.0/24');
    await server.ip('route', 'add', 'blackhole', '10.99.3.0/24');
    server.spawn('socat', [`TCP-LISTEN:7,fork,bind=${router}`, 'EXEC:cat']);
    // Until it listens a connection is refused.
    const isOpen = async () => (await server.run('socat', ['-u', '/dev/null', `TCP:${router}:7`])).code === 0;
    for (let tries = 0; tries < 100 && !(await isOpen()); tries++) await delay(100);
  });
  afterAll(() => network?.close());

  async function connect(...inputs: object[]): Promise<ConnectRun[]> {
    const all = inputs.map((input) => ({ protocol: 'tcp', timeout: 5000, ...input }));
    const args = [...flagsOfNode, script, JSON.stringify(all)];
    const { stdout, stderr } = await network.client.run(process.execPath, args, { timeout: 60_000 });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as ConnectRun[];
  }
  const wordsOf = ({ packet, note }: TimelineEvent) =>
    packet === undefined ? `note ${note?.code}` : `${packet.direction} ${packet.name}`;
  const frames = (run: ConnectRun | undefined) =>
    (run?.events ?? []).flatMap(({ packet }) => (packet === undefined ? [] : [packet]));

  it('shows handshake, data and end', async () => {
    const [run] = await connect({ address: router, port: 7 });
    expect(run?.connection.captured).toEqual({ state: 'ended', interface: 'vethc', lost: 0 });
    const names = frames(run).map(({ direction, name }) => `${direction} ${name}`);
    expect(names.slice(0, 4)).toEqual(['sent SYN', 'received SYN-ACK', 'sent ACK', 'sent PSH-ACK']);
    expect(names.filter((name) => name.includes('FIN'))).toEqual(['sent FIN-ACK', 'received FIN-ACK']);
    const facts = frames(run).map(({ fact = '' }) => fact);
    expect(facts[0]).toMatch(/^seq 0, win \d+, MSS 1460, SACK, timestamps, scale \d+$/);
    expect(facts[1]).toMatch(/^seq 0, ack 1, win \d+, MSS 1460, SACK, timestamps, scale \d+$/);
    expect(facts[3]).toMatch(/^5 bytes, seq 1, ack 1, win \d+$/);
    const words = run?.events.map(wordsOf) ?? [];
    expect(words.indexOf('note echo-connected')).toBeGreaterThan(words.indexOf('received SYN-ACK'));
    expect(words.indexOf('note echo-first-octet')).toBeLessThan(words.indexOf('sent FIN-ACK'));
    expect(run?.events.map(({ at }) => at)).toEqual(run?.events.map(({ at }) => at).sort((a, b) => a - b));
  });

  it('tells refused, unreachable, prohibited and silent apart, each with its packet', async () => {
    const [refused, unreachable, prohibited, silent] = await connect(
      { address: router, port: 9 },
      { address: '10.99.1.1', port: 7 },
      { address: '10.99.2.1', port: 7 },
      { address: '10.99.3.1', port: 7, timeout: 2500 },
    );
    expect(refused?.connection).toMatchObject({ state: 'failed', problem: { code: 'connect-refused' } });
    expect(refused?.events.slice(-3).map(wordsOf)).toEqual(['sent SYN', 'received RST-ACK', 'note problem']);

    expect(unreachable?.connection.problem?.code).toBe('connect-host-unreachable');
    expect(unreachable?.events.slice(-3).map(wordsOf)).toEqual([
      'sent SYN',
      'received ICMP host unreachable',
      'note problem',
    ]);
    expect(frames(unreachable).at(-1)).toMatchObject({ peer: router, fact: 'about 10.99.1.1 port 7' });

    expect(prohibited?.connection.state).toBe('failed');
    expect(frames(prohibited).at(-1)?.name).toBe('ICMP communication prohibited');

    expect(silent?.connection.problem?.code).toBe('connect-timed-out');
    const syns = frames(silent).map(({ direction, name }) => `${direction} ${name}`);
    expect(syns.length).toBeGreaterThan(1);
    expect(new Set(syns)).toEqual(new Set(['sent SYN']));
    expect(silent?.events.map(wordsOf).at(-1)).toBe('note problem');
  });
});
