import type { Store } from '#electron/storage/store.ts';
import type { NotificationFilter } from '#shared/model/notification.ts';
import type { RuleNames } from '../rules/compile-rules.ts';
import { compileFilter, wordsOf } from './filter.ts';
import { NotificationView } from './view.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Views that stay for the next page, and the octets that all but the newest may take. */
const viewsKept = 6;
const octetsKept = 64 * 1024 * 1024;

export interface PageOfIds {
  order: 'newest' | 'oldest';
  upTo?: number | undefined;
  from: number;
  count: number;
  /** As soon as the ids asked for are there. */
  partial: boolean;
}

interface Kept {
  view: NotificationView;
  /** Of the vocabulary when its filter was made. */
  version: number;
}

/** The filtered views of the table of notifications. */
export class NotificationViews {
  readonly #store: Store;
  readonly #names: RuleNames;
  readonly #vocabulary: Vocabulary;
  /** By what was asked for, the one used longest ago first. */
  readonly #views = new Map<string, Kept>();

  constructor(store: Store, names: RuleNames, vocabulary: Vocabulary) {
    this.#store = store;
    this.#names = names;
    this.#vocabulary = vocabulary;
  }

  /** @throws ProblemError trap-filter-unreadable; the signal's reason */
  async page(
    filter: NotificationFilter,
    { order, upTo = Number.MAX_SAFE_INTEGER, from, count, partial }: PageOfIds,
    signal: AbortSignal,
  ): Promise<{ total: number; ids: number[]; isWhole: boolean }> {
    const view = await this.#view(filter, signal);
    // The oldest are found last.
    const enough = partial && order === 'newest' ? from + count : Number.POSITIVE_INFINITY;
    await view.advance(enough, upTo, signal);
    return { total: view.count(upTo), ids: view.ids(upTo, order, from, count), isWhole: view.isWhole };
  }

  async #view(filter: NotificationFilter, signal: AbortSignal): Promise<NotificationView> {
    const hasWords = wordsOf(filter.text).length > 0;
    if (hasWords) await this.#vocabulary.ready(signal);
    const { version } = this.#vocabulary;
    const key = keyOf(filter);
    let kept = this.#views.get(key);
    this.#views.delete(key);
    if (kept === undefined) {
      kept = { view: new NotificationView(this.#store, compileFilter(filter, this.#names, this.#vocabulary)), version };
    } else if (hasWords && kept.version !== version) {
      // A notification that was never there before came: what is looked at from now on may have it.
      kept.view.filter = compileFilter(filter, this.#names, this.#vocabulary);
      kept.version = version;
    }
    this.#views.set(key, kept);
    this.#forgetOldest();
    return kept.view;
  }

  #forgetOldest(): void {
    let octets = 0;
    for (const { view } of this.#views.values()) octets += view.weight;
    for (const [key, { view }] of this.#views) {
      if (this.#views.size === 1 || (this.#views.size <= viewsKept && octets <= octetsKept)) return;
      octets -= view.weight;
      this.#views.delete(key);
    }
  }

  /** Stored rows changed in ways that nobody told, or names did. */
  forgetAll(): void {
    this.#views.clear();
  }

  /** Notes or marks changed. */
  changed(what: 'notes' | 'marks'): void {
    for (const [key, { view }] of this.#views) if (view.filter.dependsOn[what]) this.#views.delete(key);
  }

  deleted(ids: ReadonlySet<number>): void {
    for (const { view } of this.#views.values()) view.remove(ids);
  }
}

function keyOf({ text, severities, sender, notification, show, since, until, repeats }: NotificationFilter): string {
  return JSON.stringify([
    wordsOf(text),
    severities?.toSorted(),
    sender?.trim(),
    notification?.trim(),
    show ?? 'all',
    since,
    until,
    repeats === true,
  ]);
}
