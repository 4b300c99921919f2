import { createDeframer, type Deframer } from '#electron/wire/framing/deframer.ts';
import { type Segment, segmentLimits } from '#shared/model/echo.ts';
import type { Framing, FramingFault } from '#shared/model/framing.ts';

export interface Edges {
  ends: Segment['ends'];
  moreEnds: number;
  faults: FramingFault[];
}

/** Finds where messages end in the segments of one direction. A stream goes on from one to the next, datagrams stand alone. */
export class MessageEdges {
  readonly #framing: Framing;
  readonly #isStream: boolean;
  #deframer: Deframer;
  #offset = 0;
  #messages = 0;
  #faults = 0;
  #found: Edges = { ends: [], moreEnds: 0, faults: [] };
  /** Of the segment that is read: its first octet, as a position of the stream and as the deframer counts. */
  #segmentAt = 0;
  #base = 0;

  constructor(framing: Framing, isStream: boolean) {
    this.#framing = framing;
    this.#isStream = isStream;
    this.#deframer = this.#newDeframer();
  }

  /** Octets of all segments so far. */
  get offset(): number {
    return this.#offset;
  }

  get messages(): number {
    return this.#messages;
  }

  get faults(): number {
    return this.#faults;
  }

  read(bytes: Uint8Array): Edges {
    this.#found = { ends: [], moreEnds: 0, faults: [] };
    this.#segmentAt = this.#offset;
    this.#offset += bytes.length;
    if (this.#isStream) this.#deframer.push(bytes);
    else this.#readDatagram(bytes);
    return this.#found;
  }

  /** The stream ended. */
  end(): Edges {
    this.#found = { ends: [], moreEnds: 0, faults: [] };
    this.#segmentAt = this.#offset;
    if (this.#isStream) this.#deframer.end();
    return this.#found;
  }

  #readDatagram(bytes: Uint8Array): void {
    // One without octets is a message too.
    if (this.#framing.kind === 'none') {
      this.#message(0, bytes.length);
      return;
    }
    this.#base = this.#segmentAt;
    this.#deframer = this.#newDeframer();
    this.#deframer.push(bytes);
    this.#deframer.end();
  }

  #newDeframer(): Deframer {
    return createDeframer(this.#framing, {
      message: ({ from, to }) => this.#message(this.#base + from - this.#segmentAt, this.#base + to - this.#segmentAt),
      fault: (fault) => {
        this.#faults++;
        if (this.#found.faults.length >= segmentLimits.faults) return;
        this.#found.faults.push({ ...fault, at: this.#base + fault.at });
      },
    });
  }

  #message(from: number, at: number): void {
    const message = this.#messages++;
    if (this.#found.ends.length < segmentLimits.ends) this.#found.ends.push({ at, message, from, length: at - from });
    else this.#found.moreEnds++;
  }
}
