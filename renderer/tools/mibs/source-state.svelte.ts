import type { Client } from '#shared/contract/index.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';

/** Lines fetched at a time. */
const chunk = 400;

/** The text of a module's file, of which only what is in view is fetched. Lines are counted from 1. */
export class SourceState {
  readonly module: string;
  /** The line it was opened at. */
  readonly line: number;
  file = $state('');
  /** Lines of the file; 0 until the first have come. */
  total = $state(0);
  problem = $state.raw<Problem>();
  readonly #client: Client;
  readonly #lines = new Map<number, string>();
  #asked = new Set<number>();
  #version = $state(0);

  constructor(client: Client, module: string, line: number) {
    this.#client = client;
    this.module = module;
    this.line = line;
  }

  text(line: number): string | undefined {
    void this.#version;
    return this.#lines.get(line);
  }

  /** Reads the lines around the one that it was opened at. */
  async load(): Promise<void> {
    await this.#read(this.line);
  }

  /** Says which lines are in view, both inclusive; what is missing is fetched. */
  async show(first: number, last: number): Promise<void> {
    for (let line = Math.max(1, first); line <= Math.min(last, this.total); line++) {
      if (!this.#lines.has(line)) return await this.#read(line);
    }
  }

  async #read(line: number): Promise<void> {
    if (this.#asked.has(line)) return;
    this.#asked.add(line);
    try {
      const got = await this.#client.mibs.source({ module: this.module, line, lines: chunk });
      for (const [index, text] of got.lines.entries()) this.#lines.set(got.first + index, text);
      this.file = got.file;
      this.total = got.total;
      this.problem = undefined;
      this.#version++;
    } catch (thrown) {
      this.problem = toProblem(thrown);
      this.#asked.delete(line);
    }
  }
}
