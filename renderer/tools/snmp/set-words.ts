import { m } from '#shared/messages/compiled/messages.js';
import type { JournalEntry, SetEntry } from '#shared/model/snmp-operation.ts';
import type { RowFault } from './set-draft.ts';
import type { SetDone, SetWork } from './set-state.svelte.ts';

const faults: Record<RowFault, () => string> = { table: m.set_fault_table, index: m.set_fault_index };

export function rowFaultText(fault: RowFault): string {
  return faults[fault]();
}

const works: Record<SetWork, () => string> = {
  check: m.set_checking,
  send: m.set_sending,
  undo: m.set_undoing,
  create: m.set_creating,
  remove: m.set_removing,
};

/** What is under way. */
export function workText(work: SetWork): string {
  return works[work]();
}

type Tone = 'success' | 'warning' | 'error' | 'note';

/** What a call came to, in a sentence. */
export function doneText({ work, result }: SetDone): { tone: Tone; text: string } {
  if (result.outcome === 'cancelled') return { tone: 'warning', text: m.set_done_cancelled() };
  if (result.errorStatus !== undefined && result.errorStatus.code !== 0)
    return { tone: 'error', text: m.set_done_refused({ status: result.errorStatus.name }) };
  if (result.outcome === 'failed') return { tone: 'error', text: m.set_done_failed() };
  if (!result.verified) return { tone: 'warning', text: m.set_done_unverified() };
  const words: Record<SetDone['work'], string> = {
    send: m.set_done_verified({ count: result.entries.length }),
    undo: m.set_done_undone(),
    create: m.set_done_created(),
    remove: m.set_done_removed(),
  };
  return { tone: 'success', text: words[work] };
}

/** What an entry of the journal came to, in a word or two. */
export function journalOutcome({ outcome, undoneBy, undoes }: JournalEntry): { tone: Tone | 'other'; text: string } {
  if (outcome === 'refused') return { tone: 'error', text: m.journal_refused() };
  if (outcome === 'failed') return { tone: 'error', text: m.journal_failed() };
  if (outcome === 'cancelled') return { tone: 'warning', text: m.journal_cancelled() };
  if (undoneBy !== undefined) return { tone: 'other', text: m.journal_undone_by({ id: undoneBy }) };
  if (undoes !== undefined) return { tone: 'other', text: m.journal_undoes({ id: undoes }) };
  return { tone: 'success', text: m.journal_done() };
}

/** The agent's own words for a refusal (RFC 3416 section 3), explained. */
export function statusText(name: string): string {
  const texts = m as unknown as Readonly<Record<string, (() => string) | undefined>>;
  const key = `snmp_status_${name}`;
  return Object.hasOwn(texts, key) ? (texts[key]?.() ?? '') : '';
}

/** "sysName.0", or the number where there is no name. */
export function entryName({ name, oid }: Pick<SetEntry, 'name' | 'oid'>): string {
  return name ?? oid;
}
