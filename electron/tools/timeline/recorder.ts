import { randomUUID } from 'node:crypto';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import { type Problem, ProblemError } from '#shared/problem/problem.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { TimelineDeps } from './deps.ts';

export interface StartOfRecording {
  id?: string | undefined;
  tool: string;
  verb: string;
  target: string;
  /** Whom it is about, where the target does not say. */
  subject?: string | undefined;
  /** Milliseconds since the epoch; now unless it is of the past. */
  startedAt?: number | undefined;
}

/** How many events of all exchanges may wait for storage before further ones are counted as lost: bounds memory in a flood. */
const waitingLimit = 20_000;

/** Ended exchanges for which late events may still come. */
const rememberedNumbers = 1000;

/** Starts recordings. Other tools get it through their own deps and know nothing of this one. */
export class Recorder {
  readonly #deps: TimelineDeps;
  readonly #feed: ChangeFeed;
  readonly #running = new Set<string>();
  /** Row numbers of the exchanges that run, and of some that ended, oldest first. */
  readonly #numbers = new Map<string, number | bigint>();
  readonly #statements;
  #waiting = 0;
  #lost = 0;

  constructor(deps: TimelineDeps, feed: ChangeFeed) {
    this.#deps = deps;
    this.#feed = feed;
    const { store } = deps;
    this.#statements = {
      find: store.prepare('SELECT 1 FROM exchange WHERE id = ?'),
      begin: store.prepare(
        'INSERT INTO exchange (id, session, tool, verb, target, subject, started_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ),
      packet: store.prepare(
        `INSERT INTO timeline_event (exchange, position, at, direction, link, interface, bytes, attempt, ignored, stream)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      note: store.prepare(
        `INSERT INTO timeline_event (exchange, position, at, note, note_params, note_problem)
         VALUES (?, ?, ?, ?, ?, ?)`,
      ),
      end: store.prepare('UPDATE exchange SET ended_at = ?, outcome = ?, lost = ? WHERE id = ?'),
    };
  }

  /** Exchanges that run now. */
  get running(): ReadonlySet<string> {
    return this.#running;
  }

  /** Undefined while there is room for many more events, else a promise of the moment when there is. */
  ready(): Promise<void> | undefined {
    return this.#waiting < waitingLimit / 4 ? undefined : this.#deps.store.writer.flush();
  }

  /** Events lost since the start, over all exchanges. */
  get lost(): number {
    return this.#lost;
  }

  /** @throws ProblemError input-invalid when the identifier is taken. */
  begin(start: StartOfRecording): Recording {
    const id = start.id ?? randomUUID();
    if (this.#running.has(id) || this.#statements.find.get(id) !== undefined) {
      throw new ProblemError('input-invalid', { field: 'exchange', reason: 'an exchange with this identifier exists' });
    }
    const session = this.#deps.currentSession();
    const { tool, verb, target, subject = null, startedAt = this.#deps.now() } = start;
    this.#running.add(id);
    this.#deps.store.writer
      .write(() => {
        const values = [id, session, tool, verb, target, subject, startedAt];
        this.#numbers.set(id, this.#statements.begin.run(...values).lastInsertRowid);
      })
      .then(
        () => this.#feed.tell(id),
        () => this.#lost++,
      );
    return new Recording(id, this);
  }

  now(): number {
    return this.#deps.now();
  }

  /** Resolves to false when the event could not be kept; never rejects. */
  async append(id: string, position: number, event: PacketRecord | RecordedNote): Promise<boolean> {
    if (this.#waiting >= waitingLimit) {
      this.#lost++;
      return false;
    }
    this.#waiting++;
    try {
      // Fails when the exchange was deleted meanwhile, or could not be stored itself.
      await this.#deps.store.writer.write(() => this.#insert(id, position, event));
      this.#feed.tell(id);
      return true;
    } catch {
      this.#lost++;
      return false;
    } finally {
      this.#waiting--;
    }
  }

  /** As `append`, for packets in a row, as one piece of storage work. Resolves to how many could be kept: all or none. */
  async appendAll(id: string, position: number, packets: readonly PacketRecord[]): Promise<number> {
    const { length } = packets;
    if (this.#waiting + length > waitingLimit) {
      this.#lost += length;
      return 0;
    }
    this.#waiting += length;
    try {
      await this.#deps.store.writer.write(() => {
        for (let at = 0; at < length; at++) this.#insert(id, position + at, packets[at] as PacketRecord);
      });
      this.#feed.tell(id);
      return length;
    } catch {
      this.#lost += length;
      return 0;
    } finally {
      this.#waiting -= length;
    }
  }

  /** Adds what was lost on its way here. */
  addLost(count: number): void {
    this.#lost += count;
  }

  async end(id: string, outcome: string, lost: number, endedAt = this.#deps.now()): Promise<void> {
    await this.#deps.store.writer
      .write(() => this.#statements.end.run(endedAt, outcome, lost, id))
      .catch(() => this.#lost++);
    this.#running.delete(id);
    this.#forgetNumbers();
    this.#feed.tell(id);
  }

  /** What comes late still finds its exchange, as long as not too many came after it. */
  #forgetNumbers(): void {
    for (const id of this.#numbers.keys()) {
      if (this.#numbers.size <= rememberedNumbers) return;
      if (!this.#running.has(id)) this.#numbers.delete(id);
    }
  }

  #insert(id: string, position: number, event: PacketRecord | RecordedNote): void {
    const number = this.#numbers.get(id);
    if (number === undefined) throw new Error('the exchange was not stored');
    if ('code' in event) {
      const { at, code, params, problem } = event;
      const problemText = problem === undefined ? null : JSON.stringify(problem);
      this.#statements.note.run(number, position, at, code, JSON.stringify(params), problemText);
      return;
    }
    const { at, direction, link, bytes, attempt = null, ignored = null, stream } = event;
    const base = stream === undefined ? null : JSON.stringify(stream);
    this.#statements.packet.run(number, position, at, direction, link, event.interface, bytes, attempt, ignored, base);
  }
}

interface RecordedNote {
  at: number;
  code: NotePart['code'];
  params: NotePart['params'];
  problem: Problem | undefined;
}

/** One exchange being recorded, its events in the order of the calls. Nothing here throws: what cannot be kept is counted. */
export class Recording {
  readonly id: string;
  readonly #recorder: Recorder;
  #position = 0;
  #lost = 0;

  constructor(id: string, recorder: Recorder) {
    this.id = id;
    this.#recorder = recorder;
  }

  /** Returns the packet's position on the timeline. */
  packet(packet: PacketRecord): number {
    return this.#append(packet);
  }

  /** Packets in a row, which are cheaper together. Resolves when they are stored or lost. */
  async packets(packets: readonly PacketRecord[]): Promise<void> {
    const position = this.#position;
    this.#position += packets.length;
    const kept = await this.#recorder.appendAll(this.id, position, packets);
    this.#lost += packets.length - kept;
  }

  /** `at`: when it was, unless it is now. */
  note(
    code: NotePart['code'],
    params: NotePart['params'] = {},
    problem?: Problem,
    at: number = this.#recorder.now(),
  ): void {
    this.#append({ at, code, params, problem });
  }

  /** Counts frames that were lost before they could be recorded. */
  addLost(count: number): void {
    this.#lost += count;
    this.#recorder.addLost(count);
  }

  /** Resolves once the end, and so everything before it, is stored. `endedAt`: now unless it is of the past. */
  async end(outcome: string, endedAt?: number): Promise<void> {
    await this.#recorder.end(this.id, outcome, this.#lost, endedAt);
  }

  #append(event: PacketRecord | RecordedNote): number {
    const position = this.#position++;
    this.#recorder.append(this.id, position, event).then((kept) => {
      if (!kept) this.#lost++;
    });
    return position;
  }
}
