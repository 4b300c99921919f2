import { z } from 'zod';
import type { Device, Profile } from '#shared/contract/devices.ts';
import type { Client } from '#shared/contract/index.ts';
import type { LabAgent } from '#shared/contract/lab.ts';
import type { Credentials, SnmpTargetInput } from '#shared/model/snmp-target.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';
import { readAddress } from './target-address.ts';

/** A choice as it is kept between visits. It has no secret: those stay in profiles, and the lab's are none. */
const targetDraftSchema = z.object({
  /** As typed: an address, or the name of what was chosen. */
  text: z.string().max(300).catch(''),
  /** Id of the saved device chosen. */
  device: z.string().catch(''),
  /** Kind of the lab's agent chosen. */
  agent: z.string().catch(''),
  /** "saved": the device's own profile; "profile:<id>"; "lab:<position among the agent's targets>"; empty: none yet. */
  credentials: z.string().catch(''),
});
export type TargetDraft = z.infer<typeof targetDraftSchema>;

/** What keeps a target from being asked. */
export type TargetFault = 'address' | 'credentials' | 'locked';

/** One line of what can be chosen as target. */
export interface TargetChoice {
  kind: 'device' | 'agent';
  /** Of the device; kind of the agent. */
  id: string;
  name: string;
  /** "10.0.0.1", "127.0.0.1:40161". */
  address: string;
}

/** Whom the page asks: a saved device, an address with a credential profile, or an agent of the lab. The same in every view. */
export class TargetState extends AttemptState {
  draft = $state.raw<TargetDraft>(targetDraftSchema.parse({}));
  devices = $state.raw<readonly Device[]>([]);
  /** In the order in which they are tried. */
  profiles = $state.raw<readonly Profile[]>([]);
  agents = $state.raw<readonly LabAgent[]>([]);
  /** Why the lists could not be read. */

  readonly #client: Client;
  readonly #save: () => void;
  /** The name of an agent's kind in the reader's language. */
  readonly #agentName: (kind: LabAgent['kind']) => string;
  #touched = false;

  /** The device chosen, by a click or by its name typed out. */
  readonly device: Device | undefined = $derived(
    this.devices.find(({ id }) => id === this.draft.device) ??
      (this.draft.agent === '' ? this.devices.find(({ name }) => sameText(name, this.draft.text)) : undefined),
  );
  readonly agent: LabAgent | undefined = $derived(this.agents.find(({ kind }) => kind === this.draft.agent));
  /** The profile that will be used. */
  readonly profile: Profile | undefined = $derived.by(() => {
    const [kind, id] = split(this.draft.credentials);
    if (kind === 'profile') return this.profiles.find((profile) => profile.id === id);
    return this.device === undefined ? undefined : this.profiles.find((profile) => profile.id === this.device?.profile);
  });
  /** The profile that is saved with the device chosen. */
  readonly ownProfile: Profile | undefined = $derived(
    this.device === undefined ? undefined : this.profiles.find(({ id }) => id === this.device?.profile),
  );
  /** The draft's `credentials`, where they can be chosen for this target; else empty. */
  readonly credentials: string = $derived.by(() => {
    const [kind, rest] = split(this.draft.credentials);
    if (kind === 'profile') return this.profile === undefined ? '' : this.draft.credentials;
    if (kind === 'lab') return this.agent?.targets[Number(rest)] === undefined ? '' : this.draft.credentials;
    return this.ownProfile === undefined ? '' : 'saved';
  });
  readonly fault: TargetFault | undefined = $derived.by(() => {
    if (this.device === undefined && this.agent === undefined && readAddress(this.draft.text) === undefined)
      return 'address';
    if (this.profile !== undefined) return this.profile.locked ? 'locked' : undefined;
    return this.#labCredentials() === undefined ? 'credentials' : undefined;
  });

  constructor(
    client: Client,
    save: () => void = () => {},
    agentName: (kind: LabAgent['kind']) => string = (kind) => kind,
  ) {
    super();
    this.#client = client;
    this.#save = save;
    this.#agentName = agentName;
  }

  /** What the field shows. */
  get text(): string {
    // Typed out, a device's name stays as it is typed.
    if (this.draft.device !== '' && this.device !== undefined) return this.device.name;
    return this.agent === undefined ? this.draft.text : this.#agentName(this.agent.kind);
  }

  /** Whom to ask, as every call takes it; undefined while `fault` says what is missing. */
  input(): SnmpTargetInput | undefined {
    if (this.fault !== undefined) return undefined;
    const profile = this.profile?.id;
    if (this.device !== undefined) {
      const { id } = this.device;
      return profile === this.device.profile || profile === undefined ? { device: id } : { device: id, profile };
    }
    const place = this.agent ?? readAddress(this.draft.text);
    if (place === undefined) return undefined;
    const { address, port } = place;
    return profile === undefined ? { address, port, ...this.#labCredentials() } : { address, port, profile };
  }

  /** The target in words, for titles and messages: "core-sw1", "10.0.0.1:1161", "127.0.0.1:40161". */
  get label(): string {
    if (this.device !== undefined) return this.device.name;
    if (this.agent !== undefined) return placeText(this.agent);
    return this.draft.text.trim();
  }

  /** Everything that can be chosen, whose name or address has what was typed. */
  choices(search: string): TargetChoice[] {
    const words = search.trim().toLowerCase();
    const all: TargetChoice[] = [
      ...this.devices.map((device) => ({
        kind: 'device' as const,
        id: device.id,
        name: device.name,
        address: placeText(device),
      })),
      ...this.agents.map((agent) => ({
        kind: 'agent' as const,
        id: agent.kind,
        name: this.#agentName(agent.kind),
        address: placeText(agent),
      })),
    ];
    return all.filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(words));
  }

  /** Something was typed into the field: an address from now on. */
  type(text: string): void {
    const { credentials } = this.draft;
    const kept = split(credentials)[0] === 'profile' ? credentials : '';
    this.#set({ text, device: '', agent: '', credentials: kept });
    if (this.draft.credentials === '' && this.device === undefined) this.#chooseOnlyProfile();
  }

  choose({ kind, id, name }: Pick<TargetChoice, 'kind' | 'id' | 'name'>): void {
    if (kind === 'device') this.#set({ text: name, device: id, agent: '', credentials: 'saved' });
    else this.#set({ text: name, device: '', agent: id, credentials: 'lab:0' });
  }

  /** See the draft's `credentials`. */
  chooseCredentials(credentials: string): void {
    this.#set({ ...this.draft, credentials });
  }

  /** Takes a kept choice, unless somebody chose meanwhile. */
  restore(kept: unknown): void {
    if (this.#touched) return;
    this.draft = targetDraftSchema.safeParse(kept).data ?? targetDraftSchema.parse({});
  }

  async refresh(): Promise<void> {
    await this.attempt(async () => {
      const [devices, profiles, agents] = await Promise.all([
        this.#client.devices.list(),
        this.#client.devices.profiles(),
        this.#client.lab.agents(),
      ]);
      this.devices = devices;
      this.profiles = profiles;
      this.agents = agents;
      if (this.draft.credentials === '') this.#chooseOnlyProfile();
    });
  }

  /** Keeps credentials as a profile and uses it. @throws what the call throws. */
  async addProfile(name: string, credentials: Credentials): Promise<void> {
    const saved = await this.#client.devices.saveProfile({ name, credentials });
    this.profiles = [...this.profiles.filter(({ id }) => id !== saved.id), saved];
    this.chooseCredentials(`profile:${saved.id}`);
  }

  /** Chooses an agent of the lab, the router unless told which. False: there is none. */
  async chooseAgent(kind = 'router'): Promise<boolean> {
    if (this.agents.length === 0) await this.refresh();
    const agent = this.agents.find((one) => one.kind === kind) ?? this.agents[0];
    if (agent === undefined) return false;
    this.choose({ kind: 'agent', id: agent.kind, name: this.#agentName(agent.kind) });
    return true;
  }

  /** Somebody was sent to the page about a device, or about an address of the lab. False: the message names no target. */
  async arrive({ device, address, port, lab }: Readonly<Record<string, unknown>>): Promise<boolean> {
    await this.refresh();
    if (typeof device === 'string') {
      const found = this.devices.find(({ id, name }) => id === device || name === device);
      if (found === undefined) return false;
      this.choose({ kind: 'device', id: found.id, name: found.name });
      return true;
    }
    if (typeof address !== 'string') return false;
    const agent = this.agents.find((one) => one.kind === lab || (one.address === address && one.port === port));
    if (agent !== undefined) {
      const chosen = await this.chooseAgent(agent.kind);
      const position = agent.targets.findIndex(({ label }) => label === lab);
      if (position >= 0) this.chooseCredentials(`lab:${position}`);
      return chosen;
    }
    this.type(placeText({ address, port: typeof port === 'number' ? port : 161 }));
    return true;
  }

  #labCredentials(): Omit<SnmpTargetInput, 'address' | 'port'> | undefined {
    const [kind, position] = split(this.draft.credentials);
    const target = kind === 'lab' ? this.agent?.targets[Number(position)] : undefined;
    if (target === undefined) return undefined;
    const { label: _label, writes: _writes, ...credentials } = target;
    return credentials;
  }

  /** With one profile there is nothing to choose. */
  #chooseOnlyProfile(): void {
    const [only, another] = this.profiles;
    if (only !== undefined && another === undefined && this.draft.agent === '' && this.draft.device === '') {
      this.draft = { ...this.draft, credentials: `profile:${only.id}` };
    }
  }

  #set(draft: TargetDraft): void {
    this.draft = draft;
    this.#touched = true;
    this.#save();
  }
}

/** "10.0.0.1", "10.0.0.1:1161", "[2001:db8::1]:1161"; the port where it is not 161. */
export function placeText({ address, port }: { address: string; port: number }): string {
  if (port === 161) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function split(credentials: string): [kind: string, rest: string] {
  const colon = credentials.indexOf(':');
  return colon < 0 ? [credentials, ''] : [credentials.slice(0, colon), credentials.slice(colon + 1)];
}

function sameText(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}
