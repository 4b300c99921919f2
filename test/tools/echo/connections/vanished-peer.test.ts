import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { createNetwork, type Network } from '#test/lab/network.ts';
import type { VanishRun } from './vanish-run.ts';

const peer = '10.77.0.1';
const script = resolve(import.meta.dirname, 'vanish-run.ts');

/** The whole engine in a network namespace; the peer is in another, and its link is taken down. */
describe.skipIf(!need('netns', 'libpcap', 'socat'))('a peer that vanishes', () => {
  let network: Network;
  beforeAll(async () => {
    // With a bridge between: the client's own link stays up.
    network = await createNetwork({ servers: 2 });
    const { client, server } = network;
    await client.setAddress('10.77.0.9/24');
    // The neighbour stays known: nobody is told by ARP that it is gone.
    const mac = await server.mac();
    await client.ip('neigh', 'replace', peer, 'lladdr', mac, 'dev', client.interface, 'nud', 'permanent');
    server.spawn('socat', [`TCP-LISTEN:7,fork,bind=${peer}`, 'EXEC:cat']);
    // Until it listens a connection is refused.
    const isOpen = async () => (await client.run('socat', ['-u', '/dev/null', `TCP:${peer}:7`])).code === 0;
    for (let tries = 0; tries < 100 && !(await isOpen()); tries++) await delay(100);
  });
  afterAll(() => network?.close());

  it('is found missing by keep-alive after its silence and ten probes, named, and shown; its own end stays half-open', async () => {
    const { client, server } = network;
    const input = { protocol: 'tcp', address: peer, port: 7, keepAlive: 1 };
    const child = client.spawn(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      script,
      JSON.stringify(input),
    ]);
    let words = '';
    child.stderr?.on('data', (text) => {
      words += text;
    });
    if (child.stdout === null) throw new Error('no output');
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async (): Promise<VanishRun> => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(words);
      return JSON.parse(value);
    };
    const { connection: opened } = await next();
    expect(opened.state).toBe('open');
    const port = opened.local?.port ?? 0;
    await server.ip('link', 'set', server.interface, 'down');
    const { connection, events = [] } = await next();

    expect(connection.state).toBe('closed');
    expect(connection.problem).toMatchObject({
      code: 'connection-vanished',
      params: { address: peer, port: 7, code: 'ETIMEDOUT' },
    });
    // A second of silence and ten probes, a second apart. What was answered before the link went down adds to it.
    const lasted = (connection.closedAt ?? 0) - connection.openedAt;
    expect(lasted).toBeGreaterThan(10_000);
    expect(events.some(({ note }) => note?.problem?.code === 'connection-vanished')).toBe(true);
    const probes = events.filter(({ packet, at }) => packet?.direction === 'sent' && at > connection.openedAt + 900);
    expect(probes.length).toBeGreaterThanOrEqual(10);
    // Nobody told the other end.
    const table = (await server.run('ss', ['-Htn', 'state', 'established', `dport = :${port}`])).stdout;
    expect(table).toContain(`:${port}`);
  }, 90_000);
});
