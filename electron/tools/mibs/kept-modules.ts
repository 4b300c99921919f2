import type { Store } from '#electron/storage/store.ts';
import type { MibDiagnostic, MibModule } from '#shared/model/mib.ts';
import {
  chunksOfModule,
  detailsInChunk,
  type FileToKeep,
  type KeptFile,
  type KeptModule,
  type ModuleToKeep,
} from './import/import-messages.ts';
import { unpackOctets } from './packed-octets.ts';
import type { NodeDetail } from './resolve/node-detail.ts';

/** Texts and lists of details that stay unpacked for the next question. */
const keptTexts = 4;
const keptChunks = 256;

export interface ModuleRow extends MibModule {
  id: number;
  fileId: number;
  notes: number;
}

interface Row {
  id: number;
  name: string;
  file: number;
  path: string | null;
  state: MibModule['state'];
  language: MibModule['language'];
  revision: string | null;
  objects: number;
  lost: number;
  missing: string;
  errors: number;
  warnings: number;
  notes: number;
}

/** Modules and their texts, as they are kept. */
export class KeptModules {
  readonly #store: Store;
  readonly #texts = new Recent<number, string>(keptTexts);
  readonly #chunks = new Recent<number, NodeDetail[]>(keptChunks);
  #rows: { list: ModuleRow[]; byId: Map<number, ModuleRow>; byName: Map<string, ModuleRow> } | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Something was imported or removed. */
  changed(): void {
    this.#rows = undefined;
    this.#chunks.clear();
    this.#texts.clear();
  }

  /** By name. */
  list(): readonly ModuleRow[] {
    return this.#all().list;
  }

  byId(id: number): ModuleRow | undefined {
    return this.#all().byId.get(id);
  }

  byName(name: string): ModuleRow | undefined {
    return this.#all().byName.get(name);
  }

  #all() {
    if (this.#rows === undefined) {
      const rows = this.#store
        .prepare(
          `SELECT m.id, m.name, m.file, f.path, m.state, m.language, m.revision, m.objects, m.lost, m.missing, m.errors, m.warnings,
             m.notes
           FROM mib_module m LEFT JOIN mib_file f ON f.id = m.file WHERE m.live = 1 ORDER BY m.name`,
        )
        .all() as Row[];
      const list = rows.map(toModule);
      this.#rows = {
        list,
        byId: new Map(list.map((module) => [module.id, module])),
        byName: new Map(list.map((module) => [module.name, module])),
      };
    }
    return this.#rows;
  }

  detail(module: number, place: number): NodeDetail | undefined {
    const chunk = module * chunksOfModule + Math.floor(place / detailsInChunk);
    return this.#chunk(chunk)[place % detailsInChunk];
  }

  /** Of all nodes of a module, in the order of their places. */
  details(module: number): NodeDetail[] {
    const { objects = 0 } = this.byId(module) ?? {};
    const count = Math.min(chunksOfModule, Math.ceil(objects / detailsInChunk));
    return Array.from({ length: count }, (_, i) => this.#chunk(module * chunksOfModule + i)).flat();
  }

  #chunk(id: number): NodeDetail[] {
    return this.#chunks.get(id, () => {
      const row = this.#store.prepare('SELECT nodes FROM mib_detail WHERE id = ?').get(id) as
        | { nodes: Uint8Array }
        | undefined;
      return row === undefined ? [] : unpack<NodeDetail[]>(row.nodes);
    });
  }

  /** Text of a file, as the compiler read it. */
  text(file: number): string {
    return this.#texts.get(file, () => {
      const row = this.#store.prepare('SELECT text FROM mib_text WHERE file = ?').get(file) as
        | { text: Uint8Array }
        | undefined;
      return row === undefined ? '' : unpackOctets(row.text).toString('utf8');
    });
  }

  /** In the order of the text. */
  diagnostics(module: number): MibDiagnostic[] {
    const row = this.#store.prepare('SELECT list FROM mib_diagnostic WHERE module = ?').get(module) as
      | { list: Uint8Array }
      | undefined;
    return row === undefined ? [] : unpack<MibDiagnostic[]>(row.list);
  }

  /** What an import has to know of what is there. */
  kept(): { modules: KeptModule[]; files: KeptFile[] } {
    const modules = this.#store
      .prepare('SELECT id, name, file, state, revision, imports, lacking FROM mib_module WHERE live = 1')
      .all() as (Pick<Row, 'id' | 'name' | 'file' | 'state' | 'revision'> & { imports: string; lacking: number })[];
    const files = this.#store
      .prepare(
        `SELECT id, path, hash, strict FROM mib_file WHERE id IN (SELECT file FROM mib_module WHERE live = 1) ORDER BY id`,
      )
      .all() as (Omit<KeptFile, 'strict'> & { strict: number })[];
    return {
      modules: modules.map(({ lacking, revision, imports, ...module }) => ({
        ...module,
        revision: revision ?? undefined,
        imports: JSON.parse(imports) as Record<string, string[]>,
        isLacking: lacking === 1,
      })),
      files: files.map((file) => ({ ...file, strict: file.strict === 1 })),
    };
  }

  /** Ids that nobody had. */
  nextIds(first: number): { module: number; file: number } {
    const row = this.#store
      .prepare('SELECT (SELECT max(id) FROM mib_module) AS module, (SELECT max(id) FROM mib_file) AS file')
      .get() as { module: number | null; file: number | null };
    return { module: Math.max(first, (row.module ?? 0) + 1), file: (row.file ?? 0) + 1 };
  }

  /** Writes of a file, one each. */
  writesOfFile({ id, path, hash, strict, text }: FileToKeep): (() => void)[] {
    return [
      () => {
        this.#store
          .prepare('INSERT INTO mib_file (id, path, hash, strict) VALUES (?, ?, ?, ?)')
          .run(id, path, hash, strict ? 1 : 0);
        this.#store.prepare('INSERT INTO mib_text (file, text) VALUES (?, ?)').run(id, text);
      },
    ];
  }

  /** Writes of a module that nobody sees yet, one each. */
  writesOfModule(module: ModuleToKeep): (() => void)[] {
    const { id, chunks, sizes } = module;
    const [diagnostics = new Uint8Array(), ...details] = cut(chunks, sizes);
    const detail = this.#store.prepare('INSERT INTO mib_detail (id, nodes) VALUES (?, ?)');
    return [
      () => {
        this.#store
          .prepare(
            `INSERT INTO mib_module (id, live, name, file, state, language, revision, objects, lost, missing, imports, lacking, errors, warnings,
               notes)
             VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            id,
            module.name,
            module.file,
            module.state,
            module.language,
            module.revision ?? null,
            module.objects,
            module.lost,
            JSON.stringify(module.missing),
            module.imports,
            module.isLacking ? 1 : 0,
            module.errors,
            module.warnings,
            module.notes,
          );
        if (module.errors + module.warnings + module.notes > 0)
          this.#store.prepare('INSERT INTO mib_diagnostic (module, list) VALUES (?, ?)').run(id, diagnostics);
      },
      ...details.slice(0, chunksOfModule).map((nodes, chunk) => () => detail.run(id * chunksOfModule + chunk, nodes)),
    ];
  }
}

function toModule(row: Row): ModuleRow {
  return {
    id: row.id,
    fileId: row.file,
    name: row.name,
    state: row.state,
    file: row.path ?? '',
    builtIn: false,
    language: row.language,
    ...(row.revision === null ? {} : { revision: row.revision }),
    objects: row.objects,
    lost: row.lost,
    missing: JSON.parse(row.missing) as string[],
    errors: row.errors,
    warnings: row.warnings,
    notes: row.notes,
  };
}

/** Pieces of these sizes, one behind the other. */
function cut(octets: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  let at = 0;
  return sizes.map((size) => {
    at += size;
    return octets.subarray(at - size, at);
  });
}

function unpack<T>(octets: Uint8Array): T {
  return JSON.parse(unpackOctets(octets).toString('utf8')) as T;
}

/** The values that were asked for last. */
export class Recent<K, V> {
  readonly #values = new Map<K, V>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: K, make: () => V): V {
    const known = this.#values.get(key);
    if (known !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, known);
      return known;
    }
    const value = make();
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }

  clear(): void {
    this.#values.clear();
  }
}
