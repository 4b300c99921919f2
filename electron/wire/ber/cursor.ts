import type { PacketFault } from '#shared/model/packet-field.ts';
import { octetCount } from '../field.ts';
import { tagText } from './tags.ts';

/**
 * Reads elements of definite length one after the other (X.690 section 8.1; SNMP allows no others, RFC 3417 section 8). An
 * element read is in the fields. It never leaves `end`, and nests only where it is told to `enter`. What is wrong goes to
 * `faults`, with its offset in `bytes`; once there is no telling where the next element starts, nothing more is read and
 * nothing more is said.
 */
export class BerCursor {
  readonly bytes: Uint8Array;
  readonly faults: PacketFault[];
  /** Where the next element starts. */
  at: number;
  /** Where what is being read ends. */
  end: number;
  /** Of the element read last: its tag, where it starts, where its content starts, and the length of that. */
  tag = 0;
  header = 0;
  start = 0;
  length = 0;
  /** An element that was entered claimed more than there is: what it holds is cut, which has been said. */
  #cut = false;
  #stopped = false;

  constructor(bytes: Uint8Array, start: number, end: number, faults: PacketFault[]) {
    this.bytes = bytes;
    this.end = Math.max(0, Math.min(end, bytes.length));
    this.at = Math.max(0, Math.min(start, this.end));
    this.faults = faults;
  }

  /** Whether nothing more can be read. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Something that is wrong and does not keep the rest from being read. */
  fault(offset: number, reason: string): void {
    this.faults.push({ offset, reason });
  }

  /** Something behind which nothing can be read. */
  stop(offset: number, reason: string): false {
    this.fault(offset, reason);
    this.#stopped = true;
    return false;
  }

  /** Reads tag and length of an element and steps over its content. False, with a fault, when there is no whole element. */
  next(what: string): boolean {
    return this.#header(what) && this.#content(what);
  }

  /** As `next`, of one tag. */
  expect(tag: number, what: string): boolean {
    return this.#header(what) && this.#is(tag, what) && this.#content(what);
  }

  #is(tag: number, what: string): boolean {
    if (this.tag === tag) return true;
    return this.stop(this.header, `${what} is ${tagText(this.tag)}, must be ${tagText(tag)}`);
  }

  /**
   * Goes into an element, so that reads end where it does. Gives the end to come back to with `leave`; -1 when there is
   * none. One that claims more than there is is entered all the same: half of it is worth showing.
   */
  enter(what: string, tag?: number): number {
    if (!this.#header(what) || (tag !== undefined && !this.#is(tag, what))) return -1;
    const outer = this.end;
    if (this.length > outer - this.start) {
      if (!this.#cut) this.#short(what);
      this.#cut = true;
      this.length = outer - this.start;
    }
    this.at = this.start;
    this.end = this.start + this.length;
    return outer;
  }

  /** Leaves an element entered; octets not read are a fault. */
  leave(outer: number, what: string): void {
    if (this.at < this.end && !this.#cut && !this.#stopped)
      this.fault(this.at, `${octetCount(this.end - this.at)} left over in ${what}`);
    this.at = this.end;
    this.end = outer;
  }

  /**
   * An integer of at most four octets; undefined, with a fault, when there is none. One that makes no number is stepped
   * over.
   */
  integer(what: string): number | undefined {
    if (!this.expect(2, what)) return undefined;
    const { bytes, start, length } = this;
    if (length === 0 || length > 4) {
      this.fault(this.header, `${what} is an INTEGER of ${octetCount(length)}, must have 1 to 4`);
      return undefined;
    }
    return signedAt(bytes, start, length);
  }

  /** The content of an OCTET STRING, as a view. */
  octets(what: string): Uint8Array | undefined {
    return this.expect(4, what) ? this.bytes.subarray(this.start, this.start + this.length) : undefined;
  }

  #header(what: string): boolean {
    if (this.#stopped) return false;
    const { bytes, end } = this;
    const header = this.at;
    if (end - header < 2) {
      return this.stop(
        header,
        end === header ? `${what} is missing` : `${what} needs a tag and a length, 1 octet left`,
      );
    }
    const tag = bytes[header] ?? 0;
    let start = header + 2;
    let length = bytes[header + 1] ?? 0;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      if (octets === 0 || octets > 4 || octets > end - start) return this.#badLength(what, header, octets);
      length = 0;
      for (const last = start + octets; start < last; start++) length = length * 256 + (bytes[start] ?? 0);
    }
    // The high form says that the tag goes on in further octets (X.690 section 8.1.2.4); nothing in SNMP has such a tag.
    if ((tag & 0x1f) === 0x1f) {
      return this.stop(header, `${what} has a tag of several octets`);
    }
    this.tag = tag;
    this.header = header;
    this.start = start;
    this.length = length;
    return true;
  }

  #content(what: string): boolean {
    const after = this.start + this.length;
    if (after > this.end) {
      this.#short(what);
      this.#stopped = true;
      return false;
    }
    this.at = after;
    return true;
  }

  #short(what: string): void {
    const left = this.end - this.start;
    this.fault(this.header + 1, `length of ${what} is ${this.length}, only ${octetCount(left)} left`);
  }

  #badLength(what: string, header: number, octets: number): boolean {
    const reason =
      octets === 0
        ? `length of ${what} is indefinite, which SNMP does not allow`
        : octets > 4
          ? `length of ${what} has ${octetCount(octets)}, at most 4 are allowed`
          : `length of ${what} is cut off`;
    return this.stop(header + 1, reason);
  }
}

/** Two's complement of one to four octets. */
export function signedAt(bytes: Uint8Array, start: number, length: number): number {
  let value = ((bytes[start] ?? 0) << 24) >> 24;
  for (let i = 1; i < length; i++) value = (value << 8) | (bytes[start + i] ?? 0);
  return value;
}
