import type { SettableType } from '#shared/model/snmp-varbind.ts';
import type { Meaning } from './resolve/typed-syntax.ts';

/**
 * What the other tools know objects as. The same as theirs, which this tool may not import; that they fit is checked where the engine joins
 * them.
 */

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface Syntax {
  readonly name: string;
  readonly type: Exclude<SettableType, 'NULL'>;
  readonly labels?: ReadonlyMap<number, string> | undefined;
  readonly ranges?: readonly Range[] | undefined;
  readonly sizes?: readonly Range[] | undefined;
  readonly meaning?: Meaning | undefined;
}

export interface IndexColumn {
  readonly name: string;
  readonly syntax: Syntax;
  readonly implied: boolean;
}

export interface ObjectDefinition {
  readonly oid: string;
  readonly name: string;
  readonly module: string;
  readonly kind: 'scalar' | 'table' | 'entry' | 'column' | 'node';
  readonly syntax?: Syntax | undefined;
  readonly access?: 'read-only' | 'read-write' | 'read-create' | 'not-accessible' | undefined;
  readonly unit?: string | undefined;
  readonly index?: readonly IndexColumn[] | undefined;
}

export interface ObjectRegistry {
  find(oid: string): { object: ObjectDefinition; instance: string } | undefined;
  byName(name: string): ObjectDefinition | undefined;
  search(words: string, count: number): ObjectDefinition[];
  columns(entryOrTable: ObjectDefinition): ObjectDefinition[];
}
