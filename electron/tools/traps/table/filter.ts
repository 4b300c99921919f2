import type { SqlValue } from '#electron/storage/store.ts';
import { type NotificationFilter, notificationSeverities } from '#shared/model/notification.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { severityCodes, stateCodes } from '../row-codes.ts';
import { addressOctets, isInOneOf } from '../rules/address-prefix.ts';
import { compileSender, type RuleNames } from '../rules/compile-rules.ts';
import { type AddressPrefix, UnreadableRule } from '../rules/compiled-rule.ts';
import { readPattern, withZero } from '../rules/oid-pattern.ts';
import type { Vocabulary, WordMeaning } from './vocabulary.ts';

/** Conditions on rows of `notification`. */
export interface CompiledFilter {
  /** Conditions in SQL, each with " AND " before it; there is a bounded number of such texts. */
  sql: string;
  values: SqlValue[];
  /** What SQL cannot ask: a test of some columns of what passed it. */
  test?: { columns: string; fits(row: unknown): boolean };
  /** Whether it changes with notes, with marks, and with the clearing of alarms. */
  dependsOn: { notes: boolean; marks: boolean; clearing: boolean };
}

/** Words of a text that are looked for, and the characters of each. */
const mostWords = 8;
const longestWord = 200;

/** The worst, up to a warning: those of which one says that they are open. */
const openSeverities = notificationSeverities.indexOf('indeterminate');

interface Conditions {
  sql: string;
  values: SqlValue[];
  columns: string[];
  tests: ((row: Record<string, unknown>) => boolean)[];
}

/** @throws ProblemError trap-filter-unreadable for a sender or a notification that nobody knows */
export function compileFilter(filter: NotificationFilter, names: RuleNames, vocabulary: Vocabulary): CompiledFilter {
  const { severities, sender, notification, show = 'all', since, until, repeats } = filter;
  const conditions: Conditions = { sql: '', values: [], columns: [], tests: [] };
  const add = (sql: string, ...values: SqlValue[]) => {
    conditions.sql += ` AND ${sql}`;
    conditions.values.push(...values);
  };
  if (repeats !== true) add('repeat_of IS NULL');
  if (show === 'accepted') add('state = ?', stateCodes.code('accepted'));
  else if (show === 'refused') add('state > ?', stateCodes.code('pending'));
  else if (show === 'marked') add('marked = 1');
  else if (show === 'open')
    add(`state = 0 AND severity < ${openSeverities} AND cleared_by IS NULL AND repeat_of IS NULL`);
  if (severities !== undefined && severities.length > 0)
    add('severity IN (SELECT value FROM json_each(?))', JSON.stringify(severities.map(severityCodes.code)));
  if (since !== undefined) add('at >= ?', since);
  if (until !== undefined) add('at <= ?', until);
  if (notification !== undefined && notification.trim() !== '') addNotification(add, notification, names);
  if (sender !== undefined && sender.trim() !== '') addSender(conditions, add, sender, names);
  const words = wordsOf(filter.text);
  for (const word of words) addWord(conditions, word, vocabulary.meaning(word));
  return {
    sql: conditions.sql,
    values: conditions.values,
    ...(conditions.tests.length === 0 ? {} : { test: testOf(conditions) }),
    dependsOn: { notes: words.length > 0, marks: show === 'marked', clearing: show === 'open' },
  };
}

function testOf({ columns, tests }: Conditions): NonNullable<CompiledFilter['test']> {
  return {
    columns: [...new Set(columns)].join(', '),
    fits: (row) => tests.every((fits) => fits(row as Record<string, unknown>)),
  };
}

type Add = (sql: string, ...values: SqlValue[]) => void;

function addNotification(add: Add, notification: string, { objects }: RuleNames): void {
  const pattern = readPattern(objects, notification);
  if (pattern === undefined) throw new ProblemError('trap-filter-unreadable', { value: notification.slice(0, 200) });
  const { oid, below } = pattern;
  // Behind a dot comes "/": what begins with the OID and a dot lies between.
  if (below) add('oid > ? AND oid < ?', `${oid}.`, `${oid}/`);
  else add('oid IN (?, ?)', oid, withZero(oid));
}

function addSender(conditions: Conditions, add: Add, sender: string, names: RuleNames): void {
  const prefixes = readSender(sender, names);
  if (prefixes.every(({ octets, bits }) => octets.length === 4 && bits === 32)) {
    add('address IN (SELECT value FROM json_each(?))', JSON.stringify(prefixes.map(({ octets }) => octets.join('.'))));
    return;
  }
  const known = new Map<string, boolean>();
  conditions.columns.push('address');
  conditions.tests.push(({ address }) => {
    const text = String(address);
    let fits = known.get(text);
    if (fits === undefined) {
      fits = isInOneOf(prefixes, addressOctets(text));
      if (known.size >= 10_000) known.clear();
      known.set(text, fits);
    }
    return fits;
  });
}

function readSender(sender: string, names: RuleNames): AddressPrefix[] {
  try {
    return compileSender(names, sender);
  } catch (error) {
    if (error instanceof UnreadableRule)
      throw new ProblemError('trap-filter-unreadable', { value: sender.slice(0, 200) }, error.message);
    throw error;
  }
}

export function wordsOf(text: string | undefined): string[] {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return [...new Set(words)].slice(0, mostWords).map((word) => word.slice(0, longestWord));
}

/** A word of a row's text, note or category, of the name of its notification or of an object in it, of its device, or of a label of its values. */
function addWord(conditions: Conditions, word: string, { notifications, addresses, labels }: WordMeaning): void {
  const alternatives = ['instr(text, ?) > 0', 'instr(lower(category), ?) > 0', 'instr(lower(note), ?) > 0'];
  conditions.values.push(word, word, word);
  const oneOf = (column: string, list: Iterable<string>) => {
    const json = JSON.stringify([...list]);
    if (json === '[]') return;
    alternatives.push(`${column} IN (SELECT value FROM json_each(?))`);
    conditions.values.push(json);
  };
  oneOf('oid', labels === undefined ? notifications : [...notifications, ...labels.notifications]);
  oneOf('address', addresses);
  conditions.sql += ` AND (${alternatives.join(' OR ')})`;
  if (labels === undefined) return;
  // Of those that SQL let through for a label, the text tells whether the object has it.
  conditions.columns.push('oid', 'address', 'text', 'category', 'note');
  conditions.tests.push(({ oid, address, text, category, note }) => {
    if (notifications.has(String(oid)) || addresses.has(String(address))) return true;
    const whole = String(text);
    if (whole.includes(word) || (labels.notifications.has(String(oid)) && labels.expression.test(whole))) return true;
    return `${category ?? ''}\n${note ?? ''}`.toLowerCase().includes(word);
  });
}
