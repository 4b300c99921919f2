import type { HeldLease } from '#shared/contract/dhcp.ts';
import type { Client } from '#shared/contract/index.ts';
import type { Exchange } from '#shared/contract/timeline.ts';
import { type DhcpVerb, dhcpVerbs, type ExchangeResult } from '#shared/model/dhcp-exchange.ts';
import type { Finding } from '#shared/model/finding.ts';
import type { TimelineEvent } from '#shared/model/packet-event.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { PacketTimelineWindow } from '../../ui/packet-timeline-window.svelte.ts';
import { type ExchangeSummary, findAck, summaryOfEvents, summaryOfResult } from './exchange-summary.ts';
import { type FieldFault, type HandshakeDraft, parseDraft, readDraft } from './handshake-draft.ts';
import type { InterfaceState } from './interface-state.svelte.ts';

/** Events read to sum up an exchange whose call did not answer here. */
const summaryEvents = 1000;
/** Exchanges offered to be opened again. */
const historyLength = 100;

/** What can be done with a kept lease. */
export type LeaseVerb = 'renew' | 'rebind' | 'release' | 'decline';

/** What the page knows about how the handshake that runs is getting on. */
export type RunStage = 'starting' | 'discover' | 'offer' | 'request' | 'asking' | 'hold' | 'ending';

const ourVerbs: ReadonlySet<string> = new Set(dhcpVerbs);

/** Everything the DHCP page knows and does. It needs no browser, so that it is tested without one. */
export class DhcpState extends RunningCall {
  draft = $state<HandshakeDraft>(readDraft({}));
  /** The exchange on the timeline. */
  shownId = $state<string>();
  rows = $state.raw<PacketTimelineWindow>();
  /** Why the handshake shown gave no answer at all. */
  runProblem = $state.raw<Problem>();
  /** Index of the event chosen on the timeline. */
  selected = $state<number>();
  held = $state.raw<readonly HeldLease[]>([]);
  heldProblem = $state.raw<Problem>();
  history = $state.raw<readonly Exchange[]>([]);

  readonly interfaces: InterfaceState;
  readonly #client: Client;
  readonly #saveDraft: (draft: HandshakeDraft) => void;
  #runningId = $state<string>();
  #summaries = $state.raw<ReadonlyMap<string, ExchangeSummary>>(new Map());
  #touched = $state.raw<ReadonlySet<string>>(new Set());
  #restored = false;

  readonly parsed: ReturnType<typeof parseDraft> = $derived.by(() =>
    parseDraft({ ...this.draft, interface: this.interfaces.name }),
  );
  readonly shown: Exchange | undefined = $derived(this.history.find(({ id }) => id === this.shownId));
  readonly running: boolean = $derived(this.shownId !== undefined && this.shownId === this.#runningId);
  readonly summary: ExchangeSummary | undefined = $derived(
    this.shownId === undefined ? undefined : this.#summaries.get(this.shownId),
  );
  readonly stage: RunStage = $derived.by(() => {
    const rows = this.rows;
    if (rows === undefined) return 'starting';
    for (let index = rows.total - 1; index >= Math.max(0, rows.total - 50); index--) {
      const event = rows.row(index);
      if (event?.note?.code === 'lease-held') return 'hold';
      if (event?.note?.code === 'lease-released') return 'ending';
      if (event?.packet === undefined || event.packet.ignored !== undefined) continue;
      if (event.packet.name === 'REQUEST') return 'request';
      if (event.packet.name === 'OFFER') return 'offer';
      if (event.packet.name === 'DISCOVER') return 'discover';
      if (event.packet.name === 'INFORM' || event.packet.name === 'BOOTREQUEST') return 'asking';
      if (event.packet.name === 'ACK' || event.packet.name === 'RELEASE') return 'ending';
    }
    return 'starting';
  });

  constructor(client: Client, interfaces: InterfaceState, saveDraft: (draft: HandshakeDraft) => void = () => {}) {
    super();
    this.#client = client;
    this.interfaces = interfaces;
    this.#saveDraft = saveDraft;
  }

  /** Takes a kept draft, once, unless something was typed meanwhile. */
  restore(kept: unknown): void {
    if (this.#restored) return;
    this.#restored = true;
    if (this.#touched.size === 0 && kept !== undefined) this.draft = readDraft(kept);
  }

  /** Changes a field and keeps what is typed. */
  set<Field extends keyof HandshakeDraft>(field: Field, value: HandshakeDraft[Field]): void {
    this.draft = { ...this.draft, [field]: value };
    this.#touched = new Set([...this.#touched, field]);
    this.#saveDraft($state.snapshot(this.draft));
  }

  /** Several fields at once, as a profile gives them. */
  fill(fields: Partial<HandshakeDraft>): void {
    this.draft = { ...this.draft, ...fields };
    this.#touched = new Set([...this.#touched, ...Object.keys(fields)]);
    this.#saveDraft($state.snapshot(this.draft));
  }

  /** Back to defaults. */
  resetExpert(): void {
    this.draft = { ...readDraft({}), verb: this.draft.verb };
    this.#touched = new Set();
    this.#saveDraft($state.snapshot(this.draft));
  }

  /** What is wrong with a field somebody has edited or tried to run with. */
  fault(field: string): FieldFault | undefined {
    const first = field.split('.', 1)[0] ?? field;
    return this.#touched.has(first) || this.#touched.has('*') ? this.parsed.faults.get(field) : undefined;
  }

  /** Fields other than the interface that keep the handshake from running, edited or not. */
  get invalid(): boolean {
    return [...this.parsed.faults.keys()].some((field) => field !== 'interface');
  }

  /** Reads everything anew: at the start, and after the line to the engine was lost. */
  async refresh(): Promise<void> {
    await Promise.all([this.refreshHistory(), this.refreshHeld()]);
    if (this.rows !== undefined && this.shown !== undefined) this.#follow(this.shown);
  }

  async refreshHistory(): Promise<void> {
    try {
      const verbs = [...ourVerbs];
      const { exchanges } = await this.#client.timeline.exchanges({ tool: 'dhcp', verbs, count: historyLength });
      this.history = exchanges;
    } catch {
      // What is shown stays; the connection's own banner says that the engine is away.
    }
  }

  async refreshHeld(): Promise<void> {
    try {
      this.held = await this.#client.dhcp.held();
      this.heldProblem = undefined;
    } catch (thrown) {
      this.heldProblem = toProblem(thrown);
    }
  }

  /** A notice of the timeline: an exchange gained events or ended. */
  noticed(exchange: Exchange): void {
    if (!ourVerbs.has(exchange.verb)) return;
    const known = this.history.some(({ id }) => id === exchange.id);
    this.history = known
      ? this.history.map((one) => (one.id === exchange.id ? exchange : one))
      : [exchange, ...this.history].slice(0, historyLength);
    if (exchange.id === this.shownId) this.#follow(exchange);
    // A lease that renewed itself has another clock now.
    if (exchange.state === 'ended' && this.phase === 'idle' && this.held.length > 0) void this.refreshHeld();
  }

  /** Does what the draft says, or this verb with it, and shows it while it runs. Ends when the exchange has ended. */
  async run(verb: DhcpVerb = this.draft.verb): Promise<void> {
    if (this.phase !== 'idle') return;
    this.#touched = new Set([...this.#touched, '*']);
    const { input } = this.parsed;
    if (input === undefined) return;
    await this.#exchange((exchange, signal) => this.#client.dhcp[verb]({ ...input, exchange }, { signal }));
  }

  /** Does something about a kept lease, as itself: what is typed stays out of it. */
  async runWith(held: Pick<HeldLease, 'exchange' | 'interface'>, verb: LeaseVerb): Promise<void> {
    if (this.phase !== 'idle') return;
    const input = { interface: held.interface, lease: held.exchange };
    await this.#exchange((exchange, signal) => this.#client.dhcp[verb]({ ...input, exchange }, { signal }));
  }

  /** Has a kept lease renew itself, or not. */
  async setRenewing({ exchange }: Pick<HeldLease, 'exchange'>, renewing: boolean): Promise<void> {
    let failed: Problem | undefined;
    try {
      await this.#client.dhcp.renewing({ lease: exchange, renewing });
    } catch (thrown) {
      failed = toProblem(thrown);
    }
    await this.refreshHeld();
    if (failed !== undefined) this.heldProblem = failed;
  }

  /** An event of the exchange shown, fetched where it is not at hand. */
  async event(index: number): Promise<TimelineEvent | undefined> {
    const at = this.rows?.row(index);
    if (at !== undefined || this.shownId === undefined) return at;
    const { events } = await this.#client.timeline.events({ exchange: this.shownId, from: index, count: 1 });
    return events[0];
  }

  async #exchange(call: (exchange: string, signal: AbortSignal) => Promise<ExchangeResult>): Promise<void> {
    const exchange = crypto.randomUUID();
    this.#runningId = exchange;
    this.#show(exchange);
    await this.whileRunning(async (signal) => {
      try {
        this.#keepSummary(exchange, summaryOfResult(await call(exchange, signal)));
      } catch (thrown) {
        // A cancelled call has no answer; what it came to stands in its events.
        if (!signal.aborted && this.shownId === exchange) this.runProblem = toProblem(thrown);
      }
      await this.#catchUp(exchange, signal);
      this.#runningId = undefined;
    });
    await this.refreshHeld();
  }

  /** Chooses the lab's first segment and runs there. */
  async tryLab(): Promise<void> {
    if (await this.interfaces.chooseLab()) await this.run('handshake');
  }

  /** Somebody was sent to the page: with an interface, and to run at once or not. */
  async arrive(arrival: { interface?: unknown; run?: unknown }): Promise<void> {
    if (typeof arrival.interface === 'string') this.interfaces.choose(arrival.interface);
    if (arrival.run === true) await this.run('handshake');
  }

  /** Shows an earlier exchange again. */
  async open(exchange: string): Promise<void> {
    if (exchange === this.shownId) return;
    this.#show(exchange);
    if (exchange === this.#runningId) {
      if (this.shown !== undefined) this.#follow(this.shown);
      return;
    }
    await this.#catchUp(exchange);
  }

  /** The page is gone: nothing is fetched for it any more. */
  override close(): void {
    this.rows?.close();
    super.close();
  }

  #show(exchange: string): void {
    this.rows?.close();
    this.shownId = exchange;
    this.selected = undefined;
    this.runProblem = undefined;
    this.rows = new PacketTimelineWindow((from, count, signal) =>
      this.#client.timeline.events({ exchange, from, count }, { signal }),
    );
  }

  #follow(exchange: Exchange): void {
    this.rows?.grow(exchange.events);
    if (exchange.state === 'ended' && exchange.id !== this.#runningId) void this.#sumUp(exchange);
  }

  /** Reads what an exchange is now, in case its last notice was missed. */
  async #catchUp(id: string, signal?: AbortSignal): Promise<void> {
    try {
      const exchange = await this.#client.timeline.exchange({ exchange: id });
      this.noticed(exchange);
      if (id === this.shownId) await this.#sumUp(exchange);
    } catch (thrown) {
      const known = this.runProblem !== undefined;
      if (id === this.shownId && !known && signal?.aborted !== true) this.runProblem = toProblem(thrown);
    }
  }

  /** Makes the summary of an ended exchange from its events, where its call left none. */
  async #sumUp(exchange: Exchange): Promise<void> {
    if (this.#summaries.has(exchange.id) || exchange.state !== 'ended') return;
    try {
      const from = Math.max(0, exchange.events - summaryEvents);
      const { events } = await this.#client.timeline.events({ exchange: exchange.id, from, count: summaryEvents });
      const ack = exchange.outcome === 'bound' ? findAck(events) : undefined;
      const packet = ack === undefined ? undefined : await this.#client.timeline.packet({ event: ack.id });
      this.#keepSummary(exchange.id, summaryOfEvents(exchange, events, packet, await this.#verdict(exchange.id)));
    } catch {
      this.#keepSummary(exchange.id, summaryOfEvents(exchange, [], undefined));
    }
  }

  async #verdict(exchange: string): Promise<Finding[] | undefined> {
    try {
      return await this.#client.dhcp.verdict({ exchange });
    } catch {
      // The rest of the summary is worth showing without it.
      return undefined;
    }
  }

  #keepSummary(exchange: string, summary: ExchangeSummary): void {
    this.#summaries = new Map([...this.#summaries, [exchange, summary]]);
  }
}
