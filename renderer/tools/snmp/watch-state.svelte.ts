import type { Client } from '#shared/contract/index.ts';
import type { SnmpWatch } from '#shared/model/snmp-watch.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';
import type { RequestInput } from './snmp-views.svelte.ts';
import { parseInterval, readWatchDraft, type WatchDraft, watchLimits } from './watch-draft.ts';
import { inRange, type OctetUnit, SampleStore, seriesOf, type WatchSeries } from './watch-series.ts';

/** Spans of time that can be shown, in seconds; 0: everything. */
export const spans = [60, 300, 900, 3600, 21_600, 86_400, 0] as const;
/** Lines drawn at first; the others are in the table and can be chosen. */
const linesAtFirst = 6;
const samplesPerCall = 5000;
/** The axis is at least this many polls long. */
const fewestPolls = 10;

/** Objects polled in the background, and what one of the watches has brought. It needs no browser. */
export class WatchState extends AttemptState {
  draft = $state.raw<WatchDraft>(readWatchDraft({}));
  watches = $state.raw<readonly SnmpWatch[]>([]);
  loaded = $state(false);
  starting = $state(false);
  /** The watch whose samples are shown. */
  shownId = $state<number>();
  span = $state<number>(900);
  octets = $state<OctetUnit>('bits');
  /** Objects of the watch shown that are drawn. */
  lines = $state.raw<ReadonlySet<number>>(new Set());
  reading = $state(false);

  readonly #client: Client;
  readonly #save: (draft: WatchDraft) => void;
  #store = new SampleStore();
  /** Counts what came in, so that the lines are made anew. */
  #version = $state(0);
  #touched = false;
  #again = false;
  #abort: AbortController | undefined;

  readonly shown: SnmpWatch | undefined = $derived(this.watches.find(({ id }) => id === this.shownId));
  readonly interval: number | undefined = $derived(parseInterval(this.draft.interval));
  /** One an object of the watch shown, with all that is kept. */
  readonly series: readonly WatchSeries[] = $derived.by(() => {
    void this.#version;
    const { shown, octets } = this;
    return shown === undefined
      ? []
      : shown.objects.map((_, object) => seriesOf(shown, object, this.#store.of(object), octets));
  });
  /** Milliseconds since the epoch of what is in view. */
  readonly range: { from: number; to: number } | undefined = $derived.by(() => {
    const times = this.series.flatMap(({ points }) => [points[0]?.at ?? [], points.at(-1)?.at ?? []].flat());
    if (times.length === 0) return undefined;
    const [first, to] = [Math.min(...times), Math.max(...times)];
    const wanted = this.span === 0 ? first : Math.max(first, to - 1000 * this.span);
    // A watch that has only begun has no use for an empty quarter of an hour.
    const least = Math.min(fewestPolls * (this.shown?.interval ?? 1), this.span || Number.POSITIVE_INFINITY);
    return { from: Math.min(wanted, to - 1000 * least), to };
  });
  /** As `series`, only what is in view. */
  readonly inView: readonly WatchSeries[] = $derived.by(() => {
    const { range } = this;
    if (range === undefined) return this.series;
    return this.series.map((one) => ({ ...one, points: inRange(one.points, range.from, range.to) }));
  });

  constructor(client: Client, save: (draft: WatchDraft) => void = () => {}) {
    super();
    this.#client = client;
    this.#save = save;
  }

  restore(kept: unknown): void {
    if (!this.#touched) this.draft = readWatchDraft(kept);
  }

  change(fields: Partial<WatchDraft>): void {
    this.draft = { ...this.draft, ...fields };
    this.#touched = true;
    this.#save(this.draft);
  }

  /** Adds an object to those that will be watched. False: it is there, or there are too many. */
  addObject(text: string): boolean {
    const oid = text.trim();
    const { oids } = this.draft;
    if (oid === '' || oids.includes(oid) || oids.length >= watchLimits.objects) return false;
    this.change({ oids: [...oids, oid] });
    return true;
  }

  async refresh(): Promise<void> {
    try {
      this.watches = newestFirst(await this.#client.snmp.watches());
      const missing = this.shownId === undefined || this.shown === undefined;
      if (missing) this.show(this.watches.find(({ state }) => state === 'running')?.id ?? this.watches[0]?.id);
      else await this.#read();
    } catch (thrown) {
      this.report(thrown);
    } finally {
      this.loaded = true;
    }
  }

  /** A watch after a poll. */
  noticed(watch: SnmpWatch): void {
    const known = this.watches.some(({ id }) => id === watch.id);
    this.watches = known
      ? this.watches.map((one) => (one.id === watch.id ? watch : one))
      : newestFirst([watch, ...this.watches]);
    if (watch.id === this.shownId) void this.#read();
  }

  /** Puts a watch on the chart. */
  show(id: number | undefined): void {
    if (id === this.shownId) return;
    this.#abort?.abort();
    this.#abort = undefined;
    this.#store = new SampleStore();
    this.shownId = id;
    const objects = this.shown?.objects.length ?? 0;
    this.lines = new Set(Array.from({ length: Math.min(linesAtFirst, objects) }, (_, object) => object));
    this.#version++;
    this.reading = false;
    if (id !== undefined) void this.#read();
  }

  draw(object: number, drawn: boolean): void {
    const lines = new Set(this.lines);
    if (drawn) lines.add(object);
    else lines.delete(object);
    this.lines = lines;
  }

  /** Starts what the draft says and shows it. */
  async start(request: RequestInput): Promise<boolean> {
    const { interval } = this;
    const { oids } = this.draft;
    if (this.starting || interval === undefined || oids.length === 0) return false;
    this.starting = true;
    this.problem = undefined;
    try {
      const watch = await this.#client.snmp.startWatch({ ...request, oids, interval });
      this.noticed(watch);
      this.show(watch.id);
      this.change({ oids: [] });
      return true;
    } catch (thrown) {
      this.report(thrown);
      return false;
    } finally {
      this.starting = false;
    }
  }

  async stop(watch: number): Promise<void> {
    await this.#change(() => this.#client.snmp.stopWatch({ watch }));
  }

  async delete(watch: number): Promise<void> {
    await this.#change(() => this.#client.snmp.deleteWatch({ watch }));
  }

  close(): void {
    this.#abort?.abort();
  }

  async #change(call: () => Promise<unknown>): Promise<void> {
    this.problem = undefined;
    try {
      await call();
    } catch (thrown) {
      this.report(thrown);
      return;
    }
    await this.refresh();
  }

  /** Fetches what is new of the watch shown, page by page. */
  async #read(): Promise<void> {
    if (this.reading) {
      this.#again = true;
      return;
    }
    const watch = this.shownId;
    if (watch === undefined) return;
    const store = this.#store;
    const abort = new AbortController();
    this.#abort = abort;
    this.reading = true;
    try {
      for (let more = true; more; ) {
        this.#again = false;
        const input = { watch, after: store.after, count: samplesPerCall };
        const samples = await this.#client.snmp.samples(input, { signal: abort.signal });
        if (store !== this.#store) return;
        const added = store.add(samples);
        if (added > 0) this.#version++;
        more = (samples.length >= samplesPerCall && added > 0) || this.#again;
      }
    } catch (thrown) {
      if (store === this.#store) this.report(thrown);
    } finally {
      if (store === this.#store) this.reading = false;
    }
  }
}

function newestFirst(watches: readonly SnmpWatch[]): SnmpWatch[] {
  return [...watches].sort((a, b) => b.startedAt - a.startedAt || b.id - a.id);
}
