import { uint32At } from '../octets.ts';
import { BlockRecords, sectionType } from './block-records.ts';
import { type CaptureItem, captureFault, type RecordSource, type WantedPacket } from './capture-item.ts';
import { type ForeignKind, foreignKind, foreignWords, kindLength } from './capture-kind.ts';
import { ChunkWindow } from './chunk-window.ts';
import { ClassicRecords, classicHeaderLength, classicOrder } from './classic-records.ts';

/**
 * Reads a pcap or pcapng file that comes in chunks: `push` one, take items with `next` until it gives undefined, push the
 * following; after the last say `end` and take what `next` still gives. Never throws. Needs, besides the chunk, memory for one
 * record of at most 16 MiB and the interfaces of a section, whatever the file says.
 */
export class CaptureReader {
  readonly #window = new ChunkWindow();
  readonly #wanted: WantedPacket;
  #records: RecordSource | undefined;
  #ended = false;
  #finished = false;
  #truncated = false;
  #foreign: ForeignKind | undefined;
  #format: 'pcap' | 'pcapng' | undefined;

  /** `wanted` passes packets over before anything is made of them; without it all are given. */
  constructor(wanted: WantedPacket = () => true) {
    this.#wanted = wanted;
  }

  /** Known once enough of the file's start has been seen. */
  get format(): 'pcap' | 'pcapng' | undefined {
    return this.#format;
  }

  /** Set when the file is no capture that we read: what it is instead. */
  get foreign(): ForeignKind | undefined {
    return this.#foreign;
  }

  /** The file ended inside a record, or before there was one. */
  get truncated(): boolean {
    return this.#truncated;
  }

  /** Nothing more will be read, whatever is pushed. */
  get broken(): boolean {
    return this.#foreign !== undefined || this.#records?.broken === true;
  }

  /** Packets met so far, wanted or not. */
  get packets(): number {
    return this.#records?.packets ?? 0;
  }

  /** Packets passed over because their link type is one we do not read. */
  get unread(): number {
    return this.#records?.unread ?? 0;
  }

  /** Gives the next bytes. They may be overwritten once `next` has given undefined. */
  push(chunk: Uint8Array): void {
    if (!this.broken) this.#window.push(chunk);
  }

  /** No more bytes will come. */
  end(): void {
    this.#ended = true;
  }

  /** A packet or a fault; undefined when it takes more bytes, or at the end. */
  next(): CaptureItem | undefined {
    if (this.#foreign !== undefined) return undefined;
    this.#records ??= this.#begin();
    // `#begin` may have found out.
    const foreign: ForeignKind | undefined = this.#foreign;
    if (foreign !== undefined) return captureFault(0, foreignWords[foreign]);
    const item = this.#records?.next();
    if (item !== undefined) return item;
    return this.#ended ? this.#finish() : undefined;
  }

  /** The format by the file's first bytes. */
  #begin(): RecordSource | undefined {
    const window = this.#window;
    if (!window.has(kindLength) && !this.#ended) return undefined;
    const head = window.bytes.subarray(window.at, window.at + window.available);
    if (head.length >= 4 && uint32At(head, 0) === sectionType) {
      this.#format = 'pcapng';
      return new BlockRecords(window, this.#wanted);
    }
    const order = head.length < 4 ? undefined : classicOrder(head, 0);
    if (order === undefined) {
      this.#foreign = foreignKind(head);
      return undefined;
    }
    this.#format = 'pcap';
    return head.length < classicHeaderLength ? undefined : new ClassicRecords(window, order, this.#wanted);
  }

  /** The last word: whether the file ended where a record did. */
  #finish(): CaptureItem | undefined {
    const left = this.#window.available;
    if (this.#finished || this.broken || left === 0) return undefined;
    this.#finished = true;
    this.#truncated = true;
    const into = this.#records?.reading ?? 'its header';
    return captureFault(this.#window.offset + left, `the file ends ${left} bytes into ${into}`);
  }
}
