import type { ReceiverSettings } from '#shared/model/notification.ts';
import type { Problem } from '#shared/problem/problem.ts';
import type { OwnEngine } from '../open/opener-options.ts';
import type { SeenClock } from '../open/seen-engines.ts';
import type { Arrival, ReceiverProfile } from '../opened-notification.ts';
import type { CompiledRules } from '../rules/compiled-rule.ts';
import type { ToldDatagram } from './conversation.ts';

/** What the receiving thread is started with. */
export interface ReceiverStart {
  /** The workspace. */
  file: string;
  engine: OwnEngine;
  /** Makes the digests that communities are recognised by, and nothing else. */
  communityKey: Uint8Array;
  /** With their secrets. */
  profiles: ReceiverProfile[];
  settings: ReceiverSettings;
  rules: CompiledRules;
}

/** To the thread. */
export type ToReceiver =
  | { type: 'admit'; profiles: ReceiverProfile[]; settings: ReceiverSettings }
  | { type: 'rules'; rules: CompiledRules }
  /** A person says that the engine was reset: from then on it has this clock. */
  | { type: 'engine-reset'; engine: string; clock: SeenClock }
  /** `room`: datagrams that the timeline takes. */
  | { type: 'start'; port: number; address?: string | undefined; room: number }
  | { type: 'stop'; port: number }
  /** There is room on the timeline for so many datagrams more. */
  | { type: 'allow'; port: number; count: number }
  /** Datagrams of a capture, in the order of their arrival. */
  | { type: 'import'; number: number; arrivals: Arrival[] }
  | { type: 'close' };

export interface ReceiverCounts {
  received: number;
  stored: number;
  accepted: number;
  refused: number;
  acknowledged: number;
  lost: number;
  waiting: number;
}

export const noCounts: Readonly<ReceiverCounts> = {
  received: 0,
  stored: 0,
  accepted: 0,
  refused: 0,
  acknowledged: 0,
  lost: 0,
  waiting: 0,
};

export interface ReceiverStatus {
  receivers: ({ port: number } & ReceiverCounts)[];
  /** Up to this id everything is stored and read. */
  last: number;
  /** Stored or not. */
  lost: number;
  /** Stored in the last second. */
  rate: number;
  problem?: Problem;
}

/** From the thread. */
export type FromReceiver =
  | {
      type: 'started';
      port: number;
      families: ('ipv4' | 'ipv6')[];
      receiveBuffer: { asked: number; granted: number };
      startedAt: number;
    }
  | { type: 'failed'; port: number; problem: Problem }
  | { type: 'stopped'; port: number }
  /** At most ten times a second. */
  | { type: 'status'; status: ReceiverStatus }
  /** For the timeline. At most ten times a second. */
  | { type: 'told'; port: number; datagrams: ToldDatagram[] }
  /** Rows of earlier are others now. */
  | { type: 'changed' }
  /** Notifications whose rule wants a person told; `more` others meanwhile. At most ten times a second. */
  | { type: 'notify'; ids: number[]; more: number }
  | { type: 'imported'; number: number; accepted: number; refused: number }
  | { type: 'import-failed'; number: number; problem: Problem }
  | { type: 'closed' };
