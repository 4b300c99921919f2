import type { Client } from '#shared/contract/index.ts';
import type { MibModule } from '#shared/model/mib.ts';
import { ModuleDetails } from './module-details.svelte.ts';
import { SourceState } from './source-state.svelte.ts';

/** What the inspector of the page shows: a module with its diagnostics, or the text of one. */
export class Inspected {
  module = $state.raw<ModuleDetails>();
  source = $state.raw<SourceState>();
  readonly #client: Client;
  /** Opens the pane. */
  readonly #open: () => void;

  constructor(client: Client, open: () => void) {
    this.#client = client;
    this.#open = open;
  }

  showModule(module: MibModule): void {
    this.source = undefined;
    if (this.module?.module.name !== module.name) {
      this.module = new ModuleDetails(this.#client, module);
      void this.module.more();
    } else this.module.module = module;
    this.#open();
  }

  /** The text of a module at a line; a module that was inspected stays behind it. */
  showSource(module: string, line: number): void {
    if (this.module?.module.name !== module) this.module = undefined;
    this.source = new SourceState(this.#client, module, line);
    void this.source.load();
    this.#open();
  }

  /** Back from the text to the module. */
  back(): void {
    this.source = undefined;
  }

  /** What was shown may be otherwise by now, or be no more. */
  clear(): void {
    this.module = undefined;
    this.source = undefined;
  }
}
