import { authAlgorithms, privAlgorithms } from '#electron/usm/protocols.ts';
import type { WrongPart } from '#shared/model/snmp-diagnosis.ts';
import type { AuthProtocol, Credentials, PrivProtocol } from '#shared/model/snmp-target.ts';

export type Level = 'noAuthNoPriv' | 'authNoPriv' | 'authPriv';

/** RFC 3411 section 3.4.3. */
export function levelOf({ auth, priv }: Pick<Credentials, 'auth' | 'priv'>): Level {
  return priv !== undefined ? 'authPriv' : auth !== undefined ? 'authNoPriv' : 'noAuthNoPriv';
}

/** The same user, one level lower. */
export function lowered(credentials: Credentials): Credentials {
  return credentials.priv === undefined ? { ...credentials, auth: undefined } : { ...credentials, priv: undefined };
}

export function hasContext({ context, contextEngine }: Credentials): boolean {
  return (context !== undefined && context !== '') || contextEngine !== undefined;
}

/** The same user, without a context: hence in the default one of the agent itself. */
export function withoutContext(credentials: Credentials): Credentials {
  return hasContext(credentials) ? { ...credentials, context: undefined, contextEngine: undefined } : credentials;
}

/** One text for credentials that are the same to an agent. Held in memory only: it has the secrets. */
export function sameness({ version, community, user, auth, priv, context, contextEngine }: Credentials): string {
  const secret = (part: Credentials['auth'] | Credentials['priv']) => [part?.protocol, part?.password, part?.key];
  return JSON.stringify([version, community, user, secret(auth), secret(priv), context ?? '', contextEngine]);
}

const extensions: Partial<Record<PrivProtocol, PrivProtocol>> = {
  'AES-192': 'AES-192-C',
  'AES-192-C': 'AES-192',
  'AES-256': 'AES-256-C',
  'AES-256-C': 'AES-256',
};

/** The same cipher with the other way to lengthen keys, where the hash is so short that it makes a difference. */
export function otherExtension(priv: PrivProtocol, auth: AuthProtocol): PrivProtocol | undefined {
  return authAlgorithms[auth].keyLength < privAlgorithms[priv].keyLength ? extensions[priv] : undefined;
}

/** What of the given credentials has to be changed to come to the right ones, and into what where that is no secret. */
export function changes(given: Credentials, right: Credentials): { part: WrongPart; instead?: string }[] {
  const found: { part: WrongPart; instead?: string }[] = [];
  if (given.version !== right.version) found.push({ part: 'version', instead: `v${right.version}` });
  if (given.version !== '3' && right.version !== '3' && given.community !== right.community) {
    found.push({ part: 'community' });
  }
  if (given.version !== '3' || right.version !== '3') return found;
  if (given.user !== right.user) found.push({ part: 'user', instead: right.user ?? '' });
  if (levelOf(given) !== levelOf(right)) found.push({ part: 'securityLevel', instead: levelOf(right) });
  const { auth, priv } = given;
  if (auth !== undefined && right.auth !== undefined) {
    if (auth.protocol !== right.auth.protocol) found.push({ part: 'authProtocol', instead: right.auth.protocol });
    if (differ(auth, right.auth)) found.push({ part: 'authPassword' });
  }
  if (priv !== undefined && right.priv !== undefined) {
    const isExtension = extensions[priv.protocol] === right.priv.protocol;
    if (priv.protocol !== right.priv.protocol) {
      found.push({ part: isExtension ? 'keyExtension' : 'privProtocol', instead: right.priv.protocol });
    }
    if (differ(priv, right.priv)) found.push({ part: 'privPassword' });
  }
  if (hasContext(given) && !hasContext(right)) found.push({ part: 'context', instead: '""' });
  else if ((given.context ?? '') !== (right.context ?? ''))
    found.push({ part: 'context', instead: right.context ?? '' });
  return found;
}

type Secret = { password?: string | undefined; key?: string | undefined };

function differ(a: Secret, b: Secret): boolean {
  return a.password !== b.password || a.key !== b.key;
}
