import type { Framing, FramingFault } from '#shared/model/framing.ts';
import { decodeCobs } from './cobs.ts';
import { FixedSize, LengthPrefix, Netstring } from './counted.ts';
import { parseEscapes } from './escapes.ts';
import { decodeSlip, slipEnd } from './slip.ts';
import { Terminated } from './terminated.ts';

/** A message found in a stream. Offsets count octets of the stream from its beginning and take in what frames it. */
export interface FramedMessage {
  from: number;
  to: number;
  /** Without what framed it. May be a view of the octets that were pushed. */
  payload: Uint8Array;
}

export interface DeframerEvents {
  message(message: FramedMessage): void;
  fault(fault: FramingFault): void;
}

/** Finds messages in a stream of octets, however it is cut into pieces. Holds at most one message, and never more than its limit. */
export interface Deframer {
  push(bytes: Uint8Array): void;
  /** The stream ended: what is begun is incomplete. */
  end(): void;
  /** Octets held. */
  readonly held: number;
}

/** @throws RangeError for a delimiter without octets: `framingFault` finds it before. */
export function createDeframer(framing: Framing, events: DeframerEvents): Deframer {
  switch (framing.kind) {
    case 'none':
      return new Pieces(events);
    case 'fixed':
      return new FixedSize(framing.size, events);
    case 'length':
      return new LengthPrefix(framing, events);
    case 'netstring':
      return new Netstring(framing.limit, events);
    case 'delimiter':
      return new Terminated({ terminator: parseEscapes(framing.delimiter), limit: framing.limit, events });
    case 'slip':
      return new Terminated({ terminator: slipEnd, limit: framing.limit, events, decode: decodeSlip, skipEmpty: true });
    case 'cobs':
      return new Terminated({
        terminator: Uint8Array.of(0),
        limit: framing.limit,
        events,
        decode: decodeCobs,
        skipEmpty: true,
      });
  }
}

/** Each piece is a message. */
class Pieces implements Deframer {
  readonly held = 0;
  readonly #events: DeframerEvents;
  #at = 0;

  constructor(events: DeframerEvents) {
    this.#events = events;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const from = this.#at;
    this.#at += bytes.length;
    this.#events.message({ from, to: this.#at, payload: bytes });
  }

  end(): void {}
}
