import type { Problem } from '#shared/problem/problem.ts';
import type { Capture } from './packet-io.ts';

/** What the engine tells the packet process. One `open` in a process's life; the process ends with `close` or with the engine. */
export type ToPacketProcess =
  | {
      type: 'open';
      interface: string;
      filter: string;
      snapLength: number;
      bufferSize: number;
      promiscuous: boolean;
      /** Milliseconds to add to the monotonic clock, which all processes share, to get the engine's own time of day. */
      clockBase: number;
    }
  | { type: 'send'; id: number; frame: Uint8Array }
  /** So many frames have arrived: room for more. The process holds back at most `frameCredit`, then drops and counts. */
  | { type: 'seen'; frames: number }
  | { type: 'close' };

/** What the packet process tells the engine. After `failed`, which may come at any time, it waits to be ended. */
export type FromPacketProcess =
  | { type: 'ready' }
  | { type: 'opened'; mac: string | undefined; capture: Capture }
  /** `lost`: frames dropped since the last such message, by this process (the engine did not keep up) or by the system. */
  | { type: 'frames'; frames: { bytes: Uint8Array; at: number; truncated: boolean }[]; lost: number }
  | { type: 'sent'; id: number; at: number }
  | { type: 'send-failed'; id: number; problem: Problem }
  | { type: 'failed'; problem: Problem };

/** Frames on their way to an engine that has not said `seen`. */
export const frameCredit = 8192;

/** A running packet process, however the host started it: child process in Node hosts, utility process in Electron. */
export interface PacketProcess {
  readonly pid: number | undefined;
  post(message: ToPacketProcess): void;
  onMessage(listener: (message: FromPacketProcess) => void): void;
  /**
   * Called once, also when the process had ended before the listener came. `reason` is for people who read logs: "SIGABRT",
   * "exit code 1".
   */
  onExit(listener: (reason: string, standardError: string) => void): void;
  kill(): void;
}

export type StartPacketProcess = () => PacketProcess | Promise<PacketProcess>;
