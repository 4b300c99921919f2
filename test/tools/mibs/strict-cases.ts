import { identity, scalar, smiv2 } from './mib-library.ts';

const root = identity('aRoot', 'enterprises 99999');

/** A module with one fault, on a line of its own. */
function withFault(body: string, imports = ''): string {
  return smiv2('A-MIB', `${root}\n${body}`, imports);
}

interface Table {
  tableAccess?: string;
  entryAccess?: string;
  entryNumber?: number;
  index?: string;
  fields?: string;
  columns?: string;
  more?: string;
}

function table({
  tableAccess = 'not-accessible',
  entryAccess = 'not-accessible',
  entryNumber = 1,
  index = 'INDEX { colOne }',
  fields = 'colOne Integer32, colTwo Integer32',
  columns = `${column('colOne', 1, 'Integer32 (1..9)', 'not-accessible')}\n${column('colTwo', 2, 'Integer32', 'read-create')}`,
  more = '',
}: Table = {}): string {
  return withFault(`aTable OBJECT-TYPE SYNTAX SEQUENCE OF AEntry MAX-ACCESS ${tableAccess} STATUS current DESCRIPTION "d" ::= { aRoot 1 }
aEntry OBJECT-TYPE SYNTAX AEntry MAX-ACCESS ${entryAccess} STATUS current DESCRIPTION "d"
${index} ::= { aTable ${entryNumber} }
AEntry ::= SEQUENCE { ${fields} }
${columns}
${more}`);
}

function column(name: string, number: number, syntax: string, access: string): string {
  return `${name} OBJECT-TYPE SYNTAX ${syntax} MAX-ACCESS ${access} STATUS current DESCRIPTION "d" ::= { aEntry ${number} }`;
}

function object(clauses: string): string {
  return withFault(`aValue OBJECT-TYPE ${clauses} ::= { aRoot 1 }`);
}

const plain = 'MAX-ACCESS read-only STATUS current DESCRIPTION "d"';

function syntax(text: string): string {
  return object(`SYNTAX ${text} ${plain}`);
}

function defval(type: string, value: string): string {
  return object(`SYNTAX ${type} ${plain} DEFVAL { ${value} }`);
}

const dated = (day: string, revisions = `REVISION "${day}" DESCRIPTION "d"`) =>
  smiv2(
    'A-MIB',
    `aRoot MODULE-IDENTITY LAST-UPDATED "${day}" ORGANIZATION "o" CONTACT-INFO "c" DESCRIPTION "d"
${revisions} ::= { enterprises 99999 }`,
  );

const event = (objects: string, more = '') =>
  withFault(`${scalar('one', 'aRoot 1')}
${more}
event NOTIFICATION-TYPE OBJECTS { ${objects} } STATUS current DESCRIPTION "d" ::= { aRoot 0 1 }`);

const group = (members: string, more = '') =>
  withFault(`${scalar('one', 'aRoot 1')}
${more}
group OBJECT-GROUP OBJECTS { ${members} } STATUS current DESCRIPTION "d" ::= { aRoot 5 }`);

/** A text with one fault for each class of error that smilint tells up to level 3 and that modules of SMIv1 and SMIv2 can have. */
export const strictCases: Readonly<Record<string, string>> = {
  'no fault': withFault(scalar('one', 'aRoot 1')),
  'no fault in a table': table(),
  'access-in-smiv2': object('SYNTAX Integer32 ACCESS read-only STATUS current DESCRIPTION "d"'),
  'access-write-only-smiv2': object('SYNTAX Integer32 MAX-ACCESS write-only STATUS current DESCRIPTION "d"'),
  'status-invalid-smiv2': object('SYNTAX Integer32 MAX-ACCESS read-only STATUS mandatory DESCRIPTION "d"'),
  'description-missing': object('SYNTAX Integer32 MAX-ACCESS read-only STATUS current'),
  'scalar-not-creatable': object('SYNTAX Integer32 MAX-ACCESS read-create STATUS current DESCRIPTION "d"'),
  'object-identifier-unknown': withFault(scalar('one', 'nobody 1')),
  'oid-registered': withFault(`${scalar('one', 'aRoot 1')}\n${scalar('two', 'aRoot 1')}`),
  'object-identifier-redefined': withFault(`${scalar('one', 'aRoot 1')}\n${scalar('one', 'aRoot 2')}`),
  'last-subid-zero': withFault(scalar('one', 'aRoot 0')),
  'parent-scalar': withFault(`${scalar('one', 'aRoot 1')}\n${scalar('two', 'one 1')}`),
  'basetype-not-imported': syntax('TimeTicks'),
  'type-unknown': syntax('Nobodys'),
  'macro-not-imported': withFault('aIdentity OBJECT-IDENTITY STATUS current DESCRIPTION "d" ::= { aRoot 1 }'),
  'import-failed': withFault('', 'nobody FROM IF-MIB'),
  'module-not-found': withFault(scalar('one', 'nobody 1'), 'nobody FROM NOBODYS-MIB'),
  trap: withFault('aTrap TRAP-TYPE ENTERPRISE aRoot DESCRIPTION "d" ::= 1', 'TRAP-TYPE FROM RFC-1215'),
  'bad-identifier-case': withFault(scalar('One', 'aRoot 1')),
  'underscore-in-identifier': withFault(scalar('one_two', 'aRoot 1')),
  'hyphen-end': withFault(scalar('one-', 'aRoot 1')),
  'namelength-64-lc-identifier': withFault(scalar('o'.repeat(65), 'aRoot 1')),
  'char-illegal-string': object('SYNTAX Integer32 MAX-ACCESS read-only STATUS current DESCRIPTION "\u00e4"'),
  'stringlength-hexadecimal': defval('OCTET STRING (SIZE (0..9))', "'123'H"),
  'stringlength-binary': defval('OCTET STRING (SIZE (0..9))', "'101'B"),
  'number-leading-zero': withFault(scalar('one', 'aRoot 01')),
  'defval-range': defval('Integer32 (1..9)', '10'),
  'defval-enum': defval('INTEGER { up(1) }', 'down'),
  'defval-syntax': defval('Integer32', '"text"'),
  'range-overlap': syntax('Integer32 (1..5 | 4..9)'),
  'range-exchanged': syntax('Integer32 (9..1)'),
  'range-bounds': syntax('Unsigned32 (-1..9)'),
  'counter-range-illegal': syntax('Counter32 (0..9)'),
  'range-illegal': syntax('OCTET STRING (0..9)'),
  'size-illegal': syntax('Integer32 (SIZE (0..9))'),
  'subtype-enumeration-illegal': withFault(
    `Kind ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "d" SYNTAX INTEGER { up(1) }\n${scalar('one', 'aRoot 1', 'Kind { down(2) }')}`,
  ),
  'enum-name-redefinition': syntax('INTEGER { up(1), up(2) }'),
  'enum-number-redefinition': syntax('INTEGER { up(1), down(1) }'),
  'textual-convention-nested': withFault(
    `Kind ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "d" SYNTAX TruthValue\n${scalar('one', 'aRoot 1', 'Kind')}`,
  ),
  'index-element-no-range': table({ columns: columnsOf('Integer32') }),
  'index-element-range-negative': table({ columns: columnsOf('Integer32 (-1..9)') }),
  'index-element-no-size': table({
    columns: columnsOf('OCTET STRING'),
    fields: 'colOne OCTET STRING, colTwo Integer32',
  }),
  'sequence-type-mismatch': table({ fields: 'colOne Integer32, colTwo Counter32' }),
  'sequence-missing-column': table({ fields: 'colOne Integer32' }),
  'sequence-no-column': table({
    fields: 'colOne Integer32, colTwo Integer32, one Integer32',
    more: scalar('one', 'aRoot 2'),
  }),
  'access-table-illegal': table({ tableAccess: 'read-only' }),
  'access-row-illegal': table({ entryAccess: 'read-only' }),
  'row-node-subidentifier-one': table({ entryNumber: 2 }),
  'index-and-augments': table({ index: 'INDEX { colOne } AUGMENTS { ifEntry }' }),
  'date-month': dated('202013010000Z'),
  'date-length': dated('2020'),
  'revision-missing': dated('202001020000Z', 'REVISION "202001010000Z" DESCRIPTION "d"'),
  'revision-not-descending': dated(
    '202001020000Z',
    'REVISION "202001010000Z" DESCRIPTION "d"\nREVISION "202001020000Z" DESCRIPTION "d"',
  ),
  'revision-after-update': dated(
    '202001020000Z',
    'REVISION "202001030000Z" DESCRIPTION "d"\nREVISION "202001020000Z" DESCRIPTION "d"',
  ),
  'module-identity-missing': smiv2('A-MIB', scalar('one', 'enterprises 99999 1')),
  'module-identity-not-first': smiv2('A-MIB', `${scalar('one', 'aRoot 1')}\n${root}`),
  'module-identity-multiple': withFault(identity('bRoot', 'enterprises 99998')),
  'notification-object-type': event('aRoot'),
  'notification-object-access': event('hidden', hidden()),
  'group-objects-notification': group(
    'event',
    'event NOTIFICATION-TYPE STATUS current DESCRIPTION "d" ::= { aRoot 0 1 }',
  ),
  'group-member-invalid': group('aRoot'),
  'compliance-member-not-local': withFault(
    'group OBJECT-GROUP OBJECTS { ifIndex } STATUS current DESCRIPTION "d" ::= { aRoot 5 }',
    'ifIndex FROM IF-MIB',
  ),
};

function columnsOf(first: string): string {
  return `${column('colOne', 1, first, 'not-accessible')}\n${column('colTwo', 2, 'Integer32', 'read-create')}`;
}

function hidden(): string {
  return 'hidden OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS not-accessible STATUS current DESCRIPTION "d" ::= { aRoot 2 }';
}
