import { createContext, untrack } from 'svelte';
import type { Command } from '../../app/command.ts';
import type { BrowserState } from './browser-state.svelte.ts';
import type { ImportState } from './import-state.svelte.ts';
import type { Inspected } from './inspected.svelte.ts';
import type { ModulesState } from './modules-state.svelte.ts';

/** The views of the page, in the order of their tabs. */
export const viewIds = ['browser', 'modules'] as const;
export type ViewId = (typeof viewIds)[number];

/** What the views of the page share: which one is shown, what each knows, and what each puts into the palette. */
export class MibsViews {
  shown = $state<ViewId>('browser');
  /** Views once visited stay as they are while another is shown. */
  visited = $state.raw<ReadonlySet<ViewId>>(new Set(['browser']));
  readonly browser: BrowserState;
  readonly modules: ModulesState;
  readonly imports: ImportState;
  readonly inspected: Inspected;
  #commands = $state.raw<ReadonlyMap<ViewId, readonly Command[]>>(new Map());
  readonly #save: (view: ViewId) => void;

  constructor(
    parts: Pick<MibsViews, 'browser' | 'modules' | 'imports' | 'inspected'>,
    save: (view: ViewId) => void = () => {},
  ) {
    this.browser = parts.browser;
    this.modules = parts.modules;
    this.imports = parts.imports;
    this.inspected = parts.inspected;
    this.#save = save;
  }

  /** Commands of all views visited so far. */
  get commands(): readonly Command[] {
    return viewIds.flatMap((view) => this.#commands.get(view) ?? []);
  }

  go(view: ViewId): void {
    if (view === this.shown) return;
    this.restore(view);
    this.#save(view);
  }

  /** Takes the view that was kept. */
  restore(kept: unknown): void {
    const view = viewIds.find((one) => one === kept);
    if (view === undefined) return;
    this.shown = view;
    this.visited = new Set([...this.visited, view]);
  }

  /** Puts a view's commands into the palette, in place of the ones it gave before. May be called in an effect. */
  setCommands(view: ViewId, commands: readonly Command[]): void {
    this.#commands = new Map([...untrack(() => this.#commands), [view, commands]]);
  }
}

export const [getMibsViews, setMibsViews] = createContext<MibsViews>();
