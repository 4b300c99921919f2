import type { Client } from '#shared/contract/index.ts';
import type { Exchange } from '#shared/contract/timeline.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';

/** Exchanges asked for at a time; the contract's limit. */
const pageSize = 1000;
/** Pages read at once; beyond that, on request. */
const pagesAtOnce = 10;
/** Milliseconds over which notices are gathered, so that a busy segment redraws a few times a second. */
const gather = 150;

/** The exchanges of one file, or heard on one interface, oldest first: new ones come at the end, where nobody is reading. */
export class EvidenceExchanges {
  rows = $state.raw<readonly Exchange[]>([]);
  /** How many the engine has of this target; more than `rows` while not all were read. */
  total = $state(0);
  reading = $state(false);
  problem = $state.raw<Problem>();

  readonly #client: Client;
  readonly #verb: string;
  #target: string | undefined;
  /** Exchanges of the target that were asked for, ours and others. */
  #read = 0;
  #limit = 0;
  #noticed = new Map<string, Exchange>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `verb`: "captured" or "heard". Exchanges of other verbs on the same target are ours, and not listed. */
  constructor(client: Client, verb: string) {
    this.#client = client;
    this.#verb = verb;
  }

  get more(): boolean {
    return this.#read < this.total;
  }

  /** Starts anew with another file or interface. */
  async open(target: string): Promise<void> {
    this.clear();
    this.#target = target;
    await this.readMore();
  }

  async readMore(): Promise<void> {
    const target = this.#target;
    if (target === undefined || this.reading) return;
    this.reading = true;
    this.problem = undefined;
    this.#limit = this.#read + pagesAtOnce * pageSize;
    try {
      const { total } = await this.#exchanges(target, 0, 1);
      if (target !== this.#target) return;
      this.total = total;
      let rows = [...this.rows];
      while (this.#read < Math.min(total, this.#limit)) {
        // The engine lists the newest first.
        const count = Math.min(pageSize, total - this.#read);
        const { exchanges } = await this.#exchanges(target, total - this.#read - count, count);
        if (target !== this.#target) return;
        this.#read += count;
        const known = new Set(rows.map(({ id }) => id));
        const wanted = exchanges.filter(({ id, verb }) => verb === this.#verb && !known.has(id));
        rows = [...rows, ...wanted.reverse()];
      }
      this.rows = rows;
    } catch (thrown) {
      if (target === this.#target) this.problem = toProblem(thrown);
    } finally {
      if (target === this.#target) this.reading = false;
    }
  }

  /** A notice of the timeline. */
  noticed(exchange: Exchange): void {
    if (exchange.target !== this.#target || exchange.verb !== this.#verb) return;
    this.#noticed.set(exchange.id, exchange);
    this.#timer ??= setTimeout(() => this.#takeNotices(), gather);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#noticed = new Map();
    this.#target = undefined;
    this.#read = 0;
    this.rows = [];
    this.total = 0;
    this.reading = false;
    this.problem = undefined;
  }

  #takeNotices(): void {
    this.#timer = undefined;
    const noticed = this.#noticed;
    this.#noticed = new Map();
    const rows = this.rows.map((row) => {
      const news = noticed.get(row.id);
      noticed.delete(row.id);
      return news ?? row;
    });
    // Where not all were read, what is new comes after what is still to be read.
    const fresh = this.more ? [] : [...noticed.values()].sort((a, b) => a.startedAt - b.startedAt);
    this.total += noticed.size;
    if (!this.more || fresh.length > 0) this.#read = Math.min(this.total, this.#read + fresh.length);
    this.rows = [...rows, ...fresh];
  }

  #exchanges(target: string, from: number, count: number) {
    return this.#client.timeline.exchanges({ tool: 'dhcp', target, from, count });
  }
}
