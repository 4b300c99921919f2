import { vendorRoot } from '../built-in/vendor-roots.ts';
import { makePosition, type Position } from '../compile/module-tree.ts';
import { keyOid } from '../node-index/oid-key.ts';
import { commonModules, macros, otherNamesOf, plainName } from './known-modules.ts';
import { Item, ModuleUnit } from './module-unit.ts';
import { baseTypes } from './typed-syntax.ts';

const start = makePosition(1, 1);

/** How far a name is followed from a module that imports it itself. */
const reexports = 4;

/** The modules that are there, and the search for names among them (see `known-modules.ts` for the order). */
export class ModuleSet {
  readonly #units = new Map<string, ModuleUnit>();
  readonly #byPlainName = new Map<string, Set<string>>();
  #found = new Map<ModuleUnit, Map<string, Item | undefined>>();
  /** What only one of all modules defines, where there are no more modules to come. */
  elsewhere: ((name: string) => Item | undefined) | undefined;

  get(name: string): ModuleUnit | undefined {
    return this.#units.get(name);
  }

  values(): Iterable<ModuleUnit> {
    return this.#units.values();
  }

  /** In the place of one of the same name. */
  add(unit: ModuleUnit): void {
    this.#units.set(unit.name, unit);
    const plain = plainName(unit.name);
    const same = this.#byPlainName.get(plain);
    if (same === undefined) this.#byPlainName.set(plain, new Set([unit.name]));
    else same.add(unit.name);
  }

  clear(): void {
    this.#units.clear();
    this.#byPlainName.clear();
    this.elsewhere = undefined;
    this.forget();
  }

  /** Forgets what was found for modules that are done with. */
  forget(): void {
    this.#found = new Map();
  }

  /** What a name means in a module; `from`: the module it is said to be of. What it takes to find it is told once. */
  find(unit: ModuleUnit, name: string, at: Position, from?: string): Item | undefined {
    if (from === undefined || from === unit.name) {
      const own = unit.items.get(name);
      if (own !== undefined) return own;
    }
    let found = this.#found.get(unit);
    if (found === undefined) {
      found = new Map();
      this.#found.set(unit, found);
    }
    const question = from === undefined ? name : `${from}.${name}`;
    if (found.has(question)) return found.get(question);
    const item = this.#search(unit, name, at, from);
    found.set(question, item);
    return item;
  }

  #search(unit: ModuleUnit, name: string, at: Position, from: string | undefined): Item | undefined {
    const imported = unit.imports.get(name);
    const module = from ?? imported?.module;
    const where = imported?.at ?? at;
    if (module !== undefined) {
      const direct = this.#units.get(module);
      const item = direct && this.#exported(direct, name);
      if (item !== undefined) return item;
      for (const other of this.#otherUnits(module)) {
        const there = this.#exported(other, name);
        if (there === undefined) continue;
        unit.tell('module-renamed', where, { name, module, found: other.name });
        return there;
      }
      const root = direct === undefined ? this.#root(module, name) : undefined;
      if (root !== undefined) {
        unit.tell('root-known', where, { name, module, oid: keyOid(root.key ?? '') });
        return root;
      }
    }
    const common = this.#inCommon(unit, name);
    const mended = common ?? this.elsewhere?.(name);
    if (mended !== undefined) {
      // A module that comes later may be the one that was meant, or make two of one.
      if (common === undefined) unit.isLacking = true;
      const found = mended.unit.name;
      if (module === undefined) unit.tell('name-not-imported', at, { name, found });
      else unit.tell('import-found-elsewhere', where, { name, module, found });
      return mended;
    }
    unit.isLacking = true;
    if (module !== undefined) {
      if (this.#units.has(module)) unit.tell('import-not-found', where, { name, module });
      else unit.missing.set(module, { at: where, needed: true });
    }
    return undefined;
  }

  /** A vendor's branch, where the module that defines it is not there. */
  #root(module: string, name: string): Item | undefined {
    const key = vendorRoot(module, name);
    if (key === undefined) return undefined;
    const unknown = { access: undefined, unit: undefined, syntax: undefined, index: undefined };
    return new Item(new ModuleUnit(module, []), name, undefined, { name, key, kind: 'node', ...unknown });
  }

  /** What a module defines, or imports in its turn. */
  #exported(unit: ModuleUnit, name: string): Item | undefined {
    let from: ModuleUnit | undefined = unit;
    for (let i = 0; i < reexports && from !== undefined; i++) {
      const item = from.items.get(name);
      if (item !== undefined) return item;
      const next: string | undefined = from.imports.get(name)?.module;
      from = next === undefined ? undefined : this.#units.get(next);
    }
    return undefined;
  }

  *#otherUnits(module: string): Generator<ModuleUnit> {
    for (const name of otherNamesOf(module)) {
      const unit = this.#units.get(name);
      if (unit !== undefined) yield unit;
    }
    for (const name of this.#byPlainName.get(plainName(module)) ?? []) {
      const unit = name === module ? undefined : this.#units.get(name);
      if (unit !== undefined) yield unit;
    }
  }

  #inCommon(unit: ModuleUnit, name: string): Item | undefined {
    for (const common of commonModules) {
      const item = this.#units.get(common)?.items.get(name);
      if (item !== undefined && item.unit !== unit) return item;
    }
    for (const module of new Set([...unit.imports.values()].map((one) => one.module))) {
      const item = this.#units.get(module)?.items.get(name);
      if (item !== undefined) return item;
    }
    return undefined;
  }

  /** Tells imports of a module that nobody asked for: from modules that are not there, of names that are not in them. */
  checkImports(unit: ModuleUnit): void {
    for (const { name, module, at } of unit.imports.values()) {
      if (macros.has(name) || name in baseTypes) continue;
      const there = this.#units.get(module);
      if (there === undefined) {
        const other = [...this.#otherUnits(module)].some((one) => one.items.has(name));
        if (!other && !unit.missing.has(module) && this.#found.get(unit)?.get(name) === undefined)
          unit.missing.set(module, { at, needed: false });
      } else if (this.#exported(there, name) === undefined && !this.#found.get(unit)?.has(name)) {
        unit.tell('import-not-found', at, { name, module });
      }
    }
    for (const [module, { at, needed }] of unit.missing) {
      unit.tell(needed ? 'module-missing' : 'module-missing-unneeded', at ?? start, { module });
    }
  }
}
