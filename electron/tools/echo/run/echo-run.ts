import { createDeframer } from '#electron/wire/framing/deframer.ts';
import { frameMessage } from '#electron/wire/framing/frame-message.ts';
import type { EchoRunInput, EchoRunResult, EchoStatistics } from '#shared/model/echo.ts';
import type { Framing } from '#shared/model/framing.ts';
import { toHex } from '#shared/model/hex.ts';
import { RoundTrips } from './round-trips.ts';
import { TestMessages } from './test-messages.ts';

/** Where messages go and answers come from: a connection or a socket. */
export interface EchoWire {
  send(octets: Uint8Array): void;
}

/** The last round trips, for a chart. */
const recentKept = 200;
/** Messages that go out in one piece. */
const mostTogether = 256;
/** Octets of a corrupted message that are shown. */
const shownOctets = 64;

/**
 * Sends numbered messages, takes the answers apart, and measures. It knows no socket and no timer: whoever drives it calls `sendDue` when
 * something may be sent and `expire` from time to time.
 */
export class EchoRun {
  readonly #input: EchoRunInput;
  readonly #wire: EchoWire;
  readonly #now: () => number;
  readonly #messages: TestMessages;
  readonly #trips = new RoundTrips();
  readonly #scratch: Uint8Array;
  readonly #push: (octets: Uint8Array) => void;
  /** When each message under way was sent, by its number modulo the places; NaN: answered. */
  readonly #sentAt: Float64Array;
  readonly #startedAt: number;
  /** Numbers of the next to be sent, and of the oldest that may be under way. */
  #next = 0;
  #oldest = 0;
  #underWay = 0;
  #answered = 0;
  #lost = 0;
  #duplicates = 0;
  #reordered = 0;
  #corrupted = 0;
  #highest = -1;
  #bytesIn = 0;
  #bytesOut = 0;
  #firstCorruption: EchoRunResult['firstCorruption'];
  #recent: { at: number; ms: number }[] = [];
  #lastAnswerAt: number;

  constructor(input: EchoRunInput, wire: EchoWire, now: () => number) {
    this.#input = input;
    this.#wire = wire;
    this.#now = now;
    this.#startedAt = now();
    this.#lastAnswerAt = this.#startedAt;
    this.#messages = new TestMessages(input.size, input.framing);
    this.#scratch = new Uint8Array(input.size);
    this.#sentAt = new Float64Array(Math.max(1024, input.inFlight * 4)).fill(Number.NaN);
    const framing: Framing =
      // Without a framing a stream is cut by the size that is known.
      input.protocol === 'tcp' && input.framing.kind === 'none' ? { kind: 'fixed', size: input.size } : input.framing;
    if (input.protocol === 'udp') this.#push = (octets) => this.#readDatagram(framing, octets);
    else {
      const deframer = createDeframer(framing, {
        message: ({ payload }) => this.#answer(payload),
        fault: () => {
          this.#corrupted++;
        },
      });
      this.#push = (octets) => deframer.push(octets);
    }
  }

  get done(): boolean {
    return this.#next >= this.#input.messages && this.#underWay === 0;
  }

  /** Milliseconds since the last answer while some are due; 0 while none are. */
  get silence(): number {
    return this.#underWay === 0 ? 0 : this.#now() - Math.max(this.#lastAnswerAt, this.#oldestSentAt());
  }

  /** When the next message is due, in milliseconds from now; undefined: an answer decides. */
  get dueIn(): number | undefined {
    const { rate, messages, inFlight } = this.#input;
    if (rate === undefined || this.#next >= messages || this.#underWay >= inFlight) return undefined;
    return Math.max(0, this.#startedAt + (this.#next * 1000) / rate - this.#now());
  }

  /** Sends what may be sent now. */
  sendDue(): void {
    const { messages, inFlight, rate } = this.#input;
    const allowed = rate === undefined ? messages : Math.floor(((this.#now() - this.#startedAt) * rate) / 1000) + 1;
    const room = this.#sentAt.length - (this.#next - this.#oldest);
    const count = Math.min(inFlight - this.#underWay, messages - this.#next, allowed - this.#next, room, mostTogether);
    if (count <= 0) return;
    if (this.#input.protocol === 'udp') {
      for (let index = 0; index < count; index++) this.#send(this.#framed(this.#next), 1);
    } else {
      const parts = Array.from({ length: count }, (_, index) => this.#framed(this.#next + index));
      this.#send(parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts), count);
    }
  }

  /** Octets that came back. */
  received(octets: Uint8Array): void {
    this.#bytesIn += octets.length;
    this.#push(octets);
  }

  /** UDP: what was not answered in time is lost. */
  expire(): void {
    const before = this.#now() - this.#input.timeout;
    while (this.#oldest < this.#next) {
      const sentAt = this.#sentAt[this.#oldest % this.#sentAt.length] ?? Number.NaN;
      if (sentAt > before) return;
      if (!Number.isNaN(sentAt)) {
        this.#sentAt[this.#oldest % this.#sentAt.length] = Number.NaN;
        this.#lost++;
        this.#underWay--;
      }
      this.#oldest++;
    }
  }

  /** What is under way will not be answered any more. */
  giveUp(): void {
    this.#lost += this.#underWay;
    this.#underWay = 0;
  }

  statistics(): EchoStatistics {
    const seconds = (this.#now() - this.#startedAt) / 1000;
    return {
      sent: this.#next,
      answered: this.#answered,
      lost: this.#lost,
      duplicates: this.#duplicates,
      reordered: this.#reordered,
      corrupted: this.#corrupted,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      ...this.#trips.summary(),
      perSecond: seconds > 0 ? this.#answered / seconds : 0,
    };
  }

  get firstCorruption(): EchoRunResult['firstCorruption'] {
    return this.#firstCorruption;
  }

  /** The last round trips, and forgets them. */
  takeRecent(): { at: number; ms: number }[] {
    const recent = this.#recent;
    this.#recent = [];
    return recent;
  }

  #framed(number: number): Uint8Array {
    return frameMessage(this.#input.framing, this.#messages.message(number));
  }

  #send(octets: Uint8Array, count: number): void {
    const at = this.#now();
    for (let index = 0; index < count; index++) this.#sentAt[(this.#next + index) % this.#sentAt.length] = at;
    this.#next += count;
    this.#underWay += count;
    this.#bytesOut += octets.length;
    this.#wire.send(octets);
  }

  #readDatagram(framing: Framing, octets: Uint8Array): void {
    if (framing.kind === 'none') {
      this.#answer(octets);
      return;
    }
    const deframer = createDeframer(framing, {
      message: ({ payload }) => this.#answer(payload),
      fault: () => {
        this.#corrupted++;
      },
    });
    deframer.push(octets);
    deframer.end();
  }

  #answer(payload: Uint8Array): void {
    const at = this.#now();
    this.#lastAnswerAt = at;
    const number = this.#input.protocol === 'tcp' ? this.#oldest : this.#numberOf(payload);
    if (number === undefined) {
      this.#corrupted++;
      this.#remember(-1, 0, payload);
      return;
    }
    if (number >= this.#next) {
      // More came back than was sent.
      this.#duplicates++;
      return;
    }
    const place = number % this.#sentAt.length;
    const sentAt = number < this.#oldest ? Number.NaN : (this.#sentAt[place] ?? Number.NaN);
    const difference = this.#messages.difference(number, payload, this.#scratch);
    if (difference >= 0) {
      this.#corrupted++;
      this.#remember(number, difference, payload);
    }
    if (Number.isNaN(sentAt)) {
      this.#duplicates++;
      return;
    }
    this.#sentAt[place] = Number.NaN;
    this.#underWay--;
    this.#answered++;
    if (number < this.#highest) this.#reordered++;
    else this.#highest = number;
    while (this.#oldest < this.#next && Number.isNaN(this.#sentAt[this.#oldest % this.#sentAt.length] ?? Number.NaN)) {
      this.#oldest++;
    }
    const ms = at - sentAt;
    this.#trips.add(ms);
    if (this.#recent.length < recentKept) this.#recent.push({ at, ms });
  }

  /** The message whose number an answer has: of all rounds the one that may be under way. */
  #numberOf(payload: Uint8Array): number | undefined {
    const short = this.#messages.numberOf(payload);
    if (short === undefined) return undefined;
    const { numbers } = this.#messages;
    const round = Math.floor(this.#oldest / numbers);
    const candidate = round * numbers + short;
    return candidate < this.#oldest && candidate + numbers < this.#next ? candidate + numbers : candidate;
  }

  #oldestSentAt(): number {
    const sentAt = this.#sentAt[this.#oldest % this.#sentAt.length] ?? Number.NaN;
    return Number.isNaN(sentAt) ? this.#startedAt : sentAt;
  }

  #remember(number: number, at: number, payload: Uint8Array): void {
    if (this.#firstCorruption !== undefined) return;
    const from = Math.max(0, at - shownOctets / 2);
    const sent = number < 0 ? new Uint8Array() : this.#messages.message(number);
    this.#firstCorruption = {
      message: number,
      at,
      sent: toHex(sent.subarray(from, from + shownOctets)),
      received: toHex(payload.subarray(from, from + shownOctets)),
    };
  }
}
