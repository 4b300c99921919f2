import { maskCommunity } from '#electron/wire/snmp/mask.ts';
import type { Arrival } from '../opened-notification.ts';
import type { SocketDatagram } from '../rebuilt-datagram.ts';

/** One datagram for the timeline, with its community overwritten. */
export interface ToldDatagram extends SocketDatagram {
  /** Milliseconds since the epoch with a fraction. */
  at: number;
}

/**
 * What goes to the timeline of what senders and we say to each other: the first datagrams of both, while there is room for more; the rest is
 * in the table of notifications alone.
 */
export class Conversation {
  readonly #onTold: () => void;
  #room = 0;
  #told: ToldDatagram[] = [];

  constructor(onTold: () => void) {
    this.#onTold = onTold;
  }

  /** From now on there is room for so many. */
  allow(count: number): void {
    this.#room = count;
  }

  /** Preparing it costs. */
  get isOpen(): boolean {
    return this.#room > 0;
  }

  tell(
    direction: 'received' | 'sent',
    { address, port, receiver, localAddress }: Arrival,
    bytes: Uint8Array,
    at: number,
  ) {
    if (!this.isOpen) return;
    this.#room--;
    // What was received lies in memory that others have, too.
    const kept = Uint8Array.from(maskCommunity(bytes));
    this.#told.push({ direction, address, port, localAddress, localPort: receiver, bytes: kept, at });
    this.#onTold();
  }

  /** What was told since this was asked last. */
  take(): ToldDatagram[] {
    return this.#told.splice(0);
  }
}
