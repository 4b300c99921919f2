import type { Client } from '#shared/contract/index.ts';
import type { TimelineEvent } from '#shared/model/packet-event.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { PacketTimelineWindow } from '../ui/packet-timeline-window.svelte.ts';

/** One exchange on a timeline, and its packet in the inspector, which `PacketInInspector` draws. */
export abstract class ExchangePackets {
  id = $state<string>();
  rows = $state.raw<PacketTimelineWindow>();
  problem = $state.raw<Problem>();
  /** Index of the event the keyboard stands on. */
  selected = $state<number>();
  inspected = $state.raw<TimelineEvent>();
  /** The field of it that somebody was sent to. */
  goto = $state.raw<{ id: string }>();
  /** Counts requests to see a packet, each of which opens the inspector. */
  asked = $state(0);

  abstract readonly running: boolean;
  protected readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  /** Shows a packet in the inspector, at a field of it if named. */
  inspect(event: TimelineEvent, field?: string): void {
    if (event.packet === undefined) return;
    this.selected = event.index;
    this.inspected = event;
    this.goto = field === undefined ? undefined : { id: field };
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
    this.problem = undefined;
    this.selected = undefined;
    this.inspected = undefined;
    this.goto = undefined;
  }

  /** Puts an exchange on the timeline in place of the one before. */
  protected put(id: string): void {
    this.clear();
    this.id = id;
    this.rows = new PacketTimelineWindow((from, count, signal) =>
      this.client.timeline.events({ exchange: id, from, count }, { signal }),
    );
  }
}
