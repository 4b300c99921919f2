import type { Client } from '#shared/contract/index.ts';
import type { Diagnosis } from '#shared/model/snmp-diagnosis.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import {
  credentialsFound,
  doctorLimits,
  type PermitsDraft,
  parseRequests,
  readPermits,
  worstFirst,
} from './doctor-draft.ts';
import type { RequestInput } from './snmp-views.svelte.ts';

/** Finding out what is wrong between us and an agent. It needs no browser. */
export class DoctorState extends RunningCall {
  permits = $state.raw<PermitsDraft>(readPermits({}));
  /** Further passwords to try; gone when the page is left, and never in a draft. */
  passwords = $state.raw<readonly string[]>([]);
  diagnosis = $state.raw<Diagnosis>();
  /** Whom it is about, as it was asked. */
  about = $state.raw<{ request: RequestInput; label: string }>();
  /** The working credentials with all their secrets, where the page has them. */
  found = $state.raw<Credentials>();
  problem = $state.raw<Problem>();
  /** Name of the profile that the working credentials were saved as. */
  savedAs = $state<string>();
  saveProblem = $state.raw<Problem>();

  readonly #client: Client;
  readonly #save: (permits: PermitsDraft) => void;
  readonly #onexchange: (exchange: string) => void;
  #touched = false;

  readonly requests: number | undefined = $derived(parseRequests(this.permits.requests));
  /** Passwords too short to be one (RFC 3414 section 11.2), by position; empty lines do not count. */
  readonly shortPasswords: ReadonlySet<number> = $derived(
    new Set(
      this.passwords.flatMap((password, index) =>
        password !== '' && password.length < doctorLimits.passwordLength ? [index] : [],
      ),
    ),
  );

  constructor(
    client: Client,
    onexchange: (exchange: string) => void = () => {},
    save: (permits: PermitsDraft) => void = () => {},
  ) {
    super();
    this.#client = client;
    this.#onexchange = onexchange;
    this.#save = save;
  }

  get invalid(): boolean {
    return this.requests === undefined || this.shortPasswords.size > 0;
  }

  restore(kept: unknown): void {
    if (!this.#touched) this.permits = readPermits(kept);
  }

  permit(fields: Partial<PermitsDraft>): void {
    this.permits = { ...this.permits, ...fields };
    this.#touched = true;
    this.#save(this.permits);
  }

  permitProfile(id: string, permitted: boolean): void {
    const others = this.permits.profiles.filter((one) => one !== id);
    this.permit({ profiles: permitted ? [...others, id] : others });
  }

  addPassword(): void {
    if (this.passwords.length < doctorLimits.passwords) this.passwords = [...this.passwords, ''];
  }

  setPassword(index: number, password: string): void {
    this.passwords = this.passwords.map((one, at) => (at === index ? password : one));
  }

  removePassword(index: number): void {
    this.passwords = this.passwords.filter((_, at) => at !== index);
  }

  /** Tries what is permitted. `known`: the profiles that there are; one that is gone is not asked for. */
  async run(request: RequestInput, label: string, known: readonly string[]): Promise<void> {
    const { requests } = this;
    if (this.phase !== 'idle' || this.invalid || requests === undefined) return;
    const passwords = this.passwords.filter((password) => password !== '');
    const { authProtocols, privProtocols, versions } = this.permits;
    const profiles = this.permits.profiles.filter((id) => known.includes(id));
    const permits = { authProtocols, privProtocols, versions, profiles, passwords, requests };
    const exchange = crypto.randomUUID();
    this.problem = undefined;
    this.diagnosis = undefined;
    this.found = undefined;
    this.savedAs = undefined;
    this.saveProblem = undefined;
    this.about = { request, label };
    this.#onexchange(exchange);
    await this.whileRunning(async (signal) => {
      try {
        const diagnosis = await this.#client.snmp.diagnose({ ...request, permits, exchange }, { signal });
        this.diagnosis = { ...diagnosis, findings: worstFirst(diagnosis.findings) };
        this.found = credentialsFound(request.target, diagnosis, passwords);
      } catch (thrown) {
        this.problem = toProblem(thrown);
      }
    });
  }

  /** Keeps the working credentials; `save` is the page's own way to do so. */
  async saveFound(name: string, save: (name: string, credentials: Credentials) => Promise<void>): Promise<boolean> {
    if (this.found === undefined || name.trim() === '') return false;
    this.saveProblem = undefined;
    try {
      await save(name.trim(), this.found);
      this.savedAs = name.trim();
      return true;
    } catch (thrown) {
      this.saveProblem = toProblem(thrown);
      return false;
    }
  }

  override close(): void {
    this.passwords = [];
    super.close();
  }
}
