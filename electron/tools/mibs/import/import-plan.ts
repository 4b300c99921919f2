import { otherNamesOf } from '../resolve/known-modules.ts';
import type { KeptModule } from './import-messages.ts';

/** What has to be done again because something came or went. */
export interface ImportPlan {
  /** Kept modules that are compiled again: they import, at first or second hand, from what came, changed or went. */
  again: KeptModule[];
  /** Kept modules that the others look into. */
  known: KeptModule[];
}

/**
 * `changed`: names of modules that came, changed or went; `coming`: what those that come import from. Kept modules that are among them or go are
 * left out.
 */
export function planImport(
  kept: readonly KeptModule[],
  changed: ReadonlySet<string>,
  coming: Iterable<Iterable<string>>,
): ImportPlan {
  const stays = new Map(kept.filter(({ name }) => !changed.has(name)).map((module) => [module.name, module]));
  const importers = new Map<string, KeptModule[]>();
  for (const module of stays.values()) {
    for (const from of meant(module.imports)) {
      const list = importers.get(from);
      if (list === undefined) importers.set(from, [module]);
      else list.push(module);
    }
  }
  const again = new Set<KeptModule>();
  const affected = [...changed];
  for (let name = affected.pop(); name !== undefined; name = affected.pop()) {
    for (const importer of importers.get(name) ?? []) {
      if (again.has(importer)) continue;
      again.add(importer);
      affected.push(importer.name);
    }
  }
  const known = new Set<KeptModule>();
  const work = [...coming].flatMap((names) => [...names].flatMap((name) => [name, ...otherNamesOf(name)]));
  for (const module of again) work.push(...meant(module.imports));
  for (let name = work.pop(); name !== undefined; name = work.pop()) {
    const module = stays.get(name);
    if (module === undefined || again.has(module) || known.has(module)) continue;
    known.add(module);
    work.push(...meant(module.imports));
  }
  return { again: [...again], known: [...known] };
}

/** Modules that are imported from, also under the names they have now. */
function meant(imports: KeptModule['imports']): string[] {
  return Object.keys(imports).flatMap((name) => [name, ...otherNamesOf(name)]);
}
