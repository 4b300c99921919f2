import type { ReceiverSettings } from '#shared/model/notification.ts';
import type { ReceiverProfile } from '../opened-notification.ts';
import type { CommunityDigests } from './community-digests.ts';
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
  digests: CommunityDigests;
  /** Milliseconds since the epoch, by the clock that stamps arrivals. */
  now: () => number;
}
