import { glanceAtSnmp } from '#electron/wire/snmp/glance.ts';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import type { CommunityDigests } from '../open/community-digests.ts';
import type { Arrival, OpenedNotification } from '../opened-notification.ts';
import type { Conversation } from './conversation.ts';
import type { ReceiverCounts } from './receiver-messages.ts';

/** Where a datagram came from, and where its answer goes. */
export interface Source {
  counts: ReceiverCounts;
  /** Ours, where it is known. */
  localAddress: string | undefined;
  /** Sends from there; false where that is closed meanwhile. */
  answer(bytes: Uint8Array, address: string, port: number): boolean;
  conversation: Conversation;
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
  /** It is on the timeline. */
  isTold?: boolean;
  /** It comes out of storage, with its community overwritten. */
  masked?: boolean;
  communityDigest?: Uint8Array | null;
  /** Called once it was read. */
  onRead?: (isAccepted: boolean) => void;
}

const mask = 0x2a;

/** What is stored of a datagram: a copy with the community overwritten and what that is recognised by, or the same object where there is none. */
export function storedForm(
  bytes: Uint8Array,
  digests: CommunityDigests,
): { bytes: Uint8Array; communityDigest: Uint8Array | null } {
  const place = communityPlace(bytes);
  if (place === undefined || place.length === 0) return { bytes, communityDigest: null };
  const end = place.start + place.length;
  const communityDigest = digests.of(bytes.subarray(place.start, end));
  const copy = Buffer.from(bytes);
  copy.fill(mask, place.start, end);
  return { bytes: copy, communityDigest };
}

function communityPlace(bytes: Uint8Array): { start: number; length: number } | undefined {
  const glance = glanceAtSnmp(bytes);
  if (glance === undefined) return decodeSnmp(bytes).community;
  return { start: glance.communityStart, length: glance.communityLength };
}
