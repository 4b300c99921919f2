import type { Store } from '#electron/storage/store.ts';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import { toHex } from '#shared/model/hex.ts';
import { stateCodes } from '../row-codes.ts';
import type { StoredRow } from './stored-rows.ts';

export interface ToldClock {
  /** In hex. */
  engine: string;
  boots: number;
  /** Seconds. */
  time: number;
}

/**
 * What one that was refused for its clock, and is authentic but for that, says of the clock of its sender. Undefined for all others, and for
 * informs under our engine, whose clock is ours.
 */
export function toldClock(store: Store, { state, bytes }: Pick<StoredRow, 'state' | 'bytes'>): ToldClock | undefined {
  if (stateCodes.word(state) !== 'not-in-time-window') return undefined;
  const usm = decodeSnmp(bytes).v3?.usm;
  if (usm === undefined) return undefined;
  const own = store.prepare('SELECT engine FROM trap_self').get() as { engine: Uint8Array } | undefined;
  const engine = toHex(usm.engineId);
  return own !== undefined && toHex(own.engine) === engine ? undefined : { engine, boots: usm.boots, time: usm.time };
}
