import type { SettableType } from '#shared/model/snmp-varbind.ts';

/** Least and greatest, both allowed. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * What the octets of an OCTET STRING are, which its type does not say: text, a number without a text of its own (addresses of links, keys,
 * masks), DateAndTime (RFC 2579), an address of the INET-ADDRESS-MIB (RFC 4001), or BITS (RFC 2578 section 7.1.4).
 */
export type Meaning = 'text' | 'hex' | 'date' | 'inet' | 'bits';

export interface Syntax {
  /** As the MIB has it: "DisplayString", "Integer32". */
  readonly name: string;
  /** What travels. */
  readonly type: Exclude<SettableType, 'NULL'>;
  /** Of an enumeration, or of the positions of BITS. */
  readonly labels?: ReadonlyMap<number, string> | undefined;
  /** Of numbers. */
  readonly ranges?: readonly Range[] | undefined;
  /** Of OCTET STRING, in octets. */
  readonly sizes?: readonly Range[] | undefined;
  readonly meaning?: Meaning | undefined;
  /** DISPLAY-HINT of the textual convention (RFC 2579 section 3.1), as it stands there. What `meaning` says comes first. */
  readonly hint?: string | undefined;
}

/** A part of INDEX (RFC 2578 section 7.7). */
export interface IndexColumn {
  readonly name: string;
  readonly syntax: Syntax;
  /** Only the last one may be: its length is not told, it takes all the arcs that are left. */
  readonly implied: boolean;
}

export type Access = 'read-only' | 'read-write' | 'read-create' | 'not-accessible';

/** What an OID stands for: `notification` is a NOTIFICATION-TYPE, or a TRAP-TYPE at the OID that RFC 3584 section 3.1 gives it. */
export type ObjectKind = 'scalar' | 'table' | 'entry' | 'column' | 'notification' | 'node';

/** An object whose instance is told with a notification. */
export interface NotificationObject {
  readonly name: string;
  /** Without instance; absent where no module that is there defines the name. */
  readonly oid?: string | undefined;
}

/** What a MIB says of an OID. Plain data: the built-in modules and a compiler make the same. */
export interface ObjectDefinition {
  /** Dotted, without instance. */
  readonly oid: string;
  readonly name: string;
  readonly module: string;
  readonly kind: ObjectKind;
  /** Of scalars and columns. */
  readonly syntax?: Syntax | undefined;
  readonly access?: Access | undefined;
  readonly unit?: string | undefined;
  /** Of an entry; that of the entry it augments, where it does. */
  readonly index?: readonly IndexColumn[] | undefined;
  /** Of a notification: what it tells, in order (OBJECTS of RFC 2578 section 8.1, VARIABLES of RFC 1215); behind them others may come. */
  readonly objects?: readonly NotificationObject[] | undefined;
}

/** Where definitions are found. Everything else of this folder asks only this. */
export interface ObjectRegistry {
  /** The definition with the longest OID that is `oid` or above it, with the arcs left over ("" where there are none). Nodes count too. */
  find(oid: string): { object: ObjectDefinition; instance: string } | undefined;
  /** "ifDescr" or "IF-MIB::ifDescr"; in whatever case, where no object is written exactly so. */
  byName(name: string): ObjectDefinition | undefined;
  /** The best first, of those kinds only where there are any. All words must fit: names, or the beginning of OIDs. */
  search(words: string, count: number, kinds?: readonly ObjectKind[]): ObjectDefinition[];
  /** Columns of a table or its entry, by number; none for anything else. */
  columns(entryOrTable: ObjectDefinition): ObjectDefinition[];
}
