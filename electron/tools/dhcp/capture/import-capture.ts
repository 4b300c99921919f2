import type { CaptureItem } from '#electron/wire/capture/capture-item.ts';
import type { ForeignKind } from '#electron/wire/capture/capture-kind.ts';
import { CaptureReader } from '#electron/wire/capture/capture-reader.ts';
import type { PacketFault } from '#shared/model/packet-field.ts';
import { type Problem, ProblemError } from '#shared/problem/problem.ts';
import type { CaptureSink } from './capture-sink.ts';
import { ExchangeGroups } from './exchange-groups.ts';
import type { CaptureSource } from './read-file.ts';

/** At most so many packets go to the sink before it is asked whether it can take more. */
const packetsBetweenWaits = 256;
/** Faults told one by one; all are counted. */
const faultsLimit = 100;
/** Milliseconds between two reports of progress. */
const progressInterval = 100;

export interface CaptureProgress {
  /** Bytes read so far, of how many. */
  bytes: number;
  size: number;
  /** Packets of any kind, DHCP messages, and exchanges so far. */
  packets: number;
  messages: number;
  exchanges: number;
}

export interface CaptureImport extends CaptureProgress {
  /** Absent when it was cancelled before that was known. */
  format?: 'pcap' | 'pcapng';
  /**
   * `truncated`: the file ends inside a packet; `damaged`: from some place on it made no sense; `unreadable`: the system refused
   * to read on, see `problem`. What came before is imported in every case.
   */
  ended: 'complete' | 'truncated' | 'damaged' | 'cancelled' | 'unreadable';
  problem?: Problem;
  /** ARP packets and further fragments handed over, packets over the limit of an exchange. */
  arp: number;
  fragments: number;
  notKept: number;
  /** Packets of link types that are not read. */
  unread: number;
  /** The first hundred; offsets in the file. */
  faults: PacketFault[];
  faultsTotal: number;
}

export interface CaptureImportOptions {
  source: CaptureSource;
  sink: CaptureSink;
  signal: AbortSignal;
  /** At most ten times a second, and at the end. */
  onProgress?(progress: CaptureProgress): void;
}

const compressed: ReadonlySet<ForeignKind> = new Set(['gzip', 'zstd', 'xz', 'bzip2', 'lz4', 'zip']);

/**
 * Reads a capture from start to end and hands its DHCP exchanges to the sink, in memory that does not depend on its size. May be
 * cancelled at any moment: the exchanges found so far are ended and stay.
 *
 * @throws ProblemError file-unreadable when nothing could be read; capture-compressed, capture-foreign when it is no capture.
 */
export async function importCapture(options: CaptureImportOptions): Promise<CaptureImport> {
  return new CaptureRun(options).run();
}

class CaptureRun {
  readonly #options: CaptureImportOptions;
  readonly #groups: ExchangeGroups;
  readonly #reader: CaptureReader;
  readonly #faults: PacketFault[] = [];
  #faultsTotal = 0;
  #bytes = 0;
  #untilWait = packetsBetweenWaits;
  #reportedAt = 0;

  constructor(options: CaptureImportOptions) {
    this.#options = options;
    this.#groups = new ExchangeGroups(options.sink);
    this.#reader = new CaptureReader(this.#groups.wanted);
  }

  async run(): Promise<CaptureImport> {
    const problem = await this.#readAll();
    this.#groups.endAll();
    await this.#options.sink.ready();
    this.#report();
    const reader = this.#reader;
    const { arp, fragments, notKept } = this.#groups.counts;
    if (reader.format === undefined && problem !== undefined) throw problem;
    return {
      ...this.#progress(),
      ...(reader.format === undefined ? {} : { format: reader.format }),
      ended: this.#ended(problem),
      ...(problem === undefined ? {} : { problem: problem.problem }),
      arp,
      fragments,
      notKept,
      unread: reader.unread,
      faults: this.#faults,
      faultsTotal: this.#faultsTotal,
    };
  }

  /** Gives the problem that ended it before the file did. */
  async #readAll(): Promise<ProblemError | undefined> {
    const { source, signal } = this.#options;
    try {
      for await (const chunk of source.chunks()) {
        if (signal.aborted) return undefined;
        this.#reader.push(chunk);
        await this.#takeItems();
        this.#bytes += chunk.length;
        if (this.#reader.broken) break;
        if (performance.now() - this.#reportedAt >= progressInterval) this.#report();
      }
    } catch (error) {
      if (error instanceof ProblemError) return error;
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
    const { sink, signal } = this.#options;
    for (let item = this.#reader.next(); item !== undefined && !signal.aborted; item = this.#reader.next()) {
      this.#take(item);
      if (this.#untilWait > 0) continue;
      this.#untilWait = packetsBetweenWaits;
      const ready = sink.ready();
      if (ready !== undefined) await ready;
    }
  }

  #take(item: CaptureItem): void {
    if (item.kind === 'packet') {
      this.#untilWait--;
      this.#groups.take(item);
      return;
    }
    this.#faultsTotal++;
    if (this.#faults.length < faultsLimit) this.#faults.push({ offset: item.offset, reason: item.reason });
  }

  #ended(problem: ProblemError | undefined): CaptureImport['ended'] {
    if (problem !== undefined) return 'unreadable';
    if (this.#options.signal.aborted) return 'cancelled';
    if (this.#reader.broken) return 'damaged';
    return this.#reader.truncated ? 'truncated' : 'complete';
  }

  #progress(): CaptureProgress {
    const { messages, exchanges } = this.#groups.counts;
    return { bytes: this.#bytes, size: this.#options.source.size, packets: this.#reader.packets, messages, exchanges };
  }

  #report(): void {
    this.#reportedAt = performance.now();
    this.#options.onProgress?.(this.#progress());
  }
}
