/** Both ways to raw frames on the same wire: how right their time stamps are, what they cost, and what a lost link does. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PacketPort, ReceivedFrame } from '#electron/net/packet/packet-io.ts';
import type { PacketProcess } from '#electron/net/packet/packet-process-protocol.ts';
import { loadPcap } from '#electron/net/packet/pcap-library.ts';
import { createRawPacketIo, type RawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { need } from '#test/lab/need.ts';
import { packetProcessEntry } from '#test/lab/network.ts';
import { createVethPair, type VethPair } from '#test/lab/veth-pair.ts';
import { mebibytes, milliseconds, percentile, printTable } from './table.ts';

const stamped = 2000;
const flooded = 40_000;
const opened = 15;
const idle = 3000;
/** Frames of a flood leave in bursts that fit the smaller of the two kernel buffers; there is a pause between. */
const burst = 100;

type Column = [row: string, value: string][];

async function bench(): Promise<void> {
  const koffi = await measure('koffi');
  const cap = await measure('cap');
  printTable([
    ['on a veth pair', 'koffi', 'cap'],
    ...koffi.map(([row, value], index) => [row, value, cap[index]?.[1] ?? '']),
  ]);
}

/** A way to raw frames, and the processes it started. */
class Bed {
  readonly io: RawPacketIo;
  readonly started: PacketProcess[] = [];

  constructor(backend: string) {
    const env = { ...process.env, PUNCHDOWN_RAW: backend };
    const start = startChildProcess({ entry: packetProcessEntry, env });
    this.io = createRawPacketIo({
      start: async () => {
        const running = await start();
        this.started.push(running);
        return running;
      },
    });
  }

  get pid(): number {
    return this.started.at(-1)?.pid ?? 0;
  }
}

async function measure(backend: string): Promise<Column> {
  const pair = await createVethPair();
  const bed = new Bed(backend);
  const column = [
    ...(await openTimes(bed, pair)),
    ...(await stampErrors(bed, pair)),
    ...(await costs(bed, pair)),
    ...(await linkDown(bed, pair)),
  ];
  await bed.io.close();
  await pair.close();
  return column;
}

async function openTimes({ io }: Bed, pair: VethPair): Promise<Column> {
  const cold: number[] = [];
  const prepared: number[] = [];
  for (let round = 0; round < opened; round++) {
    for (const times of [cold, prepared]) {
      if (times === prepared) {
        io.prepare();
        await delay(400);
      }
      const before = performance.now();
      const port = await io.open({ interface: pair.near, filter: '', onFrame: () => undefined });
      times.push(performance.now() - before);
      await port.close();
    }
  }
  return [
    ['open, with the start of its process, p50', milliseconds(percentile(cold, 0.5))],
    ['open in a prepared process, p50', milliseconds(percentile(prepared, 0.5))],
  ];
}

/** A frame that is no other. */
function numbered(number: number): Buffer {
  const frame = Buffer.alloc(342, 0x55);
  frame.fill(0xff, 0, 6);
  frame.writeUInt16BE(0x88b5, 12); // for local experiments
  frame.writeUInt32BE(number, 14);
  return frame;
}

const numberOf = (frame: Uint8Array) => Buffer.from(frame).readUInt32BE(14);
const now = () => performance.timeOrigin + performance.now();

async function stampErrors({ io }: Bed, pair: VethPair): Promise<Column> {
  const received = new Map<number, { at: number; seen: number }>();
  const onFrame = ({ bytes, at }: ReceivedFrame) => received.set(numberOf(bytes), { at, seen: now() });
  const near = await io.open({ interface: pair.near, filter: 'ether proto 0x88b5', onFrame });
  const far = await io.open({ interface: pair.far, filter: 'less 1', onFrame: () => undefined });
  const folder = mkdtempSync(join(tmpdir(), 'pd-bench-'));
  const file = join(folder, 'frames.pcap');
  const options = ['--immediate-mode', '--time-stamp-precision=nano', '-U', '-Z', 'root', '-w', file];
  const tcpdump = spawn('tcpdump', ['-i', pair.near, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise((listening) => tcpdump.stderr.once('data', listening));
  const called: number[] = [];
  for (let number = 0; number < stamped; number++) {
    called[number] = now();
    await far.send(numbered(number));
    await delay(1);
  }
  await delay(200);
  const ended = new Promise((done) => tcpdump.once('exit', done));
  tcpdump.kill('SIGINT');
  await ended;
  const errors: number[] = [];
  for (const [number, at] of stampsIn(file)) {
    const ours = received.get(number)?.at;
    if (ours !== undefined) errors.push(Math.abs(ours - at));
  }
  rmSync(folder, { recursive: true });
  await near.close();
  await far.close();
  const latencies = [...received].map(([number, { seen }]) => seen - (called[number] ?? 0));
  return [
    ['frames compared with tcpdump', `${errors.length} of ${stamped}`],
    ['time stamp against tcpdump, p50', milliseconds(percentile(errors, 0.5))],
    ['time stamp against tcpdump, p99 (goal: under 0.1 ms)', milliseconds(percentile(errors, 0.99))],
    ['send called to frame received, p50', milliseconds(percentile(latencies, 0.5))],
    ['send called to frame received, p99', milliseconds(percentile(latencies, 0.99))],
  ];
}

/** Number and time, in milliseconds since the epoch, of the frames in a pcap file with nanoseconds. */
function* stampsIn(file: string): Generator<[number: number, at: number]> {
  const bytes = readFileSync(file);
  if (bytes.readUInt32LE(0) !== 0xa1b23c4d) throw new Error('tcpdump wrote no nanoseconds');
  for (let at = 24; at + 16 <= bytes.length; at += 16 + bytes.readUInt32LE(at + 8)) {
    const time = bytes.readUInt32LE(at) * 1000 + bytes.readUInt32LE(at + 4) / 1e6;
    yield [numberOf(bytes.subarray(at + 16)), time];
  }
}

async function costs({ io, ...bed }: Bed, pair: VethPair): Promise<Column> {
  let count = 0;
  const onFrame = () => {
    count++;
  };
  const port = await io.open({ interface: pair.near, filter: '', onFrame });
  const pid = bed.started.at(-1)?.pid ?? 0;
  await delay(300);
  const before = processorTime(pid);
  await delay(idle);
  const idleTime = (processorTime(pid) - before) / (idle / 1000);
  const memory = residentMemory(pid);
  const beforeFlood = processorTime(pid);
  const from = performance.now();
  await floodFrom(pair.far);
  const rate = flooded / ((performance.now() - from) / 1000);
  while (count + port.lost() < flooded && performance.now() < from + 20_000) await delay(20);
  const floodTime = processorTime(pid) - beforeFlood;
  const column: Column = [
    ['processor time while nothing comes, for each second', milliseconds(idleTime)],
    [`processor time for each frame of ${flooded}`, `${((floodTime * 1000) / count).toFixed(1)} µs`],
    ['  frames in a second; delivered', `${Math.round(rate)}; ${count}`],
    ['  told as lost', String(port.lost())],
    ['memory of the packet process, idle', mebibytes(memory)],
    ['  after the flood', mebibytes(residentMemory(pid))],
  ];
  await port.close();
  return column;
}

async function floodFrom(name: string): Promise<void> {
  const args = ['--disable-warning=ExperimentalWarning', import.meta.filename, 'flood', name];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: 'inherit' });
  await new Promise((done) => child.once('exit', done));
}

/** In a process of its own, past all of ours: what is measured is the receiver. */
async function sendFlood(name: string): Promise<void> {
  const library = loadPcap();
  const handle = library.create(name, Buffer.alloc(256));
  if (handle === null || library.activate(handle) < 0) throw new Error('cannot send');
  for (let sent = 0; sent < flooded; sent += burst) {
    for (let number = sent; number < sent + burst; number++) library.inject(handle, numbered(number), 342);
    await delay(2);
  }
  library.close(handle);
}

async function linkDown({ io, started }: Bed, pair: VethPair): Promise<Column> {
  const times: number[] = [];
  let words = '';
  const failure = async (port: PacketPort, cut: () => void) => {
    const running = started.at(-1);
    const exited = new Promise<string>((done) => running?.onExit(done));
    const from = performance.now();
    cut();
    const { problem } = await port.ended;
    times.push(performance.now() - from);
    return `${problem?.code} (${await exited})`;
  };
  const open = () => io.open({ interface: pair.near, filter: '', onFrame: () => undefined });
  for (let round = 0; round < 5; round++) {
    words = await failure(await open(), () => execFileSync('ip', ['link', 'set', pair.near, 'down']));
    await pair.setLink(pair.near, true);
  }
  const deleted = await failure(await open(), () => execFileSync('ip', ['link', 'del', pair.near]));
  return [
    ['link down: the port ends with (its process with)', words],
    ['  after, p50', milliseconds(percentile(times.slice(0, -1), 0.5))],
    ['interface deleted: the port ends with', deleted],
  ];
}

/** Milliseconds that all threads of a process have run. */
function processorTime(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  }
  return nanoseconds / 1e6;
}

/** Bytes of its own that a process has in memory: without files and the kernel's buffer that are mapped into it. */
function residentMemory(pid: number): number {
  const kibibytes = /^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}

const [mode, interfaceName = ''] = process.argv.slice(2);
if (mode === 'flood') await sendFlood(interfaceName);
else if (need('linux', 'root', 'netns', 'cap', 'libpcap', 'tcpdump')) await bench();
else process.stdout.write('  needs root, network namespaces, cap, libpcap and tcpdump\n');
