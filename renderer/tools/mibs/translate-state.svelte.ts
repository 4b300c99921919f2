import type { Client } from '#shared/contract/index.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';

export type Translated = Awaited<ReturnType<Client['mibs']['translate']>>[number];

/** As many as one call takes. */
const wordsLimit = 10_000;

/** Milliseconds of quiet before what is typed goes out. */
const pause = 200;

/** Names and numbers, as typed: each gets the other. */
export class TranslateState {
  text = $state('');
  rows = $state.raw<readonly Translated[]>([]);
  problem = $state.raw<Problem>();
  readonly #client: Client;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | undefined;

  constructor(client: Client, changed: () => void = () => {}) {
    this.#client = client;
    this.#changed = changed;
  }

  restore(text: string): void {
    this.text = text;
    this.#ask();
  }

  type(text: string): void {
    this.text = text;
    this.#changed();
    this.#ask();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }

  #ask(): void {
    this.close();
    this.#timer = setTimeout(() => void this.#translate(), pause);
  }

  async #translate(): Promise<void> {
    const oids = this.text
      .split(/[\s,;]+/)
      .filter((word) => word !== '' && word.length <= 2000)
      .slice(0, wordsLimit);
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const rows = oids.length === 0 ? [] : await this.#client.mibs.translate({ oids }, { signal: abort.signal });
      if (abort.signal.aborted) return;
      this.rows = rows;
      this.problem = undefined;
    } catch (thrown) {
      if (!abort.signal.aborted) this.problem = toProblem(thrown);
    }
  }
}
