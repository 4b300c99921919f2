import { ByteCollector } from './byte-collector.ts';
import type { Deframer, DeframerEvents } from './deframer.ts';

interface TerminatedOptions {
  /** One octet or more. */
  terminator: Uint8Array;
  limit: number;
  events: DeframerEvents;
  /** What the octets before the terminator stand for; a text says why they stand for nothing. */
  decode?: (octets: Uint8Array) => Uint8Array | string;
  /** Terminators in a row make no messages. */
  skipEmpty?: boolean;
}

/** Messages that end with a mark. One longer than the limit is named once, and its octets are passed over up to the next mark. */
export class Terminated implements Deframer {
  readonly #options: TerminatedOptions;
  readonly #held = new ByteCollector();
  #at = 0;
  #from = 0;
  #skipping = false;

  constructor(options: TerminatedOptions) {
    if (options.terminator.length === 0) throw new RangeError('a delimiter without octets');
    this.#options = options;
  }

  get held(): number {
    return this.#held.length;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) at = this.#pushPiece(bytes, at);
  }

  end(): void {
    if (this.#at === this.#from) return;
    const reason = `the stream ends ${this.#at - this.#from} octets into a message, before its end mark`;
    this.#options.events.fault({ kind: 'incomplete', at: this.#from, reason });
  }

  /** Takes the octets up to the next end mark, or all. Gives where it stopped. */
  #pushPiece(bytes: Uint8Array, at: number): number {
    const { terminator } = this.#options;
    const before = this.#held.length;
    if (before === 0) {
      const found = indexOf(bytes, terminator, at);
      if (found >= 0) {
        this.#at += found + terminator.length - at;
        this.#finish(bytes.subarray(at, found));
        return found + terminator.length;
      }
      this.#keep(bytes.subarray(at));
      return bytes.length;
    }
    // The mark may have begun in what is held.
    const overlap = Math.min(before, terminator.length - 1);
    const joined = new Uint8Array(overlap + Math.min(bytes.length - at, terminator.length - 1));
    joined.set(this.#held.view().subarray(before - overlap));
    joined.set(bytes.subarray(at, at + joined.length - overlap), overlap);
    const across = indexOf(joined, terminator, 0);
    if (across >= 0 && across < overlap) {
      const taken = across + terminator.length - overlap;
      this.#at += taken;
      this.#finish(this.#held.take().subarray(0, before - overlap + across));
      return at + taken;
    }
    const found = indexOf(bytes, terminator, at);
    if (found < 0) {
      this.#keep(bytes.subarray(at));
      return bytes.length;
    }
    this.#keep(bytes.subarray(at, found));
    this.#at += terminator.length;
    this.#finish(this.#held.take());
    return found + terminator.length;
  }

  #keep(bytes: Uint8Array): void {
    const { limit, terminator, events } = this.#options;
    this.#at += bytes.length;
    if (!this.#skipping && this.#held.length + bytes.length > limit + terminator.length - 1) {
      this.#skipping = true;
      const reason = `no end mark within ${limit} octets of octet ${this.#from}`;
      events.fault({ kind: 'oversized', at: this.#from, reason });
    }
    this.#held.add(this.#skipping ? tail(bytes, terminator.length - 1) : bytes);
    if (!this.#skipping) return;
    // Only as much as the beginning of a mark may need.
    const kept = tail(this.#held.take(), terminator.length - 1);
    this.#held.add(kept);
  }

  #finish(octets: Uint8Array): void {
    const { decode, skipEmpty = false, events, limit } = this.#options;
    const from = this.#from;
    const wasSkipping = this.#skipping;
    this.#held.clear();
    this.#skipping = false;
    this.#from = this.#at;
    if (wasSkipping || (skipEmpty && octets.length === 0)) return;
    if (octets.length > limit) {
      events.fault({
        kind: 'oversized',
        at: from,
        reason: `a message of ${octets.length} octets, the limit is ${limit}`,
      });
      return;
    }
    const payload = decode === undefined ? octets : decode(octets);
    if (typeof payload === 'string') events.fault({ kind: 'garbage', at: from, reason: payload });
    else events.message({ from, to: this.#at, payload });
  }
}

function tail(bytes: Uint8Array, length: number): Uint8Array {
  return length === 0 ? bytes.subarray(bytes.length) : bytes.subarray(-length);
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, start: number): number {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first, start); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + wanted.length > bytes.length) return -1;
    let index = 1;
    while (index < wanted.length && bytes[at + index] === wanted[index]) index++;
    if (index === wanted.length) return at;
  }
  return -1;
}
