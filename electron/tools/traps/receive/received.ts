import { glanceAtSnmp } from '#electron/wire/snmp/glance.ts';
import { maskCommunity } from '#electron/wire/snmp/mask.ts';
import type { Arrival, OpenedNotification } from '../opened-notification.ts';
import type { ReceiverCounts } from './receiver-messages.ts';

/** Where a datagram came from, and where its answer goes. */
export interface Source {
  counts: ReceiverCounts;
  answer(bytes: Uint8Array, address: string, port: number): void;
}

/** A datagram on its way into storage and through the decoder. */
export interface Received extends Arrival {
  /** Once it is stored. */
  id: number;
  /** Undefined for what comes out of storage or a capture: nothing is answered then. */
  source: Source | undefined;
  /** Its sender waits for an answer. */
  wantsAnswer: boolean;
  /** Where it was opened before it was stored. */
  opened?: OpenedNotification;
  /** It comes out of storage, with its community overwritten. */
  masked?: boolean;
  /** Called once it was read. */
  onRead?: (isAccepted: boolean) => void;
}

const mask = 0x2a;

/** What is stored of a datagram: a copy with the community overwritten, or the same object where there is none. */
export function storedBytes(bytes: Uint8Array): Uint8Array {
  const glance = glanceAtSnmp(bytes);
  if (glance === undefined) return maskCommunity(bytes);
  if (glance.communityLength === 0) return bytes;
  const copy = Buffer.from(bytes);
  copy.fill(mask, glance.communityStart, glance.communityStart + glance.communityLength);
  return copy;
}
