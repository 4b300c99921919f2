import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { mibsContract } from '#shared/contract/mibs.ts';
import type { MibDiagnostic, MibModule } from '#shared/model/mib.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { Bookmarks } from './bookmarks.ts';
import { Browse } from './browse.ts';
import { firstImportedId, vendorModule } from './built-in/built-in-modules.ts';
import type { MibsDeps } from './deps.ts';
import { findNodes } from './find-nodes.ts';
import { Imports } from './import/imports.ts';
import { KeptModules, type ModuleRow } from './kept-modules.ts';
import { KeptNodes } from './kept-nodes.ts';
import { MibRegistry } from './registry.ts';
import { systemFolders } from './system-folders.ts';

export interface Mibs {
  handlers: Handlers<typeof mibsContract>;
  /** Everything that is known of objects, built in or imported. */
  registry: ObjectRegistry;
  /** Calls back whenever modules came or went. */
  onChanged(listener: () => void): void;
  close(): Promise<void>;
}

export function createMibs({ store, builtIn, newFeed, now }: MibsDeps): Mibs {
  const modules = new KeptModules(store);
  const nodes = new KeptNodes(store, builtIn);
  const browse = new Browse(nodes, modules);
  const bookmarks = new Bookmarks(store, browse, now);
  const imports = new Imports(store, modules, nodes, newFeed());
  const listed = () => listModules(nodes, modules);
  return {
    registry: new MibRegistry(browse),
    onChanged: (listener) => nodes.onReplaced(listener),
    handlers: {
      import: ({ path, paths, import: id, strict }, signal) =>
        imports.run({ id, paths: path === undefined ? paths : [path, ...paths], strict, removed: [] }, signal),
      importProgress: (_input, signal) => imports.progress(signal),
      systemFolders,
      modules: ({ search, from, count }) => {
        const wanted = search.trim().toLowerCase();
        const found = listed().filter(({ name, file }) => `${name}\n${file}`.toLowerCase().includes(wanted));
        return { total: found.length, modules: found.slice(from, from + count) };
      },
      removeModules: async ({ names }, signal) => {
        const there = names.filter((name) => modules.byName(name) !== undefined);
        if (there.length === 0) return { removed: 0 };
        const { ended } = await imports.run({ id: undefined, paths: [], strict: false, removed: there }, signal);
        return { removed: ended === 'complete' ? there.length : 0 };
      },
      diagnostics: ({ module, severity, from, count }) => diagnosticsOf(modules, module, severity, from, count),
      find: ({ search, descriptions, kinds, count }) =>
        findNodes(browse, nodes, modules, { search, descriptions, kinds, count }),
      node: ({ oid }) => browse.node(oid, (known) => bookmarks.has(known)),
      children: ({ oid, from, count }) => browse.children(oid, from, count),
      source: ({ module, line, lines }) => sourceOf(modules, module, line, lines),
      translate: ({ oids }) =>
        oids.map((asked) => {
          const found = browse.find(asked);
          if (found === undefined) return { asked };
          const { line, oid, instance } = found;
          const name = browse.index.name(line);
          return {
            asked,
            oid,
            name: instance === '' ? name : `${name}.${instance}`,
            module: browse.moduleName(browse.index.module(line)),
          };
        }),
      bookmarks: () => bookmarks.list(),
      bookmark: ({ oid, bookmarked }) => bookmarks.set(oid, bookmarked),
      counts: () => {
        const { index } = nodes.get();
        const imported = index.parts.modules.reduce((count, id) => (id >= firstImportedId ? count + 1 : count), 0);
        return { modules: listed().length, nodes: index.count, imported };
      },
    },
    close: () => imports.close(),
  };
}

/** Those from files, and those built in that no file replaces; by name. */
function listModules(nodes: KeptNodes, modules: KeptModules): MibModule[] {
  const imported = modules.list().map(({ id: _id, fileId: _file, notes: _notes, ...module }) => module);
  const builtIn = nodes.builtIn
    .filter(({ name, objects }) => name !== vendorModule && objects.length > 0 && modules.byName(name) === undefined)
    .map(
      ({ name, objects }): MibModule => ({
        name,
        state: 'compiled',
        file: '',
        builtIn: true,
        language: 'SMIv2',
        objects: objects.length,
        lost: 0,
        missing: [],
        errors: 0,
        warnings: 0,
      }),
    );
  return [...imported, ...builtIn].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Of one module in the order of its text, or of all, by module. @throws ProblemError mib-module-unknown */
function diagnosticsOf(
  modules: KeptModules,
  module: string | undefined,
  severity: MibDiagnostic['severity'] | undefined,
  from: number,
  count: number,
): { total: number; diagnostics: MibDiagnostic[] } {
  const wanted = module === undefined ? modules.list() : [existing(modules, module)];
  const countOf = ({ errors, warnings, notes }: ModuleRow) => {
    if (severity === undefined) return errors + warnings + notes;
    return { error: errors, warning: warnings, note: notes }[severity];
  };
  const diagnostics: MibDiagnostic[] = [];
  let total = 0;
  for (const row of wanted) {
    const own = countOf(row);
    if (own > 0 && total + own > from && diagnostics.length < count) {
      const list = modules.diagnostics(row.id).filter((one) => severity === undefined || one.severity === severity);
      list.sort((a, b) => a.line - b.line || a.column - b.column);
      diagnostics.push(
        ...list.slice(Math.max(0, from - total), Math.max(0, from - total) + count - diagnostics.length),
      );
    }
    total += own;
  }
  return { total, diagnostics };
}

/** Lines around one: as many before it as behind it. @throws ProblemError mib-module-unknown */
function sourceOf(
  modules: KeptModules,
  name: string,
  line: number,
  count: number,
): { file: string; first: number; total: number; lines: string[] } {
  const { file, fileId } = existing(modules, name);
  const lines = modules.text(fileId).split('\n');
  const first = Math.max(1, Math.min(line - Math.floor(count / 2), lines.length - count + 1));
  return { file, first, total: lines.length, lines: lines.slice(first - 1, first - 1 + count) };
}

function existing(modules: KeptModules, name: string): ModuleRow {
  const row = modules.byName(name);
  if (row === undefined) throw new ProblemError('mib-module-unknown', { module: name.slice(0, 200) });
  return row;
}
