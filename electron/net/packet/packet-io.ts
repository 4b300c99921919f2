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

/** How a raw port captures. */
export interface Capture {
  /** The npm package that carries the frames: `cap`, or `koffi` on the system's libpcap or Npcap. */
  backend: 'cap' | 'koffi';
  /** Whether frames for other stations are asked for. The network decides whether they come. */
  promiscuous: boolean;
  /** Stamped by the kernel as a frame arrives, or by the packet process as it reads the frame. */
  timeStamps: 'kernel' | 'process';
}

/**
 * An open interface: frames in, frames out. Three implementations: the packet process, UDP sockets (which rebuild
 * the headers they cannot see), and the lab's virtual segment. After `ended` resolved nothing more arrives.
 */
export interface PacketPort {
  readonly interface: string;
  readonly transport: 'raw' | 'udp' | 'lab';
  /** The interface's MAC address; undefined when it has none. */
  readonly mac: string | undefined;
  /** What this port cannot see or do, in problems of severity note or warning. */
  readonly limits: readonly Problem[];
  /** Raw ports only. */
  readonly capture?: Capture | undefined;
  /** Sends one frame and resolves with the time at which it was handed to the system, as in `ReceivedFrame.at`. Rejects with a ProblemError. */
  send(frame: Uint8Array): Promise<number>;
  /** Frames that this process or the system dropped before we saw them, as far as it is known (`cap` cannot tell the system's). */
  lost(): number;
  readonly ended: Promise<PacketPortEnd>;
  /** Resolves when the resources are free. Calling it again is harmless. */
  close(): Promise<void>;
}

export interface PacketPortOptions {
  interface: string;
  /** libpcap filter; only raw ports apply it. */
  filter: string;
  /** Whether to ask for frames that are for other stations; yes unless told. Raw ports only, and `cap` always does. */
  promiscuous?: boolean;
  onFrame: (frame: ReceivedFrame) => void;
  signal?: AbortSignal;
}

/** Opens ports. Rejects with a ProblemError (interface-unknown, interface-down, raw-no-rights, raw-not-built, ...). */
export interface PacketIo {
  open(options: PacketPortOptions): Promise<PacketPort>;
}
