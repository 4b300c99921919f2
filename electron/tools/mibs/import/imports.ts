import { randomUUID } from 'node:crypto';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Statement, Store } from '#electron/storage/store.ts';
import type { MibImportResult } from '#shared/contract/mibs.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { firstImportedId } from '../built-in/built-in-modules.ts';
import type { Feed } from '../deps.ts';
import type { KeptModules } from '../kept-modules.ts';
import type { KeptNodes } from '../kept-nodes.ts';
import type { IndexColumns, WordParts } from '../node-index/index-parts.ts';
import {
  chunksOfModule,
  type FromCompiler,
  type FromPacker,
  type ImportOrder,
  type ImportProgress,
  type ImportSummary,
} from './import-messages.ts';

export interface ImportInput {
  id: string | undefined;
  paths: string[];
  strict: boolean;
  removed: string[];
}

export interface ProgressTold extends ImportProgress {
  import: string;
  ended: boolean;
}

/** Megabytes. Half a million objects take 250 at most; with less room for what is young, less garbage lies about, and is collected more often. */
const resourceLimits = {
  'compile-worker': { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 32 },
  'pack-worker': { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 6 },
} as const;

interface Outcome {
  summary: ImportSummary;
  index: IndexColumns | undefined;
  words: WordParts;
  gone: number[];
}

/** Imports, one after the other. Nothing of one is seen before all of it is there. */
export class Imports {
  readonly #store: Store;
  readonly #modules: KeptModules;
  readonly #nodes: KeptNodes;
  readonly #feed: Feed;
  readonly #progress = new Map<string, ProgressTold>();
  readonly #closing = new AbortController();
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store, modules: KeptModules, nodes: KeptNodes, feed: Feed) {
    this.#store = store;
    this.#modules = modules;
    this.#nodes = nodes;
    this.#feed = feed;
  }

  /** Compiles and keeps; where `removed` names modules, takes them away. @throws ProblemError of the store, internal. */
  run(input: ImportInput, signal: AbortSignal): Promise<MibImportResult> {
    const running = this.#last.then(() => this.#run(input, AbortSignal.any([signal, this.#closing.signal])));
    this.#last = running.catch(() => {});
    return running;
  }

  async *progress(signal: AbortSignal): AsyncGenerator<ProgressTold> {
    for await (const keys of this.#feed.listen(signal)) {
      for (const key of keys) {
        const told = this.#progress.get(key);
        if (told === undefined) continue;
        if (told.ended) this.#progress.delete(key);
        yield told;
      }
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#last;
  }

  async #run(
    { id = randomUUID(), paths, strict, removed }: ImportInput,
    signal: AbortSignal,
  ): Promise<MibImportResult> {
    const start = performance.now();
    const result = { import: id, files: 0, states: {}, objects: 0, lost: 0, errors: 0, warnings: 0 };
    const nothing = { ...result, missing: [], notMibs: [], diagnostics: [] };
    try {
      await this.#clear();
      const outcome = await this.#compile(id, { paths, strict, removed }, signal);
      if (outcome !== undefined && !signal.aborted) await this.#show(outcome);
      const ended = outcome === undefined ? 'cancelled' : 'complete';
      return { ...nothing, ...outcome?.summary, ended, duration: performance.now() - start };
    } finally {
      await this.#clear();
      const last = this.#progress.get(id) ?? {
        import: id,
        stage: 'reading',
        files: 0,
        filesTotal: 0,
        modules: 0,
        file: '',
      };
      this.#tell({ ...last, ended: true });
    }
  }

  #tell(progress: ProgressTold): void {
    this.#progress.set(progress.import, progress);
    this.#feed.tell(progress.import);
  }

  /** Undefined where it was cancelled. */
  #compile(
    id: string,
    wanted: Pick<ImportOrder, 'paths' | 'strict' | 'removed'>,
    signal: AbortSignal,
  ): Promise<Outcome | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const { index, wordParts } = this.#nodes.get();
    const next = this.#modules.nextIds(firstImportedId);
    const underWay = new Int32Array(new SharedArrayBuffer(4));
    const order: ImportOrder = {
      ...wanted,
      ...this.#modules.kept(),
      index: index.parts,
      builtIn: [...this.#nodes.builtIn],
      nextModule: next.module,
      nextFile: next.file,
      underWay,
    };
    const compiler = startThread('compile-worker');
    const packer = startThread('pack-worker');
    const { port1, port2 } = new MessageChannel();
    const writes: Promise<unknown>[] = [];
    return new Promise<Outcome | undefined>((resolve, reject) => {
      let done: Extract<FromCompiler, { type: 'done' }> | undefined;
      let words: WordParts | undefined;
      const end = () => {
        if (done === undefined || words === undefined) return;
        const { summary, index: columns, gone } = done;
        const outcome = { summary, index: columns, words, gone };
        Promise.all(writes).then(() => resolve(outcome), reject);
      };
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
      for (const thread of [compiler, packer]) {
        thread.on('error', (error) => reject(new ProblemError('internal', {}, String(error))));
        thread.on('exit', () => reject(new ProblemError('internal', {}, 'a thread of the import ended')));
      }
      compiler.on('message', (message: FromCompiler) => {
        switch (message.type) {
          case 'progress':
            this.#tell({ ...message.progress, import: id, ended: false });
            break;
          case 'need':
            compiler.postMessage({ type: 'text', text: this.#modules.text(message.file) });
            break;
          case 'failed':
            reject(new ProblemError('internal', {}, message.reason));
            break;
          default:
            done = message;
            // Its memory is of use to the other thread, which is not ready yet.
            compiler.removeAllListeners();
            void compiler.terminate();
            end();
        }
      });
      packer.on('message', (message: FromPacker) => {
        if (message.type === 'words') {
          words = message.words;
          end();
          return;
        }
        const written = Promise.all(this.#writesOf(message).map((write) => this.#store.writer.write(write)));
        written.catch(reject);
        writes.push(
          written.then(() => {
            Atomics.sub(underWay, 0, message.weight);
            Atomics.notify(underWay, 0);
          }),
        );
      });
      packer.postMessage({ compiler: port2, words: wordParts }, [port2]);
      compiler.postMessage({ type: 'start', order, packer: port1 }, [port1]);
    }).finally(async () => {
      compiler.removeAllListeners();
      packer.removeAllListeners();
      await Promise.all([compiler.terminate(), packer.terminate()]);
      await Promise.allSettled(writes);
    });
  }

  #writesOf(message: Exclude<FromPacker, { type: 'words' }>): (() => void)[] {
    if (message.type === 'module') return this.#modules.writesOfModule(message.module);
    return message.file === undefined ? [] : this.#modules.writesOfFile(message.file);
  }

  /** Everything at once, in one transaction: what came is there, what went is not. */
  async #show({ index, words, gone }: Outcome): Promise<void> {
    if (index === undefined) return;
    const parts = { ...index, ...words };
    const { generation } = this.#store
      .prepare('SELECT coalesce(max(generation), 0) + 1 AS generation FROM mib_index')
      .get() as { generation: number };
    const rows = this.#nodes.rowsOf(generation, parts);
    await Promise.all(rows.map((row) => this.#store.writer.write(row)));
    await this.#store.writer.write(() => {
      this.#store.prepare('UPDATE mib_module SET live = 1 WHERE live = 0').run();
      const hide = this.#store.prepare('UPDATE mib_module SET live = 0 WHERE id = ?');
      for (const id of gone) hide.run(id);
      this.#store
        .prepare('INSERT OR REPLACE INTO mib_current (id, generation, built_in) VALUES (1, ?, ?)')
        .run(generation, this.#nodes.builtInHash);
    });
    this.#modules.changed();
    this.#nodes.replace(parts);
  }

  /** Takes away what nobody sees: of cancelled imports, and of modules that were replaced or removed. A little at a time. */
  async #clear(): Promise<void> {
    const ids = (sql: string) => (this.#store.prepare(sql).all() as { id: number }[]).map(({ id }) => id);
    const details = this.#store.prepare('DELETE FROM mib_detail WHERE id >= ? AND id < ?');
    const ofModule = ['mib_diagnostic WHERE module', 'mib_module WHERE id'].map((of) => this.#deletion(of));
    await this.#each(ids('SELECT id FROM mib_module WHERE live = 0'), (id) => {
      details.run(id * chunksOfModule, (id + 1) * chunksOfModule);
      for (const statement of ofModule) statement.run(id);
    });
    const ofFile = ['mib_text WHERE file', 'mib_file WHERE id'].map((of) => this.#deletion(of));
    await this.#each(ids('SELECT id FROM mib_file WHERE id NOT IN (SELECT file FROM mib_module)'), (id) => {
      for (const statement of ofFile) statement.run(id);
    });
    const old = 'SELECT id FROM mib_index WHERE generation NOT IN (SELECT generation FROM mib_current)';
    const ofIndex = this.#deletion('mib_index WHERE id');
    await this.#each(ids(old), (id) => ofIndex.run(id));
  }

  #deletion(of: string): Statement {
    return this.#store.prepare(`DELETE FROM ${of} = ?`);
  }

  async #each(ids: readonly number[], work: (id: number) => void): Promise<void> {
    await Promise.all(ids.map((id) => this.#store.writer.write(() => work(id))));
  }
}

function startThread(name: keyof typeof resourceLimits): Worker {
  // Beside this file in the sources; one folder over in the bundles, whose chunks lie elsewhere.
  const file = import.meta.url.endsWith('.ts') ? `./${name}.ts` : `../mibs/${name}.js`;
  return new Worker(new URL(file, import.meta.url), { resourceLimits: resourceLimits[name] });
}
