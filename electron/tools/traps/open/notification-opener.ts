import type { ReceiverSettings } from '#shared/model/notification.ts';
import type { Arrival, OpenedNotification, ReceiverProfile, StoredArrival } from '../opened-notification.ts';
import type { SeenEngines } from './seen-engines.ts';

/** What decides who is accepted. */
export interface Admission {
  profiles: readonly ReceiverProfile[];
  settings: Pick<ReceiverSettings, 'communities' | 'unknownEngines'>;
}

/** Our engine: authoritative for informs (RFC 3414 section 1.5.1). */
export interface OwnEngine {
  readonly id: Uint8Array;
  readonly boots: number;
  /** When these boots began, by the clock of arrivals. */
  readonly startedAt: number;
}

export interface OpenerOptions extends Admission {
  engine: OwnEngine;
  seen: SeenEngines;
  /** Milliseconds since the epoch, by the clock that stamps arrivals. */
  now: () => number;
}

/** Opens notifications of every version and cipher. Never throws; holds secrets, and gives none away. */
export class NotificationOpener {
  #options: OpenerOptions;

  constructor(options: OpenerOptions) {
    this.#options = options;
  }

  /** From now on these are accepted. */
  admit(admission: Admission): void {
    this.#options = { ...this.#options, ...admission };
  }

  /** A datagram that has just come. */
  open(arrival: Arrival): OpenedNotification {
    throw new Error(`not opened: ${arrival.port}`);
  }

  /** Datagrams from storage or a capture, in the order of their arrival. Nothing is answered. */
  openAgain(rows: readonly StoredArrival[]): OpenedNotification[] {
    return rows.map((row) => this.open(row));
  }
}
