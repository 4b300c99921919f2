import type { Client } from '#shared/contract/index.ts';
import type { Exchange } from '#shared/contract/timeline.ts';
import type { Finding } from '#shared/model/finding.ts';
import type { TimelineEvent } from '#shared/model/packet-event.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { PacketTimelineWindow } from '../../ui/packet-timeline-window.svelte.ts';

/** One exchange being looked at: its packets, its verdict, and the packet in the inspector. */
export class EvidenceDetail {
  id = $state<string>();
  rows = $state.raw<PacketTimelineWindow>();
  exchange = $state.raw<Exchange>();
  /** The verdict; undefined until it came. */
  findings = $state.raw<readonly Finding[]>();
  problem = $state.raw<Problem>();
  /** Index of the event the keyboard stands on. */
  selected = $state<number>();
  inspected = $state.raw<TimelineEvent>();
  /** The field of it that somebody was sent to. */
  goto = $state.raw<{ id: string }>();
  /** Counts requests to see a packet, each of which opens the inspector. */
  asked = $state(0);

  readonly #client: Client;

  /** It was asked for and is not on the timeline yet. */
  #awaited = $state(false);

  readonly running: boolean = $derived(this.exchange === undefined ? this.#awaited : this.exchange.state === 'running');

  constructor(client: Client) {
    this.#client = client;
  }

  /** Puts an exchange on the timeline. One that is only about to begin is followed by `noticed`. */
  show(id: string): void {
    if (id === this.id) return;
    this.clear();
    this.id = id;
    this.#awaited = true;
    this.rows = new PacketTimelineWindow((from, count, signal) =>
      this.#client.timeline.events({ exchange: id, from, count }, { signal }),
    );
  }

  /** Shows an exchange that is on the timeline already, with its verdict. */
  async open(id: string): Promise<void> {
    if (id === this.id) return;
    this.show(id);
    this.#awaited = false;
    await this.settle();
  }

  /** A notice of the timeline. */
  noticed(exchange: Exchange): void {
    if (exchange.id !== this.id) return;
    const ended = exchange.state === 'ended' && this.exchange?.state !== 'ended';
    this.exchange = exchange;
    this.rows?.grow(exchange.events);
    if (ended) void this.#judge(exchange.id);
  }

  /** Reads what the exchange is now, and the verdict on it. */
  async settle(): Promise<void> {
    const id = this.id;
    if (id === undefined) return;
    try {
      const exchange = await this.#client.timeline.exchange({ exchange: id });
      if (id !== this.id) return;
      this.exchange = exchange;
      this.rows?.grow(exchange.events);
      await this.#judge(id);
    } catch (thrown) {
      if (id === this.id) this.problem = toProblem(thrown);
    } finally {
      if (id === this.id) this.#awaited = false;
    }
  }

  /** Shows a packet, by its place on the timeline, in the inspector, at a field of it if named. */
  async inspect(index: number, field?: string): Promise<void> {
    const id = this.id;
    if (id === undefined) return;
    let event = this.rows?.row(index);
    try {
      event ??= (await this.#client.timeline.events({ exchange: id, from: index, count: 1 })).events[0];
    } catch (thrown) {
      if (id === this.id) this.problem = toProblem(thrown);
    }
    if (id !== this.id || event?.packet === undefined) return;
    this.selected = index;
    this.inspected = event;
    this.goto = field === undefined ? undefined : { id: field };
    this.asked++;
  }

  /** The packet before or after the one in the inspector. */
  step(by: 1 | -1): void {
    const rows = this.rows;
    if (rows === undefined || this.inspected === undefined) return;
    for (let index = this.inspected.index + by; index >= 0 && index < rows.total; index += by) {
      const event = rows.row(index);
      if (event === undefined) {
        rows.show(index, index);
        return;
      }
      if (event.packet === undefined) continue;
      this.selected = index;
      this.inspected = event;
      return;
    }
  }

  clear(): void {
    this.rows?.close();
    this.rows = undefined;
    this.id = undefined;
    this.exchange = undefined;
    this.findings = undefined;
    this.problem = undefined;
    this.selected = undefined;
    this.inspected = undefined;
    this.goto = undefined;
    this.#awaited = false;
  }

  async #judge(id: string): Promise<void> {
    try {
      const findings = await this.#client.dhcp.verdict({ exchange: id });
      if (id === this.id) this.findings = findings;
    } catch (thrown) {
      if (id === this.id) this.problem = toProblem(thrown);
    }
  }
}
