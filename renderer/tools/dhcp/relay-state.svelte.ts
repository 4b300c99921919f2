import type { Client } from '#shared/contract/index.ts';
import type { RelayResult } from '#shared/model/dhcp-relay.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { EvidenceDetail } from './evidence-detail.svelte.ts';
import { emptySubnet, parseRelayDraft, type RelayDraft, readRelayDraft, type SubnetDraft } from './relay-draft.ts';

/** Subnets of one question; the contract's limit. */
export const mostSubnets = 100;

/** Everything the relay view knows and does. */
export class RelayState extends RunningCall {
  draft = $state.raw<RelayDraft>(readRelayDraft({}));
  /** Faults are shown once somebody tried to ask. */
  tried = $state(false);
  result = $state.raw<RelayResult>();
  problem = $state.raw<Problem>();
  readonly detail: EvidenceDetail;

  readonly #client: Client;
  readonly #save: (draft: RelayDraft) => void;

  readonly parsed = $derived(parseRelayDraft(this.draft));

  constructor(client: Client, save: (draft: RelayDraft) => void = () => {}) {
    super();
    this.#client = client;
    this.#save = save;
    this.detail = new EvidenceDetail(client);
  }

  restore(kept: unknown): void {
    if (kept !== undefined) this.draft = readRelayDraft(kept);
  }

  set(change: Partial<RelayDraft>): void {
    this.draft = { ...this.draft, ...change };
    this.#save(this.draft);
  }

  setSubnet(row: number, change: Partial<SubnetDraft>): void {
    this.set({ subnets: this.draft.subnets.map((subnet, at) => (at === row ? { ...subnet, ...change } : subnet)) });
  }

  addSubnet(): void {
    if (this.draft.subnets.length < mostSubnets) this.set({ subnets: [...this.draft.subnets, emptySubnet()] });
  }

  removeSubnet(row: number): void {
    const subnets = this.draft.subnets.filter((_, at) => at !== row);
    this.set({ subnets: subnets.length > 0 ? subnets : [emptySubnet()] });
  }

  fault(field: string): 'ipv4' | 'hex' | 'number' | 'long' | undefined {
    return this.tried ? this.parsed.faults.get(field) : undefined;
  }

  async ask(interfaceName: string): Promise<void> {
    this.tried = true;
    const { input } = this.parsed;
    if (this.phase !== 'idle' || input === undefined || interfaceName === '') return;
    const exchange = crypto.randomUUID();
    this.problem = undefined;
    this.result = undefined;
    this.detail.show(exchange);
    await this.whileRunning(async (signal) => {
      try {
        const call = { ...input, interface: interfaceName, exchange };
        this.result = await this.#client.dhcp.relay(call, { signal });
      } catch (thrown) {
        if (!signal.aborted) this.problem = toProblem(thrown);
      }
      if (this.problem === undefined) await this.detail.settle();
      if (this.result !== undefined) this.detail.findings = this.result.findings;
    });
  }

  override close(): void {
    this.detail.clear();
    super.close();
  }
}
