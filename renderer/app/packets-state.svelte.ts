import type { Exchange } from '#shared/contract/timeline.ts';
import { toProblem } from '../rpc/to-problem.ts';
import { ExchangePackets } from './exchange-packets.svelte.ts';

/** The packets of one exchange, also while it runs. */
export class PacketsState extends ExchangePackets {
  running = $state(false);

  /** Puts an exchange on the timeline that is about to begin; `noticed` follows it, `settle` reads how it ended. */
  begin(id: string): void {
    this.put(id);
    this.running = true;
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
      const exchange = await this.client.timeline.exchange({ exchange: id });
      this.noticed(exchange);
    } catch (thrown) {
      const met = toProblem(thrown);
      // A call that was refused before it sent anything left no exchange.
      if (id === this.id && met.code !== 'exchange-unknown' && met.code !== 'connection-lost') this.problem = met;
    } finally {
      if (id === this.id) this.running = false;
    }
  }

  override clear(): void {
    super.clear();
    this.running = false;
  }
}
