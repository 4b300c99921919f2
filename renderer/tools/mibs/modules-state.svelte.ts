import type { Client } from '#shared/contract/index.ts';
import type { MibModule } from '#shared/model/mib.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';

export type Counts = Awaited<ReturnType<Client['mibs']['counts']>>;
export type SystemFolder = Awaited<ReturnType<Client['mibs']['systemFolders']>>[number];

/** Modules fetched at a time. */
const pageSize = 1000;

/** Names in one call, as in the contract. */
const removedAtOnce = 10_000;

/** The modules that are there. */
export class ModulesState {
  /** Undefined until they have come. */
  list = $state.raw<readonly MibModule[]>();
  counts = $state.raw<Counts>();
  folders = $state.raw<readonly SystemFolder[]>([]);
  problem = $state.raw<Problem>();
  filter = $state('');
  /** Name of the module that the keyboard stands on. */
  selected = $state<string>();
  /** What is to be removed once that is confirmed. */
  removing = $state.raw<readonly MibModule[]>();
  readonly #client: Client;
  #reading = 0;

  readonly imported: readonly MibModule[] = $derived((this.list ?? []).filter(({ builtIn }) => !builtIn));

  constructor(client: Client) {
    this.#client = client;
  }

  /** Reads everything anew. */
  async load(): Promise<void> {
    const reading = ++this.#reading;
    const { mibs } = this.#client;
    try {
      const modules: MibModule[] = [];
      for (let total = 1; modules.length < total; ) {
        const page = await mibs.modules({ from: modules.length, count: pageSize });
        if (reading !== this.#reading) return;
        modules.push(...page.modules);
        total = page.modules.length === 0 ? 0 : page.total;
      }
      const counts = await mibs.counts();
      if (reading !== this.#reading) return;
      this.counts = counts;
      this.list = modules;
      this.problem = undefined;
    } catch (thrown) {
      if (reading === this.#reading) this.problem = toProblem(thrown);
    }
  }

  async loadFolders(): Promise<void> {
    try {
      this.folders = await this.#client.mibs.systemFolders();
    } catch {
      // They are an offer; what is wrong with the line or the engine is said elsewhere.
    }
  }

  /** Removes modules that were imported; gives how many are gone. */
  async remove(modules: readonly MibModule[]): Promise<number | undefined> {
    const names = modules.filter(({ builtIn }) => !builtIn).map(({ name }) => name);
    try {
      let removed = 0;
      for (let from = 0; from < names.length; from += removedAtOnce) {
        const answer = await this.#client.mibs.removeModules({ names: names.slice(from, from + removedAtOnce) });
        removed += answer.removed;
      }
      await this.load();
      return removed;
    } catch (thrown) {
      this.problem = toProblem(thrown);
      return undefined;
    }
  }
}
