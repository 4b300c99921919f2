import type { Diagnosis, WrongPart } from '#shared/model/snmp-diagnosis.ts';
import { wrongParts } from '#shared/model/snmp-diagnosis.ts';
import type { AuthProtocol, Credentials, PrivProtocol, SnmpTargetInput } from '#shared/model/snmp-target.ts';

/** What may be tried, as it is chosen. Passwords are no part of it: a draft is stored. */
export interface PermitsDraft {
  authProtocols: boolean;
  privProtocols: boolean;
  versions: boolean;
  /** Saved profiles by id. */
  profiles: string[];
  requests: string;
}

/** As in the contract. */
export const doctorLimits = { requests: { min: 1, max: 200 }, passwords: 20, passwordLength: 8 } as const;

export function readPermits(kept: unknown): PermitsDraft {
  const draft: Partial<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  return {
    authProtocols: draft.authProtocols !== false,
    privProtocols: draft.privProtocols !== false,
    versions: draft.versions !== false,
    profiles: Array.isArray(draft.profiles) ? draft.profiles.filter((id) => typeof id === 'string').slice(0, 50) : [],
    requests: typeof draft.requests === 'string' ? draft.requests : '60',
  };
}

/** Requests sent at most, or undefined for what is no number or out of range. */
export function parseRequests(text: string): number | undefined {
  const value = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : Number.NaN;
  const { min, max } = doctorLimits.requests;
  return value >= min && value <= max ? value : undefined;
}

/** Worst first: what is proven before what is likely, then from the wire up to the agent's own rules. */
export function worstFirst(findings: Diagnosis['findings']): Diagnosis['findings'] {
  const rank = ({ certainty, part }: Diagnosis['findings'][number]) =>
    (certainty === 'proven' ? 0 : 100) + wrongParts.indexOf(part);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

type Part<Protocol> = { protocol: Protocol; password?: string | undefined; key?: string | undefined };

/**
 * The credentials that the agent took, with their secrets, where this page has them all: they were given with the target, or one further
 * password was given and that is the one. Undefined: they are in a saved profile, or it cannot be told which password it was.
 */
export function credentialsFound(
  target: SnmpTargetInput,
  { working, findings }: Pick<Diagnosis, 'working' | 'findings'>,
  passwords: readonly string[],
): Credentials | undefined {
  if (working === undefined || working.profile !== undefined) return undefined;
  if (target.device !== undefined || target.profile !== undefined) return undefined;
  const wrong = (part: WrongPart) => findings.some((finding) => finding.part === part);
  if (working.version !== '3') {
    const { community } = target;
    return community === undefined || wrong('community') ? undefined : { version: working.version, community };
  }
  if (working.user === undefined || working.user !== target.user || wrong('context')) return undefined;
  const { context, contextEngine } = target;
  const credentials: Credentials = {
    version: '3',
    user: working.user,
    ...(context === undefined ? {} : { context }),
    ...(contextEngine === undefined ? {} : { contextEngine }),
  };
  if (working.authProtocol !== undefined) {
    const auth = secretOf<AuthProtocol>(working.authProtocol, target.auth, wrong('authPassword'), passwords);
    if (auth === undefined) return undefined;
    credentials.auth = auth;
  }
  if (working.privProtocol !== undefined) {
    const priv = secretOf<PrivProtocol>(working.privProtocol, target.priv, wrong('privPassword'), passwords);
    if (priv === undefined) return undefined;
    credentials.priv = priv;
  }
  return credentials;
}

/** A localized key is good for its own protocol only; a password is good for all of them. */
function secretOf<Protocol>(
  protocol: Protocol,
  given: Part<Protocol> | undefined,
  wasWrong: boolean,
  passwords: readonly string[],
): Part<Protocol> | undefined {
  if (wasWrong) {
    const [only, another] = passwords;
    return only === undefined || another !== undefined ? undefined : { protocol, password: only };
  }
  if (given?.password !== undefined) return { protocol, password: given.password };
  return given?.key !== undefined && given.protocol === protocol ? { protocol, key: given.key } : undefined;
}
