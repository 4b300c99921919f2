import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readTcpSocket } from '#electron/net/tcp/socket-row.ts';
import { readTimeWaitReuse } from '#electron/net/tcp/time-wait-reuse.ts';

const patience = { timeout: 10_000 };

describe.skipIf(process.platform !== 'linux')('what Linux tells of a connection', () => {
  const cleanUp: (() => void)[] = [];
  afterEach(() => {
    for (const end of cleanUp.splice(0)) end();
  });

  async function pair(address: string) {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(0, address);
    cleanUp.push(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const client = connect({ host: address, port, allowHalfOpen: true, keepAlive: true, keepAliveInitialDelay: 5000 });
    const [[accepted]] = (await Promise.all([once(server, 'connection'), once(client, 'connect')])) as [[Socket], []];
    cleanUp.push(
      () => accepted.destroy(),
      () => client.destroy(),
    );
    const [local, remote] = [
      { address, port: client.localPort ?? 0 },
      { address, port },
    ];
    return {
      client,
      accepted,
      ours: () => readTcpSocket(local, remote),
      theirs: () => readTcpSocket(remote, local),
    };
  }

  it.each(['127.0.0.1', '::1'])('has the state, the queues and the timer of each end over %s', async (address) => {
    const { client, accepted, ours, theirs } = await pair(address);
    const row = await ours();
    expect(row).toMatchObject({ state: 'ESTABLISHED', sendQueue: 0, receiveQueue: 0, timer: 'keep-alive', probes: 0 });
    expect(row?.timerIn).toBeGreaterThan(0);
    expect(row?.timerIn).toBeLessThanOrEqual(5000);
    expect(await theirs()).toMatchObject({ state: 'ESTABLISHED', timer: 'none', timerIn: 0 });
    client.write(new Uint8Array(1000));
    await expect.poll(async () => (await theirs())?.receiveQueue, patience).toBe(1000);
    client.end();
    await expect.poll(async () => (await theirs())?.state, patience).toBe('CLOSE-WAIT');
    await expect.poll(async () => (await ours())?.state, patience).toBe('FIN-WAIT-2');
    accepted.resume().end();
    await expect.poll(async () => (await ours())?.state, patience).toBe('TIME-WAIT');
    const waiting = await ours();
    expect(waiting?.timer).toBe('time-wait');
    expect(waiting?.timerIn).toBeGreaterThan(30_000);
    expect(await theirs()).toBeUndefined();
  });

  it('is nothing for a connection that is not there', async () => {
    const end = { address: '127.0.0.1', port: 1 };
    expect(await readTcpSocket(end, end)).toBeUndefined();
    expect(await readTcpSocket({ address: 'nonsense', port: 1 }, end)).toBeUndefined();
  });

  it('is how ports in TIME-WAIT are taken again', async () => {
    const { reuse = -1, delay = -1 } = (await readTimeWaitReuse()) ?? {};
    expect([0, 1, 2]).toContain(reuse);
    expect(delay).toBeGreaterThanOrEqual(0);
  });
});
