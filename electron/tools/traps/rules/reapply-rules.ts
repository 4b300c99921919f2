import type { Store } from '#electron/storage/store.ts';
import { severityCodes, stateCodes } from '../row-codes.ts';
import { matchingInSlices } from '../table/changes.ts';
import type { CompiledFilter } from '../table/filter.ts';
import { nextTurn } from '../table/scan.ts';
import type { StoredPdus } from '../table/stored-pdus.ts';
import { RuleBook } from './apply-rules.ts';
import type { CompiledRules } from './compiled-rule.ts';

interface JudgedRow {
  id: number;
  address: string;
  bytes: Uint8Array;
  oid: string | null;
  profile: string | null;
  severity: number;
  category: string | null;
  colour: string | null;
  rule: string | null;
  clear_key: string | null;
}

/** Rows read, judged and written at once: some milliseconds. */
const atOnce = 200;

/**
 * Gives accepted notifications of earlier the severity, category and colour that the rules give now, and the key by which later ones may
 * clear them; nothing is folded, cleared or told. Gives how many are others now. @throws the signal's reason
 */
export async function reapplyRules(
  store: Store,
  rules: CompiledRules,
  filter: CompiledFilter,
  pdus: StoredPdus,
  signal: AbortSignal,
): Promise<number> {
  const book = new RuleBook(rules);
  const read = store.prepare(
    `SELECT id, notification.address, bytes, oid, profile, severity, category, colour, rule, clear_key
     FROM notification JOIN trap_datagram USING (id)
     WHERE id IN (SELECT value FROM json_each(?)) AND state = ${stateCodes.code('accepted')}`,
  );
  const update = store.prepare(
    'UPDATE notification SET severity = ?, category = ?, colour = ?, rule = ?, clear_key = ? WHERE id = ?',
  );
  let changed = 0;
  for await (const ids of matchingInSlices(store, filter, signal)) {
    for (let from = 0; from < ids.length; from += atOnce) {
      const rows = read.all(JSON.stringify(ids.slice(from, from + atOnce))) as JudgedRow[];
      const others = rows.flatMap((row) => changeOf(book, row, pdus));
      if (others.length > 0) {
        await store.writer.write(() => {
          for (const { id, values } of others) update.run(...values, id);
        });
        changed += others.length;
      }
      await nextTurn(signal);
    }
  }
  return changed;
}

function changeOf(book: RuleBook, row: JudgedRow, pdus: StoredPdus) {
  const pdu = pdus.of(row.bytes, row.profile);
  if (pdu === undefined || row.oid === null) return [];
  const { severity, category, colour, rule, clearKey } = book.classify(row.address, {
    state: 'accepted',
    oid: row.oid,
    varbinds: pdu.varbinds,
    ...(pdu.trap === undefined ? {} : { v1: pdu.trap }),
  });
  const values = [
    severityCodes.code(severity),
    category ?? null,
    colour ?? null,
    rule ?? null,
    clearKey ?? null,
  ] as const;
  const before = [row.severity, row.category, row.colour, row.rule, row.clear_key];
  return values.every((value, place) => value === before[place]) ? [] : [{ id: row.id, values }];
}
