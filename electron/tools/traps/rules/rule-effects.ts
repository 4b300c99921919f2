import type { Reader } from '#electron/storage/store.ts';
import type { RuleOutcome } from './apply-rules.ts';
import { withZero } from './oid-pattern.ts';

/** Alarms that one notification clears, at most; the newest. */
const mostCleared = 10_000;

const repeated = 'UPDATE notification SET repeats = repeats + 1, last_repeat_at = ? WHERE id = ?';
/** The first one was deleted meanwhile: this one stands for itself. */
const alone = 'UPDATE notification SET repeat_of = NULL WHERE id = ?';
/** By notification_open, newest first. */
const clearOne = `UPDATE notification SET cleared_by = ?, cleared_at = ? WHERE id IN (
  SELECT id FROM notification WHERE address = ? AND oid IN (?, ?) AND clear_key = ? AND clear_key IS NOT NULL
    AND cleared_by IS NULL AND id < ? ORDER BY id DESC LIMIT ${mostCleared})`;
const clearBelow = `UPDATE notification SET cleared_by = ?, cleared_at = ? WHERE id IN (
  SELECT id FROM notification WHERE address = ? AND oid > ? AND oid < ? AND clear_key = ? AND clear_key IS NOT NULL
    AND cleared_by IS NULL AND id < ? ORDER BY id DESC LIMIT ${mostCleared})`;

/**
 * Writes what a notification does to earlier ones: counts it as a repeat, clears alarms. To be called in the transaction that stores
 * its row, after that, in the order of ids. Gives how many rows it changed.
 */
export function writeEffects(
  store: Reader,
  { id, at, address }: { id: number; at: number; address: string },
  { repeatOf, clears }: Pick<RuleOutcome, 'repeatOf' | 'clears'>,
): number {
  let changes = 0;
  if (repeatOf !== undefined) {
    changes += store.prepare(repeated).run(at, repeatOf).changes;
    if (changes === 0) store.prepare(alone).run(id);
  }
  if (clears === undefined) return changes;
  const { oid, below } = clears.pattern;
  // Behind a dot comes "/": all that begins with the OID and a dot lies between.
  const which = below ? [`${oid}.`, `${oid}/`] : [oid, withZero(oid)];
  const sql = below ? clearBelow : clearOne;
  return changes + store.prepare(sql).run(id, at, address, ...which, clears.key, id).changes;
}
