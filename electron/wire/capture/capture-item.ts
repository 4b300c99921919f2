import type { LinkType } from '#shared/model/packet-event.ts';

/** A packet of a capture file. */
export interface CapturePacket {
  kind: 'packet';
  /** Milliseconds since the epoch with a fraction. Of the packet before where the file has no time (a simple packet block). */
  at: number;
  link: LinkType;
  /** Name of the interface; empty where the file has none. */
  interface: string;
  /** What was captured: a view that is good until the reader is asked for the next. */
  bytes: Uint8Array;
  /** Bytes the packet had on the wire, as the file says. */
  originalLength: number;
  /** Where its record starts in the file. */
  offset: number;
}

/** What is wrong with the file, and at which of its bytes. */
export interface CaptureFault {
  kind: 'fault';
  offset: number;
  reason: string;
}

export type CaptureItem = CapturePacket | CaptureFault;

/** Asked of every packet before anything is made of it: whether bytes `start` to `end` of `bytes` are worth it. */
export type WantedPacket = (bytes: Uint8Array, start: number, end: number, link: LinkType) => boolean;

/** What reads the records of one format. */
export interface RecordSource {
  /** The next item; undefined when more bytes are needed, or nothing more will come. */
  next(): CaptureItem | undefined;
  /** Set once nothing behind this point can be trusted. */
  readonly broken: boolean;
  /** What the record at hand is, for the words about a file that ends inside it. */
  readonly reading: string;
  /** Packets met, wanted or not. */
  readonly packets: number;
  /** Packets of a link type we do not read. */
  readonly unread: number;
}

export function captureFault(offset: number, reason: string): CaptureFault {
  return { kind: 'fault', offset, reason };
}

/** The largest packet or block that is believed, in bytes: as much as Wireshark believes. */
export const maximumPacket = 262_144;
export const maximumBlock = 16 * 1024 * 1024;

export function uint32In(bytes: Uint8Array, at: number, little: boolean): number {
  const a = bytes[at] ?? 0;
  const b = bytes[at + 1] ?? 0;
  const c = bytes[at + 2] ?? 0;
  const d = bytes[at + 3] ?? 0;
  return (little ? a | (b << 8) | (c << 16) | (d << 24) : (a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

export function uint16In(bytes: Uint8Array, at: number, little: boolean): number {
  const a = bytes[at] ?? 0;
  const b = bytes[at + 1] ?? 0;
  return little ? a | (b << 8) : (a << 8) | b;
}
