import type { Exchange } from '#shared/contract/timeline.ts';
import type { Finding } from '#shared/model/finding.ts';
import { ExchangePackets } from '../../app/exchange-packets.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';

/** One exchange being looked at: its packets and its verdict. */
export class EvidenceDetail extends ExchangePackets {
  exchange = $state.raw<Exchange>();
  /** The verdict; undefined until it came. */
  findings = $state.raw<readonly Finding[]>();

  /** It was asked for and is not on the timeline yet. */
  #awaited = $state(false);

  readonly running: boolean = $derived(this.exchange === undefined ? this.#awaited : this.exchange.state === 'running');

  /** Puts an exchange on the timeline. One that is only about to begin is followed by `noticed`. */
  show(id: string): void {
    if (id === this.id) return;
    this.put(id);
    this.#awaited = true;
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
      const exchange = await this.client.timeline.exchange({ exchange: id });
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
  async inspectAt(index: number, field?: string): Promise<void> {
    const id = this.id;
    if (id === undefined) return;
    let event = this.rows?.row(index);
    try {
      event ??= (await this.client.timeline.events({ exchange: id, from: index, count: 1 })).events[0];
    } catch (thrown) {
      if (id === this.id) this.problem = toProblem(thrown);
    }
    if (id === this.id && event !== undefined) this.inspect(event, field);
  }

  override clear(): void {
    super.clear();
    this.exchange = undefined;
    this.findings = undefined;
    this.#awaited = false;
  }

  async #judge(id: string): Promise<void> {
    try {
      const findings = await this.client.dhcp.verdict({ exchange: id });
      if (id === this.id) this.findings = findings;
    } catch (thrown) {
      if (id === this.id) this.problem = toProblem(thrown);
    }
  }
}
