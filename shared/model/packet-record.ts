import type { LinkType, PacketPart } from './packet-event.ts';

/**
 * What the numbers of a TCP segment count from, as the segments before it told: the initial sequence number of who sent it, that of the other
 * side, and the bits that its window is shifted (RFC 7323 section 2). What was not seen is absent.
 */
export interface StreamBase {
  sequence?: number;
  acknowledgment?: number;
  shift?: number;
}

/** A packet as it is recorded: bytes and what only the moment knew. Everything else is decoded from the bytes. */
export interface PacketRecord {
  bytes: Uint8Array;
  link: LinkType;
  interface: string;
  /** Milliseconds since the epoch with a fraction. */
  at: number;
  direction: PacketPart['direction'];
  /** Sent: which attempt, from 1. */
  attempt?: number | undefined;
  /** Received: why it had no part in the exchange. */
  ignored?: PacketPart['ignored'] | undefined;
  /** TCP: what its numbers count from. */
  stream?: StreamBase | undefined;
}

/** A recorded packet with its position on the timeline. */
export interface StoredPacket extends Omit<PacketRecord, 'interface'> {
  index: number;
}
