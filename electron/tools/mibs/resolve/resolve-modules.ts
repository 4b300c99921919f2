import type { MibDiagnostic, MibModule } from '#shared/model/mib.ts';
import type { FixedObject } from '../built-in/fixed-object.ts';
import type { ParsedModule } from '../compile/module-tree.ts';
import { NodeBuilder } from './build-nodes.ts';
import { checkModule } from './check-module.ts';
import { checkStrict } from './check-strict.ts';
import { ModuleSet } from './module-set.ts';
import { Item, ModuleUnit } from './module-unit.ts';
import type { ResolvedNode } from './node-detail.ts';
import { partsOf, resolveOids } from './resolve-oids.ts';
import { TypeResolver } from './resolve-types.ts';

export interface ResolvedModule {
  name: string;
  parsed: ParsedModule;
  state: Exclude<MibModule['state'], 'unchanged'>;
  nodes: ResolvedNode[];
  /** Definitions without a place. */
  lost: number;
  /** Modules that it imports from and that are not there, where something needs them. */
  missing: string[];
  diagnostics: MibDiagnostic[];
  /** Whether something that it needs was not found, or not where it should be. */
  isLacking: boolean;
}

/**
 * Gives places and types to the definitions of modules, one result each. Modules come in groups: those that import from each other together,
 * others after those they import from. Whatever is wrong with a module stays in that module: another one that needs what is lost there loses
 * only that.
 */
export class ModuleResolver {
  readonly #modules = new ModuleSet();
  readonly #types = new TypeResolver(this.#modules);

  /**
   * `base`: modules that everybody knows; `fixed`: objects that are known without a text, by module. A module of the same name that comes
   * takes the place of both.
   */
  constructor(base: Iterable<ParsedModule>, fixed: ReadonlyMap<string, readonly FixedObject[]>) {
    const units = [...base].map((parsed) => new ModuleUnit(parsed, { isWanted: false, strict: false }));
    for (const unit of units) this.#modules.add(unit);
    resolveOids(this.#modules, units);
    for (const [name, objects] of fixed) {
      const unit = this.#modules.get(name);
      if (unit === undefined) this.#modules.add(new ModuleUnit(name, objects));
      else unit.addFixed(objects);
    }
  }

  has(module: string): boolean {
    return this.#modules.get(module) !== undefined;
  }

  /** `wanted`: whether it is told what is wrong with it, and its nodes are made. */
  resolve(group: Iterable<{ parsed: ParsedModule; strict: boolean; wanted: boolean }>): GroupResult {
    const units = [...group].map(({ parsed, strict, wanted }) => new ModuleUnit(parsed, { isWanted: wanted, strict }));
    for (const unit of units) this.#modules.add(unit);
    resolveOids(this.#modules, units);
    const results: ResolvedModule[] = [];
    const builder = new NodeBuilder(this.#modules, this.#types);
    for (const unit of units) {
      const { parsed } = unit;
      if (!unit.isWanted || parsed === undefined) continue;
      const nodes = builder.build(unit);
      this.#types.settle(unit);
      checkModule(unit, this.#modules, this.#types);
      checkStrict(unit, this.#modules, this.#types);
      this.#modules.checkImports(unit);
      unit.close();
      const { name, diagnostics, isLacking } = unit;
      results.push({ name, parsed, ...outcome(unit, nodes), nodes, diagnostics, isLacking });
    }
    this.#modules.forget();
    return {
      results,
      shrink: (isWhole, askedFor) => {
        for (const unit of units) this.#types.settle(unit);
        for (const unit of units) unit.shrink(isWhole(unit.name), askedFor);
      },
    };
  }

  /** Lets go of everything: nothing more will be resolved. */
  close(): void {
    this.#modules.clear();
  }

  /** From now on a name that nobody imported is also looked for here: nothing else will come. */
  lookElsewhere(find: (name: string) => { module: string; object: FixedObject } | undefined): void {
    this.#modules.elsewhere = (name) => {
      const found = find(name);
      return found && new Item(new ModuleUnit(found.module, []), name, undefined, found.object);
    };
  }
}

export interface GroupResult {
  results: ResolvedModule[];
  /** Lets go of all that no other module will ask for: what is none of these names, in modules that are not looked into as a whole. */
  shrink(isWhole: (module: string) => boolean, askedFor: ReadonlySet<string>): void;
}

function outcome(unit: ModuleUnit, nodes: readonly ResolvedNode[]): Pick<ResolvedModule, 'state' | 'lost' | 'missing'> {
  const missing = [...unit.missing].filter(([, { needed }]) => needed).map(([module]) => module);
  const lost = unit.all.filter(({ key, definition }) => key === undefined && partsOf(definition) !== undefined).length;
  const types = unit.all.length - lost - nodes.length;
  if (missing.length > 0) return { state: 'waiting', lost, missing };
  if (lost === 0) return { state: 'compiled', lost, missing };
  return { state: nodes.length > 0 || types > 0 ? 'partly' : 'failed', lost, missing };
}
