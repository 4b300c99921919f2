import type { MibDiagnostic } from '#shared/model/mib.ts';
import type { FixedObject } from '../built-in/fixed-object.ts';
import { type MibDiagnosticId, severityOf } from '../compile/diagnostics.ts';
import {
  columnOf,
  type Definition,
  type Import,
  lineOf,
  type ObjectTypeDefinition,
  type ParsedModule,
  type Position,
} from '../compile/module-tree.ts';
import type { TypedSyntax } from './typed-syntax.ts';

/** Diagnostics of one kind that a module keeps; more tell nobody more. */
const keptOfAKind = 200;

/** Something that a module defines, on its way to an OID or a type. */
export class Item {
  readonly unit: ModuleUnit;
  readonly name: string;
  /** Undefined for what is known without a text, and for types of modules that are done with. */
  definition: Definition | undefined;
  readonly isType: boolean;
  /** What a type is made of, once somebody asked; null where that is not known. */
  convention: TypedSyntax | null | undefined;
  readonly fixed: FixedObject | undefined;
  /** Its place, once it is known. */
  key: string | undefined;
  /** Above it, where that is a definition and not only numbers. */
  parent: Item | undefined;

  constructor(unit: ModuleUnit, name: string, definition: Definition | undefined, fixed?: FixedObject) {
    this.unit = unit;
    this.name = name;
    this.definition = definition;
    this.isType = definition?.kind === 'type';
    this.fixed = fixed;
    this.key = fixed?.key;
  }
}

/** A module among those that are resolved together. */
export class ModuleUnit {
  readonly name: string;
  parsed: ParsedModule | undefined;
  /** Whether somebody wants to know what is wrong with it; one that is only looked into says nothing. */
  readonly isWanted: boolean;
  readonly items = new Map<string, Item>();
  /** In the order of the text, two of one name too. */
  all: Item[] = [];
  readonly imports = new Map<string, Import>();
  diagnostics: MibDiagnostic[] = [];
  /** Whether something that it needs was not found, or only in a module that it does not import from. */
  isLacking = false;
  /** Modules that it imports from and that are not there, and whether anything was lost by that. */
  readonly missing = new Map<string, { at: Position; needed: boolean }>();
  readonly #counts = new Map<string, number>();
  readonly #told = new Set<string>();
  /** Whether its author wants to hear of every rule that it breaks. */
  readonly isStrict: boolean;

  constructor(parsed: ParsedModule, options: { isWanted: boolean; strict: boolean });
  constructor(name: string, fixed: Iterable<FixedObject>);
  constructor(from: ParsedModule | string, more: { isWanted: boolean; strict: boolean } | Iterable<FixedObject>) {
    if (typeof from === 'string') {
      this.name = from;
      this.parsed = undefined;
      this.isWanted = false;
      this.isStrict = false;
      for (const fixed of more as Iterable<FixedObject>) this.#add(new Item(this, fixed.name, undefined, fixed));
      return;
    }
    const { isWanted, strict } = more as { isWanted: boolean; strict: boolean };
    this.name = from.name;
    this.parsed = from;
    this.isWanted = isWanted;
    this.isStrict = strict;
    for (const definition of from.definitions) this.#add(new Item(this, definition.name, definition));
    for (const one of from.imports) if (!this.imports.has(one.name)) this.imports.set(one.name, one);
  }

  /** Of two of one name the first is the one that is meant. */
  #add(item: Item): void {
    this.all.push(item);
    if (!this.items.has(item.name)) this.items.set(item.name, item);
    else if (item.definition !== undefined) this.tell('name-twice', item.definition.at, { name: item.name });
  }

  /** What is known of it without a text, where its text does not say it. */
  addFixed(objects: Iterable<FixedObject>): void {
    for (const fixed of objects) {
      if (!this.items.has(fixed.name)) this.#add(new Item(this, fixed.name, undefined, fixed));
    }
  }

  tell(id: MibDiagnosticId, at: Position, params: MibDiagnostic['params'] = {}): void {
    if (!this.isWanted || this.parsed === undefined) return;
    // A type is looked at again where its object is in an INDEX.
    const what = `${id} ${at} ${params.name ?? ''}`;
    if (this.#told.has(what)) return;
    this.#told.add(what);
    const count = (this.#counts.get(id) ?? 0) + 1;
    this.#counts.set(id, count);
    if (count > keptOfAKind) return;
    this.diagnostics.push({
      id,
      severity: severityOf(id, this.isStrict),
      module: this.name,
      file: this.parsed.file,
      line: lineOf(at),
      column: columnOf(at),
      params,
    });
  }

  /**
   * Lets go of everything but types, whose conventions are known by now, and what others will ask for: by name, or because it is in the INDEX of
   * what they ask for.
   */
  shrink(isWhole: boolean, askedFor: ReadonlySet<string>): void {
    this.parsed = undefined;
    this.all = [];
    this.diagnostics = [];
    this.#told.clear();
    const kept = new Set<string>();
    for (const { name, isType, definition } of this.items.values()) {
      if (!isType && !isWhole && !askedFor.has(name)) continue;
      kept.add(name);
      if (definition?.kind === 'object') for (const part of definition.index ?? []) kept.add(part.name);
    }
    for (const item of this.items.values()) {
      item.parent = undefined;
      if (!kept.has(item.name)) this.items.delete(item.name);
      else item.definition = item.definition?.kind === 'object' ? shrunk(item.definition) : undefined;
    }
  }

  /** Tells what was too much to be told. */
  close(): void {
    for (const [id, count] of this.#counts) {
      if (count <= keptOfAKind || this.parsed === undefined) continue;
      this.tell('diagnostics-cut', this.parsed.at, { id, count: count - keptOfAKind });
    }
  }
}

/** What others look at of an object. */
function shrunk({ kind, name, at, syntax, access, index, augments }: ObjectTypeDefinition): ObjectTypeDefinition {
  const unneeded = {
    status: undefined,
    description: undefined,
    reference: undefined,
    units: undefined,
    defval: undefined,
  };
  return { kind, name, at, start: 0, end: 0, oid: [], syntax, access, index, augments, ...unneeded };
}
