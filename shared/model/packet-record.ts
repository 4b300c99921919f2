import type { LinkType, PacketPart } from './packet-event.ts';

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
}

/** A recorded packet with its position on the timeline. */
export interface StoredPacket extends Omit<PacketRecord, 'interface'> {
  index: number;
}
