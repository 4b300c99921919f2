import type { Client } from '#shared/contract/index.ts';
import type { TrapsStatus } from '#shared/contract/traps.ts';
import {
  type NotificationDetails,
  type NotificationFilter,
  type NotificationRow,
  type NotificationSeverity,
  notificationSeverities,
} from '#shared/model/notification.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { PagedRows } from '../../ui/paged-rows.svelte.ts';

/** What is shown, as it is chosen and typed. */
export interface ReceivedDraft {
  text: string;
  show: NonNullable<NotificationFilter['show']>;
  /** The least severe that is shown; '' for all. */
  severity: NotificationSeverity | '';
  sender: string;
  notification: string;
  /** Hours back; '' for all. */
  hours: string;
  repeats: boolean;
}

export const shownKinds = ['all', 'accepted', 'open', 'refused', 'marked'] as const;
export const hourChoices = ['', '1', '24', '168'] as const;
/** Everything is shown. */
export const unfiltered: ReceivedDraft = {
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
/** Rows that are counted in one question. */
const countedTogether = 20_000;

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
  const worst = draft.severity === '' ? -1 : notificationSeverities.indexOf(draft.severity);
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

/** Rows of one moment: what comes later is not among them until they are shown anew, so that no page of them shifts. */
class ReceivedRows extends PagedRows<NotificationRow> {
  /** Moves that moment to now. */
  begin: () => void = () => {};

  /** Everything there is by now, from the newest. */
  override async reload(): Promise<void> {
    this.begin();
    await this.ask(this.query);
  }

  /** The same rows, of which some changed or went: what is read stays. */
  async refresh(): Promise<void> {
    await super.reload();
  }
}

/** The table of what was received: its filter, its live rows, and the one that is looked at. It needs no browser. */
export class ReceivedState {
  draft = $state.raw<ReceivedDraft>(unfiltered);
  /** All that are stored, whatever is shown. */
  total = $state(0);
  /** New ones are counted and not shown. */
  paused = $state(false);
  /** Position of the row the keyboard stands on. While there is one, new ones wait: nobody who reads is moved. */
  selected = $state<number>();
  details = $state.raw<NotificationDetails>();
  problem = $state.raw<Problem>();
  readonly rows: ReceivedRows;

  readonly #client: Client;
  readonly #save: () => void;
  #filter: NotificationFilter = {};
  /** The newest that is shown; undefined: whatever there is. */
  #upTo: number | undefined;
  #last: number | undefined;
  #changes: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settledAt = 0;
  #looking = 0;
  /** Of the question whose rows are being counted. */
  #counting: AbortSignal | undefined;

  readonly filtered = $derived(JSON.stringify(this.draft) !== JSON.stringify(unfiltered));

  constructor(client: Client, save: () => void = () => {}) {
    this.#client = client;
    this.#save = save;
    this.rows = new ReceivedRows(({ from, count }, _query, signal) => this.#page(from, count, signal), {
      pageSize: 100,
      compare: (left, right) => right.id - left.id,
    });
    this.rows.begin = () => {
      this.#upTo = this.#last;
    };
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
    await this.set(unfiltered);
  }

  /** Reads what fits now, from the newest. */
  async ask(): Promise<void> {
    this.#filter = toFilter(this.draft, Date.now());
    this.#upTo = this.#last;
    await this.rows.ask({ filter: '', regex: false, sort: undefined });
  }

  /** What is stored by now. The table follows what is new, unless it is paused or somebody reads in it. */
  arrived({ last, total, changes }: Pick<TrapsStatus, 'last' | 'total' | 'changes'>): void {
    this.total = total;
    if (this.#changes !== undefined && changes !== this.#changes) void this.#readAgain();
    this.#changes = changes;
    if (last === this.#last) return;
    this.#last = last;
    if (!this.#follows) {
      this.rows.stale = true;
      return;
    }
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#settledAt + settleEvery - Date.now());
    this.#timer = setTimeout(() => void this.#follow(), wait);
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
    await this.#change(() => this.#client.traps.mark({ ids, marked }));
  }

  async annotate(id: number, note: string): Promise<void> {
    await this.#change(() => this.#client.traps.annotate({ id, note }));
  }

  /** The device that sent it was reset: its clock is what this one says. */
  async forgetClock(id: number): Promise<void> {
    await this.#change(() => this.#client.traps.forgetClock({ id }));
  }

  async delete(ids: number[]): Promise<void> {
    if (ids.includes(this.details?.id ?? 0)) this.details = undefined;
    await this.#change(() => this.#client.traps.delete({ ids }));
  }

  /** Everything that the filter leaves, but nothing that came since and was not shown yet. Gives how many that were. */
  async deleteAll(): Promise<number> {
    let deleted = 0;
    this.details = undefined;
    await this.#change(async () => {
      const { rows } = await this.#page(0, 1, new AbortController().signal);
      const until = rows[0]?.at;
      if (until !== undefined) deleted = (await this.#client.traps.deleteAll({ ...this.#filter, until })).deleted;
    });
    return deleted;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.rows.close();
  }

  get #follows(): boolean {
    return !this.paused && this.selected === undefined && this.rows.atStart;
  }

  async #follow(): Promise<void> {
    const last = this.#last;
    if (this.#follows) {
      this.#upTo = last;
      await this.rows.settle();
    } else this.rows.stale = true;
    this.#settledAt = Date.now();
    // More came while rows were on their way.
    this.#timer = this.#last === last ? undefined : setTimeout(() => void this.#follow(), settleEvery);
  }

  /** What is stored became other: read with a key that is there now, or changed elsewhere. */
  async #readAgain(): Promise<void> {
    await this.rows.refresh();
    const { details } = this;
    if (details !== undefined) await this.look(details.id);
  }

  async #page(from: number, count: number, signal: AbortSignal) {
    const upTo = this.#upTo;
    const asked = { ...this.#filter, partial: true, ...(upTo === undefined ? {} : { upTo }) };
    const { total, complete, rows } = await this.#client.traps.page({ ...asked, from, count }, { signal });
    if (!complete && this.#counting !== signal) void this.#count(asked, total, signal);
    return { total, matching: total, rows };
  }

  /** The first rows are there before all are counted: the table grows while the rest is looked through. */
  async #count(asked: NotificationFilter, first: number, signal: AbortSignal): Promise<void> {
    this.#counting = signal;
    let total = first;
    try {
      for (let complete = false; !complete; ) {
        const more = { ...asked, partial: true, from: total + countedTogether, count: 1 };
        ({ total, complete } = await this.#client.traps.page(more, { signal }));
        if (signal.aborted) return;
        this.rows.grow(total);
      }
    } catch {
      // Other rows are asked for, or the next look says what is wrong.
    } finally {
      if (this.#counting === signal) this.#counting = undefined;
    }
  }

  async #change(work: () => Promise<unknown>): Promise<void> {
    this.problem = undefined;
    try {
      await work();
      await this.rows.refresh();
    } catch (thrown) {
      this.problem = toProblem(thrown);
    }
  }
}
