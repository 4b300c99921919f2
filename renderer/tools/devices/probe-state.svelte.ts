import type { Device, Profile } from '#shared/contract/devices.ts';
import type { Client } from '#shared/contract/index.ts';
import { type Problem, type ProblemCode, problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';

/** How trying one profile went. `skipped`: the address was found not to answer anybody, or the work was cancelled before. */
export interface ProbeTry {
  profile: Profile;
  state: 'waiting' | 'running' | 'taken' | 'refused' | 'skipped';
  problem?: Problem | undefined;
}

/** What one profile meets, every other would meet too: nothing is there to be asked. */
const hopeless: readonly ProblemCode[] = [
  'snmp-address-unknown',
  'snmp-port-closed',
  'snmp-host-unreachable',
  'snmp-net-unreachable',
  'snmp-socket-failed',
];

/** Tries the saved profiles on a device, one after the other, until one is taken. */
export class ProbeState {
  tries = $state.raw<readonly ProbeTry[]>([]);
  phase = $state<'idle' | 'running' | 'cancelling' | 'ended'>('idle');
  /** Something that has nothing to do with one profile: the device could not be saved, say. */
  problem = $state.raw<Problem>();
  readonly #client: Client;
  #abort: AbortController | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  get taken(): Profile | undefined {
    return this.tries.find(({ state }) => state === 'taken')?.profile;
  }

  /** Ends with the profile that was taken stored at the device, or with every reason told. */
  async run(device: Device, profiles: readonly Profile[]): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    this.phase = 'running';
    this.problem = undefined;
    this.tries = profiles.map((profile) =>
      profile.locked
        ? { profile, state: 'skipped', problem: problem('profile-locked', { name: profile.name }) }
        : { profile, state: 'waiting' },
    );
    try {
      for (const { profile, state } of this.tries) {
        if (state !== 'waiting' || abort.signal.aborted) continue;
        if (await this.#try(device, profile, abort.signal)) break;
      }
    } catch (thrown) {
      this.problem = toProblem(thrown);
    }
    this.tries = this.tries.map((one) =>
      one.state === 'waiting' || one.state === 'running' ? { ...one, state: 'skipped' } : one,
    );
    this.phase = 'ended';
  }

  cancel(): void {
    if (this.phase !== 'running') return;
    this.phase = 'cancelling';
    this.#abort?.abort();
  }

  /** Resolves with whether it makes no sense to go on. */
  async #try(device: Device, profile: Profile, signal: AbortSignal): Promise<boolean> {
    this.#set(profile, { profile, state: 'running' });
    const { id, name, address, port, note } = device;
    let found: Awaited<ReturnType<Client['snmp']['probe']>>;
    try {
      found = await this.#client.snmp.probe({ address, port, profiles: [profile.id], retries: 1 }, { signal });
    } catch (thrown) {
      const met = toProblem(thrown);
      const cancelled = signal.aborted;
      this.#set(profile, { profile, state: cancelled ? 'skipped' : 'refused', problem: cancelled ? undefined : met });
      return cancelled || hopeless.includes(met.code);
    }
    if (found.profile !== profile.id) {
      const met = found.tries[0]?.problem ?? found.problems[0];
      const cancelled = found.outcome === 'cancelled';
      this.#set(profile, { profile, state: cancelled ? 'skipped' : 'refused', problem: met });
      return cancelled || (met !== undefined && hopeless.includes(met.code));
    }
    this.#set(profile, { profile, state: 'taken' });
    const { sysName, sysDescr, sysObjectId } = found;
    await this.#client.devices.save({
      id,
      name,
      address,
      port,
      note,
      profile: profile.id,
      ...(sysName === undefined ? {} : { sysName: sysName.slice(0, 1000) }),
      ...(sysDescr === undefined ? {} : { sysDescr: sysDescr.slice(0, 2000) }),
      ...(sysObjectId === undefined ? {} : { sysObjectId: sysObjectId.slice(0, 500) }),
    });
    return true;
  }

  #set(profile: Profile, now: ProbeTry): void {
    this.tries = this.tries.map((one) => (one.profile.id === profile.id ? now : one));
  }
}
