import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dhcpFrameFilter } from '#electron/net/packet/frame-filter.ts';
import type { PacketPortOptions } from '#electron/net/packet/packet-io.ts';
import { frameCredit, type PacketProcess } from '#electron/net/packet/packet-process-protocol.ts';
import { createRawPacketIo, type RawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { buildArpFrame, buildUdpFrame } from '#electron/wire/frame.ts';
import { must } from '#test/lab/namespace.ts';
import { need } from '#test/lab/need.ts';
import { createVethPair, type VethPair } from '#test/lab/veth-pair.ts';
import { frameOf, Listener, packetIoSuite, problemOf } from '#test/suites/packet-io.ts';
import { startWith } from './packet-process-start.ts';

/** The same process, made to believe that it is one of Electron's. */
const utilityEntry = resolve(import.meta.dirname, 'as-utility-process.ts');
const quiet = '--disable-warning=ExperimentalWarning';
const possible = need('linux', 'root', 'netns');
const backends = [
  { backend: 'koffi', able: possible && need('libpcap') },
  { backend: 'cap', able: possible && need('cap') },
] as const;

for (const { backend, able } of backends)
  describe.skipIf(!able)(`raw frames through ${backend}`, () => rawFrames(backend));

function rawFrames(backend: 'koffi' | 'cap'): void {
  const start = startWith(backend);

  packetIoSuite(`${backend} in the packet process`, async () => {
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

  const open = (options: Partial<PacketPortOptions> = {}) =>
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

  it('says how it captures', async () => {
    const port = await open();
    expect(port.capture).toEqual({
      backend,
      promiscuous: true,
      timeStamps: backend === 'koffi' ? 'kernel' : 'process',
    });
  });

  it('ends with the last words of the library when the interface is deleted', async () => {
    const port = await open();
    await pair.close();
    const { problem } = await port.ended;
    if (backend === 'koffi') {
      expect(problem).toMatchObject({ code: 'interface-unknown', params: { interface: pair.near } });
      expect(problem?.details).toContain('disappeared');
      expect((await problemOf(port.send(frameOf(1)))).code).toBe('send-failed');
      return;
    }
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
    const refused = [
      '((((',
      'port 67 and',
      ')'.repeat(4000),
      'x'.repeat(100_000),
      'arp\0',
      '%s%n%n',
      'not '.repeat(900),
    ];
    for (const filter of refused) {
      expect((await problemOf(open({ filter }))).code).toBe('internal');
    }
  });

  it('takes or refuses the longest and deepest filter, and lives', async () => {
    const deep = `${'('.repeat(2000)}arp${')'.repeat(2000)}`;
    const wide = Array.from({ length: 200 }, (_, index) => `udp port ${index + 1}`).join(' or ');
    for (const filter of [deep, wide, `${'not '.repeat(900)}arp`]) {
      const outcome = await open({ filter }).catch((error) => error.problem.code);
      if (typeof outcome === 'string') expect(outcome).toBe('internal');
      else await outcome.close();
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
    // Sync: nothing of ours runs until all frames are on the wire.
    flood(pair.far, count);
    await expect.poll(() => heard.frames.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(frameCredit);
    await expect.poll(() => port.lost(), { timeout: 10_000 }).toBeGreaterThan(0);
    // cap does not know what the kernel dropped.
    if (backend === 'cap') expect(heard.frames.length + port.lost()).toBeLessThanOrEqual(count);
    else await expect.poll(() => heard.frames.length + port.lost(), { timeout: 10_000 }).toBe(count);
    // Afterwards it is as if nothing had been.
    const far = await open({ interface: pair.far });
    await far.send(frameOf(0x77));
    await expect.poll(() => heard.frames.at(-1)?.bytes).toEqual(frameOf(0x77));
  });

  it('works on the port that Electron hands to a utility process', async () => {
    const utility = createRawPacketIo({
      start: startChildProcess({ entry: utilityEntry, env: { ...process.env, PUNCHDOWN_RAW: backend } }),
    });
    const heard = new Listener();
    const port = await utility.open({ interface: pair.near, filter: '', onFrame: heard.onFrame });
    const far = await open({ interface: pair.far });
    await far.send(frameOf(5));
    expect((await heard.first(1))[0]?.bytes).toEqual(frameOf(5));
    expect(await port.send(frameOf(6))).toBeGreaterThan(0);
    await pair.setLink(pair.near, false);
    expect((await port.ended).problem?.code).toBe(backend === 'cap' ? 'packet-process-died' : 'interface-down');
    await utility.close();
  });

  it.skipIf(!need('setpriv'))('names the missing right, and the command that gives it works', async () => {
    const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    const options = { interface: pair.near, filter: '', onFrame: () => undefined };
    const plain = createRawPacketIo({ start: startWith(backend, {}, asNobody) });
    const { code, params } = await problemOf(plain.open(options));
    expect(code).toBe('raw-no-rights');
    expect(params).toMatchObject({ interface: pair.near, command: expect.stringContaining('--ambient-caps=+net_raw') });

    // The right to raw frames alone is enough, to be promiscuous as well.
    const rights = ['--inh-caps=-all,+net_raw', '--ambient-caps=+net_raw'];
    const helped = createRawPacketIo({ start: startWith(backend, {}, [...asNobody, ...rights]) });
    const heard = new Listener();
    const port = await helped.open({ ...options, onFrame: heard.onFrame });
    expect(await promiscuity(pair.near)).toBe(1);
    expect(await port.send(frameOf(1))).toBeGreaterThan(0);
    const far = await open({ interface: pair.far });
    await far.send(frameOf(2));
    expect((await heard.first(1))[0]?.bytes).toEqual(frameOf(2));
    await helped.close();
  });

  if (backend === 'cap') return;

  it('is promiscuous or not, as asked', async () => {
    for (const promiscuous of [true, false]) {
      const heard = new Listener();
      const port = await open({ onFrame: heard.onFrame, promiscuous });
      const far = await open({ interface: pair.far });
      expect(port.capture?.promiscuous).toBe(promiscuous);
      expect(await promiscuity(pair.near)).toBe(promiscuous ? 1 : 0);
      await far.send(frameOf(1));
      expect((await heard.first(1))[0]?.bytes).toEqual(frameOf(1));
      await port.close();
      await far.close();
    }
  });

  it('stamps frames as they arrive, not as they are read', async () => {
    const heard = new Listener();
    await open({ onFrame: heard.onFrame });
    const far = await open({ interface: pair.far });
    await far.send(frameOf(1));
    await heard.first(1);
    process.kill(started[0]?.pid ?? 0, 'SIGSTOP');
    const sent = await far.send(frameOf(2));
    const later = await far.send(frameOf(3));
    await delay(100);
    const resumed = performance.timeOrigin + performance.now();
    process.kill(started[0]?.pid ?? 0, 'SIGCONT');
    const [, second, third] = await heard.first(3);
    // The two processes tell the time by the same clock, each with an error of its own.
    expect(second?.at).toBeGreaterThanOrEqual(sent - 1);
    expect(third?.at).toBeGreaterThanOrEqual(later - 1);
    expect(third?.at).toBeLessThan(resumed - 50);
  });

  it('counts every frame that the kernel drops', async () => {
    const heard = new Listener();
    const port = await open({ onFrame: heard.onFrame });
    process.kill(started[0]?.pid ?? 0, 'SIGSTOP');
    const count = 5000;
    flood(pair.far, count);
    process.kill(started[0]?.pid ?? 0, 'SIGCONT');
    await expect.poll(() => heard.frames.length + port.lost(), { timeout: 10_000 }).toBe(count);
    expect(port.lost()).toBeGreaterThan(0);
    expect(heard.frames.length).toBeGreaterThan(1000);
  });

  it('goes on after the interface was down for less than a look', async () => {
    const heard = new Listener();
    const port = await open({ onFrame: heard.onFrame });
    process.kill(started[0]?.pid ?? 0, 'SIGSTOP');
    await pair.setLink(pair.near, false);
    await pair.setLink(pair.near, true);
    process.kill(started[0]?.pid ?? 0, 'SIGCONT');
    const far = await open({ interface: pair.far });
    await expect
      .poll(async () => {
        await far.send(frameOf(4)).catch(() => undefined); // the carrier comes back in its own time
        return heard.frames.length;
      })
      .toBeGreaterThan(0);
    await port.close();
    expect(await port.ended).toEqual({});
  });

  it('marks what the wire carried beyond a jumbo frame', async () => {
    const heard = new Listener();
    await must('ip', 'link', 'set', pair.near, 'mtu', '20000');
    await must('ip', 'link', 'set', pair.far, 'mtu', '20000');
    await open({ onFrame: heard.onFrame });
    const far = await open({ interface: pair.far });
    await far.send(frameOf(1, '0806', 9014));
    await far.send(frameOf(2, '0806', 15_000));
    const [whole, cut] = await heard.first(2);
    expect(whole).toMatchObject({ bytes: frameOf(1, '0806', 9014) });
    expect(whole?.truncated).toBeUndefined();
    expect(cut?.truncated).toBe(true);
    expect(cut?.bytes).toEqual(frameOf(2, '0806', 15_000).subarray(0, cut?.bytes.length));
  });
}

/** Puts so many frames on the wire and waits for it without letting anything of ours run. */
function flood(interfaceName: string, count: number): void {
  const program = [quiet, resolve(import.meta.dirname, 'flood-run.ts'), interfaceName, String(count)];
  const { status } = spawnSync(process.execPath, program, { stdio: 'inherit', timeout: 50_000 });
  expect(status).toBe(0);
}

/** How many want the interface to be promiscuous. */
async function promiscuity(name: string): Promise<number> {
  const [link] = JSON.parse(await must('ip', '-d', '-j', 'link', 'show', name));
  return link.promiscuity;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
