import { type Diagnosis, type DiagnosisFinding, type WrongPart, wrongParts } from '#shared/model/snmp-diagnosis.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import type { Attempt, Steps } from './attempt.ts';
import { changes, sameness } from './credential-changes.ts';
import type { Outcome } from './outcome.ts';

export interface Permits {
  authProtocols: boolean;
  privProtocols: boolean;
  versions: boolean;
}

/** A saved profile that may be tried. */
export interface KnownProfile {
  id: string;
  name: string;
  credentials: Credentials;
}

export interface Question {
  given: Credentials;
  permits: Permits;
  /** Further passwords to try, in place of the ones given. */
  passwords: readonly string[];
  profiles: readonly KnownProfile[];
}

/** Something that may be wrong, as long as nothing is known to work. */
export type Suspect = Omit<DiagnosisFinding, 'certainty'>;

/** What is known so far of one agent and the credentials given for it. It can be closed at any moment. */
export class CaseFile {
  readonly given: Credentials;
  readonly permits: Permits;
  readonly passwords: readonly string[];
  readonly profiles: readonly KnownProfile[];
  /** Credentials that the agent took, the best of them, and the profile they are of. */
  working: { credentials: Credentials; profile?: KnownProfile } | undefined;
  /** Some credentials can see something. */
  sees = false;
  /** Something came from the agent. */
  heard = false;
  /** v3: asked for its engine, it said nothing. */
  engineSilent = false;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #said = new Map<WrongPart, Suspect>();
  readonly #evidence = new Map<WrongPart, string>();
  readonly #names = new Map<string, string>();
  /** What may be wrong, if nothing better comes to light. */
  #suspects: readonly Suspect[] = [];
  /** The credentials given, with every part that is known better put right. */
  #right: Credentials;

  constructor({ given, permits, passwords, profiles }: Question) {
    this.given = given;
    this.permits = permits;
    this.passwords = passwords;
    this.profiles = profiles;
    this.#right = given;
    for (const { credentials, name } of profiles) this.#nameSecrets(credentials, name);
    for (const [index, password] of passwords.entries()) this.#names.set(password, `further password ${index + 1}`);
    if (given.priv?.password !== undefined) this.#names.set(given.priv.password, 'privacy password');
    if (given.auth?.password !== undefined) this.#names.set(given.auth.password, 'authentication password');
  }

  /** Tries something, unless its outcome is known already. */
  *ask(attempt: Attempt): Steps<Outcome> {
    const name = `${attempt.ask} ${sameness(attempt.credentials)}`;
    const known = this.#outcomes.get(name);
    if (known !== undefined) return known;
    const outcome = yield attempt;
    this.#outcomes.set(name, outcome);
    if (cameFromAgent(outcome)) this.heard = true;
    return outcome;
  }

  /** Something is wrong by the agent's own word. */
  say(part: WrongPart, evidence?: string, instead?: string): void {
    this.#said.set(part, {
      part,
      ...(evidence === undefined ? {} : { evidence }),
      ...(instead === undefined ? {} : { instead }),
    });
    this.#suspects = [];
  }

  said(part: WrongPart): Suspect | undefined {
    return this.#said.get(part);
  }

  get verdict(): Diagnosis['verdict'] {
    const anything = this.findings().length > 0;
    if (this.sees && !anything) return 'works';
    if (!this.heard) return 'unreachable';
    return anything ? 'wrong' : 'unclear';
  }

  /** What is wrong if nothing else is: in place of the suspects before. */
  suspect(...suspects: Suspect[]): void {
    this.#suspects = suspects;
  }

  /** The agent's word on which it will rest if one of these parts turns out to be wrong. */
  rest(parts: readonly WrongPart[], evidence: string | undefined): void {
    for (const part of parts) if (evidence !== undefined) this.#evidence.set(part, evidence);
  }

  /** The agent takes these credentials. */
  took(credentials: Credentials, profile?: KnownProfile): void {
    this.working = { credentials, ...(profile === undefined ? {} : { profile }) };
  }

  /** These credentials are right, all of them or their authentication: whatever differs in the given ones is wrong. */
  settle(right: Credentials, what: 'all' | 'authentication' = 'all'): void {
    this.#right = what === 'all' ? right : { ...this.#right, auth: right.auth };
    this.#suspects = [];
  }

  /** Everything that is wrong as far as it is known by now: what is proven, in the order of `wrongParts`, then what is likely, the likeliest first. */
  findings(): DiagnosisFinding[] {
    const proven = new Map<WrongPart, DiagnosisFinding>();
    for (const said of this.#said.values()) proven.set(said.part, { certainty: 'proven', ...said });
    for (const { part, instead = this.#nameOf(part) } of changes(this.given, this.#right)) {
      const evidence = this.#said.get(part)?.evidence ?? this.#evidence.get(part);
      proven.set(part, {
        part,
        certainty: 'proven',
        ...(instead === undefined ? {} : { instead }),
        ...(evidence === undefined ? {} : { evidence }),
      });
    }
    const likely = this.#suspects
      .filter(({ part }) => !proven.has(part))
      .map((suspect): DiagnosisFinding => {
        const evidence = this.#evidence.get(suspect.part);
        return { certainty: 'likely', ...(evidence === undefined ? {} : { evidence }), ...suspect };
      });
    const inOrder = [...proven.values()].sort((a, b) => wrongParts.indexOf(a.part) - wrongParts.indexOf(b.part));
    return [...inOrder, ...likely];
  }

  #nameSecrets({ auth, priv, community }: Credentials, name: string): void {
    for (const secret of [auth?.password, auth?.key, priv?.password, priv?.key, community]) {
      if (secret !== undefined) this.#names.set(secret, name);
    }
  }

  /** What the right secret is called. */
  #nameOf(part: WrongPart): string | undefined {
    const { auth, priv, community } = this.#right;
    const secret =
      part === 'community'
        ? community
        : part === 'authPassword'
          ? (auth?.password ?? auth?.key)
          : (priv?.password ?? priv?.key);
    return secret === undefined ? undefined : this.#names.get(secret);
  }
}

/** Problems that are our own system's: nothing came from the agent. */
const ownProblems = new Set<string>(['snmp-socket-failed', 'snmp-send-failed', 'internal', 'cancelled']);

function cameFromAgent({ kind, problem }: Outcome): boolean {
  if (kind === 'odd') return problem === undefined || !ownProblems.has(problem.code);
  return kind !== 'silence' && kind !== 'unreachable' && kind !== 'key-length';
}
