/** A statement prepared once and run often. */
export interface Statement {
  run(...values: SqlValue[]): { changes: number; lastInsertRowid: number | bigint };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
  iterate(...values: SqlValue[]): IterableIterator<unknown>;
}

export type SqlValue = string | number | bigint | Uint8Array | null;

/** Reads. Never waits for the writer. */
export interface Reader {
  /** The same statement for the same text. */
  prepare(sql: string): Statement;
}

/** Writes: a queue emptied in one transaction a batch. */
export interface Writer {
  /** Queues work for the next batch; resolves with its value once the batch is durable, rejects when it could not be stored. */
  write<T>(work: () => T): Promise<T>;
  /** Commits what is queued now rather than at the next tick. */
  flush(): Promise<void>;
}

export interface Store extends Reader {
  readonly writer: Writer;
}

/** A tool's tables: one entry a schema version, applied in order, each in its own transaction, never changed once released. */
export interface Migration {
  /** `<tool>` it belongs to. */
  tool: string;
  /** From 1, rising by one within a tool. */
  number: number;
  sql: string;
}
