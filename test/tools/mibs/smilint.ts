import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

interface Told {
  line: number;
  /** smilint's name of the error. */
  tag: string;
}

/** What smilint says of a file up to level 3 (severities 0 to 3), without what it says of files that it imports. */
export function smilint(file: string, folders: readonly string[]): Told[] {
  const env = { ...process.env, SMIPATH: folders.join(':') };
  const { stdout, stderr } = spawnSync('smilint', ['-m', '-s', '-l', '3', file], { env, maxBuffer: 2 ** 26 });
  return [...`${stdout}${stderr}`.matchAll(/^(.*?):(\d+): \[\d\] \{([\w-]+)\}/gm)]
    .filter(([, told = '']) => basename(told) === basename(file))
    .map(([, , line, tag = '']) => ({ line: Number(line), tag }));
}

/** What is meant by `elsewhere`: another line of the same definition, or the first of many of one kind. */
interface Meaning {
  /** What we say instead; one of them. */
  ids: readonly string[];
  /** We point at another line: at what has to be mended, where smilint points at what it found out by. */
  elsewhere?: true;
}

const at = (...ids: string[]): Meaning => ({ ids });
const elsewhere = (...ids: string[]): Meaning => ({ ids, elsewhere: true });

/** smilint's errors of SMIv1 and SMIv2 up to level 3, and what we call them. */
const meanings: Readonly<Record<string, Meaning>> = {
  'access-in-smiv2': at('access-other-version'),
  'maxaccess-in-smiv1': at('access-other-version'),
  'access-write-only-smiv2': at('access-other-version'),
  'access-invalid-smiv1': at('access-other-version', 'access-unknown'),
  'access-invalid-smiv2': at('access-other-version', 'access-unknown'),
  'status-invalid-smiv1': at('status-other-version', 'status-unknown'),
  'status-invalid-smiv2': at('status-other-version', 'status-unknown'),
  'status-invalid-capabilities': at('status-other-version', 'status-unknown'),
  'description-missing': elsewhere('clause-missing'),
  'scalar-not-creatable': elsewhere('access-unfit'),
  'access-table-illegal': elsewhere('access-unfit'),
  'access-row-illegal': elsewhere('access-unfit'),
  'row-node-subidentifier-one': at('row-number'),
  'index-and-augments': at('index-and-augments'),
  'object-identifier-unknown': elsewhere('parent-unknown', 'parent-lost', 'oid-arc-unknown'),
  'oid-registered': at('oid-twice'),
  'oid-recursive': at('oid-cycle'),
  'last-subid-zero': at('oid-ends-in-zero'),
  'identifier-redefined': at('name-twice'),
  'object-identifier-redefined': at('name-twice'),
  'parent-scalar': at('parent-unfit'),
  'parent-column': at('parent-unfit'),
  'parent-row': at('parent-unfit'),
  'parent-table': at('parent-unfit'),
  'parent-node': at('parent-unfit'),
  'parent-notification': at('parent-unfit'),
  'parent-group': at('parent-unfit'),
  'parent-compliance': at('parent-unfit'),
  'parent-capabilities': at('parent-unfit'),
  'basetype-not-imported': elsewhere('type-not-imported', 'type-other-version'),
  'basetype-unknown': elsewhere('type-unknown', 'type-cycle', 'import-found-elsewhere', 'name-not-imported'),
  'type-unknown': elsewhere('type-unknown', 'name-not-imported', 'import-found-elsewhere'),
  'macro-not-imported': elsewhere('macro-not-imported', 'macro-other-version'),
  'import-failed': at('import-not-found'),
  'augment-no-row': elsewhere('augments-unknown'),
  'subtype-illegal': at('field-narrowed'),
  'module-not-found': elsewhere(
    'module-missing',
    'module-missing-unneeded',
    'root-known',
    'import-found-elsewhere',
    'module-renamed',
  ),
  trap: at('macro-other-version'),
  'bad-identifier-case': at('name-upper-case', 'label-upper-case'),
  'underscore-in-identifier': at('name-underscore'),
  'hyphen-end': at('name-ends-in-hyphen'),
  'namelength-64-object': at('name-too-long'),
  'namelength-64-lc-identifier': at('name-too-long'),
  'namelength-64-uc-identifier': at('name-too-long'),
  'namelength-64-module': at('name-too-long'),
  'namelength-64-type': at('name-too-long'),
  'namelength-64-enumeration': at('name-too-long'),
  'char-illegal-string': elsewhere('string-not-ascii'),
  lexical: at('character-stray', 'text-ignored', 'quote-curly'),
  'stringlength-hexadecimal': at('literal-odd-digits'),
  'stringlength-binary': at('literal-odd-digits'),
  'number-leading-zero': elsewhere('number-leading-zeros'),
  'number-range': at('number-too-large'),
  'defval-range': at('default-unfit'),
  'defval-enum': at('default-unfit'),
  'defval-syntax': at('default-unfit'),
  'defval-basetype': at('default-unfit'),
  'default-too-long-smiv2': at('default-unfit'),
  'range-overlap': at('range-overlap'),
  'range-exchanged': at('range-reversed', 'range-unfit'),
  'range-bounds': at('range-unfit'),
  'counter-range-illegal': at('range-unfit'),
  'range-illegal': at('range-misplaced', 'range-unfit'),
  'size-illegal': at('range-misplaced', 'range-unfit'),
  'enum-illegal': at('label-unfit'),
  'subtype-enumeration-illegal': at('label-unfit'),
  'subtype-bits-illegal': at('label-unfit'),
  'enum-name-redefinition': at('label-twice'),
  'bits-name-redefinition': at('label-twice'),
  'enum-number-redefinition': at('label-value-twice'),
  'bits-number-redefinition': at('label-value-twice'),
  'enum-zero': elsewhere('label-zero'),
  'textual-convention-nested': at('convention-nested'),
  // smilint points at the column, we at the name in INDEX.
  'index-element-no-range': elsewhere('index-without-range'),
  'index-element-range-negative': elsewhere('index-below-zero'),
  'index-element-no-size': elsewhere('index-without-size'),
  // smilint points at the column, we at its line in the SEQUENCE.
  'sequence-type-mismatch': elsewhere('field-other-type'),
  'sequence-missing-column': at('column-missing'),
  'sequence-no-column': elsewhere('field-unknown'),
  'date-character': at('date-unreadable'),
  'date-day': at('date-unreadable'),
  'date-hour': at('date-unreadable'),
  'date-minutes': at('date-unreadable'),
  'date-month': at('date-unreadable'),
  'date-year': at('date-unreadable'),
  'date-value': at('date-unreadable'),
  'date-length': at('date-unreadable'),
  // smilint points at a REVISION, we at the MODULE-IDENTITY that lacks one or has them in another order.
  'revision-missing': elsewhere('revision-missing'),
  'revision-not-descending': elsewhere('revision-order'),
  'revision-after-update': elsewhere('revision-order'),
  // smilint points at the end of the module, we at its name.
  'module-identity-missing': elsewhere('identity-missing'),
  'module-identity-not-first': at('identity-not-first', 'identity-twice'),
  'module-identity-multiple': at('identity-twice'),
  'notification-object-type': elsewhere('member-unfit'),
  'notification-object-access': elsewhere('member-not-accessible'),
  'group-objects-notification': at('member-unfit'),
  'group-notifications-object': at('member-unfit'),
  'group-member-invalid': elsewhere('member-unfit'),
  'compliance-member-not-local': at('member-elsewhere'),
};

/** A syntax error stops smilint, which tells it under this name; we go on, and tell what was wrong. */
const syntaxError = 'internal-other';

interface OurError {
  line: number;
  id: string;
}

/** What one of the two says and the other does not. */
export function differences(theirs: readonly Told[], ours: readonly OurError[]): { missed: Told[]; extra: OurError[] } {
  const isMeant = ({ line, tag }: Told, one: OurError) => {
    if (tag === syntaxError) return Math.abs(one.line - line) <= 1;
    const { ids, elsewhere: anywhere } = meanings[tag] ?? { ids: [] };
    return ids.includes(one.id) && (anywhere === true || one.line === line);
  };
  return {
    missed: theirs.filter((told) => !ours.some((one) => isMeant(told, one))),
    extra: ours.filter((one) => !theirs.some((told) => isMeant(told, one))),
  };
}
