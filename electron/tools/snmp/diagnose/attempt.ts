import type { Credentials } from '#shared/model/snmp-target.ts';
import { levelOf } from './credential-changes.ts';
import type { Outcome } from './outcome.ts';

/** One thing to try on the agent. */
export interface Attempt {
  /** `discover`: asks for the engine, which needs no credentials. `get`: sysUpTime. `getNext`: whatever there is to see. */
  ask: 'discover' | 'get' | 'getNext';
  credentials: Credentials;
  /** What is special about the credentials: "passwords swapped". Never a secret. */
  note?: string | undefined;
  /** Ask ICMP too, where nothing comes back. */
  reach?: boolean;
  /** One of several, most of which will stay without an answer: it is not waited for as patiently. */
  quick?: boolean;
}

/** A part of the examination: asks for tries, is told their outcomes, and comes to a result. */
export type Steps<Result> = Generator<Attempt, Result, Outcome>;

export const discovery: Credentials = { version: '3', user: '' };

/** "v3 labuser SHA-256/AES authPriv, passwords swapped" */
export function attemptText({ ask, credentials, note }: Attempt): string {
  if (ask === 'discover') return 'v3 discovery';
  const { version, user, auth, priv, context, contextEngine } = credentials;
  const protocols = [auth?.protocol, priv?.protocol].filter((one) => one !== undefined).join('/');
  const words = version === '3' ? [user, protocols, levelOf(credentials)] : [];
  const parts = [
    [`v${version}`, ...words].filter((word) => word !== '').join(' '),
    context === undefined || context === '' ? '' : `context "${context}"`,
    contextEngine === undefined ? '' : `context engine ${contextEngine}`,
    note ?? '',
    ask === 'getNext' ? 'GETNEXT' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
