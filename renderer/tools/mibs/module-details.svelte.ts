import type { Client } from '#shared/contract/index.ts';
import type { MibDiagnostic, MibModule } from '#shared/model/mib.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';

/** Diagnostics fetched at a time. */
const pageSize = 100;

/** A module being read about, with as many of its diagnostics as were asked for. */
export class ModuleDetails {
  module: MibModule = $state.raw() as MibModule;
  diagnostics = $state.raw<readonly MibDiagnostic[]>([]);
  /** Undefined until the first have come. */
  total = $state<number>();
  loading = $state(false);
  problem = $state.raw<Problem>();
  readonly #client: Client;

  constructor(client: Client, module: MibModule) {
    this.#client = client;
    this.module = module;
  }

  /** Fetches the first diagnostics, or further ones. */
  async more(): Promise<void> {
    if (this.loading) return;
    // What is built in was never compiled.
    if (this.module.builtIn) {
      this.total = 0;
      return;
    }
    this.loading = true;
    try {
      const from = this.diagnostics.length;
      const got = await this.#client.mibs.diagnostics({ module: this.module.name, from, count: pageSize });
      this.diagnostics = [...this.diagnostics, ...got.diagnostics];
      this.total = got.total;
      this.problem = undefined;
    } catch (thrown) {
      this.problem = toProblem(thrown);
    }
    this.loading = false;
  }
}
