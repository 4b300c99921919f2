import { messageTypes } from '#electron/wire/dhcpv4/message-types.ts';

/** How an exchange seen from outside ended, as far as the capture shows it. */
export const captureOutcomes = [
  /** An ACK to a DISCOVER or REQUEST. */
  'bound',
  /** A NAK, and no ACK behind it. */
  'nak',
  /** DISCOVER, and nobody answered. */
  'noOffer',
  /** REQUEST, and nobody answered. */
  'noAck',
  /** An OFFER that was not taken up. */
  'offered',
  /** The client gave its address back. */
  'released',
  /** The client refused the address. */
  'declined',
  /** An ACK to an INFORM. */
  'informed',
  /** BOOTP: request and reply. */
  'answered',
  /** INFORM or a BOOTP request, and nobody answered. */
  'noAnswer',
  /** None of these: lease queries, messages that name no type. */
  'other',
] as const;
export type CaptureOutcome = (typeof captureOutcomes)[number];

/** BOOTP messages have no type; these numbers stand for them. */
const bootpRequest = 30;
const bootpReply = 31;
const { DISCOVER, OFFER, REQUEST, DECLINE, ACK, NAK, RELEASE, INFORM } = messageTypes;

/** Keeps of an exchange's messages only what its outcome rests on. */
export class OutcomeTracker {
  #seen = 0;
  #answer = 0;

  /** `type`: option 53; undefined: BOOTP. */
  add(op: number, type: number | undefined): void {
    if (type === undefined) {
      if (op === 1 || op === 2) this.#seen |= 1 << (op === 1 ? bootpRequest : bootpReply);
      return;
    }
    if (type < bootpRequest) this.#seen |= 1 << type;
    if (type === ACK || type === NAK) this.#answer = type;
  }

  get outcome(): CaptureOutcome {
    if (this.#has(RELEASE)) return 'released';
    if (this.#has(DECLINE)) return 'declined';
    if (this.#answer === NAK) return 'nak';
    if (this.#answer === ACK) return this.#has(INFORM) && !this.#has(REQUEST) ? 'informed' : 'bound';
    if (this.#has(REQUEST)) return 'noAck';
    if (this.#has(OFFER)) return 'offered';
    if (this.#has(DISCOVER)) return 'noOffer';
    if (this.#has(INFORM)) return 'noAnswer';
    if (this.#has(bootpRequest)) return this.#has(bootpReply) ? 'answered' : 'noAnswer';
    return this.#has(bootpReply) ? 'answered' : 'other';
  }

  #has(type: number): boolean {
    return (this.#seen & (1 << type)) !== 0;
  }
}
