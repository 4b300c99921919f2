import { otherNamesOf, plainName } from '../resolve/known-modules.ts';

/** A module of those that are to be put in order, and what it imports from. */
export interface ModuleToOrder {
  name: string;
  imports: Iterable<string>;
}

/** Groups of modules in such an order that each comes behind those it imports from; those that import from each other are one group. */
export function orderModules<M extends ModuleToOrder>(
  modules: ReadonlyMap<string, M>,
  first: readonly string[],
): M[][] {
  const byPlainName = new Map<string, string[]>();
  for (const name of modules.keys()) {
    const plain = plainName(name);
    byPlainName.set(plain, [...(byPlainName.get(plain) ?? []), name]);
  }
  const targets = (name: string): string[] =>
    modules.has(name)
      ? [name]
      : [...otherNamesOf(name), ...(byPlainName.get(plainName(name)) ?? [])].filter((other) => modules.has(other));
  const numbers = new Map<string, number>();
  const lows = new Map<string, number>();
  const path: string[] = [];
  const onPath = new Set<string>();
  const groups: M[][] = [];
  for (const start of [...first, ...modules.keys()]) {
    if (!modules.has(start) || numbers.has(start)) continue;
    // Tarjan's way to strongly connected components, with a list in the place of calls.
    const work = [{ name: start, next: nextOf(modules.get(start), targets) }];
    enter(start);
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const child = top.next.shift();
      if (child === undefined) {
        work.pop();
        leave(top.name, work.at(-1)?.name);
      } else if (!numbers.has(child)) {
        enter(child);
        work.push({ name: child, next: nextOf(modules.get(child), targets) });
      } else if (onPath.has(child)) {
        lows.set(top.name, Math.min(lows.get(top.name) ?? 0, numbers.get(child) ?? 0));
      }
    }
  }
  return groups;

  function enter(name: string): void {
    numbers.set(name, numbers.size);
    lows.set(name, numbers.size - 1);
    path.push(name);
    onPath.add(name);
  }

  function leave(name: string, above: string | undefined): void {
    const low = lows.get(name) ?? 0;
    if (above !== undefined) lows.set(above, Math.min(lows.get(above) ?? 0, low));
    if (low !== numbers.get(name)) return;
    const names = path.splice(path.lastIndexOf(name));
    for (const one of names) onPath.delete(one);
    groups.push(names.flatMap((one) => modules.get(one) ?? []));
  }
}

function nextOf(module: ModuleToOrder | undefined, targets: (name: string) => string[]): string[] {
  return [...(module?.imports ?? [])].flatMap(targets);
}
