import { otherNamesOf, plainName } from '../resolve/known-modules.ts';
import type { KeptModule } from './import-messages.ts';

/** What has to be done again because something came or went. */
export interface ImportPlan {
  /**
   * Kept modules that are compiled again: they import, at first or second hand, from what came, changed or went, under whatever name; or they
   * lack something, which anything that came may have.
   */
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
  const stays = kept.filter(({ name }) => !changed.has(name));
  const importers = new Map<string, KeptModule[]>();
  const byPlainName = new Map<string, KeptModule[]>();
  for (const module of stays) {
    addTo(byPlainName, plainName(module.name), module);
    for (const from of meant(Object.keys(module.imports))) addTo(importers, from, module);
  }
  const again = new Set(stays.filter(({ isLacking }) => isLacking));
  const affected = [...changed, ...[...again].map(({ name }) => name)].map(plainName);
  for (let name = affected.pop(); name !== undefined; name = affected.pop()) {
    for (const importer of importers.get(name) ?? []) {
      if (again.has(importer)) continue;
      again.add(importer);
      affected.push(plainName(importer.name));
    }
  }
  const known = new Set<KeptModule>();
  const work = [...coming].flatMap((names) => meant([...names]));
  for (const module of again) work.push(...meant(Object.keys(module.imports)));
  for (let name = work.pop(); name !== undefined; name = work.pop()) {
    for (const module of byPlainName.get(name) ?? []) {
      if (again.has(module) || known.has(module)) continue;
      known.add(module);
      work.push(...meant(Object.keys(module.imports)));
    }
  }
  return { again: [...again], known: [...known] };
}

/** Plain names of modules that are imported from, also those that they have now. */
function meant(names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => [name, ...otherNamesOf(name)]).map(plainName))];
}

function addTo(map: Map<string, KeptModule[]>, name: string, module: KeptModule): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [module]);
  else list.push(module);
}
