import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { captureFile } from '#electron/storage/capture-file.ts';
import {
  type CaptureImport,
  type CaptureProgress,
  importCapture,
} from '#electron/tools/dhcp/capture/import-capture.ts';
import type { CaptureSource } from '#electron/wire/capture/capture-source.ts';
import type { ProblemError } from '#shared/problem/problem.ts';
import { Blocks, classicFile } from '#test/wire/capture/capture-files.ts';
import { MemorySink, message, start } from './capture-frames.ts';

const folder = mkdtempSync(join(tmpdir(), 'punchdown-capture-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function save(bytes: Uint8Array): string {
  const path = join(folder, `capture-${files++}`);
  writeFileSync(path, bytes);
  return path;
}

const steps = ['DISCOVER', 'OFFER', 'REQUEST', 'ACK'] as const;
const ticks = (index: number) => BigInt(start) * 1000n + BigInt(index) * 1000n;
const other = new Uint8Array(1000).fill(0x11);

/** So many exchanges one after the other, a kilobyte of something else behind every message. */
function manyExchanges(count: number): Buffer {
  const packets = Array.from({ length: count * 8 }, (_, index) => {
    const step = steps[(index >> 1) % 4];
    const bytes = index % 2 === 1 ? other : message(step, { xid: index >> 3 });
    return { ticks: ticks(index), bytes };
  });
  return classicFile({ packets });
}

interface Outcome {
  result: CaptureImport;
  sink: MemorySink;
  progress: CaptureProgress[];
}

async function run(source: CaptureSource, abort = new AbortController(), sink = new MemorySink()): Promise<Outcome> {
  const progress: CaptureProgress[] = [];
  const result = await importCapture({
    source,
    sink,
    signal: abort.signal,
    onProgress: (report) => progress.push(report),
  });
  return { result, sink, progress };
}

describe('a file', () => {
  it('gives its exchanges, and every packet in order', async () => {
    const bytes = manyExchanges(1000);
    const { result, sink, progress } = await run(await captureFile(save(bytes)));
    expect(bytes.length).toBeGreaterThan(5 * 1024 * 1024);
    expect(result).toEqual({
      format: 'pcap',
      ended: 'complete',
      bytes: bytes.length,
      size: bytes.length,
      packets: 8000,
      messages: 4000,
      exchanges: 1000,
      arp: 0,
      fragments: 0,
      notKept: 0,
      unread: 0,
      faults: [],
      faultsTotal: 0,
    });
    expect(sink.exchanges.map(({ xid }) => xid)).toEqual(Array.from({ length: 1000 }, (_, xid) => xid));
    for (const [index, { packets, end }] of sink.exchanges.entries()) {
      expect(end).toMatchObject({ outcome: 'bound', messages: 4 });
      expect(packets.map(({ bytes: frame }) => frame)).toEqual(steps.map((step) => message(step, { xid: index })));
    }
    expect(progress.at(-1)).toMatchObject({ bytes: bytes.length, exchanges: 1000 });
  });

  it('cut off or damaged gives what came before', async () => {
    const bytes = manyExchanges(2);
    const cut = await run(await captureFile(save(bytes.subarray(0, -1500))));
    expect(cut.result).toMatchObject({ ended: 'truncated', exchanges: 2, messages: 7, faultsTotal: 1 });
    expect(cut.result.faults[0]?.offset).toBe(bytes.length - 1500);
    const damaged = Buffer.concat([bytes, Buffer.alloc(16, 0xff), bytes]);
    const broken = await run(await captureFile(save(damaged)));
    expect(broken.result).toMatchObject({ ended: 'damaged', messages: 8, faults: [{ offset: bytes.length + 8 }] });
    expect(broken.sink.open).toBe(0);
  });

  it('with faults without end counts them', async () => {
    const blocks = new Blocks(true);
    const bad = Array.from({ length: 5000 }, () => blocks.block(5, Buffer.alloc(0), { trailing: 1 }));
    const { result } = await run(await captureFile(save(Buffer.concat([blocks.section(), ...bad]))));
    expect([result.faults.length, result.faultsTotal, result.ended]).toEqual([100, 5000, 'complete']);
  });

  it('of another kind is named', async () => {
    const failed = async (bytes: Uint8Array) =>
      (await run(await captureFile(save(bytes))).catch((error: ProblemError) => error)) as ProblemError;
    expect((await failed(gzipSync(manyExchanges(1)))).problem).toMatchObject({
      code: 'capture-compressed',
      params: { format: 'gzip' },
    });
    expect((await failed(Buffer.alloc(0))).problem).toMatchObject({
      code: 'capture-foreign',
      params: { format: 'empty' },
    });
    expect((await failed(Buffer.from('hello\n'))).problem).toMatchObject({
      code: 'capture-foreign',
      params: { format: 'text' },
    });
  });

  it('that is none, or a pipe, is refused without waiting', async () => {
    const code = async (path: string) =>
      ((await captureFile(path).catch((error: ProblemError) => error)) as ProblemError).problem.code;
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await Promise.all([folder, pipe, '/dev/zero', join(folder, 'absent')].map(code))).toEqual(
      Array(4).fill('file-unreadable'),
    );
  });

  it.skipIf(process.getuid?.() === 0)('without the right to it is named', async () => {
    const path = save(manyExchanges(1));
    chmodSync(path, 0);
    await expect(run(await captureFile(path))).rejects.toMatchObject({ problem: { code: 'file-unreadable' } });
  });

  it('that shrinks while it is read ends there', async () => {
    const bytes = manyExchanges(1000);
    const path = save(bytes);
    const source = await captureFile(path);
    writeFileSync(path, bytes.subarray(0, 3_000_000));
    const { result } = await run(source);
    expect(result).toMatchObject({ ended: 'truncated', bytes: 3_000_000 });
  });
});

describe('cancel', () => {
  it('ends the exchanges found so far and closes the file', async () => {
    const abort = new AbortController();
    const sink = new MemorySink();
    const source = await captureFile(save(manyExchanges(1000)));
    let waits = 0;
    sink.ready = () => {
      if (++waits === 3) abort.abort();
      return Promise.resolve();
    };
    const { result } = await run(source, abort, sink);
    expect(result).toMatchObject({ ended: 'cancelled', messages: 768, exchanges: 192 });
    expect([sink.open, sink.ended]).toEqual([0, 192]);
  });

  it('before the start reads nothing', async () => {
    const abort = new AbortController();
    abort.abort();
    const { result, sink } = await run(await captureFile(save(manyExchanges(1))), abort);
    expect([result.ended, result.format, sink.exchanges.length]).toEqual(['cancelled', undefined, 0]);
  });
});

describe('what hinders', () => {
  it('a sink that has no room is waited for', async () => {
    const sink = new MemorySink();
    let most = 0;
    let drained = 0;
    sink.ready = () => {
      most = Math.max(most, sink.packets - drained);
      return new Promise((done) =>
        setImmediate(() => {
          drained = sink.packets;
          done();
        }),
      );
    };
    const { result } = await run(await captureFile(save(manyExchanges(1000))), undefined, sink);
    expect(result.messages).toBe(4000);
    expect(most).toBe(256);
  });

  it('a source that fails on its way leaves what came before', async () => {
    const bytes = manyExchanges(10);
    const path = save(bytes);
    const whole = await captureFile(path);
    const source: CaptureSource = {
      ...whole,
      async *chunks() {
        yield bytes.subarray(0, bytes.length / 2);
        yield* (await captureFile(join(folder, 'absent'))).chunks();
      },
    };
    const { result, sink } = await run(source);
    expect(result).toMatchObject({ ended: 'unreadable', problem: { code: 'file-unreadable' }, exchanges: 5 });
    expect(sink.open).toBe(0);
  });
});
