import type { LinkType } from '#shared/model/packet-event.ts';
import type { Problem } from '#shared/problem/problem.ts';

/** One frame off the wire. `bytes` belongs to the receiver. */
export interface ReceivedFrame {
  bytes: Uint8Array;
  link: LinkType;
  /** Milliseconds since the epoch with a fraction, taken as near to the wire as the implementation can. */
  at: number;
  /** The wire carried more than `bytes` holds (capture length exceeded). */
  truncated?: boolean;
}

/** Why an open packet port ended. Absent problem: we closed it. */
export interface PacketPortEnd {
  problem?: Problem;
}

/**
 * An open interface: frames in, frames out. Three implementations: `cap` in the packet process, UDP sockets (which rebuild
 * the headers they cannot see), and the lab's virtual segment. After `ended` resolved nothing more arrives.
 */
export interface PacketPort {
  readonly interface: string;
  readonly transport: 'raw' | 'udp' | 'lab';
  /** The interface's MAC address; undefined when it has none. */
  readonly mac: string | undefined;
  /** What this port cannot see or do, in problems of severity note or warning. */
  readonly limits: readonly Problem[];
  /** Sends one frame and resolves with the time at which it was handed to the system, as in `ReceivedFrame.at`. Rejects with a ProblemError. */
  send(frame: Uint8Array): Promise<number>;
  /** Frames that this process or the system dropped before we saw them, as far as it is known. */
  lost(): number;
  readonly ended: Promise<PacketPortEnd>;
  /** Resolves when the resources are free. Calling it again is harmless. */
  close(): Promise<void>;
}

export interface PacketPortOptions {
  interface: string;
  /** libpcap filter; only raw ports apply it. */
  filter: string;
  onFrame: (frame: ReceivedFrame) => void;
  signal?: AbortSignal;
}

/** Opens ports. Rejects with a ProblemError (interface-unknown, interface-down, raw-no-rights, raw-not-built, ...). */
export interface PacketIo {
  open(options: PacketPortOptions): Promise<PacketPort>;
}
