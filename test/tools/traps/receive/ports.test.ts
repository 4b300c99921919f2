import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEngine } from '#electron/engine/engine.ts';
import { problemText } from '#shared/problem/problem-text.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { run } from '#test/lab/namespace.ts';
import { need } from '#test/lab/need.ts';
import { freePort } from './free-port.ts';

async function holdPort(port: number, type: 'udp4' | 'udp6' = 'udp4'): Promise<() => Promise<void>> {
  const socket = createSocket({ type, ipv6Only: type === 'udp6' });
  socket.bind(port);
  await once(socket, 'listening');
  return async () => {
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  };
}

describe('the port of a receiver', () => {
  it.skipIf(!need('linux')).each(['udp4', 'udp6'] as const)(
    'that another has (%s) is named with its program',
    async (type) => {
      const { client } = await testEngine();
      const port = await freePort();
      onTestFinished(await holdPort(port, type));
      const found = await client.traps.start({ port }).catch((error) => error.data);
      expect(found).toMatchObject({ code: 'trap-port-taken', params: { port, pid: process.pid } });
      expect(String(found.params.program)).toMatch(/node/);
      expect((await client.traps.status()).receivers).toEqual([]);
    },
  );

  it('must be on an address of this machine', async () => {
    const { client } = await testEngine();
    const port = await freePort();
    for (const address of ['203.0.113.7', '2001:db8::7', 'nowhere']) {
      const found = await client.traps.start({ port, address }).catch((error) => error.data);
      expect(found).toMatchObject({ code: 'trap-address-unknown', params: { address } });
    }
  });

  it('can be one address, or all of both families', async () => {
    const { client } = await testEngine();
    const [one, two] = [await freePort(), await freePort()];
    const asked = { kept: false };
    expect(await client.traps.start({ port: one, address: '127.0.0.1', ...asked })).toMatchObject({
      state: 'listening',
      families: ['ipv4'],
      address: '127.0.0.1',
    });
    const receiver = await client.traps.start({ port: two, ...asked });
    expect(receiver.families).toContain('ipv4');
    expect(receiver.receiveBuffer?.asked).toBe(8 * 1024 * 1024);
    expect(receiver.receiveBuffer?.granted).toBeGreaterThan(0);
    expect((await client.traps.status()).receivers.map(({ port }) => port)).toEqual([one, two]);
    expect(await client.traps.stop({ port: one })).toEqual({ stopped: true });
    expect(await client.traps.stop({ port: one })).toEqual({ stopped: false });
  });

  it.skipIf(!need('linux', 'root', 'setpriv'))('without rights is told with the line that redirects it', async () => {
    const program = resolve(import.meta.dirname, '../../../../out/cli/main.js');
    const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=-all', '--bounding-set=-all'];
    const { code, stderr } = await run('setpriv', [
      ...asNobody,
      process.execPath,
      program,
      'call',
      'traps.listen',
      '{"port":162}',
    ]);
    expect(code).toBe(1);
    const { problem, todo } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
    expect(problem).toMatchObject({
      code: 'trap-port-no-rights',
      params: { port: 162, other: 16_200, system: 'linux' },
    });
    expect(todo).toContain('udp dport 162 redirect to :16200');
    expect(todo).toContain('ip_unprivileged_port_start=162');
    const mac = { ...problem, params: { ...problem.params, system: 'darwin', command: 'pf' } };
    expect(problemText(mac).todo).toContain('pf');
  });

  it('is opened again with the program, and its failure ends nothing', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-ports-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const options = { workspace: join(folder, 'kept.punchdown') };
    const [kept, taken] = [await freePort(), await freePort()];
    const open = () =>
      startEngine({
        host: 'command-line',
        version: '0',
        startPacketProcess: () => {
          throw new Error('no frames here');
        },
        ...options,
      });
    const first = await open();
    await first.client.traps.start({ port: kept });
    await first.client.traps.start({ port: taken });
    const { engine } = await first.client.traps.status();
    await first.close();

    onTestFinished(await holdPort(taken));
    const second = await open();
    onTestFinished(() => second.close());
    await expect
      .poll(async () =>
        (await second.client.traps.status()).receivers.map(({ port, state, kept }) => ({ port, state, kept })),
      )
      .toEqual(
        expect.arrayContaining([
          { port: kept, state: 'listening', kept: true },
          { port: taken, state: 'failed', kept: true },
        ]),
      );
    const status = await second.client.traps.status();
    expect(status.receivers.find(({ port }) => port === taken)?.problem?.code).toBe('trap-port-taken');
    // The same engine, booted once more (RFC 3414 section 2.2).
    expect(status.engine).toMatchObject({ id: engine.id, boots: engine.boots + 1 });
    expect(engine.id).toMatch(/^[89a-f][0-9a-f]{9,63}$/);
    await second.client.traps.stop({ port: taken });
    expect((await second.client.traps.status()).receivers).toHaveLength(1);
  });
});
