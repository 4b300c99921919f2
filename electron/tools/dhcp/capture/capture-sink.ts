import type { LinkType } from '#shared/model/packet-event.ts';
import type { CaptureOutcome } from './exchange-outcome.ts';

/** Where the exchanges found in a capture go. Nothing here may throw. */
export interface CaptureSink {
  /** At the first packet of an exchange. */
  begin(exchange: CapturedExchange): CaptureRecording;
  /**
   * Undefined while there is room for more, else a promise that resolves when there is; never rejects. Asked at least every
   * `packetsBetweenWaits` packets.
   */
  ready(): Promise<void> | undefined;
}

export interface CapturedExchange {
  /** "02:00:00:00:00:aa, xid 0x1234abcd" */
  subject: string;
  /** chaddr; the client identifier where there is none, in colon hex; "?" where there is neither. */
  client: string;
  xid: number;
  /** Outermost first; without those that only carry a priority. */
  vlans: readonly number[];
  /** Of the first packet that carries it; empty where the file has no name. */
  interface: string;
  /** Time of the first packet, in milliseconds since the epoch. */
  startedAt: number;
}

export interface CapturedPacket {
  /** The sink's own. */
  bytes: Uint8Array;
  link: LinkType;
  interface: string;
  at: number;
  /** `fragment`: a later one of a fragmented message, which cannot be read by itself. */
  kind: 'dhcp' | 'arp' | 'fragment';
  /** Who sent it, by `op`; `other`: a third party's ARP, or an `op` that says neither. */
  from: 'client' | 'server' | 'other';
}

export interface CaptureRecording {
  /** In the order of the file. */
  packet(packet: CapturedPacket): void;
  /** Once, after the last packet. */
  end(end: CapturedEnd): void;
}

export interface CapturedEnd {
  outcome: CaptureOutcome;
  /** Time of the latest packet. */
  endedAt: number;
  /** DHCP messages seen, first fragments included. */
  messages: number;
  /** Further fragments. */
  fragments: number;
  /** Packets over the limit of one exchange, counted but not handed over. */
  notKept: number;
}
