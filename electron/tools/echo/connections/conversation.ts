import { escapeText } from '#electron/wire/text.ts';
import { type Segment, segmentLimits } from '#shared/model/echo.ts';
import type { Framing } from '#shared/model/framing.ts';
import { type Edges, MessageEdges } from './message-edges.ts';

/** Segments of one conversation that are held, and octets of memory that they may take. */
const mostSegments = 20_000;
const mostHeld = 64 << 20;
/** Octets shown in one page, unless its first segment has more: putting them into words takes time that others wait. */
const mostInPage = 256 << 10;
/** Of all conversations together. */
const mostHeldByAll = 256 << 20;
/** Octets of memory beside what is shown: of a segment, and of each end of a message. */
const segmentCost = 250;
const endCost = 72;

type Direction = Segment['direction'];

interface HeldSegment extends Omit<Segment, 'index' | 'hex' | 'text'> {
  bytes: Uint8Array;
}

/** What all conversations hold together: who holds most gives way first. */
export class ConversationBudget {
  readonly #limit: number;
  readonly #conversations = new Set<Conversation>();
  #held = 0;

  constructor(limit = mostHeldByAll) {
    this.#limit = limit;
  }

  join(conversation: Conversation): void {
    this.#conversations.add(conversation);
  }

  leave(conversation: Conversation): void {
    if (this.#conversations.delete(conversation)) this.#held -= conversation.held;
  }

  /** So many octets more are held, or less. */
  change(octets: number): void {
    this.#held += octets;
    if (octets <= 0 || this.#held <= this.#limit) return;
    let greatest: Conversation | undefined;
    for (const one of this.#conversations) if (one.held > (greatest?.held ?? 0)) greatest = one;
    greatest?.shrink(greatest.held / 2);
  }
}

/** What was sent and received over one connection: the newest segments, and how many older ones there were. */
export class Conversation {
  readonly #budget: ConversationBudget;
  readonly #directions: Readonly<Record<Direction, MessageEdges>>;
  #segments: (HeldSegment | undefined)[] = [];
  /** Position of the oldest in the list, and its index among all. */
  #first = 0;
  #dropped = 0;
  #held = 0;

  constructor(framing: Framing, isStream: boolean, budget: ConversationBudget) {
    this.#budget = budget;
    this.#directions = {
      sent: new MessageEdges(framing, isStream),
      received: new MessageEdges(framing, isStream),
    };
    budget.join(this);
  }

  /** Segments there were. */
  get total(): number {
    return this.#dropped + this.#segments.length - this.#first;
  }

  /** Octets of memory. */
  get held(): number {
    return this.#held;
  }

  counts(direction: Direction): Readonly<Pick<MessageEdges, 'offset' | 'messages' | 'faults'>> {
    return this.#directions[direction];
  }

  /** One read or write. Gives the faults in it. */
  add(direction: Direction, bytes: Uint8Array, at: number, peer?: string): Edges['faults'] {
    const edges = this.#directions[direction];
    const offset = edges.offset;
    const found = edges.read(bytes);
    // A copy: the buffer of a read is much larger than what is kept of it.
    const kept = new Uint8Array(bytes.subarray(0, segmentLimits.bytes));
    this.#hold({
      ...{ at, direction, offset, length: bytes.length, bytes: kept, ...found },
      ...(peer === undefined ? {} : { peer }),
    });
    return found.faults;
  }

  /** One direction has ended: a message that was begun is named. */
  end(direction: Direction, mark: 'fin' | 'reset', at: number): Edges['faults'] {
    const edges = this.#directions[direction];
    const found = edges.end();
    this.#hold({ at, direction, offset: edges.offset, length: 0, bytes: new Uint8Array(), mark, ...found });
    return found.faults;
  }

  /** Fewer than asked for where they are long. */
  page(from: number, count: number): { total: number; dropped: number; segments: Segment[] } {
    const { total } = this;
    const start = Math.max(from, this.#dropped);
    const end = Math.min(total, from + count);
    const segments: Segment[] = [];
    let octets = 0;
    for (let index = start; index < end && octets < mostInPage; index++) {
      const held = this.#segments[this.#first + index - this.#dropped];
      if (held === undefined) break;
      const { bytes, ...rest } = held;
      octets += bytes.length;
      segments.push({ ...rest, index, hex: Buffer.from(bytes).toString('hex'), text: escapeText(bytes) });
    }
    return { total, dropped: this.#dropped, segments };
  }

  /** Drops the oldest until no more than so many octets are held. */
  shrink(octets: number): void {
    while (this.#held > octets && this.#first < this.#segments.length) this.#dropOldest();
  }

  /** It will not be looked at any more. */
  forget(): void {
    this.#budget.leave(this);
  }

  #hold(segment: HeldSegment): void {
    this.#segments.push(segment);
    this.#weigh(costOf(segment));
    if (this.#segments.length - this.#first > mostSegments) this.#dropOldest();
    this.shrink(mostHeld);
  }

  #dropOldest(): void {
    const oldest = this.#segments[this.#first];
    if (oldest === undefined) return;
    this.#first++;
    this.#dropped++;
    // The places of those dropped are given back in one go now and then; what they held is gone at once.
    this.#segments[this.#first - 1] = undefined;
    if (this.#first >= mostSegments / 4) {
      this.#segments = this.#segments.slice(this.#first);
      this.#first = 0;
    }
    this.#weigh(-costOf(oldest));
  }

  #weigh(octets: number): void {
    this.#held += octets;
    this.#budget.change(octets);
  }
}

function costOf({ bytes, ends, faults }: HeldSegment): number {
  return segmentCost + bytes.length + endCost * ends.length + 2 * endCost * faults.length;
}
