import type { Client } from '#shared/contract/index.ts';
import type { Exchange } from '#shared/contract/timeline.ts';
import type { WalkProgress } from '#shared/model/snmp-operation.ts';
import type { PacketsState } from '../../app/packets-state.svelte.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import {
  type OperationDraft,
  type OperationVerb,
  operationVerbs,
  type RunVerb,
  readOids,
  readOperationDraft,
  runVerbs,
} from './operation-draft.ts';
import { type AnyResult, ShownResult } from './shown-result.svelte.ts';
import type { SnmpViews } from './snmp-views.svelte.ts';

/** Exchanges offered to be opened again. */
const historyLength = 100;

/** What is done differently this once. */
interface Once {
  continueAnyway?: boolean;
}

/** Everything the operations view knows and does. It needs no browser, so that it is tested without one. */
export class OperationsState extends RunningCall {
  draft = $state.raw<OperationDraft>(readOperationDraft({}));
  shown = $state.raw<ShownResult>();
  history = $state.raw<readonly Exchange[]>([]);
  /** Somebody tried to run: that objects are missing is said from then on. */
  tried = $state(false);

  readonly #client: Client;
  readonly #views: Pick<SnmpViews, 'target' | 'settings' | 'request'>;
  readonly #packets: PacketsState;
  readonly #save: (draft: OperationDraft) => void;
  #touched = false;

  /** What is typed as objects, one by one. */
  readonly oids: readonly string[] = $derived(readOids(this.draft.verb, this.draft.oids));

  constructor(
    client: Client,
    views: Pick<SnmpViews, 'target' | 'settings' | 'request'>,
    packets: PacketsState,
    save: (draft: OperationDraft) => void = () => {},
  ) {
    super();
    this.#client = client;
    this.#views = views;
    this.#packets = packets;
    this.#save = save;
  }

  /** Takes a kept draft, unless something was typed meanwhile. */
  restore(kept: unknown): void {
    if (!this.#touched) this.draft = readOperationDraft(kept);
  }

  set(fields: Partial<OperationDraft>): void {
    this.draft = { ...this.draft, ...fields };
    this.#touched = true;
    this.#save(this.draft);
  }

  /** Reads everything anew: at the start, and after the line to the engine was lost. */
  async refresh(): Promise<void> {
    try {
      const verbs = [...runVerbs];
      const { exchanges } = await this.#client.timeline.exchanges({ tool: 'snmp', verbs, count: historyLength });
      this.history = exchanges;
    } catch {
      // What is shown stays; the connection's own banner says that the engine is away.
    }
  }

  /** A notice of the timeline: an exchange gained events or ended. */
  noticed(exchange: Exchange): void {
    this.#packets.noticed(exchange);
    if (!runVerbs.some((verb) => verb === exchange.verb)) return;
    const known = this.history.some(({ id }) => id === exchange.id);
    this.history = known
      ? this.history.map((one) => (one.id === exchange.id ? exchange : one))
      : [exchange, ...this.history].slice(0, historyLength);
  }

  progressed(progress: WalkProgress): void {
    this.shown?.progressed(progress);
  }

  /** Does what the draft says, or this verb with it. Ends when the exchange has ended. */
  async run(verb: RunVerb = this.draft.verb, once: Once = {}): Promise<void> {
    if (this.phase !== 'idle') return;
    if (verb !== 'overview') this.tried = true;
    const request = this.#views.request();
    const call = this.#call(verb, once);
    if (request === undefined || call === undefined) return;
    const exchange = crypto.randomUUID();
    const shown = new ShownResult(this.#client, exchange, verb, this.#views.target.label, Date.now());
    this.#show(shown);
    this.#packets.begin(exchange);
    await this.whileRunning(async (signal) => {
      try {
        const result = await call({ ...request, exchange }, signal);
        await shown.finish(result);
      } catch (thrown) {
        // A cancelled call has no answer; what had come till then is in storage.
        if (signal.aborted) await this.#readCancelled(shown);
        else shown.fail(toProblem(thrown));
      }
    });
    await this.#packets.settle();
  }

  /** Does something about one object, which is what the fields say from now on. */
  async runOn(verb: OperationVerb, oid: string): Promise<void> {
    if (this.phase !== 'idle') return;
    this.set({ verb, oids: oid });
    await this.run(verb);
  }

  /** Chooses the lab's router and asks it about itself. */
  async tryLab(): Promise<void> {
    if (await this.#views.target.chooseAgent()) await this.run('overview');
  }

  /** Somebody was sent to the view: about an object, and to run at once or not. */
  async arrive({ verb, oid, run }: Readonly<Record<string, unknown>>): Promise<void> {
    const wanted = operationVerbs.find((one) => one === verb || one === run);
    if (wanted !== undefined) this.set({ verb: wanted });
    if (typeof oid === 'string') this.set({ oids: oid });
    if (run === undefined || run === false) return;
    await this.run(wanted ?? (typeof oid === 'string' ? this.draft.verb : 'overview'));
  }

  /** Shows an earlier exchange again. */
  async open(id: string): Promise<void> {
    const exchange = this.history.find((one) => one.id === id);
    const verb = runVerbs.find((one) => one === exchange?.verb);
    if (exchange === undefined || verb === undefined || id === this.shown?.exchange || this.phase !== 'idle') return;
    const shown = new ShownResult(this.#client, id, verb, exchange.target, exchange.startedAt);
    this.#show(shown);
    await Promise.all([this.#packets.open(id), this.#readKept(shown)]);
  }

  /** The view is gone: nothing is fetched for it any more. */
  override close(): void {
    this.shown?.close();
    this.#packets.clear();
    super.close();
  }

  #show(shown: ShownResult): void {
    this.shown?.close();
    this.shown = shown;
  }

  /** The contract's call for a verb; undefined while what it needs cannot be used. */
  #call(verb: RunVerb, { continueAnyway = false }: Once) {
    type Input = NonNullable<ReturnType<SnmpViews['request']>> & { exchange: string };
    const { snmp } = this.#client;
    const settings = this.#views.settings.values;
    const oids = verb === 'overview' ? [] : readOids(verb, this.draft.oids);
    if (settings === undefined || (verb !== 'overview' && oids.length === 0)) return undefined;
    const { maxRepetitions, nonRepeaters, parallel } = settings;
    const walk = { oids, maxRepetitions, parallel, continueAnyway: continueAnyway || settings.continueAnyway };
    return (input: Input, signal: AbortSignal): Promise<AnyResult> => {
      switch (verb) {
        case 'overview':
          return snmp.overview(input, { signal });
        case 'getBulk':
          return snmp.getBulk({ ...input, oids, maxRepetitions, nonRepeaters }, { signal });
        case 'walk':
          return snmp.walk({ ...input, ...walk }, { signal });
        case 'table':
          return snmp.table({ ...input, ...walk, first: 1 }, { signal });
        default:
          return snmp[verb]({ ...input, oids }, { signal });
      }
    };
  }

  /** A call that was cancelled has no answer: what it came to is in storage a moment later. */
  async #readCancelled(shown: ShownResult): Promise<void> {
    const { exchange } = shown;
    for (let wait = 20; wait <= 640; wait *= 2) {
      const kept = await this.#client.snmp.result({ exchange }).catch(() => undefined);
      if (kept !== undefined) return await shown.finish(kept.result);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    await this.#readKept(shown);
  }

  async #readKept(shown: ShownResult): Promise<void> {
    try {
      const { result } = await this.#client.snmp.result({ exchange: shown.exchange });
      await shown.finish(result);
    } catch (thrown) {
      const met = toProblem(thrown);
      if (met.code !== 'snmp-rows-unknown') return shown.fail(met);
      const known = this.history.find(({ id }) => id === shown.exchange);
      shown.fail(undefined, known?.outcome ?? (this.phase === 'cancelling' ? 'cancelled' : ''));
      shown.valuesGone = true;
    }
  }
}
