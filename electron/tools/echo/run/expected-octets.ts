import type { FramedMessages } from './framed-messages.ts';

/** What comes back, compared octet by octet with what was sent, however it is cut: no message is taken apart. */
export class ExpectedOctets {
  readonly #messages: FramedMessages;
  #scratch = Buffer.alloc(0);
  /** The message of which the next octet is, and how many of its octets have come. */
  #number = 0;
  #within = 0;

  constructor(messages: FramedMessages) {
    this.#messages = messages;
  }

  /**
   * Takes octets of a stream that go on as they should, and gives how many messages they end. Gives undefined, and takes nothing, where an octet
   * differs or belongs to none of the messages before `end`.
   */
  take(octets: Uint8Array, end: number): number | undefined {
    const { size } = this.#messages;
    const reach = this.#within + octets.length;
    const touched = Math.ceil(reach / size);
    if (this.#number + touched > end) return undefined;
    const scratch = this.#filled(this.#number, touched);
    if (scratch.compare(octets, 0, octets.length, this.#within, reach) !== 0) return undefined;
    const ended = Math.floor(reach / size);
    this.#number += ended;
    this.#within = reach - ended * size;
    return ended;
  }

  /** The octets that have come of the message that is not whole. */
  begun(): Uint8Array {
    return Uint8Array.from(this.#filled(this.#number, 1).subarray(0, this.#within));
  }

  /** Whether octets are the message of that number with its framing, and nothing else. */
  isMessage(number: number, octets: Uint8Array): boolean {
    const { size } = this.#messages;
    return octets.length === size && this.#filled(number, 1).compare(octets, 0, size, 0, size) === 0;
  }

  #filled(first: number, count: number): Buffer {
    const length = count * this.#messages.size;
    if (this.#scratch.length < length) this.#scratch = Buffer.alloc(length);
    this.#messages.put(first, count, this.#scratch);
    return this.#scratch;
  }
}
