import type { Problem } from '#shared/problem/problem.ts';

/** What the engine tells the packet process. One `open` in a process's life; the process ends with `close` or with the engine. */
export type ToPacketProcess =
  | { type: 'open'; interface: string; filter: string; snapLength: number; bufferSize: number }
  | { type: 'send'; id: number; frame: Uint8Array }
  | { type: 'close' };

/** What the packet process tells the engine. */
export type FromPacketProcess =
  | { type: 'ready' }
  | { type: 'opened'; linkType: string }
  | { type: 'frames'; frames: { bytes: Uint8Array; at: number; truncated: boolean }[] }
  | { type: 'sent'; id: number; at: number }
  | { type: 'send-failed'; id: number; problem: Problem }
  | { type: 'failed'; problem: Problem };

/** A running packet process, however the host started it: child process in Node hosts, utility process in Electron. */
export interface PacketProcess {
  readonly pid: number | undefined;
  post(message: ToPacketProcess): void;
  onMessage(listener: (message: FromPacketProcess) => void): void;
  /** Called once. `reason` is for people who read logs: "SIGABRT", "exit code 1". */
  onExit(listener: (reason: string, standardError: string) => void): void;
  kill(): void;
}

export type StartPacketProcess = () => PacketProcess | Promise<PacketProcess>;
