import type { Datagram } from '#electron/net/udp/datagram-io.ts';
import type { DurableConnection } from '#electron/storage/durable-connection.ts';
import { glanceAtSnmp } from '#electron/wire/snmp/glance.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { Decoding, type DecodingNeed } from './decoding.ts';
import { Inbox } from './inbox.ts';
import type { KeepLimits } from './keep-limits.ts';
import { Losses } from './losses.ts';
import type { NotificationRows } from './notification-rows.ts';
import type { Received, Source } from './received.ts';
import type { SenderEngines } from './sender-engines.ts';
import { StorageTrouble } from './storage-trouble.ts';

/** Rows that one commit takes, and the milliseconds that a notification waits for others. */
const batchRows = 1000;
const batchDelay = 50;
/** libuv reads so many datagrams of a socket before it does anything else: as many mean that more may be there. */
const readAtOnce = 32;
/** Milliseconds for which sockets are read before anything is stored. */
const readingTime = 20;
/** Milliseconds between two writings of what is known of senders' clocks. */
const enginesDelay = 1000;

export interface IntakeNeed extends DecodingNeed {
  connection: DurableConnection;
  rows: NotificationRows;
  engines: SenderEngines;
  keep: KeepLimits;
  /** Something is to be told: counts, rows, trouble. */
  onNews(): void;
}

/** Stored rows and where they stand. */
interface Standing {
  last: number;
  decoded: number;
  lost: number;
}

interface Import {
  items: Received[];
  /** Id of the last one, once it is known. */
  lastId: number;
  done(error?: unknown): void;
}

/**
 * The way of a datagram: inbox, commit of its row, decoding, answer; what was decoded goes with the next commit. Sockets are read first, as long
 * as there is something to read: what is lost then is lost in our inbox, which is fair, and not in the system's buffer, which is not.
 */
export class Intake {
  readonly #need: IntakeNeed;
  readonly #inbox = new Inbox();
  readonly #decoding: Decoding;
  readonly #trouble = new StorageTrouble();
  readonly #imports: Import[] = [];
  readonly #losses = new Losses();
  #standing: Standing;
  #storedCount = 0;
  #decodedSince: number | undefined;
  #enginesAt = 0;
  /** Datagrams since the last turn. */
  #burst = 0;
  #workedAt = 0;
  #isClosed = false;
  #turn: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(need: IntakeNeed) {
    this.#need = need;
    const { last, decoded, lost } = need.rows.progress();
    this.#standing = { last, decoded, lost };
    this.#decoding = new Decoding(need, decoded);
    this.#decoding.add(need.rows.unread(decoded));
    if (this.#decoding.waiting > 0) this.#wake();
  }

  get standing(): Readonly<Standing> & { stored: number; problem: Problem | undefined } {
    return {
      ...this.#standing,
      lost: this.#standing.lost + this.#losses.waiting,
      stored: this.#storedCount,
      problem: this.#trouble.problem,
    };
  }

  /** Nothing waits for anything. */
  get idle(): boolean {
    return this.#inbox.size === 0 && this.#decoding.waiting === 0;
  }

  arrive({ bytes, address, port, at }: Datagram, receiver: number, source: Source): void {
    const { counts, localAddress } = source;
    counts.received++;
    this.#burst++;
    this.#wake();
    const glance = glanceAtSnmp(bytes);
    const wantsAnswer = glance?.wantsAnswer ?? false;
    const item: Received = { id: 0, bytes, address, port, receiver, localAddress, at, source, wantsAnswer };
    if (glance?.mayDiscover) {
      const opened = this.#decoding.openFirst(item);
      if (!opened.stored) return;
      item.opened = opened;
    }
    const verdict = this.#inbox.offer(item);
    if (verdict === 'taken') {
      counts.waiting++;
      return;
    }
    counts.lost++;
    this.#need.onNews();
    this.#losses.add(verdict, receiver, at, 1, verdict === 'sender' ? address : undefined);
  }

  /** Datagrams that never came here. */
  lost(where: 'system', receiver: number, count: number): void {
    this.#losses.add(where, receiver, this.#need.now(), count);
    this.#need.onNews();
    this.#wake();
  }

  /** Stores and reads datagrams of a capture. Rejects when they could not be stored; then none of them are. */
  import(items: Received[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: unknown) => (error === undefined ? resolve() : reject(error));
      this.#imports.push({ items, lastId: 0, done });
      this.#wake();
    });
  }

  /** More is known of senders' clocks, though nothing came. */
  enginesChanged(): void {
    this.#wake();
  }

  /** Stores and reads everything that is there, as far as the disk takes it. */
  finish(): void {
    for (;;) {
      while (this.#decoding.waiting > 0) this.#decoding.run();
      const { rows, removed } = this.#decoding;
      const isDone =
        this.#inbox.size + rows.length + removed.length + this.#losses.waiting === 0 && !this.#need.engines.changed;
      if (isDone || !this.#commit(this.#need.now(), true)) return;
    }
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#turn);
  }

  #wake(): void {
    if (this.#isClosed) return;
    if (this.#turn !== undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#turn = setImmediate(() => this.#takeTurn());
  }

  #takeTurn(): void {
    this.#turn = undefined;
    const burst = this.#burst;
    this.#burst = 0;
    const now = this.#need.now();
    if (burst >= readAtOnce && now - this.#workedAt < readingTime) {
      this.#wake();
      return;
    }
    const due = this.#dueAt();
    if (due <= now && this.#decoding.waiting < batchRows) this.#commit(now);
    // Whoever waits for an answer gets it now.
    if (this.#decoding.waiting > 0) this.#decoding.run();
    if (this.#decoding.rows.length + this.#decoding.removed.length > 0) this.#decodedSince ??= now;
    this.#workedAt = this.#need.now();
    const next = this.#decoding.waiting > 0 ? 0 : this.#dueAt() - this.#workedAt;
    if (next <= 0) this.#wake();
    else if (next < Number.POSITIVE_INFINITY && this.#turn === undefined) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#wake(), Math.ceil(next));
    }
  }

  /** When the next commit is to be made, in milliseconds since the epoch. */
  #dueAt(): number {
    const { size, wantAnswer, oldest } = this.#inbox;
    const isUrgent =
      size >= batchRows || wantAnswer > 0 || (size === 0 && this.#imports.some(({ lastId }) => lastId === 0));
    const due = isUrgent
      ? 0
      : Math.min(oldest ?? Number.POSITIVE_INFINITY, this.#decodedSince ?? Number.POSITIVE_INFINITY) + batchDelay;
    const enginesDue = this.#need.engines.changed ? this.#enginesAt + enginesDelay : Number.POSITIVE_INFINITY;
    return Math.max(Math.min(due, enginesDue, this.#losses.dueAt), this.#trouble.retryAt);
  }

  /** Stores a batch of what waits, and what has been decoded of those before. False when it could not. */
  #commit(now: number, all = false): boolean {
    const { connection, rows, engines, keep } = this.#need;
    const imported = this.#inbox.size === 0 ? this.#imports.find(({ lastId }) => lastId === 0) : undefined;
    const batch = imported?.items ?? this.#inbox.peek(batchRows);
    const decoded = this.#decoding.rows;
    const removed = this.#decoding.removed;
    const losses = this.#losses.due(now, all);
    const withEngines = engines.changed && (all || now - this.#enginesAt >= enginesDelay);
    const upTo = this.#decoding.upTo;
    const { last } = this.#standing;
    try {
      const progress = connection.transaction(batch.length + decoded.length, () => {
        let id = last;
        for (const item of batch) rows.addRaw(++id, item);
        for (const row of decoded) rows.addDecoded(row);
        for (const gone of removed) rows.remove(gone);
        if (withEngines) engines.write();
        const advanced = rows.advance(last + batch.length, upTo, batch.length, rows.addLosses(losses));
        keep.total = advanced.total;
        // While more comes than may be kept, as much goes.
        keep.trim(2 * batch.length);
        return advanced;
      });
      this.#standing = { last: progress.last, decoded: progress.decoded, lost: progress.lost };
    } catch (error) {
      this.#trouble.failed(error, now);
      this.#need.onNews();
      if (imported !== undefined) this.#endImport(imported, error);
      return false;
    }
    this.#trouble.ended();
    this.#stored(batch, last, imported);
    decoded.length = 0;
    removed.length = 0;
    this.#decodedSince = undefined;
    this.#losses.stored(losses.length);
    if (withEngines) {
      engines.written();
      this.#enginesAt = now;
    }
    for (const one of this.#imports.filter(({ lastId }) => lastId > 0 && lastId <= upTo)) this.#endImport(one);
    this.#need.onNews();
    return true;
  }

  #stored(batch: readonly Received[], last: number, imported: Import | undefined): void {
    for (const [place, item] of batch.entries()) {
      item.id = last + 1 + place;
      if (item.source === undefined) continue;
      item.source.counts.stored++;
      item.source.counts.waiting--;
    }
    this.#storedCount += batch.length;
    if (imported === undefined) this.#inbox.remove(batch.length);
    else imported.lastId = last + batch.length;
    this.#decoding.add([...batch]);
  }

  #endImport(ended: Import, error?: unknown): void {
    this.#imports.splice(this.#imports.indexOf(ended), 1);
    ended.done(error);
  }
}
