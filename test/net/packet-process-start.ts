import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { packetProcessEntry } from '#test/lab/network.ts';

/** Starts packet processes that have only one way to raw frames. */
export const startWith = (backend: string, env: NodeJS.ProcessEnv = {}, under: readonly string[] = []) =>
  startChildProcess({ entry: packetProcessEntry, under, env: { ...process.env, PUNCHDOWN_RAW: backend, ...env } });
