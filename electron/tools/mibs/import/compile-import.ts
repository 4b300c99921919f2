import { Buffer } from 'node:buffer';
import type { MibDiagnostic } from '#shared/model/mib.ts';
import { baseModules } from '../built-in/base-modules.ts';
import type { ParsedModule } from '../compile/module-tree.ts';
import { parseModules } from '../compile/parse-modules.ts';
import { buildColumns } from '../node-index/build-index.ts';
import type { IndexColumns } from '../node-index/index-parts.ts';
import { NodeIndex } from '../node-index/node-index.ts';
import { NodeRun } from '../node-index/node-run.ts';
import { commonModules } from '../resolve/known-modules.ts';
import { ModuleResolver, type ResolvedModule } from '../resolve/resolve-modules.ts';
import { collectFiles } from './collect-files.ts';
import { ElsewhereIndex } from './elsewhere.ts';
import type { ImportOrder, ImportProgress, ImportSummary, KeptFile, KeptModule } from './import-messages.ts';
import { planImport } from './import-plan.ts';
import { isNewer, parseSource, type Source, scanFiles } from './import-sources.ts';
import { Summary } from './import-summary.ts';
import { orderModules } from './order-modules.ts';
import { type PackedModule, packModule } from './pack-module.ts';

/** What a compilation asks of the thread it runs in. */
export interface CompileHost {
  progress(progress: ImportProgress): void;
  /** The text of a kept file. */
  textOf(file: number): Promise<string>;
  /** A file whose modules will follow, with its text, which is given away; `isNew`: it has to be kept. */
  file(file: KeptFile, text: Uint8Array, isNew: boolean): void;
  module(module: PackedModule): void;
}

export interface Compiled {
  summary: ImportSummary;
  /** Undefined where nothing changed. */
  index: IndexColumns | undefined;
  /** Ids of kept modules that are not to be seen any more. */
  gone: number[];
}

/** A module that is to be compiled, or only looked into. */
interface Task {
  name: string;
  imports: string[];
  kept: KeptModule | undefined;
  /** Undefined for a kept module. */
  source: Source | undefined;
  wanted: boolean;
}

interface ReadFile {
  id: number;
  strict: boolean;
  modules: Map<string, ParsedModule>;
  diagnostics: MibDiagnostic[];
  text: string;
  /** The text in UTF-8, until it is given away. */
  octets: Uint8Array | undefined;
}

/**
 * Compiles what an import brings: a first look at every file, then module after module behind those it imports from, so that little of all is in
 * memory at a time; last those again that lacked something, now that everything is there.
 */
export class ImportCompilation {
  readonly #order: ImportOrder;
  readonly #host: CompileHost;
  readonly #resolver: ModuleResolver;
  readonly #summary = new Summary();
  readonly #added: { name: string; nodes: NodeRun }[] = [];
  /** Names that are imported from anywhere: a module may be meant that is known under another name. */
  readonly #askedFor = new Set<string>();
  readonly #fileIds = new Map<string, number>();
  readonly #sent = new Set<number>();
  #lastSent: number | undefined;
  #nextModule: number;
  #nextFile: number;
  #lastFile: { key: string; file: ReadFile } | undefined;
  #filesTotal = 0;
  #done = 0;

  constructor(order: ImportOrder, host: CompileHost) {
    this.#order = order;
    this.#host = host;
    this.#nextModule = order.nextModule;
    this.#nextFile = order.nextFile;
    const base = parseModules(baseModules, '', { strict: false }).modules;
    this.#resolver = new ModuleResolver(base, new Map(order.builtIn.map(({ name, objects }) => [name, objects])));
  }

  async run(): Promise<Compiled> {
    const { paths, strict, removed, modules: kept, files: keptFiles } = this.#order;
    const { files, unreadable } = collectFiles(paths);
    this.#filesTotal = files.length;
    const found = scanFiles(files, keptFiles, strict, (number, path) => this.#tell('reading', number, 0, path));
    for (const file of unreadable) found.notMibs.push({ file, kind: 'unreadable' });
    this.#summary.scanned(files.length + unreadable.length, found);
    const keptByName = new Map(kept.map((module) => [module.name, module]));
    for (const file of found.unchanged)
      this.#summary.unchanged(kept.filter((module) => module.file === file.id).length);
    for (const [name, { source }] of found.modules) {
      const before = keptByName.get(name);
      if (before?.revision === undefined) continue;
      const now = parseSource(source, false)?.modules.find((module) => module.name === name)?.revision;
      if (now === undefined || !isNewer(before.revision, now)) continue;
      found.modules.delete(name);
      const file = keptFiles.find(({ id }) => id === before.file)?.path ?? '';
      this.#summary.left({ module: name, file: source.path, kept: file });
    }
    const changed = new Set([...found.modules.keys(), ...removed]);
    if (changed.size === 0) return { summary: this.#summary.end(), index: undefined, gone: [] };
    const tasks = this.#tasks(found.modules, changed);
    const groups = orderModules(tasks, commonModules);
    const imported = [...[...found.modules.values()].map(({ head }) => [...head.imports.values()])];
    for (const { imports } of kept) imported.push(Object.values(imports));
    for (const name of imported.flat(2)) this.#askedFor.add(name);
    found.modules.clear();
    const lacking: Task[] = [];
    for (const group of groups) lacking.push(...(await this.#compile(group, false)));
    const gone = kept.filter(({ name }) => changed.has(name) || tasks.get(name)?.wanted === true).map(({ id }) => id);
    const elsewhere = new ElsewhereIndex(this.#added, new NodeIndex(this.#order.index), new Set(gone));
    this.#resolver.lookElsewhere((name) => elsewhere.find(name));
    if (lacking.length > 0) {
      this.#tell('resolving', this.#filesTotal, this.#done, '');
      await this.#compile(lacking, true);
    }
    this.#resolver.close();
    return { summary: this.#summary.end(), index: this.#index(kept, gone), gone };
  }

  #tasks(
    coming: ReadonlyMap<string, { head: { name: string; imports: Map<string, string[]> }; source: Source }>,
    changed: ReadonlySet<string>,
  ): Map<string, Task> {
    const tasks = new Map<string, Task>();
    for (const [name, { head, source }] of coming)
      tasks.set(name, { name, imports: [...head.imports.keys()], kept: undefined, source, wanted: true });
    const imports = [...tasks.values()].map((task) => task.imports);
    const { again, known } = planImport(this.#order.modules, changed, [...imports, commonModules]);
    for (const [list, wanted] of [
      [again, true],
      [known, false],
    ] as const) {
      for (const kept of list)
        tasks.set(kept.name, { name: kept.name, imports: Object.keys(kept.imports), kept, source: undefined, wanted });
    }
    return tasks;
  }

  /** Gives what has to be looked at again when everything is there. */
  async #compile(group: readonly Task[], isLast: boolean): Promise<Task[]> {
    const read: { task: Task; parsed: ParsedModule; file: ReadFile }[] = [];
    for (const task of group) {
      const file = await this.#read(task);
      const parsed = file?.modules.get(task.name);
      if (file !== undefined && parsed !== undefined) read.push({ task, parsed, file });
      else if (task.source !== undefined) this.#summary.vanished(task.source.path);
    }
    const { results, shrink } = this.#resolver.resolve(
      read.map(({ task: { wanted }, parsed, file: { strict } }) => ({ parsed, strict, wanted })),
    );
    const lacking: Task[] = [];
    const fileOf = new Map(read.map(({ task, file }) => [task.name, { task, file }]));
    for (const result of results) {
      const from = fileOf.get(result.name);
      if (from === undefined) continue;
      if (result.isLacking && !isLast) lacking.push(from.task);
      else this.#emit(result, from.task, from.file);
    }
    shrink((module) => commonModules.includes(module), this.#askedFor);
    return lacking;
  }

  async #read({ source, kept, name }: Task): Promise<ReadFile | undefined> {
    const key = source?.hash ?? `kept ${kept?.file}`;
    if (this.#lastFile?.key === key) return this.#lastFile.file;
    this.#tell('compiling', this.#filesTotal, this.#done, source?.path ?? name);
    const file = source === undefined ? await this.#readKept(kept) : this.#readSource(source);
    this.#lastFile = file && { key, file };
    return file;
  }

  #readSource(source: Source): ReadFile | undefined {
    const { strict } = this.#order;
    const parsed = parseSource(source, strict);
    if (parsed === undefined) return undefined;
    let id = this.#fileIds.get(source.hash);
    if (id === undefined) {
      id = this.#nextFile++;
      this.#fileIds.set(source.hash, id);
    }
    const { text, octets, modules, diagnostics } = parsed;
    return { id, strict, text, octets, modules: byName(modules), diagnostics };
  }

  async #readKept(kept: KeptModule | undefined): Promise<ReadFile | undefined> {
    const about = this.#order.files.find(({ id }) => id === kept?.file);
    if (about === undefined) return undefined;
    const text = await this.#host.textOf(about.id);
    const { modules, diagnostics } = parseModules(text, about.path, { strict: about.strict });
    return { id: about.id, strict: about.strict, text, octets: undefined, modules: byName(modules), diagnostics };
  }

  #emit(result: ResolvedModule, { kept, source }: Task, file: ReadFile): void {
    if (this.#lastSent !== file.id) {
      const isNew = source !== undefined && !this.#sent.has(file.id);
      const { path, hash } = source ?? { path: result.parsed.file, hash: '' };
      const octets = file.octets ?? Buffer.from(file.text, 'utf8');
      file.octets = undefined;
      this.#host.file({ id: file.id, path, hash, strict: file.strict }, octets, isNew);
      this.#sent.add(file.id);
      this.#lastSent = file.id;
    }
    const id = this.#nextModule++;
    const isFirst = file.modules.keys().next().value === result.name;
    const diagnostics = [
      ...file.diagnostics.filter(({ module }) => module === result.name || (module === undefined && isFirst)),
      ...result.diagnostics,
      ...this.#summary.leftFor(result.name, result.parsed.file),
    ];
    const packed = packModule(result, id, file.id, diagnostics);
    this.#added.push({ name: result.name, nodes: packed.nodes });
    this.#summary.module(packed.module, diagnostics, kept?.state);
    this.#host.module(packed);
    this.#done++;
  }

  #index(kept: readonly KeptModule[], gone: readonly number[]): IndexColumns {
    this.#tell('storing', this.#filesTotal, this.#done, '');
    const hidden = new Set(gone);
    const staying = new Set(kept.filter(({ id }) => !hidden.has(id)).map(({ name }) => name));
    const added = new Set(this.#added.map(({ name }) => name));
    const builtIn = this.#order.builtIn.filter(({ name }) => !staying.has(name) && !added.has(name));
    const replaced = new Set([...gone, ...this.#order.builtIn.map(({ id }) => id)]);
    const nodes = [
      ...builtIn.map(({ id, nodes: own }) => new NodeRun(id, own)),
      ...this.#added.map((module) => module.nodes),
    ];
    // Nobody looks into them any more: their memory is needed now.
    this.#added.length = 0;
    return buildColumns(this.#order.index, replaced, nodes);
  }

  #tell(stage: ImportProgress['stage'], files: number, modules: number, file: string): void {
    this.#host.progress({ stage, files, filesTotal: this.#filesTotal, modules, file });
  }
}

function byName(modules: readonly ParsedModule[]): Map<string, ParsedModule> {
  const map = new Map<string, ParsedModule>();
  for (const module of modules) if (!map.has(module.name)) map.set(module.name, module);
  return map;
}
