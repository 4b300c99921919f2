/**
 * What the text of a module says, before any name is looked up. Plain records, which can be cloned to another thread. Long texts stay in
 * the file: they are told as offsets.
 */

/** Line and column in one number, both from 1; see `lineOf` and `columnOf`. */
export type Position = number;

const columns = 0x1000;

/** Columns beyond 4095 are told as 4095. */
export function makePosition(line: number, column: number): Position {
  return line * columns + Math.min(column, columns - 1);
}

export function lineOf(position: Position): number {
  return Math.floor(position / columns);
}

export function columnOf(position: Position): number {
  return position % columns;
}

/** Offsets into the text that was parsed: of the first character of a string's content, and behind its last one. */
export type Span = readonly [start: number, end: number];

export type SmiLanguage = 'SMIv1' | 'SMIv2';

export interface ParsedModule {
  name: string;
  at: Position;
  file: string;
  language: SmiLanguage;
  /** Offsets of the module in the text, header to END. */
  start: number;
  end: number;
  imports: Import[];
  /** In the order of the text, two of one name too. */
  definitions: Definition[];
  /** The newest REVISION or LAST-UPDATED that can be read, as "2019-03-01". */
  revision: string | undefined;
}

export interface Import {
  name: string;
  module: string;
  at: Position;
}

/** A name that is used, and where. */
export interface NameUse {
  name: string;
  /** "IF-MIB" of `IF-MIB.ifIndex`. */
  module: string | undefined;
  at: Position;
}

/** `mib-2`, `org(3)`, `31`: a name, a number, or both. */
export interface OidPart {
  name: string | undefined;
  /** "SNMPv2-SMI" of `SNMPv2-SMI.enterprises`. */
  module: string | undefined;
  number: number | undefined;
  at: Position;
}

/** Numbers that a double holds exactly are numbers. MIN and MAX are the ends of the type. */
export type Bound = number | bigint | 'MIN' | 'MAX';

export interface Bounds {
  low: Bound;
  high: Bound;
}

export interface Label {
  label: string;
  value: number;
}

/** A type with what narrows it. `name` is as written; base types are INTEGER, "OCTET STRING", "OBJECT IDENTIFIER", BITS and NULL. */
export interface PlainSyntax {
  form: 'plain';
  name: string;
  module: string | undefined;
  at: Position;
  /** Of an enumeration, or positions of BITS. */
  labels: Label[] | undefined;
  ranges: Bounds[] | undefined;
  /** Of SIZE, in octets. */
  sizes: Bounds[] | undefined;
  /** Number of `[APPLICATION 1]`. */
  application: number | undefined;
}

export interface SequenceOfSyntax {
  form: 'sequence-of';
  /** Type of the entries. */
  name: string;
  module: string | undefined;
  at: Position;
}

/** SEQUENCE or CHOICE. */
export interface FieldsSyntax {
  form: 'sequence' | 'choice';
  at: Position;
  fields: Field[];
}

export interface Field {
  name: string;
  syntax: Syntax;
  at: Position;
}

export type Syntax = PlainSyntax | SequenceOfSyntax | FieldsSyntax;

interface Named {
  name: string;
  at: Position;
  /** Offsets of the whole definition. */
  start: number;
  end: number;
}

interface Described extends Named {
  status: string | undefined;
  description: Span | undefined;
  reference: Span | undefined;
}

interface Placed {
  /** Behind `::=`. */
  oid: OidPart[];
}

/** OBJECT IDENTIFIER ::= { ... } */
export interface ValueDefinition extends Named, Placed {
  kind: 'value';
}

export interface IdentityDefinition extends Named, Placed {
  kind: 'module-identity';
  /** As written: "9601010000Z". */
  lastUpdated: string | undefined;
  organization: Span | undefined;
  contact: Span | undefined;
  description: Span | undefined;
  revisions: Revision[];
}

export interface Revision {
  /** As written. */
  date: string;
  at: Position;
  description: Span | undefined;
}

export interface ObjectIdentityDefinition extends Described, Placed {
  kind: 'object-identity';
}

export interface IndexPart {
  /** An object; or in SMIv1 a type: INTEGER, "OCTET STRING", "NetworkAddress". */
  name: string;
  module: string | undefined;
  implied: boolean;
  at: Position;
}

export interface DefaultValue {
  /** As written, without the outer braces and, for strings, quotes; at most a thousand characters. */
  text: string;
  form: 'number' | 'string' | 'hex' | 'binary' | 'name' | 'bits' | 'oid' | 'other';
  at: Position;
}

/** OBJECT-TYPE */
export interface ObjectTypeDefinition extends Described, Placed {
  kind: 'object';
  /** Undefined where it was not written or not readable. */
  syntax: Syntax | undefined;
  units: string | undefined;
  access: string | undefined;
  index: IndexPart[] | undefined;
  augments: NameUse | undefined;
  defval: DefaultValue | undefined;
}

/** NOTIFICATION-TYPE */
export interface NotificationDefinition extends Described, Placed {
  kind: 'notification';
  objects: NameUse[];
}

/** TRAP-TYPE */
export interface TrapDefinition extends Named {
  kind: 'trap';
  enterprise: OidPart[];
  objects: NameUse[];
  number: number;
  description: Span | undefined;
  reference: Span | undefined;
}

/** A type assignment, or a TEXTUAL-CONVENTION. */
export interface TypeDefinition extends Described {
  kind: 'type';
  textualConvention: boolean;
  displayHint: string | undefined;
  syntax: Syntax;
}

/** OBJECT-GROUP or NOTIFICATION-GROUP */
export interface GroupDefinition extends Described, Placed {
  kind: 'object-group' | 'notification-group';
  members: NameUse[];
}

/** What MODULE-COMPLIANCE asks of an object, or AGENT-CAPABILITIES says about one. */
export interface Refinement {
  /** GROUP names a group, the other two an object or a notification. */
  clause: 'group' | 'object' | 'variation';
  name: NameUse;
  syntax: Syntax | undefined;
  writeSyntax: Syntax | undefined;
  access: string | undefined;
  description: Span | undefined;
}

export interface RefinedModule {
  /** Undefined: this module. */
  module: string | undefined;
  /** MANDATORY-GROUPS or INCLUDES. */
  groups: NameUse[];
  refinements: Refinement[];
}

/** MODULE-COMPLIANCE or AGENT-CAPABILITIES */
export interface ConformanceDefinition extends Described, Placed {
  kind: 'compliance' | 'capabilities';
  /** PRODUCT-RELEASE */
  product: Span | undefined;
  modules: RefinedModule[];
}

/** A MACRO of that name; what it says is skipped, the parser knows the macros of both SMIs. */
export interface MacroDefinition extends Named {
  kind: 'macro';
}

export type Definition =
  | ValueDefinition
  | IdentityDefinition
  | ObjectIdentityDefinition
  | ObjectTypeDefinition
  | NotificationDefinition
  | TrapDefinition
  | TypeDefinition
  | GroupDefinition
  | ConformanceDefinition
  | MacroDefinition;

/** A text of the file as people read it: without the indentation that all its lines share, and without blank ends. */
export function readSpan(text: string, span: Span): string {
  const lines = text
    .slice(span[0], span[1])
    .split('\n')
    .map((line) => line.trimEnd());
  const indents = lines.slice(1).flatMap((line) => (line === '' ? [] : [line.length - line.trimStart().length]));
  const indent = indents.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  return [lines[0]?.trimStart(), ...lines.slice(1).map((line) => line.slice(indent))]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
