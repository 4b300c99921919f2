import type { Client } from '#shared/contract/index.ts';
import type { LabAgent, LabDestination, LabLinks } from '#shared/contract/lab.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';

type Kind = LabDestination['kind'];

/** The interfaces of the simulated router, and where it sends what happens to them. */
export class LinksState {
  readonly #client: Client;
  readonly #router: LabAgent;
  readonly reading = new AttemptState();
  links = $state.raw<LabLinks>();
  /** The port that a receiver of ours listens on. */
  receiver = $state.raw<number>();
  /** As typed. Empty: nothing is sent. */
  port = $state('');
  kind = $state<Kind>('trap');
  /** Label of the access that is sent with. */
  access = $state('');

  /** What interfaces are being set to, by name: news that is older does not set them back. */
  #turning = $state.raw<Readonly<Record<string, boolean>>>({});

  readonly interfaces = $derived(
    (this.links?.devices.find(({ kind }) => kind === 'router')?.interfaces ?? []).map((one) => ({
      ...one,
      wanted: this.#turning[one.name] ?? one.admin,
    })),
  );
  readonly told = $derived((this.links?.notifications ?? []).filter(({ device }) => device === 'router').slice(0, 5));
  readonly isPortWrong = $derived(this.port !== '' && portOf(this.port) === undefined);

  constructor(client: Client, router: LabAgent) {
    this.#client = client;
    this.#router = router;
    this.access = this.accesses[0]?.label ?? '';
  }

  /** Who can be sent as: who reads with a community, and users. */
  get accesses(): LabAgent['targets'] {
    return this.#router.targets.filter(({ community }) => community === undefined || community === 'public');
  }

  get version(): LabDestination['version'] {
    return this.#access()?.version ?? '2c';
  }

  /** Reads what is set; a port that was not chosen yet is that of a receiver of ours. */
  async load(): Promise<void> {
    await this.reading.attempt(async () => {
      const [links, { receivers }] = await Promise.all([this.#client.lab.links(), this.#client.traps.status()]);
      this.links = links;
      this.receiver = receivers.find(({ state }) => state === 'listening')?.port;
      const { destination } = links;
      if (destination === undefined) {
        if (this.port === '') this.port = String(this.receiver ?? '');
        return;
      }
      this.port = String(destination.port);
      this.kind = destination.kind;
      const { version, user } = destination;
      const found = this.accesses.find((one) => one.version === version && one.user === user);
      if (found !== undefined) this.access = found.label;
    });
  }

  /** Sets what the form says, when that is whole. */
  async save(): Promise<void> {
    // v1 has no informs.
    if (this.version === '1') this.kind = 'trap';
    if (this.isPortWrong) return;
    await this.reading.attempt(async () => {
      this.links = await this.#client.lab.notifications(this.#input());
    });
  }

  async shut(name: string, up: boolean): Promise<void> {
    this.#turning = { ...this.#turning, [name]: up };
    await this.reading.attempt(async () => {
      if (this.links?.destination === undefined && !this.isPortWrong) {
        await this.#client.lab.notifications(this.#input());
      }
      this.links = await this.#client.lab.setInterface({ interface: name, up });
    });
    const { [name]: _done, ...others } = this.#turning;
    this.#turning = others;
  }

  #input(): Parameters<Client['lab']['notifications']>[0] {
    const port = portOf(this.port);
    if (port === undefined) return {};
    const user = this.#access()?.user;
    return {
      destination: { port, kind: this.kind, version: this.version, ...(user === undefined ? {} : { user }) },
    };
  }

  #access(): LabAgent['targets'][number] | undefined {
    return this.accesses.find(({ label }) => label === this.access);
  }
}

function portOf(text: string): number | undefined {
  const port = Number(text);
  return /^[0-9]{1,5}$/.test(text.trim()) && port >= 1 && port <= 65_535 ? port : undefined;
}
