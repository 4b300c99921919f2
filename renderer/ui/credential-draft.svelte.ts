import type { Profile } from '#shared/contract/devices.ts';
import { fromHex } from '#shared/model/hex.ts';
import {
  type AuthProtocol,
  authProtocols,
  type Credentials,
  credentialsSchema,
  type PrivProtocol,
  privProtocols,
  type SnmpVersion,
} from '#shared/model/snmp-target.ts';

/** What is typed as credentials. It lives as long as its dialog and is kept nowhere: it has secrets. */
export interface CredentialFields {
  version: SnmpVersion;
  community: string;
  user: string;
  auth: AuthProtocol | '';
  authSecret: string;
  priv: PrivProtocol | '';
  privSecret: string;
  /** Whether the secrets are passwords or localized keys in hex. */
  secrets: 'password' | 'key';
  context: string;
  contextEngine: string;
}

type CredentialFault = 'missing' | 'short' | 'hex' | 'engine';

const fresh: CredentialFields = {
  version: '2c',
  community: '',
  user: '',
  auth: 'SHA',
  authSecret: '',
  priv: 'AES',
  privSecret: '',
  secrets: 'password',
  context: '',
  contextEngine: '',
};

/** RFC 3414 section 11.2. In characters. */
const shortestPassword = 8;

export class CredentialDraft {
  fields = $state.raw<CredentialFields>(fresh);
  /** Faults are shown only after somebody tried to save. */
  tried = $state(false);

  readonly faults: ReadonlyMap<keyof CredentialFields, CredentialFault> = $derived(faultsOf(this.fields));

  set<Field extends keyof CredentialFields>(field: Field, value: CredentialFields[Field]): void {
    this.fields = { ...this.fields, [field]: value };
  }

  setAuth(text: string): void {
    this.set('auth', authProtocols.find((protocol) => protocol === text) ?? '');
  }

  setPriv(text: string): void {
    this.set('priv', privProtocols.find((protocol) => protocol === text) ?? '');
  }

  /** What is wrong with a field, once somebody tried to save. */
  fault(field: keyof CredentialFields): CredentialFault | undefined {
    return this.tried ? this.faults.get(field) : undefined;
  }

  /** The credentials; undefined while they are incomplete, which is marked from now on. */
  take(): Credentials | undefined {
    this.tried = true;
    return this.faults.size > 0 ? undefined : credentialsOf(this.fields);
  }

  /** Starts again from what may be shown of a profile; its secrets have to be typed. */
  begin(profile?: Profile): void {
    this.tried = false;
    this.fields =
      profile === undefined
        ? fresh
        : {
            ...fresh,
            version: profile.version,
            user: profile.user ?? '',
            auth: profile.version === '3' ? (profile.authProtocol ?? '') : fresh.auth,
            priv: profile.version === '3' ? (profile.privProtocol ?? '') : fresh.priv,
            context: profile.context ?? '',
            contextEngine: profile.contextEngine ?? '',
          };
  }
}

function faultsOf(fields: CredentialFields): Map<keyof CredentialFields, CredentialFault> {
  const { version, community, user, auth, authSecret, priv, privSecret, secrets, contextEngine } = fields;
  const faults = new Map<keyof CredentialFields, CredentialFault>();
  const check = (field: 'authSecret' | 'privSecret', secret: string) => {
    if (secret === '') faults.set(field, 'missing');
    else if (secrets === 'password' && secret.length < shortestPassword) faults.set(field, 'short');
    else if (secrets === 'key' && fromHex(secret) === undefined) faults.set(field, 'hex');
  };
  if (version !== '3') {
    if (community === '') faults.set('community', 'missing');
    return faults;
  }
  if (user === '') faults.set('user', 'missing');
  if (auth !== '') check('authSecret', authSecret);
  if (auth !== '' && priv !== '') check('privSecret', privSecret);
  const engine = contextEngine.trim();
  const length = fromHex(engine)?.length ?? 0;
  if (engine !== '' && (length < 5 || length > 32)) faults.set('contextEngine', 'engine');
  return faults;
}

function credentialsOf(fields: CredentialFields): Credentials | undefined {
  const { version, community, user, auth, authSecret, priv, privSecret, secrets, context, contextEngine } = fields;
  if (version !== '3') return credentialsSchema.safeParse({ version, community }).data;
  const engine = contextEngine.trim();
  return credentialsSchema.safeParse({
    version,
    user,
    ...(auth === '' ? {} : { auth: { protocol: auth, [secrets]: authSecret } }),
    ...(auth === '' || priv === '' ? {} : { priv: { protocol: priv, [secrets]: privSecret } }),
    ...(context === '' ? {} : { context }),
    ...(engine === '' ? {} : { contextEngine: engine }),
  }).data;
}
