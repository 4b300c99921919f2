import { untrack } from 'svelte';
import type { Command } from './command.ts';
import type { DraftFields, DraftsState } from './drafts-state.svelte.ts';
import type { Arrival } from './navigation-state.svelte.ts';
import type { PageId } from './page-id.ts';

/** What a page with several views is called, and its views in the order of their tabs; the first is shown at first. */
export interface ViewsDeclaration<View extends string> {
  page: PageId;
  title: () => string;
  /** Name of the bar of tabs, for screen readers. */
  label: () => string;
  titles: Readonly<Record<View, () => string>>;
}

/**
 * The views of one page: which one is shown, why a person was sent to each, and what each puts into the palette. A page
 * extends it by what its views share. `ViewPanels` draws the views, each view draws its header with `ViewPage`.
 */
export class PageViews<View extends string> {
  readonly declared: ViewsDeclaration<View>;
  readonly ids: readonly View[];
  readonly #first: View;
  #shown = $state<View>() as View;
  #visited = $state.raw<ReadonlySet<View>>(new Set());
  #commands = $state.raw<ReadonlyMap<View, readonly Command[]>>(new Map());
  #arrivals = $state.raw<ReadonlyMap<View, Arrival>>(new Map());
  readonly #save: () => void;

  /** `save` is called when another view was chosen. */
  constructor(declared: ViewsDeclaration<View>, save: () => void = () => {}) {
    this.declared = declared;
    this.ids = Object.keys(declared.titles) as View[];
    this.#first = this.ids[0] as View;
    this.#save = save;
    this.#show(this.#first);
  }

  get shown(): View {
    return this.#shown;
  }

  /** Views once visited stay as they are while another is shown. */
  get visited(): ReadonlySet<View> {
    return this.#visited;
  }

  /** Commands of all views visited so far. */
  get commands(): readonly Command[] {
    return this.ids.flatMap((view) => this.#commands.get(view) ?? []);
  }

  /** The view of that name; the first one for every other value. */
  named(name: unknown): View {
    return this.#find(name) ?? this.#first;
  }

  /** Shows a view, and tells it why. Each arrival is a new object in the view's props. */
  go(view: View, arrival?: Arrival): void {
    if (arrival !== undefined) this.#arrivals = new Map([...this.#arrivals, [view, { ...arrival }]]);
    if (view === this.#shown) return;
    this.#show(view);
    this.#save();
  }

  /** Why a person was sent to a view. */
  arrival(view: View): Arrival | undefined {
    return this.#arrivals.get(view);
  }

  /** Starts a view that is not shown yet. */
  visit(view: View): void {
    this.#visited = new Set([...this.#visited, view]);
  }

  /** Takes the view that was kept. */
  restore(kept: unknown): void {
    const view = this.#find(kept);
    if (view !== undefined) this.#show(view);
  }

  /** Puts a view's commands into the palette, in place of the ones it gave before. May be called in an effect. */
  setCommands(view: View, commands: readonly Command[]): void {
    this.#commands = new Map([...untrack(() => this.#commands), [view, commands]]);
  }

  #find(name: unknown): View | undefined {
    return this.ids.find((view) => view === name);
  }

  #show(view: View): void {
    this.#shown = view;
    this.visit(view);
  }
}

/**
 * Brings back what a page of views kept under a name, once the drafts came: the view that was shown, unless somebody was sent
 * to one, and by `take` the rest. To be called while the page starts.
 */
export function restorePage(
  drafts: DraftsState,
  name: string,
  views: Pick<PageViews<never>, 'restore'>,
  arrival: () => Arrival | undefined,
  take: (kept: DraftFields) => void = () => {},
): void {
  $effect(() => {
    if (!drafts.loaded) return;
    untrack(() => {
      const kept = drafts.fields(name);
      if (arrival() === undefined) views.restore(kept.view);
      take(kept);
    });
  });
}
