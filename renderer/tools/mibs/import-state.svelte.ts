import type { Client } from '#shared/contract/index.ts';
import type { MibImportResult } from '#shared/contract/mibs.ts';
import { type Problem, ProblemError } from '#shared/problem/problem.ts';
import type { HandOver } from '../../rpc/hand-over-file.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { type DroppedFiles, filesLimit } from './dropped-files.ts';

type ImportProgress =
  Awaited<ReturnType<Client['mibs']['importProgress']>> extends AsyncIterable<infer Progress> ? Progress : never;

/** Hands a file to the engine's machine and gives its path there. */
type HandOverFile = (file: File, how: HandOver) => Promise<string>;

/** Gives the files of something that was dropped; `onfound` hears how many there are so far. */
export type CollectFiles = (signal: AbortSignal, onfound: (count: number) => void) => Promise<DroppedFiles>;

/** Files on their way at the same time. */
const handedAtOnce = 4;

/** Bringing MIBs in: files handed over, paths of the engine's machine, and what came of them. */
export class ImportState {
  phase = $state<'idle' | 'collecting' | 'handing-over' | 'importing' | 'cancelling'>('idle');
  /** Files found in what was dropped, and those handed over. */
  found = $state(0);
  handedOver = $state(0);
  progress = $state.raw<ImportProgress>();
  result = $state.raw<MibImportResult>();
  /** It was stopped before it had a result. */
  cancelled = $state(false);
  /** There was no file in what was given. */
  nothing = $state(false);
  /** Files were left out: there are more than one import takes. */
  tooMany = $state(false);
  problem = $state.raw<Problem>();
  strict = $state(false);
  /** A path of the engine's machine, as typed. */
  path = $state('');

  readonly #client: Client;
  readonly #handOver: HandOverFile;
  /** Modules have come: what was read of them is read again. */
  readonly #imported: () => void;
  #import = '';
  #abort: AbortController | undefined;

  constructor(client: Client, handOver: HandOverFile, imported: () => void = () => {}) {
    this.#client = client;
    this.#handOver = handOver;
    this.#imported = imported;
  }

  get busy(): boolean {
    return this.phase !== 'idle';
  }

  /** Imports files of this machine. */
  async importFiles(files: readonly File[]): Promise<void> {
    const some = { files: files.slice(0, filesLimit), more: files.length > filesLimit };
    await this.importCollected(async () => some);
  }

  /** Imports what was dropped, once it is known which files that is. */
  async importCollected(collect: CollectFiles): Promise<void> {
    await this.#run(async (signal) => {
      this.phase = 'collecting';
      const { files, more } = await collect(signal, (count) => {
        this.found = count;
      });
      this.found = files.length;
      this.tooMany = more;
      if (signal.aborted) throw new ProblemError('cancelled');
      if (files.length === 0) return [];
      this.phase = 'handing-over';
      return await this.#handAllOver(files, signal);
    });
  }

  /** Imports files, folders and archives of the engine's machine. */
  async importPaths(paths: readonly string[]): Promise<void> {
    const given = paths.map((path) => path.trim()).filter((path) => path !== '');
    if (given.length > 0) await this.#run(async () => given);
  }

  cancel(): void {
    if (!this.busy) return;
    this.phase = 'cancelling';
    this.#abort?.abort();
  }

  /** Progress of some import, ours or another's. */
  progressed(progress: ImportProgress): void {
    if (progress.import === this.#import) this.progress = progress;
    else if (progress.ended) this.#imported();
  }

  /** Takes the result away. */
  dismiss(): void {
    this.result = undefined;
    this.cancelled = false;
    this.nothing = false;
    this.tooMany = false;
    this.problem = undefined;
  }

  close(): void {
    this.#abort?.abort();
  }

  async #run(paths: (signal: AbortSignal) => Promise<readonly string[]>): Promise<void> {
    if (this.busy) return;
    const abort = new AbortController();
    const { signal } = abort;
    this.#abort = abort;
    this.dismiss();
    this.progress = undefined;
    this.found = 0;
    this.handedOver = 0;
    this.#import = crypto.randomUUID();
    this.phase = 'importing';
    try {
      const given = await paths(signal);
      if (signal.aborted) throw new ProblemError('cancelled');
      this.nothing = given.length === 0;
      this.phase = 'importing';
      const input = { paths: [...given], strict: this.strict, import: this.#import };
      if (!this.nothing) this.result = await this.#client.mibs.import(input, { signal });
    } catch (thrown) {
      if (signal.aborted) this.cancelled = true;
      else this.problem = toProblem(thrown);
      // Files that are still on their way are not needed any more.
      abort.abort();
    }
    this.#abort = undefined;
    this.phase = 'idle';
    this.#imported();
  }

  async #handAllOver(files: readonly File[], signal: AbortSignal): Promise<string[]> {
    const paths: string[] = [];
    let next = 0;
    const work = async () => {
      for (let index = next++; index < files.length; index = next++) {
        const file = files[index];
        if (file === undefined) continue;
        paths[index] = await this.#handOver(file, { signal });
        this.handedOver++;
      }
    };
    await Promise.all(Array.from({ length: handedAtOnce }, work));
    return paths;
  }
}
