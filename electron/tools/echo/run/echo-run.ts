import { createDeframer } from '#electron/wire/framing/deframer.ts';
import { frameMessage } from '#electron/wire/framing/frame-message.ts';
import type { EchoRunInput, EchoRunResult, EchoStatistics } from '#shared/model/echo.ts';
import type { Framing } from '#shared/model/framing.ts';
import { toHex } from '#shared/model/hex.ts';
import { ExpectedOctets } from './expected-octets.ts';
import { FramedMessages } from './framed-messages.ts';
import { RoundTrips } from './round-trips.ts';
import { TestMessages } from './test-messages.ts';

/** Where messages go and answers come from: a connection or a socket. */
export interface EchoWire {
  /** TCP: good until it returns. UDP: they belong to the wire. */
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
  readonly #framed: FramedMessages | undefined;
  /** What should come; TCP: until something else came. */
  #expected: ExpectedOctets | undefined;
  /** When each message under way was sent, by its number modulo the places; NaN: answered. */
  readonly #sentAt: Float64Array;
  /** TCP: what goes out is made here, over what went before. */
  #out = Buffer.alloc(0);
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
  /** When what is being looked at was read. */
  #readAt = 0;

  constructor(input: EchoRunInput, wire: EchoWire, now: () => number) {
    this.#input = input;
    this.#wire = wire;
    this.#now = now;
    this.#startedAt = now();
    this.#lastAnswerAt = this.#startedAt;
    this.#messages = new TestMessages(input.size, input.framing);
    this.#framed = FramedMessages.of(input, this.#messages);
    this.#expected = this.#framed && new ExpectedOctets(this.#framed);
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
    const pieces = this.#made(count);
    if (this.#input.protocol === 'udp') for (const datagram of pieces) this.#send(datagram, 1);
    else this.#send(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces), count);
  }

  /** Octets that came back, and when they were read. */
  received(octets: Uint8Array, at: number): void {
    this.#bytesIn += octets.length;
    this.#readAt = at;
    if (this.#input.protocol === 'udp') {
      if (!this.#takeDatagram(octets)) this.#push(octets);
      return;
    }
    const ended = this.#expected?.take(octets, this.#next);
    if (ended !== undefined) {
      this.#countAnswers(ended);
      return;
    }
    // From here on messages are taken apart, so that what differs gets its name.
    const begun = this.#expected?.begun();
    this.#expected = undefined;
    if (begun !== undefined) this.#push(begun);
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

  /** The next messages as they go out; for a stream perhaps in one piece. */
  #made(count: number): Uint8Array[] {
    const { framing, protocol } = this.#input;
    if (this.#framed === undefined) {
      return Array.from({ length: count }, (_, index) =>
        frameMessage(framing, this.#messages.message(this.#next + index)),
      );
    }
    const { size } = this.#framed;
    if (protocol === 'tcp') {
      if (this.#out.length < count * size) this.#out = Buffer.alloc(count * size);
      this.#framed.put(this.#next, count, this.#out);
      return [this.#out.subarray(0, count * size)];
    }
    const octets = Buffer.allocUnsafe(count * size);
    this.#framed.put(this.#next, count, octets);
    if (count === 1) return [octets];
    return Array.from({ length: count }, (_, index) => octets.subarray(index * size, (index + 1) * size));
  }

  #send(octets: Uint8Array, count: number): void {
    const at = this.#now();
    for (let index = 0; index < count; index++) this.#sentAt[(this.#next + index) % this.#sentAt.length] = at;
    this.#next += count;
    this.#underWay += count;
    this.#bytesOut += octets.length;
    this.#wire.send(octets);
  }

  /** A datagram that is one message as it was sent; false: it has to be looked at. */
  #takeDatagram(octets: Uint8Array): boolean {
    if (this.#framed === undefined || octets.length !== this.#framed.size) return false;
    const number = this.#numberOf(this.#framed.payloadOf(octets));
    if (number === undefined || number >= this.#next || !this.#expected?.isMessage(number, octets)) return false;
    this.#countAnswer(number);
    return true;
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
    const number = this.#input.protocol === 'tcp' ? this.#oldest : this.#numberOf(payload);
    if (number === undefined) {
      this.#lastAnswerAt = this.#readAt;
      this.#corrupted++;
      this.#remember(-1, 0, payload);
      return;
    }
    // Beyond what was sent there is nothing to compare with.
    const difference = number < this.#next ? this.#messages.difference(number, payload, this.#scratch) : -1;
    if (difference >= 0) {
      this.#corrupted++;
      this.#remember(number, difference, payload);
    }
    this.#countAnswer(number);
  }

  #countAnswer(number: number): void {
    const at = this.#readAt;
    this.#lastAnswerAt = at;
    const place = number % this.#sentAt.length;
    const sentAt = number < this.#oldest || number >= this.#next ? Number.NaN : (this.#sentAt[place] ?? Number.NaN);
    if (Number.isNaN(sentAt)) {
      // It was answered before, given up, or never sent.
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
    this.#addTrips(at - sentAt, 1);
  }

  /** TCP: the oldest so many messages came back as they were. Those written together and read together took as long. */
  #countAnswers(count: number): void {
    const places = this.#sentAt.length;
    const end = this.#oldest + count;
    while (this.#oldest < end) {
      const sentAt = this.#sentAt[this.#oldest % places] ?? Number.NaN;
      const first = this.#oldest;
      do {
        this.#sentAt[this.#oldest % places] = Number.NaN;
        this.#oldest++;
      } while (this.#oldest < end && this.#sentAt[this.#oldest % places] === sentAt);
      this.#addTrips(this.#readAt - sentAt, this.#oldest - first);
    }
    if (count === 0) return;
    this.#lastAnswerAt = this.#readAt;
    this.#underWay -= count;
    this.#answered += count;
    this.#highest = this.#oldest - 1;
  }

  #addTrips(ms: number, times: number): void {
    this.#trips.add(ms, times);
    const room = Math.min(times, recentKept - this.#recent.length);
    for (let index = 0; index < room; index++) this.#recent.push({ at: this.#readAt, ms });
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
