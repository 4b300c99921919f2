/** Milliseconds after which a name is asked for again. */
const refreshAfter = 300_000;
/** Names asked for at a time: a resolver that does not answer keeps a thread of the process busy for long. */
const atOnce = 2;
/** Names that are known, and addresses of each. */
const mostNames = 2000;
const mostAddresses = 16;
/** Milliseconds in which several changes are told as one. */
const together = 100;

interface Known {
  /** The last ones that were found; a name that is not resolved just now keeps them. */
  addresses: readonly string[];
  /** When it is asked for again, in milliseconds since the epoch; undefined while it is. */
  dueAt: number | undefined;
}

export interface HostsNeed {
  /** Rejects where the name has none. */
  resolve(host: string): Promise<readonly { address: string }[]>;
  now(): number;
  /** Addresses of a name are others. */
  onChanged(): void;
}

/** What host names stand for, as was found last: nobody waits for a name, it is asked for beside everything else, and again from time to time. */
export class HostAddresses {
  readonly #need: HostsNeed;
  readonly #known = new Map<string, Known>();
  #asking = 0;
  #timer: NodeJS.Timeout | undefined;
  #telling: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(need: HostsNeed) {
    this.#need = need;
  }

  /** None while they are not known yet. */
  of(host: string): readonly string[] {
    const name = host.toLowerCase();
    const known = this.#known.get(name);
    if (known !== undefined) return known.addresses;
    if (this.#known.size >= mostNames) return [];
    this.#known.set(name, { addresses: [], dueAt: 0 });
    this.#ask();
    return [];
  }

  /** Nobody needs any others any more. */
  keepOnly(hosts: readonly string[]): void {
    const kept = new Set(hosts.map((host) => host.toLowerCase()));
    for (const name of this.#known.keys()) if (!kept.has(name)) this.#known.delete(name);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#telling);
  }

  /** Asks for those that are due, and comes back when the next one is. */
  #ask(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    const now = this.#need.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [name, known] of this.#known) {
      if (known.dueAt === undefined) continue;
      if (known.dueAt > now) next = Math.min(next, known.dueAt);
      else if (this.#asking < atOnce) void this.#resolve(name, known);
      else return;
    }
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#ask(), next - now);
    this.#timer.unref();
  }

  async #resolve(name: string, known: Known): Promise<void> {
    known.dueAt = undefined;
    this.#asking++;
    try {
      const found = await this.#need.resolve(name);
      const addresses = [...new Set(found.map(({ address }) => address))].toSorted().slice(0, mostAddresses);
      if (addresses.join() !== known.addresses.join() && this.#known.get(name) === known) this.#tell();
      known.addresses = addresses;
    } catch {
      // It keeps what it had: a resolver that cannot be reached says nothing of the device.
    }
    known.dueAt = this.#need.now() + refreshAfter;
    this.#asking--;
    this.#ask();
  }

  #tell(): void {
    if (this.#isClosed) return;
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      this.#need.onChanged();
    }, together);
  }
}
