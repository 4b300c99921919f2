import type { Store } from '#electron/storage/store.ts';
import type { Exchange } from '#shared/contract/timeline.ts';
import type { LinkType, NotePart, PacketPart } from '#shared/model/packet-event.ts';
import type { StoredPacket } from '#shared/model/packet-record.ts';

export interface EventRow {
  id: number;
  exchange: string;
  position: number;
  at: number;
  direction: PacketPart['direction'] | null;
  link: LinkType | null;
  interface: string | null;
  bytes: Uint8Array | null;
  attempt: number | null;
  ignored: PacketPart['ignored'] | null;
  note: NotePart['code'] | null;
  note_params: string | null;
  note_problem: string | null;
  stream: string | null;
}

interface ExchangeFilter {
  tool?: string | undefined;
  target?: string | undefined;
  verbs?: readonly string[] | undefined;
}

interface ExchangeRow {
  id: string;
  session: number;
  tool: string;
  verb: string;
  target: string;
  subject: string | null;
  started_at: number;
  ended_at: number | null;
  outcome: string | null;
  lost: number;
  events: number;
}

const exchangeColumns = `id, session, tool, verb, target, subject, started_at, ended_at, outcome, lost,
  (SELECT coalesce(max(position) + 1, 0) FROM timeline_event WHERE timeline_event.exchange = exchange.number) AS events`;
const eventColumns = `timeline_event.id, exchange.id AS exchange, position, at, direction, link, interface, bytes, attempt, ignored,
  note, note_params, note_problem, stream`;

/** Reads of the timeline's tables. */
export class TimelineStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Exchanges that a dead process left open are closed with the outcome `interrupted`, at the time of their last event. */
  closeInterrupted(): void {
    this.#store
      .prepare(
        `UPDATE exchange SET outcome = 'interrupted', ended_at = coalesce(
           (SELECT max(at) FROM timeline_event WHERE timeline_event.exchange = exchange.number), started_at)
         WHERE ended_at IS NULL`,
      )
      .run();
  }

  exchanges(
    session: number,
    { tool, target, verbs }: ExchangeFilter,
    from: number,
    count: number,
  ): { total: number; exchanges: Exchange[] } {
    const where = `FROM exchange WHERE session = ? AND (? IS NULL OR tool = ?) AND (? IS NULL OR target = ?)
      AND (? IS NULL OR verb IN (SELECT value FROM json_each(?)))`;
    const list = verbs === undefined ? null : JSON.stringify(verbs);
    const key = [session, tool ?? null, tool ?? null, target ?? null, target ?? null, list, list];
    const { total } = this.#store.prepare(`SELECT count(*) AS total ${where}`).get(...key) as { total: number };
    const rows = this.#store
      .prepare(`SELECT ${exchangeColumns} ${where} ORDER BY number DESC LIMIT ? OFFSET ?`)
      .all(...key, count, from) as ExchangeRow[];
    return { total, exchanges: rows.map(toExchange) };
  }

  *sessionExchanges(session: number): Generator<Exchange> {
    const page = 500;
    for (let from = 0; ; from += page) {
      const { exchanges } = this.exchanges(session, {}, from, page);
      yield* exchanges;
      if (exchanges.length < page) return;
    }
  }

  exchange(id: string): Exchange | undefined {
    const row = this.#store.prepare(`SELECT ${exchangeColumns} FROM exchange WHERE id = ?`).get(id);
    return row === undefined ? undefined : toExchange(row as ExchangeRow);
  }

  events(exchange: string, from: number, count: number): EventRow[] {
    return this.#store
      .prepare(
        `SELECT ${eventColumns} FROM timeline_event JOIN exchange ON exchange.number = timeline_event.exchange
         WHERE exchange.id = ? AND position >= ? ORDER BY position LIMIT ?`,
      )
      .all(exchange, from, count) as EventRow[];
  }

  /** The packets of an exchange, up to a number that a verdict can look at. */
  packets(exchange: string, limit = 10_000): StoredPacket[] {
    const rows = this.#store
      .prepare(
        `SELECT ${eventColumns} FROM timeline_event JOIN exchange ON exchange.number = timeline_event.exchange
         WHERE exchange.id = ? AND bytes IS NOT NULL ORDER BY position LIMIT ?`,
      )
      .all(exchange, limit) as EventRow[];
    return rows.map(({ position, at, direction, link, bytes, attempt, ignored }) => ({
      index: position,
      at,
      direction: direction ?? 'received',
      link: link ?? 'ethernet',
      bytes: bytes ?? new Uint8Array(),
      ...(attempt === null ? {} : { attempt }),
      ...(ignored == null ? {} : { ignored }),
    }));
  }

  event(id: number): EventRow | undefined {
    return this.#store
      .prepare(
        `SELECT ${eventColumns} FROM timeline_event JOIN exchange ON exchange.number = timeline_event.exchange
         WHERE timeline_event.id = ?`,
      )
      .get(id) as EventRow | undefined;
  }

  counts(session: number): { exchanges: number; events: number } {
    return this.#store
      .prepare(
        `SELECT count(DISTINCT exchange.number) AS exchanges, count(timeline_event.id) AS events
         FROM exchange LEFT JOIN timeline_event ON timeline_event.exchange = exchange.number WHERE session = ?`,
      )
      .get(session) as { exchanges: number; events: number };
  }

  /** Every event of a session in the order of its exchanges; read row by row, so that memory stays flat. */
  *sessionEvents(session: number): Generator<EventRow> {
    const page = 500;
    const select = this.#store.prepare(
      `SELECT ${eventColumns}, exchange.number FROM timeline_event JOIN exchange ON exchange.number = timeline_event.exchange
       WHERE session = ? AND timeline_event.id > ? ORDER BY timeline_event.id LIMIT ?`,
    );
    for (let last = 0; ; ) {
      const rows = select.all(session, last, page) as EventRow[];
      yield* rows;
      const end = rows.at(-1);
      if (end === undefined) return;
      last = end.id;
    }
  }
}

function toExchange(row: ExchangeRow): Exchange {
  return {
    id: row.id,
    session: row.session,
    tool: row.tool,
    verb: row.verb,
    target: row.target,
    ...(row.subject === null ? {} : { subject: row.subject }),
    startedAt: row.started_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    state: row.ended_at === null ? 'running' : 'ended',
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    events: row.events,
    lost: row.lost,
  };
}
