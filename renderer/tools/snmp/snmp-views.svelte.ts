import { createContext, untrack } from 'svelte';
import type { SnmpTargetInput } from '#shared/model/snmp-target.ts';
import type { Command } from '../../app/command.ts';
import type { Arrival } from '../../app/navigation-state.svelte.ts';
import type { RequestSettings } from './request-settings.svelte.ts';
import type { TargetState } from './target-state.svelte.ts';

/** The views of the page, in the order of their tabs. */
export const viewIds = ['operations', 'set', 'watch', 'doctor'] as const;
export type ViewId = (typeof viewIds)[number];

/** Whom to ask and how patiently: what every call takes. */
export interface RequestInput {
  target: SnmpTargetInput;
  /** Milliseconds. */
  timeout: number;
  retries: number;
}

/** What the views of the page share: which one is shown, whom they ask, and what each puts into the palette. */
export class SnmpViews {
  shown = $state<ViewId>('operations');
  /** Views once visited stay as they are while another is shown. */
  visited = $state.raw<ReadonlySet<ViewId>>(new Set(['operations']));
  readonly target: TargetState;
  readonly settings: RequestSettings;
  #commands = $state.raw<ReadonlyMap<ViewId, readonly Command[]>>(new Map());
  #arrivals = $state.raw<ReadonlyMap<ViewId, Arrival>>(new Map());
  readonly #save: (view: ViewId) => void;

  constructor(target: TargetState, settings: RequestSettings, save: (view: ViewId) => void = () => {}) {
    this.target = target;
    this.settings = settings;
    this.#save = save;
  }

  /** Commands of all views visited so far. */
  get commands(): readonly Command[] {
    return viewIds.flatMap((view) => this.#commands.get(view) ?? []);
  }

  /** The start of every call's input; undefined while the target or a setting cannot be used (`target.fault`, `settings.fault`). */
  request(): RequestInput | undefined {
    const target = this.target.input();
    const { timeout, retries } = this.settings.values ?? {};
    return target === undefined || timeout === undefined || retries === undefined
      ? undefined
      : { target, timeout, retries };
  }

  /**
   * Shows a view, and tells it why: `set` takes `{ oid, type, value, hex }`, `watch` takes `{ oid }`, `doctor` takes `{ run: true }`,
   * `operations` takes `{ verb, oid, run: true }`. Each arrival is a new object in the view's props.
   */
  go(view: ViewId, arrival?: Arrival): void {
    if (arrival !== undefined) this.#arrivals = new Map([...this.#arrivals, [view, { ...arrival }]]);
    if (view === this.shown) return;
    this.shown = view;
    this.visited = new Set([...this.visited, view]);
    this.#save(view);
  }

  /** Why a person was sent to a view. */
  arrival(view: ViewId): Arrival | undefined {
    return this.#arrivals.get(view);
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

export const [getSnmpViews, setSnmpViews] = createContext<SnmpViews>();
