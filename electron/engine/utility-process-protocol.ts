import type { Secrets } from '#electron/storage/vault.ts';
import type { Problem } from '#shared/problem/problem.ts';

/** How the desktop host wants its engine. */
export interface EngineStart {
  /** The workspace's file, where it is not this person's usual one. */
  workspace: string | undefined;
  /** Work in a workspace that is thrown away at the end. */
  temporary: boolean;
  version: string;
  verbose: boolean;
  /** The vault's key. It goes this way and no other: arguments and environment can be read by others. */
  secrets?: Secrets;
}

/** What the main process tells the engine's process. `connect` and `packet-process` each bring one port. */
export type ToEngineProcess =
  | ({ type: 'start' } & EngineStart)
  | { type: 'connect' }
  | { type: 'packet-process'; id: number; pid: number | undefined }
  | { type: 'packet-process-ended'; id: number; reason: string; standardError: string }
  | { type: 'close' };

/** What the engine's process tells the main process, which alone can start utility processes. */
export type FromEngineProcess =
  | { type: 'started' }
  | { type: 'failed'; problem: Problem }
  | { type: 'start-packet-process'; id: number }
  | { type: 'kill-packet-process'; id: number };
