import type { Client } from '#shared/contract/index.ts';
import type { Exchange } from '#shared/contract/timeline.ts';
import type { AllowedServer, FindServersResult, FoundServer, ServerWatch } from '#shared/model/dhcp-servers.ts';
import { ipv4Schema } from '#shared/model/ip-address.ts';
import { macSchema } from '#shared/model/mac-address.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { EvidenceDetail } from './evidence-detail.svelte.ts';

/** What an allow-list says of a server. `unlisted`: there is no list yet. */
export type ServerStanding = 'allowed' | 'rogue' | 'otherMac' | 'unlisted';

/** A server against a list: what the engine marks in a look, worked out anew when the list changes. */
export function standingOf(found: Pick<FoundServer, 'server' | 'mac'>, list: readonly AllowedServer[]): ServerStanding {
  const allowed = list.filter((entry) => entry.allowed);
  if (allowed.length === 0) return 'unlisted';
  const known = allowed.find(({ server }) => server === found.server);
  if (known === undefined) return 'rogue';
  return known.mac && found.mac && known.mac !== found.mac ? 'otherMac' : 'allowed';
}

/** A whole number between two others, or nothing. */
export function wholeBetween(text: string, min: number, max: number): number | undefined {
  const value = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

/** Limits of `dhcp.findServers` and `dhcp.watchServers`. */
export const limits = { window: [100, 60_000], repeats: [1, 5], minutes: [0.05, 1440] } as const;

/** Everything the view of servers knows and does. */
export class ServersState extends RunningCall {
  /** As typed: milliseconds, times, minutes. */
  window = $state('4000');
  repeats = $state('2');
  minutes = $state('10');
  result = $state.raw<FindServersResult>();
  /** The interface that `result` is about. */
  resultInterface = $state('');
  problem = $state.raw<Problem>();
  list = $state.raw<readonly AllowedServer[]>([]);
  listProblem = $state.raw<Problem>();
  watches = $state.raw<readonly ServerWatch[]>([]);
  watchProblem = $state.raw<Problem>();
  readonly detail: EvidenceDetail;

  readonly #client: Client;
  /** The interface whose list was read. */
  #listed = '';

  readonly windowValue = $derived(wholeBetween(this.window, ...limits.window));
  readonly repeatsValue = $derived(wholeBetween(this.repeats, ...limits.repeats));
  readonly minutesValue: number | undefined = $derived.by(() => {
    const value = /^\s*\d{1,4}(\.\d{1,3})?\s*$/.test(this.minutes) ? Number(this.minutes) : Number.NaN;
    return value >= limits.minutes[0] && value <= limits.minutes[1] ? value : undefined;
  });

  constructor(client: Client) {
    super();
    this.#client = client;
    this.detail = new EvidenceDetail(client);
  }

  /** How a server of the result stands to its interface's list as it is now. */
  standing(found: FoundServer): ServerStanding {
    if (this.resultInterface === this.#listed) return standingOf(found, this.list);
    return found.rogue ? 'rogue' : 'unlisted';
  }

  watchOf(interfaceName: string): ServerWatch | undefined {
    return this.watches.find((watch) => watch.interface === interfaceName);
  }

  noteOf(server: string): string {
    return this.list.find((entry) => entry.server === server)?.note ?? '';
  }

  async find(interfaceName: string): Promise<void> {
    const [window, repeats] = [this.windowValue, this.repeatsValue];
    if (this.phase !== 'idle' || interfaceName === '' || window === undefined || repeats === undefined) return;
    const exchange = crypto.randomUUID();
    this.problem = undefined;
    this.result = undefined;
    this.resultInterface = interfaceName;
    this.detail.show(exchange);
    await this.whileRunning(async (signal) => {
      try {
        const input = { interface: interfaceName, window, repeats, exchange };
        const result = await this.#client.dhcp.findServers(input, { signal });
        this.result = result;
        await this.readList(interfaceName);
      } catch (thrown) {
        if (!signal.aborted) this.problem = toProblem(thrown);
      }
      // A look that could not even begin left nothing on the timeline.
      if (this.problem === undefined) await this.detail.settle();
      if (this.result !== undefined) this.detail.findings = this.result.findings;
    });
  }

  noticed(exchange: Exchange): void {
    this.detail.noticed(exchange);
  }

  async readList(interfaceName: string): Promise<void> {
    if (interfaceName === '') {
      this.list = [];
      return;
    }
    try {
      this.list = await this.#client.dhcp.allowedServers({ interface: interfaceName });
      this.#listed = interfaceName;
      this.listProblem = undefined;
    } catch (thrown) {
      this.listProblem = toProblem(thrown);
    }
  }

  /** Puts a server on the list or changes what the list says of it. */
  async save(entry: AllowedServer): Promise<void> {
    await this.#change(entry.interface, () => this.#client.dhcp.saveServer(entry));
  }

  async forget({ interface: interfaceName, server }: Pick<AllowedServer, 'interface' | 'server'>): Promise<void> {
    await this.#change(interfaceName, () => this.#client.dhcp.forgetServer({ interface: interfaceName, server }));
  }

  /** Allows a server that was found, by its address and MAC, or takes that back and keeps its note. */
  async allow(found: FoundServer, allowed: boolean): Promise<void> {
    const note = this.noteOf(found.server);
    const entry = { interface: this.resultInterface, server: found.server };
    if (!allowed && note === '') await this.forget(entry);
    else await this.save({ ...entry, ...(found.mac === undefined ? {} : { mac: found.mac }), allowed, note });
  }

  /** Keeps a note on a server that was found. */
  async note(found: FoundServer, note: string): Promise<void> {
    if (note === this.noteOf(found.server)) return;
    const known = this.list.find(({ server }) => server === found.server);
    const mac = found.mac === undefined ? {} : { mac: found.mac };
    const fresh = { interface: this.resultInterface, server: found.server, ...mac, allowed: false };
    await this.save({ ...(known ?? fresh), note });
  }

  async readWatches(): Promise<void> {
    try {
      this.watches = await this.#client.dhcp.serverWatches();
    } catch (thrown) {
      this.watchProblem = toProblem(thrown);
    }
  }

  async watch(interfaceName: string): Promise<void> {
    const minutes = this.minutesValue;
    if (minutes === undefined || interfaceName === '') return;
    await this.#changeWatch(() => this.#client.dhcp.watchServers({ interface: interfaceName, minutes }));
  }

  async unwatch(interfaceName: string): Promise<void> {
    await this.#changeWatch(() => this.#client.dhcp.unwatchServers({ interface: interfaceName }));
  }

  /** A watch after a look. */
  looked(watch: ServerWatch): void {
    this.watches = [...this.watches.filter((one) => one.interface !== watch.interface), watch];
  }

  override close(): void {
    this.detail.clear();
    super.close();
  }

  async #change(interfaceName: string, call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
      await this.readList(interfaceName);
    } catch (thrown) {
      this.listProblem = toProblem(thrown);
    }
  }

  async #changeWatch(call: () => Promise<unknown>): Promise<void> {
    this.watchProblem = undefined;
    try {
      await call();
    } catch (thrown) {
      this.watchProblem = toProblem(thrown);
      return;
    }
    await this.readWatches();
  }
}

/** What is typed into a new line of the list, or what is wrong with it. */
export function parseEntry(server: string, mac: string): { server?: string; mac?: string; fault?: 'server' | 'mac' } {
  const address = ipv4Schema.safeParse(server.trim());
  if (!address.success) return { fault: 'server' };
  if (mac.trim() === '') return { server: address.data };
  const hardware = macSchema.safeParse(mac.trim());
  return hardware.success ? { server: address.data, mac: hardware.data } : { fault: 'mac' };
}
