import type { Client } from '#shared/contract/index.ts';
import type { DhcpProfile } from '#shared/model/dhcp-profile.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';

/** The profiles of a client, ready made and saved. */
export class ProfilesState {
  list = $state.raw<readonly DhcpProfile[]>([]);
  /** Name of the chosen one. */
  name = $state('');
  problem = $state.raw<Problem>();
  readonly #client: Client;
  readonly chosen: DhcpProfile | undefined = $derived(this.list.find(({ name }) => name === this.name));

  constructor(client: Client) {
    this.#client = client;
  }

  async load(): Promise<void> {
    await this.#try(async () => {
      this.list = await this.#client.dhcp.profiles();
    });
  }

  /** True: saved, and chosen now. */
  async save(profile: Omit<DhcpProfile, 'builtIn'>): Promise<boolean> {
    return this.#try(async () => {
      const { name } = await this.#client.dhcp.saveProfile(profile);
      this.list = await this.#client.dhcp.profiles();
      this.name = name;
    });
  }

  async deleteChosen(): Promise<boolean> {
    return this.#try(async () => {
      await this.#client.dhcp.deleteProfile({ name: this.name });
      this.list = await this.#client.dhcp.profiles();
      this.name = '';
    });
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.problem = undefined;
      return true;
    } catch (thrown) {
      this.problem = toProblem(thrown);
      return false;
    }
  }
}
