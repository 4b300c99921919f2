import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dhcpFrameFilter } from '#electron/net/packet/frame-filter.ts';
import { frameCredit, type PacketProcess } from '#electron/net/packet/packet-process-protocol.ts';
import { createRawPacketIo, type RawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { buildArpFrame, buildUdpFrame } from '#electron/wire/frame.ts';
import { need } from '#test/lab/need.ts';
import { packetProcessEntry } from '#test/lab/network.ts';
import { createVethPair, type VethPair } from '#test/lab/veth-pair.ts';
import { frameOf, Listener, packetIoSuite, problemOf } from '#test/suites/packet-io.ts';

const start = startChildProcess({ entry: packetProcessEntry });
/** The same process, made to believe that it is one of Electron's. */
const utilityEntry = resolve(import.meta.dirname, 'as-utility-process.ts');
const quiet = '--disable-warning=ExperimentalWarning';
const possible = need('linux', 'root', 'netns', 'cap');

describe.skipIf(!possible)('raw frames', () => {
  packetIoSuite('cap in the packet process', async () => {
    const pair = await createVethPair();
    const io = createRawPacketIo({ start });
    return {
      io,
      near: pair.near,
      far: pair.far,
      unknown: 'pdnothere0',
      setLink: (up) => pair.setLink(pair.near, up),
      async close() {
        await io.close();
        await pair.close();
      },
    };
  });

  let pair: VethPair;
  let io: RawPacketIo;
  let started: PacketProcess[];

  beforeEach(async () => {
    pair = await createVethPair();
    started = [];
    io = createRawPacketIo({
      async start() {
        const running = await start();
        started.push(running);
        return running;
      },
    });
  });

  afterEach(async () => {
    await io.close();
    await pair.close();
  });

  const open = (options: { filter?: string; onFrame?: Listener['onFrame']; interface?: string } = {}) =>
    io.open({ interface: pair.near, filter: '', onFrame: () => undefined, ...options });

  it('ends with the reason when the process is killed; sends that wait are refused', async () => {
    const port = await open();
    const sends = Array.from({ length: 20 }, () => port.send(frameOf(1)));
    const settled = Promise.allSettled(sends);
    started[0]?.kill();
    const { problem } = await port.ended;
    expect(problem).toMatchObject({ code: 'packet-process-died', params: { interface: pair.near, reason: 'SIGKILL' } });
    for (const outcome of await settled) {
      if (outcome.status === 'rejected') expect(outcome.reason.problem.code).toBe('packet-process-died');
    }
    await port.close();
    const again = await open();
    expect(await again.send(frameOf(2))).toBeGreaterThan(0);
  });

  it('ends with SIGABRT and the last words of the library when the interface is deleted', async () => {
    const port = await open();
    await pair.close();
    const { problem } = await port.ended;
    expect(problem).toMatchObject({ code: 'packet-process-died', params: { reason: 'SIGABRT' } });
    expect(problem?.details).toContain('Assertion');
    expect(problem?.details).not.toContain('no IPv4 address assigned');
  });

  it('leaves no process behind', async () => {
    const port = await open();
    await port.close();
    await problemOf(open({ interface: 'pdnothere0' }));
    io.prepare();
    await expect.poll(() => started.length).toBe(3);
    await io.close();
    await expect.poll(() => started.filter(({ pid }) => pid !== undefined && isRunning(pid))).toEqual([]);
  });

  it('uses a prepared process, and starts another when that one has died', async () => {
    io.prepare();
    await expect.poll(() => started.length).toBe(1);
    const first = await open();
    expect(started).toHaveLength(1);
    await first.close();

    io.prepare();
    await expect.poll(() => started.length).toBe(2);
    const died = new Promise<void>((done) => started[1]?.onExit(() => done()));
    started[1]?.kill();
    await died;
    const second = await open();
    expect(started).toHaveLength(3);
    expect(await second.send(frameOf(1))).toBeGreaterThan(0);
  });

  it('turns a filter that libpcap refuses into a problem', async () => {
    for (const filter of ['((((', 'port 67 and', ')'.repeat(4000), 'x'.repeat(100_000), 'arp\0']) {
      expect((await problemOf(open({ filter }))).code).toBe('internal');
    }
  });

  it('filters for DHCP and ARP, tagged or not, and nothing else', async () => {
    const heard = new Listener();
    await open({ filter: dhcpFrameFilter, onFrame: heard.onFrame });
    const far = await open({ interface: pair.far });
    const macs = { sourceMac: '02:00:00:00:00:01', destinationMac: 'ff:ff:ff:ff:ff:ff' };
    const addresses = { sourceAddress: '0.0.0.0', destinationAddress: '255.255.255.255' };
    const payload = new Uint8Array(300);
    const dhcp = { ...macs, ...addresses, sourcePort: 68, destinationPort: 67, payload };
    const arp = {
      ...macs,
      operation: 1,
      senderMac: '02:00:00:00:00:01',
      senderAddress: '10.77.0.1',
      targetMac: '00:00:00:00:00:00',
      targetAddress: '10.77.0.2',
    };
    const wanted = [
      buildUdpFrame(dhcp),
      buildUdpFrame({ ...dhcp, sourcePort: 67, destinationPort: 68 }),
      buildUdpFrame({ ...dhcp, vlan: 42 }),
      buildArpFrame(arp),
      buildArpFrame({ ...arp, vlan: 42 }),
    ];
    const unwanted = [
      buildUdpFrame({ ...dhcp, sourcePort: 5000, destinationPort: 5001 }),
      buildUdpFrame({ ...dhcp, sourcePort: 5000, destinationPort: 5001, vlan: 42 }),
      frameOf(3, '86dd'),
    ];
    for (const frame of [...unwanted, ...wanted]) await far.send(frame);
    expect((await heard.first(wanted.length)).map(({ bytes }) => bytes)).toEqual(wanted);
  });

  it('bounds and counts what it drops while the engine stands still', async () => {
    const heard = new Listener();
    const port = await open({ onFrame: heard.onFrame });
    const count = 4 * frameCredit;
    const flood = [quiet, resolve(import.meta.dirname, 'flood-run.ts'), pair.far, String(count)];
    // Sync: nothing of ours runs until all frames are on the wire.
    const { status } = spawnSync(process.execPath, flood, { stdio: 'inherit', timeout: 50_000 });
    expect(status).toBe(0);
    await expect.poll(() => heard.frames.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(frameCredit);
    await expect.poll(() => port.lost(), { timeout: 10_000 }).toBeGreaterThan(0);
    expect(heard.frames.length + port.lost()).toBeLessThanOrEqual(count);
    // Afterwards it is as if nothing had been.
    const far = await open({ interface: pair.far });
    await far.send(frameOf(0x77));
    await expect.poll(() => heard.frames.at(-1)?.bytes).toEqual(frameOf(0x77));
  });

  it('works on the port that Electron hands to a utility process', async () => {
    const utility = createRawPacketIo({ start: startChildProcess({ entry: utilityEntry }) });
    const heard = new Listener();
    const port = await utility.open({ interface: pair.near, filter: '', onFrame: heard.onFrame });
    const far = await open({ interface: pair.far });
    await far.send(frameOf(5));
    expect((await heard.first(1))[0]?.bytes).toEqual(frameOf(5));
    expect(await port.send(frameOf(6))).toBeGreaterThan(0);
    await pair.setLink(pair.near, false);
    expect((await port.ended).problem?.code).toBe('packet-process-died');
    await utility.close();
  });

  it('says that the process could not be started', async () => {
    const broken = createRawPacketIo({
      start: () => {
        throw new Error('no such program');
      },
    });
    const options = { interface: pair.near, filter: '', onFrame: () => undefined };
    const thrown = await problemOf(broken.open(options));
    expect(thrown).toMatchObject({ code: 'packet-process-not-started', params: { reason: 'start' } });

    const missing = createRawPacketIo({
      start: startChildProcess({ entry: packetProcessEntry, under: ['/no/program'] }),
    });
    expect((await problemOf(missing.open(options))).code).toBe('packet-process-died');

    const silent = createRawPacketIo({
      start: startChildProcess({ entry: 'unused', under: ['sleep', '60', '#'] }),
      openTimeout: 300,
    });
    expect((await problemOf(silent.open(options))).code).toMatch(/^packet-process-(died|not-started)$/);
  });

  it('names what is missing when cap was not built', async () => {
    const env = { ...process.env, PUNCHDOWN_NATIVE: '/nonexistent' };
    const without = createRawPacketIo({ start: startChildProcess({ entry: packetProcessEntry, env }) });
    const options = { interface: pair.near, filter: '', onFrame: () => undefined };
    const { code, params } = await problemOf(without.open(options));
    expect(code).toBe('raw-not-built');
    expect(params.command).toBeTruthy();
  });

  it.skipIf(!need('setpriv'))('names the missing right, and the command that gives it works', async () => {
    const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    const options = { interface: pair.near, filter: '', onFrame: () => undefined };
    const plain = createRawPacketIo({ start: startChildProcess({ entry: packetProcessEntry, under: asNobody }) });
    const { code, params } = await problemOf(plain.open(options));
    expect(code).toBe('raw-no-rights');
    expect(params).toMatchObject({ interface: pair.near, command: expect.stringContaining('--ambient-caps=+net_raw') });

    const rights = ['--inh-caps=+net_raw,+net_bind_service', '--ambient-caps=+net_raw,+net_bind_service'];
    const helped = createRawPacketIo({
      start: startChildProcess({ entry: packetProcessEntry, under: [...asNobody, ...rights] }),
    });
    const port = await helped.open(options);
    expect(await port.send(frameOf(1))).toBeGreaterThan(0);
    await helped.close();
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
