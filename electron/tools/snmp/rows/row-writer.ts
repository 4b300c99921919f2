import type { Store } from '#electron/storage/store.ts';
import type { WalkRows } from '../machine.ts';
import type { Chunk, RowSet } from './row-set.ts';

/** A chunk is closed when it has this many rows or bytes. */
const chunkRows = 500;
const chunkBytes = 32 * 1024;
/** Chunks on their way to storage before the walk has to wait. */
const waitingLimit = 100;
/** Chunks that one piece of storage work moves. */
const movesAtOnce = 500;

/** A stream's rows that are not yet a chunk. */
interface Open {
  parts: Uint8Array[];
  bytes: number;
  rows: number;
}

/** Collects the rows of a walk into chunks and writes them. */
export class RowWriter {
  readonly #store: Store;
  readonly #set: RowSet;
  readonly #open = new Map<number, Open>();
  #lastChunk = 0;
  #waiting = 0;
  #failure: unknown;

  constructor(store: Store, set: RowSet) {
    this.#store = store;
    this.#set = set;
  }

  /** Storage refused rows, for this reason. */
  get failure(): unknown {
    return this.#failure;
  }

  add({ segment, list, count }: WalkRows): void {
    const end = count === list.count ? list.end : startOf(list, count);
    const part = list.bytes.subarray(list.start, end);
    let open = this.#open.get(segment);
    if (open === undefined) {
      open = { parts: [], bytes: 0, rows: 0 };
      this.#open.set(segment, open);
    }
    open.parts.push(part);
    open.bytes += part.length;
    open.rows += count;
    if (open.rows >= chunkRows || open.bytes >= chunkBytes) this.#close(segment, open);
  }

  /** Closes all chunks as they are, so that a reader sees every row that came. */
  showAll(): void {
    for (const [segment, open] of this.#open) this.#close(segment, open);
  }

  ready(): Promise<void> | undefined {
    return this.#waiting < waitingLimit ? undefined : this.#store.writer.flush();
  }

  /** Stores what is left and puts everything into the order of OIDs. Resolves when it is stored. */
  async finish(segments: readonly number[]): Promise<void> {
    this.showAll();
    const before = new Map(this.#set.chunks.map(({ number, first }) => [number, first]));
    this.#set.inOrder(segments);
    const moved = this.#set.chunks.filter(({ number, first }) => before.get(number) !== first);
    const move = this.#store.prepare('UPDATE snmp_rows SET first = ? WHERE exchange = ? AND chunk = ?');
    const moves: Promise<void>[] = [];
    for (let from = 0; from < moved.length; from += movesAtOnce) {
      const some = moved.slice(from, from + movesAtOnce).map(({ number, first }) => ({ number, first }));
      moves.push(
        this.#store.writer.write(() => {
          for (const { number, first } of some) move.run(first, this.#set.exchange, number);
        }),
      );
    }
    await this.#store.writer.flush();
    await Promise.all(moves);
  }

  #close(segment: number, { parts, bytes, rows }: Open): void {
    this.#open.delete(segment);
    const whole = new Uint8Array(bytes);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    const chunk: Chunk = { number: this.#lastChunk++, segment, first: this.#set.total, rows, bytes: whole };
    this.#set.add(chunk);
    this.#waiting++;
    const insert = this.#store.prepare(
      'INSERT INTO snmp_rows (exchange, chunk, first, rows, varbinds) VALUES (?, ?, ?, ?, ?)',
    );
    const { exchange } = this.#set;
    this.#store.writer
      .write(() => insert.run(exchange, chunk.number, chunk.first, rows, whole))
      .then(
        () => {
          chunk.bytes = undefined;
        },
        (error) => {
          this.#failure ??= error;
        },
      )
      .finally(() => this.#waiting--);
  }
}

/** Where the varbind begins, with its tag and length: they stand right before its OID, whose own header is short. */
function startOf(list: WalkRows['list'], index: number): number {
  const before = index - 1;
  return index === 0 ? list.start : list.valueStart(before) + list.valueLength(before);
}
