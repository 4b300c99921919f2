/**
 * Finding the DHCP packets of a large capture: ours against tshark on the same file. With an argument it is the process
 * that is measured: `found` finds and groups and keeps nothing, `stored` has the engine open the file into a workspace.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '#electron/engine/engine.ts';
import { captureFile } from '#electron/storage/capture-file.ts';
import type { CaptureSink } from '#electron/tools/dhcp/capture/capture-sink.ts';
import { importCapture } from '#electron/tools/dhcp/capture/import-capture.ts';
import { need } from '#test/lab/need.ts';
import { client, message, start } from '#test/tools/dhcp/capture/capture-frames.ts';
import { processMemory } from './process-memory.ts';
import { mebibytes, printTable } from './table.ts';

const fileSize = 1024 ** 3;
const dhcpPackets = 100_000;
const steps = ['DISCOVER', 'OFFER', 'REQUEST', 'ACK'] as const;
const [, , mode, file = ''] = process.argv;

/** Counts what is found and keeps nothing. */
async function find(path: string): Promise<void> {
  let packets = 0;
  const recording = { packet: () => packets++, end: () => undefined };
  const sink: CaptureSink = { begin: () => recording, ready: () => undefined };
  const { signal } = new AbortController();
  const result = await importCapture({ source: await captureFile(path), sink, signal });
  if (result.ended !== 'complete') throw new Error(`ended as ${result.ended}`);
  process.stdout.write(`${result.messages} ${result.exchanges}\n`);
}

/** The call that the page makes, all packets on the timeline of a workspace at its end. */
async function store(path: string): Promise<void> {
  const engine = await startEngine({
    host: 'command-line',
    workspace: undefined,
    startPacketProcess: () => Promise.reject(new Error('not needed')),
    version: '0',
  });
  const { dhcpPackets, exchanges, ended } = await engine.client.dhcp.open({ file: path });
  const { total, exchanges: last } = await engine.client.timeline.exchanges({ tool: 'dhcp', from: 0, count: 500 });
  await engine.close();
  const whole = last.every(({ events, lost }) => events === steps.length && lost === 0);
  if (ended !== 'complete' || total !== exchanges || !whole) throw new Error(`${ended}, ${total} of ${exchanges} kept`);
  process.stdout.write(`${dhcpPackets} ${exchanges}\n`);
}

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-bench-'));
  try {
    const path = join(folder, 'large.pcap');
    const packets = write(path);
    process.stdout.write(
      `  ${mebibytes(fileSize)} of pcap, ${packets.toLocaleString('en')} packets, ${dhcpPackets.toLocaleString('en')} of them DHCP\n`,
    );
    // Reading it once puts it where both find it alike.
    await measure('cat', [path]);
    const self = (mode: string) => measure(process.execPath, [import.meta.filename, mode, path]);
    const found = await self('found');
    const stored = await self('stored');
    const rows = [
      ['', 'seconds', 'MiB/s', 'peak memory', 'DHCP packets'],
      row('ours: found and grouped', found, Number(found.output.split(' ')[0])),
      row('ours: stored by the engine', stored, Number(stored.output.split(' ')[0])),
    ];
    if (need('tshark')) {
      const theirs = await measure('tshark', ['-n', '-r', path, '-Y', 'dhcp']);
      const lines = theirs.output.split('\n').length - 1;
      rows.push(row('tshark -Y dhcp', theirs, lines));
      rows.push([
        'tshark takes so many times as long as storing',
        (theirs.seconds / stored.seconds).toFixed(1),
        '',
        '',
        '',
      ]);
    }
    printTable(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  seconds: number;
  /** Bytes. */
  memory: number;
  output: string;
}

const row = (name: string, { seconds, memory }: Measured, packets: number) => [
  name,
  seconds.toFixed(2),
  (fileSize / 1024 ** 2 / seconds).toFixed(0),
  mebibytes(memory),
  packets.toLocaleString('en'),
];

/** Runs a program to its end, its start included, and watches how much memory it holds at most. */
async function measure(program: string, args: readonly string[]): Promise<Measured> {
  const begin = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, peakOf(child));
  }, 20);
  let output = '';
  // Of `cat` only the reading matters.
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    if (program !== 'cat') output += text;
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = text;
  });
  const code = await new Promise((done) => child.once('close', done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${complaint}`);
  return { seconds: (performance.now() - begin) / 1000, memory, output };
}

/** The most a process has held so far, as Linux tells it; 0 elsewhere. */
function peakOf({ pid }: ChildProcess): number {
  try {
    return processMemory(pid, 'peak') || 0;
  } catch {
    return 0;
  }
}

/** A gibibyte of traffic, DHCP spread evenly through it; gives the number of packets. */
function write(path: string): number {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  const dhcp = steps.map((step) => Buffer.from(message(step)));
  const others = [60, 66, 150, 590, 1514, 1514].map(otherFrame);
  const dhcpBytes = dhcp.reduce((sum, { length }) => sum + length + 16, 0) / dhcp.length;
  const otherBytes = others.reduce((sum, { length }) => sum + length + 16, 0) / others.length;
  const otherPackets = Math.floor((fileSize - header.length - dhcpPackets * dhcpBytes) / otherBytes);
  const total = dhcpPackets + otherPackets;
  const out = openSync(path, 'w');
  const buffer = Buffer.alloc(4 * 1024 * 1024);
  let at = header.copy(buffer);
  for (let n = 0, dhcpDone = 0; n < total; n++) {
    const isDhcp = dhcpDone < dhcpPackets && dhcpDone * total <= n * dhcpPackets;
    const frame = (isDhcp ? dhcp[dhcpDone % 4] : others[n % others.length]) ?? Buffer.alloc(0);
    if (at + 16 + frame.length > buffer.length) {
      writeSync(out, buffer, 0, at);
      at = 0;
    }
    // A packet every 250 microseconds.
    const microseconds = n * 250;
    buffer.writeUInt32LE(Math.floor(start / 1000) + Math.floor(microseconds / 1_000_000), at);
    buffer.writeUInt32LE(microseconds % 1_000_000, at + 4);
    buffer.writeUInt32LE(frame.length, at + 8);
    buffer.writeUInt32LE(frame.length, at + 12);
    frame.copy(buffer, at + 16);
    if (isDhcp) {
      const exchange = dhcpDone >> 2;
      buffer.writeUInt32BE(exchange + 1, at + 16 + 42 + 4);
      buffer.writeUInt32BE(exchange, at + 16 + 42 + 28 + 2);
      dhcpDone++;
    } else {
      // Four thousand hosts: as many conversations as tshark has to keep.
      buffer.writeUInt16BE(Math.imul(n, 0x9e3779b1) >>> 20, at + 16 + 28);
    }
    at += 16 + frame.length;
  }
  writeSync(out, buffer, 0, at);
  closeSync(out);
  return total;
}

/** UDP between two hosts, on ports of no protocol: what costs tshark least, which follows every TCP stream. */
function otherFrame(length: number): Buffer {
  const frame = Buffer.alloc(length, 0x5a);
  const mac = Buffer.from(client.replaceAll(':', ''), 'hex');
  mac.copy(frame, 0);
  mac.copy(frame, 6);
  Buffer.from([8, 0, 0x45, 0, 0, 0, 0, 1, 0, 0, 64, 17, 0, 0, 10, 1, 2, 3, 10, 4, 5, 6]).copy(frame, 12);
  frame.writeUInt16BE(length - 14, 16);
  Buffer.from([0xc3, 0x50, 0xc3, 0x51, 0, 0, 0, 0]).copy(frame, 34);
  frame.writeUInt16BE(length - 34, 38);
  return frame;
}

if (mode === 'found') await find(file);
else if (mode === 'stored') await store(file);
else await bench();
