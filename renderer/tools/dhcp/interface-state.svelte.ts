import type { Client } from '#shared/contract/index.ts';
import type { NetworkInterface } from '#shared/contract/interfaces.ts';
import type { LabSegment } from '#shared/contract/lab.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';

/** The interfaces there are, and the one chosen: the same in every view of the page. */
export class InterfaceState {
  /** The chosen one; empty: none yet. */
  name = $state('');
  /** Undefined until they came. */
  list = $state.raw<readonly NetworkInterface[]>();
  segments = $state.raw<readonly LabSegment[]>([]);
  refreshing = $state(false);
  problem = $state.raw<Problem>();

  readonly #client: Client;
  readonly #save: (name: string) => void;
  #restored = false;

  readonly chosen: NetworkInterface | undefined = $derived(this.list?.find(({ name }) => name === this.name));
  readonly segment: LabSegment | undefined = $derived(this.segments.find((segment) => segment.interface === this.name));
  /** No interface of this machine can carry raw frames, and none has what UDP needs: an address. */
  readonly nothingWorks: boolean = $derived.by(() => {
    const own = this.list?.filter(({ kind }) => kind !== 'lab');
    if (own === undefined) return false;
    return !own.some(({ rawFrames, link, addresses }) => {
      if (link === 'down') return false;
      return rawFrames.available || addresses.some(({ family }) => family === 'ipv4');
    });
  });
  readonly lab: string | undefined = $derived(
    (this.segments.find(({ scenario }) => scenario === 'office') ?? this.segments[0])?.interface ??
      this.list?.find(({ kind }) => kind === 'lab')?.name,
  );

  constructor(client: Client, save: (name: string) => void = () => {}) {
    this.#client = client;
    this.#save = save;
  }

  /** Takes the choice that was kept, once, unless somebody chose meanwhile. */
  restore(kept: string): void {
    if (this.#restored) return;
    this.#restored = true;
    if (this.name === '') this.name = kept;
    this.#chooseFirst();
  }

  choose(name: string): void {
    this.name = name;
    this.#save(name);
  }

  async refresh(): Promise<void> {
    this.refreshing = true;
    try {
      const [list, segments] = await Promise.all([this.#client.interfaces.list(), this.#client.lab.segments()]);
      this.list = list;
      this.segments = segments;
      this.problem = undefined;
      this.#chooseFirst();
    } catch (thrown) {
      this.problem = toProblem(thrown);
    } finally {
      this.refreshing = false;
    }
  }

  /** Chooses the lab's first segment. False: there is no lab. */
  async chooseLab(): Promise<boolean> {
    if (this.lab === undefined) await this.refresh();
    if (this.lab === undefined) return false;
    this.choose(this.lab);
    return true;
  }

  /** The first interface that can carry frames, where none was chosen yet. */
  #chooseFirst(): void {
    if (this.name !== '' || !this.#restored || this.list === undefined) return;
    const fit = this.list.find(
      ({ kind, link, rawFrames }) =>
        kind !== 'lab' && kind !== 'loopback' && link !== 'down' && link !== 'no-carrier' && rawFrames.available,
    );
    if (fit !== undefined) this.name = fit.name;
  }
}
