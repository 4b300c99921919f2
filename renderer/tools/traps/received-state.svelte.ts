import type { Client } from '#shared/contract/index.ts';
import type { NotificationDetails, NotificationFilter, NotificationRow } from '#shared/model/notification.ts';
import { notificationSeverities } from '#shared/model/notification.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { PagedRows } from '../../ui/paged-rows.svelte.ts';

/** What is shown, as it is chosen and typed. */
export interface ReceivedDraft {
  text: string;
  show: NonNullable<NotificationFilter['show']>;
  /** The least severe that is shown; '' for all. */
  severity: string;
  sender: string;
  notification: string;
  /** Hours back; '' for all. */
  hours: string;
  repeats: boolean;
}

export const shownKinds = ['all', 'accepted', 'open', 'refused', 'marked'] as const;
export const hourChoices = ['', '1', '24', '168'] as const;
const untouched: ReceivedDraft = {
  text: '',
  show: 'all',
  severity: '',
  sender: '',
  notification: '',
  hours: '',
  repeats: false,
};
/** Milliseconds between two looks at what came while it floods: each costs the engine a page. */
const settleEvery = 300;

export function readReceivedDraft(kept: unknown): ReceivedDraft {
  const draft: Partial<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  const text = (name: string) => (typeof draft[name] === 'string' ? draft[name].slice(0, 500) : '');
  return {
    text: text('text'),
    show: shownKinds.find((kind) => kind === draft.show) ?? 'all',
    severity: notificationSeverities.find((severity) => severity === draft.severity) ?? '',
    sender: text('sender'),
    notification: text('notification'),
    hours: hourChoices.find((hours) => hours === draft.hours) ?? '',
    repeats: draft.repeats === true,
  };
}

/** What the engine is asked for; `now` in milliseconds since the epoch. */
export function toFilter(draft: ReceivedDraft, now: number): NotificationFilter {
  const worst = notificationSeverities.findIndex((severity) => severity === draft.severity);
  const hours = Number(draft.hours);
  return {
    ...(draft.text.trim() === '' ? {} : { text: draft.text.trim() }),
    ...(draft.show === 'all' ? {} : { show: draft.show }),
    ...(worst < 0 ? {} : { severities: notificationSeverities.slice(0, worst + 1) }),
    ...(draft.sender.trim() === '' ? {} : { sender: draft.sender.trim() }),
    ...(draft.notification.trim() === '' ? {} : { notification: draft.notification.trim() }),
    ...(hours > 0 ? { since: now - hours * 3_600_000 } : {}),
    ...(draft.repeats ? { repeats: true } : {}),
  };
}

/** The table of what was received: its filter, its live rows, and the one that is looked at. It needs no browser. */
export class ReceivedState {
  draft = $state.raw<ReceivedDraft>(untouched);
  /** All that are stored, whatever is shown. */
  total = $state(0);
  /** New ones are counted and not shown. */
  paused = $state(false);
  details = $state.raw<NotificationDetails>();
  problem = $state.raw<Problem>();
  readonly rows: PagedRows<NotificationRow>;

  readonly #client: Client;
  readonly #save: () => void;
  #filter: NotificationFilter = {};
  #seen = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settledAt = 0;
  #looking = 0;

  readonly filtered = $derived(JSON.stringify(this.draft) !== JSON.stringify(untouched));

  constructor(client: Client, save: () => void = () => {}) {
    this.#client = client;
    this.#save = save;
    this.rows = new PagedRows<NotificationRow>(
      async ({ from, count }, _query, signal) => {
        const { total, rows } = await client.traps.page({ ...this.#filter, from, count }, { signal });
        return { total, matching: total, rows };
      },
      { pageSize: 100, compare: (left, right) => right.id - left.id },
    );
  }

  async restore(kept: unknown): Promise<void> {
    this.draft = readReceivedDraft(kept);
    await this.ask();
  }

  async set(fields: Partial<ReceivedDraft>): Promise<void> {
    this.draft = { ...this.draft, ...fields };
    this.#save();
    await this.ask();
  }

  async clear(): Promise<void> {
    await this.set(untouched);
  }

  /** Reads what fits now, from the newest. */
  async ask(): Promise<void> {
    this.#filter = toFilter(this.draft, Date.now());
    await this.rows.ask({ filter: '', regex: false, sort: undefined });
  }

  /** So many are stored, up to this id. The table follows, unless it is paused; nobody who reads is moved. */
  arrived(last: number, total: number): void {
    this.total = total;
    if (last === this.#seen) return;
    const first = this.#seen === 0;
    this.#seen = last;
    if (first) return;
    if (this.paused) {
      this.rows.stale = true;
      return;
    }
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#settledAt + settleEvery - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.rows.settle().finally(() => {
        this.#settledAt = Date.now();
      });
    }, wait);
  }

  async pause(paused: boolean): Promise<void> {
    this.paused = paused;
    if (!paused) await this.rows.reload();
  }

  async look(id: number): Promise<void> {
    const turn = ++this.#looking;
    this.problem = undefined;
    try {
      const details = await this.#client.traps.details({ id });
      if (turn === this.#looking) this.details = details;
    } catch (thrown) {
      if (turn === this.#looking) this.problem = toProblem(thrown);
    }
  }

  async mark(ids: number[], marked: boolean): Promise<void> {
    await this.#change(() => this.#client.traps.mark({ ids, marked }), ids);
  }

  async annotate(id: number, note: string): Promise<void> {
    await this.#change(() => this.#client.traps.annotate({ id, note }), [id]);
  }

  async delete(ids: number[]): Promise<void> {
    await this.#change(() => this.#client.traps.delete({ ids }), []);
    if (ids.includes(this.details?.id ?? 0)) this.details = undefined;
  }

  /** Everything that the filter leaves. Gives how many that were. */
  async deleteAll(): Promise<number> {
    let deleted = 0;
    await this.#change(async () => {
      deleted = (await this.#client.traps.deleteAll(this.#filter)).deleted;
    }, []);
    this.details = undefined;
    return deleted;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.rows.close();
  }

  async #change(work: () => Promise<unknown>, ids: readonly number[]): Promise<void> {
    this.problem = undefined;
    try {
      await work();
      await this.rows.reload();
      const { details } = this;
      if (details !== undefined && ids.includes(details.id)) await this.look(details.id);
    } catch (thrown) {
      this.problem = toProblem(thrown);
    }
  }
}
