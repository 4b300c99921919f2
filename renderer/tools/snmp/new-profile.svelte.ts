import {
  type AuthProtocol,
  authProtocols,
  type Credentials,
  credentialsSchema,
  type PrivProtocol,
  privProtocols,
  type SnmpVersion,
} from '#shared/model/snmp-target.ts';

/** What is typed to make a credential profile. It lives as long as its dialog and is kept nowhere: it has secrets. */
export interface NewProfileFields {
  name: string;
  version: SnmpVersion;
  community: string;
  user: string;
  auth: AuthProtocol | '';
  authPassword: string;
  priv: PrivProtocol | '';
  privPassword: string;
  context: string;
}

export type NewProfileFault = 'missing' | 'short';

const fresh: NewProfileFields = {
  name: '',
  version: '2c',
  community: '',
  user: '',
  auth: 'SHA',
  authPassword: '',
  priv: 'AES',
  privPassword: '',
  context: '',
};

export class NewProfile {
  fields = $state.raw<NewProfileFields>(fresh);
  /** Faults are shown only after somebody tried to save. */
  tried = $state(false);

  readonly faults: ReadonlyMap<keyof NewProfileFields, NewProfileFault> = $derived.by(() => {
    const { name, version, community, user, auth, authPassword, priv, privPassword } = this.fields;
    const faults = new Map<keyof NewProfileFields, NewProfileFault>();
    if (name.trim() === '') faults.set('name', 'missing');
    if (version !== '3') {
      if (community === '') faults.set('community', 'missing');
      return faults;
    }
    if (user === '') faults.set('user', 'missing');
    if (auth !== '' && authPassword.length < 8) faults.set('authPassword', 'short');
    if (auth !== '' && priv !== '' && privPassword.length < 8) faults.set('privPassword', 'short');
    return faults;
  });

  set<Field extends keyof NewProfileFields>(field: Field, value: NewProfileFields[Field]): void {
    this.fields = { ...this.fields, [field]: value };
  }

  setAuth(text: string): void {
    this.set('auth', authProtocols.find((protocol) => protocol === text) ?? '');
  }

  setPriv(text: string): void {
    this.set('priv', privProtocols.find((protocol) => protocol === text) ?? '');
  }

  /** What is wrong with a field, once somebody tried to save. */
  fault(field: keyof NewProfileFields): NewProfileFault | undefined {
    return this.tried ? this.faults.get(field) : undefined;
  }

  /** The credentials; undefined while they are incomplete, which is marked from now on. */
  take(): { name: string; credentials: Credentials } | undefined {
    this.tried = true;
    if (this.faults.size > 0) return undefined;
    const { name, version, community, user, auth, authPassword, priv, privPassword, context } = this.fields;
    const v3 = {
      version,
      user,
      ...(auth === '' ? {} : { auth: { protocol: auth, password: authPassword } }),
      ...(auth === '' || priv === '' ? {} : { priv: { protocol: priv, password: privPassword } }),
      ...(context === '' ? {} : { context }),
    };
    const credentials = credentialsSchema.safeParse(version === '3' ? v3 : { version, community }).data;
    return credentials === undefined ? undefined : { name: name.trim(), credentials };
  }

  /** Forgets everything typed. */
  clear(): void {
    this.fields = fresh;
    this.tried = false;
  }
}
