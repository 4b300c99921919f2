import type { Client } from '#shared/contract/index.ts';
import type { Exchange } from '#shared/contract/timeline.ts';
import type { TimelineEvent } from '#shared/model/packet-event.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { PacketTimelineWindow } from '../../ui/packet-timeline-window.svelte.ts';

/** The packets of one exchange, also while it runs, and the one in the inspector. */
export class PacketsState {
  id = $state<string>();
  rows = $state.raw<PacketTimelineWindow>();
  running = $state(false);
  problem = $state.raw<Problem>();
  /** Index of the event the keyboard stands on. */
  selected = $state<number>();
  inspected = $state.raw<TimelineEvent>();
  /** Counts requests to see a packet, each of which opens the inspector. */
  asked = $state(0);

  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Puts an exchange on the timeline that is about to begin; `noticed` follows it, `settle` reads how it ended. */
  begin(id: string): void {
    this.clear();
    this.id = id;
    this.running = true;
    this.rows = new PacketTimelineWindow((from, count, signal) =>
      this.#client.timeline.events({ exchange: id, from, count }, { signal }),
    );
  }

  /** Shows an exchange of before. */
  async open(id: string): Promise<void> {
    if (id !== this.id) this.begin(id);
    await this.settle();
  }

  /** A notice of the timeline. */
  noticed(exchange: Exchange): void {
    if (exchange.id !== this.id) return;
    this.running = exchange.state === 'running';
    this.rows?.grow(exchange.events);
  }

  /** Reads what the exchange is now, in case its last notice was missed. */
  async settle(): Promise<void> {
    const id = this.id;
    if (id === undefined) return;
    try {
      const exchange = await this.#client.timeline.exchange({ exchange: id });
      this.noticed(exchange);
    } catch (thrown) {
      const met = toProblem(thrown);
      // A call that was refused before it sent anything left no exchange.
      if (id === this.id && met.code !== 'exchange-unknown' && met.code !== 'connection-lost') this.problem = met;
    } finally {
      if (id === this.id) this.running = false;
    }
  }

  /** Shows a packet in the inspector. */
  inspect(event: TimelineEvent): void {
    if (event.packet === undefined) return;
    this.selected = event.index;
    this.inspected = event;
    this.asked++;
  }

  /** The packet before or after the one in the inspector. */
  step(by: 1 | -1): void {
    const { rows, inspected } = this;
    if (rows === undefined || inspected === undefined) return;
    for (let index = inspected.index + by; index >= 0 && index < rows.total; index += by) {
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
    this.running = false;
    this.problem = undefined;
    this.selected = undefined;
    this.inspected = undefined;
  }
}
