import type { z } from 'zod';
import type { Client } from '#shared/contract/index.ts';
import type { JournalEntry, SetEntry, SetResult, setPreviewSchema } from '#shared/model/snmp-operation.ts';
import { settableTypes } from '#shared/model/snmp-varbind.ts';
import type { Problem } from '#shared/problem/problem.ts';
import {
  emptyVarbind,
  parseVarbindDrafts,
  readVarbindDrafts,
  type VarbindDraft,
  type WrittenVarbinds,
} from '../../app/varbind-draft.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import type { RowInput } from './set-draft.ts';
import type { RequestInput } from './snmp-views.svelte.ts';

export type SetPreview = z.infer<typeof setPreviewSchema>;
/** What is under way. */
export type SetWork = 'check' | 'send' | 'undo' | 'create' | 'remove';

/** What a finished call was, for the words above its result. */
export interface SetDone {
  work: Exclude<SetWork, 'check'>;
  result: SetResult;
  /** Whom it went to: what undoing it needs. */
  request: RequestInput;
}

/** Writing objects: what is typed, what a check said of it, and what came of it. It needs no browser. */
export class SetState {
  rows = $state.raw<readonly VarbindDraft[]>([emptyVarbind([])]);
  /** Send although a check against the definition failed. Never kept: it is decided anew each time. */
  force = $state(false);
  work = $state<SetWork>();
  cancelling = $state(false);
  /** Milliseconds since the epoch. */
  startedAt = $state(0);
  preview = $state.raw<SetPreview>();
  done = $state.raw<SetDone>();
  /** Why a call gave no answer at all. */
  problem = $state.raw<Problem>();
  /** Somebody tried to send or check: faults show from then on. */
  tried = $state(false);

  readonly #client: Client;
  readonly #save: (rows: readonly VarbindDraft[]) => void;
  /** An exchange begins, to be followed on the timeline. */
  readonly #onexchange: (exchange: string) => void;
  #abort: AbortController | undefined;
  #touched = false;
  /** What the preview is a preview of. */
  #checked = $state('');

  readonly parsed: ReturnType<typeof parseVarbindDrafts> = $derived(parseVarbindDrafts(this.rows));

  constructor(
    client: Client,
    onexchange: (exchange: string) => void = () => {},
    save: (rows: readonly VarbindDraft[]) => void = () => {},
  ) {
    this.#client = client;
    this.#onexchange = onexchange;
    this.#save = save;
  }

  /** Nothing to send, or something that cannot be. */
  get invalid(): boolean {
    return this.parsed.faults.size > 0 || this.parsed.varbinds.length === 0;
  }

  /** The preview is of what would be sent now to this target. */
  fresh(request: RequestInput | undefined): boolean {
    return (
      this.preview !== undefined &&
      request !== undefined &&
      this.#checked === fingerprint(request, this.parsed.varbinds)
    );
  }

  /** Checks of the preview that failed. */
  get failedChecks(): number {
    return this.preview?.entries.filter(({ problem }) => problem !== undefined).length ?? 0;
  }

  /** Takes a kept draft, unless something was typed meanwhile. */
  restore(kept: unknown): void {
    if (!this.#touched) this.rows = readVarbindDrafts(kept);
  }

  add(given: Partial<Omit<VarbindDraft, 'key'>> = {}): void {
    this.#change([...this.rows, emptyVarbind(this.rows, given)]);
  }

  change(key: number, fields: Partial<Omit<VarbindDraft, 'key'>>): void {
    this.#change(this.rows.map((row) => (row.key === key ? { ...row, ...fields } : row)));
  }

  remove(key: number): void {
    const rows = this.rows.filter((row) => row.key !== key);
    this.#change(rows.length > 0 ? rows : [emptyVarbind([])]);
  }

  clear(): void {
    this.#change([emptyVarbind([])]);
    this.tried = false;
    this.preview = undefined;
  }

  /** Somebody was sent here with an object: it takes the first blank row. */
  arrive({ oid, type, value, hex }: Readonly<Record<string, unknown>>): void {
    if (typeof oid !== 'string' || oid === '') return;
    const given: Partial<Omit<VarbindDraft, 'key'>> = {
      oid,
      type: settableTypes.find((known) => known === type) ?? '',
      value: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
      hex: hex === true,
    };
    const same = this.rows.find((row) => row.oid.trim() === oid);
    const blank = same ?? this.rows.find((row) => row.oid.trim() === '' && row.value === '');
    if (blank === undefined) this.add(given);
    else this.change(blank.key, given);
  }

  /** Reads old values and checks, without sending. True: there is a preview of what stands here now. */
  async check(request: RequestInput): Promise<boolean> {
    this.tried = true;
    if (this.invalid) return false;
    const { varbinds } = this.parsed;
    const preview = await this.#call('check', (exchange, signal) =>
      this.#client.snmp.previewSet({ ...request, varbinds, exchange }, { signal }),
    );
    if (preview === undefined) return false;
    this.preview = preview;
    this.#checked = fingerprint(request, varbinds);
    if (this.failedChecks === 0) this.force = false;
    return preview.outcome === 'complete';
  }

  async send(request: RequestInput): Promise<void> {
    this.tried = true;
    if (this.invalid) return;
    const { varbinds } = this.parsed;
    const { force } = this;
    const input = { ...request, varbinds, force };
    await this.#write('send', request, (exchange, signal) => this.#client.snmp.set({ ...input, exchange }, { signal }));
  }

  /** Writes back what an entry of the journal had replaced. `target` where the entry has no saved device or profile. */
  async undo(journal: number, request: RequestInput, target: boolean): Promise<void> {
    const { timeout, retries } = request;
    const input = { journal, timeout, retries, force: this.force, ...(target ? { target: request.target } : {}) };
    await this.#write('undo', request, (exchange, signal) =>
      this.#client.snmp.undo({ ...input, exchange }, { signal }),
    );
  }

  async createRow(
    request: RequestInput,
    row: RowInput,
    how: 'createAndGo' | 'createAndWait',
    columns: WrittenVarbinds,
  ): Promise<void> {
    const { force } = this;
    await this.#write('create', request, (exchange, signal) =>
      this.#client.snmp.createRow({ ...request, ...row, how, columns, force, exchange }, { signal }),
    );
  }

  async removeRow(request: RequestInput, row: RowInput): Promise<void> {
    const { force } = this;
    await this.#write('remove', request, (exchange, signal) =>
      this.#client.snmp.destroyRow({ ...request, ...row, force, exchange }, { signal }),
    );
  }

  /** Stops what runs, at its source. */
  cancel(): void {
    if (this.#abort === undefined) return;
    this.cancelling = true;
    this.#abort.abort();
  }

  close(): void {
    this.#abort?.abort();
  }

  async #write(
    work: SetDone['work'],
    request: RequestInput,
    call: (exchange: string, signal: AbortSignal) => Promise<SetResult>,
  ): Promise<void> {
    const result = await this.#call(work, call);
    if (result === undefined) return;
    this.done = { work, result, request };
    // What was checked is no longer what is there.
    this.preview = undefined;
    this.force = false;
  }

  async #call<Answer>(
    work: SetWork,
    call: (exchange: string, signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    if (this.work !== undefined) return undefined;
    const exchange = crypto.randomUUID();
    const abort = new AbortController();
    this.#abort = abort;
    this.work = work;
    this.cancelling = false;
    this.startedAt = Date.now();
    this.problem = undefined;
    this.done = undefined;
    this.#onexchange(exchange);
    try {
      return await call(exchange, abort.signal);
    } catch (thrown) {
      this.problem = toProblem(thrown);
      return undefined;
    } finally {
      this.#abort = undefined;
      this.work = undefined;
    }
  }

  #change(rows: readonly VarbindDraft[]): void {
    this.rows = rows;
    this.#touched = true;
    this.#save(rows);
  }
}

function fingerprint(request: RequestInput, varbinds: WrittenVarbinds): string {
  return JSON.stringify([request.target, varbinds]);
}

/** Whether an entry has anything that can be written back. */
export function hasOldValues({ entries }: Pick<JournalEntry, 'entries'>): boolean {
  return entries.some(({ old }) => old !== undefined && !isException(old.type));
}

/** An object that was not there: an agent's word in place of a value. */
export function isException(type: string): boolean {
  return type === 'noSuchObject' || type === 'noSuchInstance' || type === 'endOfMibView';
}

/** Where a written object stands after it was read back. `verified` of the whole result is the engine's own judgement. */
export function standing({ asked, now }: SetEntry, verified: boolean): 'verified' | 'differs' | 'unread' {
  if (verified) return 'verified';
  // RFC 2579 section 2: what is written into a RowStatus to make or remove a row is never read back.
  const [verb] = /^(createAndGo|createAndWait|destroy)\b/.exec(asked.text) ?? [];
  if (verb !== undefined) {
    const after = { createAndGo: /^active\b/, createAndWait: /^not(InService|Ready)\b/, destroy: /^$/ }[verb];
    const there = now === undefined || isException(now.type) ? '' : now.text;
    return now === undefined ? 'unread' : after?.test(there) === true ? 'verified' : 'differs';
  }
  if (now === undefined || isException(now.type)) return 'unread';
  if (now.type !== asked.type) return 'differs';
  return now.hex === asked.hex || (now.value !== null && now.value === asked.value) ? 'verified' : 'differs';
}
