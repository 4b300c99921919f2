import type { Framing } from '#shared/model/framing.ts';
import { ByteCollector } from './byte-collector.ts';
import type { Deframer, DeframerEvents } from './deframer.ts';

/** What a header says: undefined while it is not whole. */
type Header = { length: number } | { garbage: string } | undefined;

/**
 * Messages whose length is known before their octets come. One longer than the limit is named and its octets passed over, so that the next
 * is found again.
 */
abstract class Counted implements Deframer {
  protected readonly events: DeframerEvents;
  readonly #limit: number;
  readonly #header = new ByteCollector();
  readonly #body = new ByteCollector();
  /** Position in the stream of the next octet, and of the first of the message begun. */
  #at = 0;
  #from = 0;
  /** Of the message begun; undefined while its header is read. */
  #length: number | undefined;
  #skipping = false;
  /** Octets of it passed over so far. */
  #passed = 0;

  constructor(limit: number, events: DeframerEvents) {
    this.#limit = limit;
    this.events = events;
  }

  /** Reads the header from its octets so far. Called with one octet more each time, and at once where there is no header. */
  protected abstract readHeader(octets: Uint8Array): Header;

  /** Octets behind each message that belong to it, and must be as this says. */
  protected readonly trailer: number | undefined = undefined;

  get held(): number {
    return this.#header.length + this.#body.length;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      at = this.#length === undefined ? this.#pushHeader(bytes, at) : this.#pushBody(bytes, at, this.#length);
    }
  }

  end(): void {
    if (this.#at === this.#from) return;
    const wanted = this.#length === undefined ? 'its header' : `${this.#length} octets`;
    const reason = `the stream ends ${this.#at - this.#from} octets into a message, within ${wanted}`;
    this.events.fault({ kind: 'incomplete', at: this.#from, reason });
  }

  #pushHeader(bytes: Uint8Array, start: number): number {
    let at = start;
    for (;;) {
      const header = this.readHeader(this.#header.view());
      if (header !== undefined) {
        this.#begin(header);
        return at;
      }
      if (at >= bytes.length) return at;
      this.#header.add(bytes.subarray(at, at + 1));
      at++;
      this.#at++;
    }
  }

  #begin(header: NonNullable<Header>): void {
    this.#header.clear();
    if ('garbage' in header) {
      this.events.fault({ kind: 'garbage', at: this.#from, reason: header.garbage });
      this.#from = this.#at;
      return;
    }
    this.#length = header.length;
    this.#skipping = header.length > this.#limit;
    if (this.#skipping) {
      const reason = `a message of ${header.length} octets at octet ${this.#from}, the limit is ${this.#limit}`;
      this.events.fault({ kind: 'oversized', at: this.#from, reason });
    }
    if (header.length === 0 && this.trailer === undefined) this.#finish(new Uint8Array(0));
  }

  #pushBody(bytes: Uint8Array, at: number, length: number): number {
    const whole = length + (this.trailer === undefined ? 0 : 1);
    const before = this.#skipping ? this.#passed : this.#body.length;
    const take = Math.min(whole - before, bytes.length - at);
    const piece = bytes.subarray(at, at + take);
    this.#at += take;
    if (this.#skipping) this.#passed += take;
    // A message that came in one piece is not copied.
    else if (take < whole) this.#body.add(piece);
    if (before + take < whole) return at + take;
    if (this.#skipping) {
      this.#passed = 0;
      this.#reset();
    } else this.#finish(take === whole ? piece : this.#body.take());
    return at + take;
  }

  #finish(octets: Uint8Array): void {
    const { trailer } = this;
    const from = this.#from;
    const payload = trailer === undefined ? octets : octets.subarray(0, octets.length - 1);
    const last = octets[octets.length - 1];
    this.#reset();
    if (trailer !== undefined && last !== trailer) {
      const reason = `octet ${this.#at - 1} is 0x${(last ?? 0).toString(16).padStart(2, '0')}, not 0x${trailer.toString(16)}`;
      this.events.fault({ kind: 'garbage', at: this.#at - 1, reason });
      return;
    }
    this.events.message({ from, to: this.#at, payload });
  }

  #reset(): void {
    this.#body.clear();
    this.#length = undefined;
    this.#skipping = false;
    this.#from = this.#at;
  }
}

export class FixedSize extends Counted {
  readonly #size: number;

  constructor(size: number, events: DeframerEvents) {
    super(size, events);
    this.#size = size;
  }

  protected readHeader(): Header {
    return { length: this.#size };
  }
}

export class LengthPrefix extends Counted {
  readonly #framing: Extract<Framing, { kind: 'length' }>;

  constructor(framing: Extract<Framing, { kind: 'length' }>, events: DeframerEvents) {
    super(framing.limit, events);
    this.#framing = framing;
  }

  protected readHeader(octets: Uint8Array): Header {
    const { bytes, order, inclusive } = this.#framing;
    if (octets.length < bytes) return undefined;
    let length = 0;
    for (let index = 0; index < bytes; index++) {
      length = length * 256 + (octets[order === 'big' ? index : bytes - 1 - index] ?? 0);
    }
    if (!inclusive) return { length };
    if (length < bytes) return { garbage: `a length of ${length}, which does not take in its own ${bytes} octets` };
    return { length: length - bytes };
  }
}

const colon = 0x3a;
const comma = 0x2c;
const zero = 0x30;
/** Digits of the greatest length that makes sense. */
const mostDigits = 10;

export class Netstring extends Counted {
  protected override readonly trailer = comma;

  constructor(limit: number, events: DeframerEvents) {
    super(limit, events);
  }

  protected readHeader(octets: Uint8Array): Header {
    const last = octets[octets.length - 1];
    if (last === undefined) return undefined;
    const digit = last - zero;
    if (digit >= 0 && digit <= 9) {
      if (octets.length > mostDigits) return { garbage: `a length of more than ${mostDigits} digits` };
      if (octets.length === 2 && octets[0] === zero) return { garbage: 'a length that begins with 0' };
      return undefined;
    }
    if (last !== colon || octets.length === 1) {
      return { garbage: `0x${last.toString(16).padStart(2, '0')} where a length and ":" are expected` };
    }
    return { length: Number(String.fromCharCode(...octets.subarray(0, -1))) };
  }
}
