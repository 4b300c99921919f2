import { findServersInputSchema, type ServerWatch } from '#shared/model/dhcp-servers.ts';
import { problem, problemOf } from '#shared/problem/problem.ts';
import type { DhcpDeps, Feed } from './deps.ts';
import { findServers } from './find-servers.ts';
import type { DhcpStore } from './store.ts';

interface Watch {
  state: ServerWatch;
  stop: AbortController;
  ended: Promise<void>;
}

/** Looks for servers again and again, one watch an interface, until stopped or the engine closes. */
export class ServerWatches {
  readonly #deps: DhcpDeps;
  readonly #store: DhcpStore;
  readonly #feed: Feed;
  readonly #watches = new Map<string, Watch>();

  constructor(deps: DhcpDeps, store: DhcpStore) {
    this.#deps = deps;
    this.#store = store;
    this.#feed = deps.newFeed();
  }

  list(): ServerWatch[] {
    return [...this.#watches.values()].map(({ state }) => state);
  }

  async start(interfaceName: string, minutes: number): Promise<ServerWatch> {
    await this.stop(interfaceName);
    const stop = new AbortController();
    const state: ServerWatch = { interface: interfaceName, minutes, looks: 0, servers: [], rogues: [] };
    const watch: Watch = { state, stop, ended: Promise.resolve() };
    this.#watches.set(interfaceName, watch);
    watch.ended = this.#run(watch);
    return state;
  }

  async stop(interfaceName: string): Promise<boolean> {
    const watch = this.#watches.get(interfaceName);
    if (watch === undefined) return false;
    this.#watches.delete(interfaceName);
    watch.stop.abort();
    await watch.ended;
    return true;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#watches.keys()].map((name) => this.stop(name)));
  }

  async *alerts(signal: AbortSignal): AsyncGenerator<ServerWatch> {
    for await (const names of this.#feed.listen(signal)) {
      for (const name of names) {
        const watch = this.#watches.get(name);
        if (watch !== undefined) yield watch.state;
      }
    }
  }

  async #run(watch: Watch): Promise<void> {
    const { clock } = this.#deps;
    while (!watch.stop.signal.aborted) {
      await this.#look(watch);
      if (watch.stop.signal.aborted) return;
      this.#feed.tell(watch.state.interface);
      await new Promise<void>((resolve) => {
        const cancel = clock.after(watch.state.minutes * 60_000, resolve);
        watch.stop.signal.addEventListener('abort', () => {
          cancel();
          resolve();
        });
      });
    }
  }

  async #look(watch: Watch): Promise<void> {
    const { interface: name, minutes } = watch.state;
    const looks = watch.state.looks + 1;
    const { clock } = this.#deps;
    try {
      const input = findServersInputSchema.parse({ interface: name });
      const { servers, problems, outcome } = await findServers(this.#deps, this.#store, input, watch.stop.signal);
      const failed = outcome === 'failed' ? { problem: problems.at(-1) ?? problem('internal') } : {};
      const rogues = servers.filter(({ rogue }) => rogue);
      watch.state = { interface: name, minutes, looks, servers, rogues, ...this.#times(minutes), ...failed };
    } catch (error) {
      watch.state = { ...watch.state, looks, ...this.#times(minutes), problem: problemOf(error) };
    }
    watch.state.nextLookAt = clock.now() + minutes * 60_000;
  }

  #times(minutes: number) {
    const now = this.#deps.clock.now();
    return { lastLookAt: now, nextLookAt: now + minutes * 60_000 };
  }
}
