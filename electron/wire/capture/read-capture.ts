import type { PacketFault } from '#shared/model/packet-field.ts';
import { type Problem, ProblemError } from '#shared/problem/problem.ts';
import type { CaptureItem, CapturePacket, WantedPacket } from './capture-item.ts';
import type { ForeignKind } from './capture-kind.ts';
import { CaptureReader } from './capture-reader.ts';
import type { CaptureSource } from './capture-source.ts';

/** At most so many packets are taken before it is asked whether more may come. */
const packetsBetweenWaits = 256;
/** Faults told one by one; all are counted. */
const faultsLimit = 100;
/** Milliseconds between two reports of progress. */
const progressInterval = 100;

export interface CaptureReading {
  /** Bytes read so far, and packets of any kind. */
  bytes: number;
  packets: number;
  /** Absent when it was cancelled before that was known. */
  format?: 'pcap' | 'pcapng';
  /**
   * `truncated`: the file ends inside a packet; `damaged`: from some place on it made no sense; `unreadable`: the system refused
   * to read on, see `problem`. What came before was taken in every case.
   */
  ended: 'complete' | 'truncated' | 'damaged' | 'cancelled' | 'unreadable';
  problem?: Problem;
  /** Packets of link types that are not read. */
  unread: number;
  /** The first hundred; offsets in the file. */
  faults: PacketFault[];
  faultsTotal: number;
}

export interface ReadCaptureOptions {
  source: CaptureSource;
  /** Passes packets over before anything is made of them. */
  wanted: WantedPacket;
  /** Its bytes are good until it returns. */
  take(packet: CapturePacket): void;
  /** Undefined while more may come, else a promise of the moment when it may. Asked at least every 256 packets. */
  ready(): Promise<void> | undefined;
  signal: AbortSignal;
  /** Milliseconds of any clock. */
  now(): number;
  /** At most ten times a second. */
  onProgress(bytes: number, packets: number): void;
}

const compressed: ReadonlySet<ForeignKind> = new Set(['gzip', 'zstd', 'xz', 'bzip2', 'lz4', 'zip']);

/**
 * Reads a capture from start to end, in memory that does not depend on its size. May be cancelled at any moment: what was taken stays.
 *
 * @throws ProblemError file-unreadable when nothing could be read; capture-compressed, capture-foreign when it is no capture; and what `ready`
 * rejects with.
 */
export function readCapture(options: ReadCaptureOptions): Promise<CaptureReading> {
  return new CaptureRun(options).run();
}

class CaptureRun {
  readonly #options: ReadCaptureOptions;
  readonly #reader: CaptureReader;
  readonly #faults: PacketFault[] = [];
  #faultsTotal = 0;
  #bytes = 0;
  #untilWait = packetsBetweenWaits;
  #reportedAt = 0;
  /** Why no more could be taken, which is not the file's fault. */
  #refusal: unknown;

  constructor(options: ReadCaptureOptions) {
    this.#options = options;
    this.#reader = new CaptureReader(options.wanted);
  }

  async run(): Promise<CaptureReading> {
    const problem = await this.#readAll();
    const reader = this.#reader;
    if (reader.format === undefined && problem !== undefined) throw problem;
    return {
      bytes: this.#bytes,
      packets: reader.packets,
      ...(reader.format === undefined ? {} : { format: reader.format }),
      ended: this.#ended(problem),
      ...(problem === undefined ? {} : { problem: problem.problem }),
      unread: reader.unread,
      faults: this.#faults,
      faultsTotal: this.#faultsTotal,
    };
  }

  /** Gives the problem that ended it before the file did. */
  async #readAll(): Promise<ProblemError | undefined> {
    const { source, signal, now, onProgress } = this.#options;
    try {
      for await (const chunk of source.chunks()) {
        if (signal.aborted) return undefined;
        this.#reader.push(chunk);
        await this.#takeItems();
        this.#bytes += chunk.length;
        if (this.#reader.broken) break;
        if (now() - this.#reportedAt < progressInterval) continue;
        this.#reportedAt = now();
        onProgress(this.#bytes, this.#reader.packets);
      }
    } catch (error) {
      if (error instanceof ProblemError && error !== this.#refusal) return error;
      throw error;
    }
    this.#reader.end();
    await this.#takeItems();
    const { foreign } = this.#reader;
    if (foreign === undefined) return undefined;
    const code = compressed.has(foreign) ? 'capture-compressed' : 'capture-foreign';
    return new ProblemError(code, { file: source.name, format: foreign });
  }

  async #takeItems(): Promise<void> {
    const { ready, signal } = this.#options;
    for (let item = this.#reader.next(); item !== undefined && !signal.aborted; item = this.#reader.next()) {
      this.#take(item);
      if (this.#untilWait > 0) continue;
      this.#untilWait = packetsBetweenWaits;
      try {
        await ready();
      } catch (error) {
        this.#refusal = error;
        throw error;
      }
    }
  }

  #take(item: CaptureItem): void {
    if (item.kind === 'packet') {
      this.#untilWait--;
      this.#options.take(item);
      return;
    }
    this.#faultsTotal++;
    if (this.#faults.length < faultsLimit) this.#faults.push({ offset: item.offset, reason: item.reason });
  }

  #ended(problem: ProblemError | undefined): CaptureReading['ended'] {
    if (problem !== undefined) return 'unreadable';
    if (this.#options.signal.aborted) return 'cancelled';
    if (this.#reader.broken) return 'damaged';
    return this.#reader.truncated ? 'truncated' : 'complete';
  }
}
