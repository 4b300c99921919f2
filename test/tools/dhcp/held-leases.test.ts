import { expect, onTestFinished, test } from 'vitest';
import { captureFile } from '#electron/storage/capture-file.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import type { DhcpDeps } from '#electron/tools/dhcp/deps.ts';
import { HeldLeases } from '#electron/tools/dhcp/held-leases.ts';
import { runExchange } from '#electron/tools/dhcp/run.ts';
import { dhcpMigrations } from '#electron/tools/dhcp/schema.ts';
import { DhcpStore } from '#electron/tools/dhcp/store.ts';
import { LabDhcpServer } from '#electron/tools/lab/dhcp-server.ts';
import { Segment } from '#electron/tools/lab/segment.ts';
import { messageName } from '#electron/wire/dhcpv4/message.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { handshakeInputSchema } from '#shared/model/dhcp-exchange.ts';
import { TestClock } from '#test/fakes/test-clock.ts';

const leaseTime = 1000;

/** A lab of its own on a clock that stands still until told. */
function bed() {
  const clock = new TestClock();
  const segment = new Segment('lab-test', clock);
  let alive = true;
  const server = new LabDhcpServer(
    {
      name: 'test',
      address: '192.0.2.1',
      mac: '02:00:00:00:00:01',
      mask: '255.255.255.0',
      pool: ['192.0.2.100', '192.0.2.110'],
      leaseTime,
      router: '192.0.2.1',
      dns: ['192.0.2.53'],
      domain: 'lab.example',
      thinkTime: 0.1,
      onRequest: 'grant',
    },
    clock,
  );
  const seen: string[] = [];
  segment.attach((bytes, send) => {
    const { dhcp } = parseFrame(bytes, 'ethernet');
    if (dhcp?.op === 1) seen.push(messageName(dhcp));
    if (alive) server.station(bytes, send);
  });
  const workspace = openWorkspace({ file: undefined, program: 'test', migrations: dhcpMigrations });
  onTestFinished(() => workspace.close());
  const deps: DhcpDeps = {
    openPort: async (options) => ({ port: await segment.open({ ...options, filter: '' }), limits: [] }),
    findInterface: async () => undefined,
    maker: () => undefined,
    captureFile,
    clock,
    store: workspace,
    recorder: {
      begin: ({ id = `exchange-${seen.length}` }) => ({
        id,
        packet: () => 0,
        note: () => {},
        addLost: () => {},
        end: async () => {},
      }),
      stored: () => ({ verb: '', target: '', state: 'ended', packets: [] }),
      ready: () => undefined,
    },
    random: { xid: () => 7, spread: () => 0 },
    newFeed: () => ({ tell: () => {}, listen: async function* () {} }),
  };
  const store = new DhcpStore(workspace);
  return {
    clock,
    deps,
    store,
    seen,
    flush: () => workspace.writer.flush(),
    silence: () => {
      alive = false;
    },
  };
}

type Bed = ReturnType<typeof bed>;

/** Lets the store's batches, which are on real time, and the lab's frames, which are not, both get through. */
async function pass({ clock, flush }: Bed, milliseconds: number): Promise<void> {
  await clock.advance(milliseconds);
  for (let i = 0; i < 5; i++) {
    await flush();
    await clock.advance(5);
  }
}

async function hold(on: Bed): Promise<HeldLeases> {
  const held = new HeldLeases(on.deps, on.store);
  const input = handshakeInputSchema.parse({ interface: 'lab-test', keep: true, offerWindow: 0 });
  const running = runExchange(on.deps, 'handshake', input, undefined, new AbortController().signal);
  await pass(on, 100);
  const kept = held.keep(input, await running);
  await on.flush();
  await kept;
  onTestFinished(() => held.close());
  return held;
}

test('a kept lease has its clock and answers for itself', async () => {
  const on = bed();
  const [lease] = (await hold(on)).list();
  if (lease === undefined) throw new Error('nothing held');
  expect(lease).toMatchObject({
    answering: true,
    renewing: false,
    lease: { address: '192.0.2.100', t1: 500, t2: 875 },
  });
  const { obtainedAt, t1At, t2At, expiresAt } = lease;
  expect([t1At, t2At, expiresAt].map((at) => (at ?? 0) - obtainedAt)).toEqual([500_000, 875_000, 1_000_000]);
});

test('asked to, it renews itself at T1', async () => {
  const on = bed();
  const held = await hold(on);
  const { exchange, expiresAt = 0 } = held.list()[0] ?? { exchange: '' };
  const change = held.setRenewing(exchange, true);
  await on.flush();
  await change;
  on.seen.length = 0;
  await pass(on, 499_000);
  expect(on.seen).toEqual([]);
  await pass(on, 2000);
  expect(on.seen).toEqual(['REQUEST']);
  expect(held.list()[0]?.expiresAt ?? 0).toBeGreaterThan(expiresAt + 400_000);
});

test('not asked to, it ends with its time', async () => {
  const on = bed();
  const held = await hold(on);
  on.seen.length = 0;
  await pass(on, leaseTime * 1000 + 10_000);
  expect(on.seen).toEqual([]);
  expect(held.list()).toEqual([]);
});

test('while the server is silent it tries on, by half of what remains, rebinds after T2, and then lets go', async () => {
  const on = bed();
  const held = await hold(on);
  const change = held.setRenewing(held.list()[0]?.exchange ?? '', true);
  await on.flush();
  await change;
  on.silence();
  on.seen.length = 0;
  for (let second = 0; second < leaseTime + 60; second += 5) await pass(on, 5000);
  expect(on.seen.length).toBeGreaterThanOrEqual(3);
  expect(on.seen.length).toBeLessThan(12);
  expect(held.list()).toEqual([]);
});

test('a lease is there again after a new start, though nobody answers for it', async () => {
  const on = bed();
  const first = await hold(on);
  const [lease] = first.list();
  await first.close();
  const second = new HeldLeases(on.deps, on.store);
  expect(second.list()).toEqual([{ ...lease, answering: false }]);
  await second.close();
});
