import { frameMessage } from '#electron/wire/framing/frame-message.ts';
import type { EchoRunInput } from '#shared/model/echo.ts';
import type { TestMessages } from './test-messages.ts';

/**
 * The messages of a run as they go over the wire, where their framing is as long for each: many are made at once, by copying and numbering,
 * and what comes back is compared as it is, without being taken apart.
 */
export class FramedMessages {
  /** Octets of one, with its framing. */
  readonly size: number;
  readonly #messages: TestMessages;
  readonly #payloadAt: number;
  /** One for each body, behind one another. */
  readonly #made: Uint8Array;

  private constructor(messages: TestMessages, { framing, messages: count }: EchoRunInput, payloadAt: number) {
    this.#messages = messages;
    this.#payloadAt = payloadAt;
    const first = frameMessage(framing, messages.message(0));
    this.size = first.length;
    this.#made = new Uint8Array(this.size * Math.min(messages.bodies, count));
    for (let at = 0; at < this.#made.length; at += this.size) {
      this.#made.set(frameMessage(framing, messages.message(at / this.size)), at);
    }
  }

  /** Undefined where framings differ in length, and where the receiver would not take the messages as they were sent. */
  static of(input: EchoRunInput, messages: TestMessages): FramedMessages | undefined {
    const { framing, size } = input;
    const payloadAt = payloadOffset(input);
    if (payloadAt === undefined) return undefined;
    const framed = new FramedMessages(messages, input, payloadAt);
    const limit = framing.kind === 'fixed' ? size : 'limit' in framing ? framing.limit : Number.POSITIVE_INFINITY;
    return framed.size <= limit ? framed : undefined;
  }

  /** Writes so many messages from that number on, at the beginning of `target`. */
  put(first: number, count: number, target: Uint8Array): void {
    const { size } = this;
    const { bodies } = this.#messages;
    for (let done = 0; done < count; ) {
      const body = (first + done) % bodies;
      const some = Math.min(count - done, bodies - body);
      target.set(this.#made.subarray(body * size, (body + some) * size), done * size);
      done += some;
    }
    for (let index = 0; index < count; index++) {
      this.#messages.putNumber(first + index, target, index * size + this.#payloadAt);
    }
  }

  /** What is in the frame of one message. */
  payloadOf(octets: Uint8Array): Uint8Array {
    return octets.subarray(this.#payloadAt, this.#payloadAt + this.#messages.size);
  }
}

function payloadOffset({ framing, size }: EchoRunInput): number | undefined {
  switch (framing.kind) {
    case 'none':
    case 'fixed':
    case 'delimiter':
      return 0;
    case 'length':
      return framing.bytes;
    case 'netstring':
      return String(size).length + 1;
    default:
      return undefined;
  }
}
