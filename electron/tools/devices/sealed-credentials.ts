import { z } from 'zod';
import type { Vault } from '#electron/storage/vault.ts';
import { type Credentials, credentialsSchema } from '#shared/model/snmp-target.ts';

/** Credentials as they are stored: what may be shown in columns, what must not be in one sealed piece. */
export interface SealedCredentials {
  version: string;
  user: string | null;
  auth_protocol: string | null;
  priv_protocol: string | null;
  context: string | null;
  context_engine: string | null;
  secrets: Uint8Array | null;
}

const secretSchema = z.object({ password: z.string().optional(), key: z.string().optional() });
const secretsSchema = z.object({
  community: z.string().optional(),
  auth: secretSchema.optional(),
  priv: secretSchema.optional(),
});

/** Fields of another version than the one chosen are dropped, so that nobody keeps a community that is not used. */
export function sealCredentials(vault: Vault, credentials: Credentials): SealedCredentials {
  const { version, community, user, auth, priv, context, contextEngine } = credentials;
  if (version !== '3') {
    const none = { user: null, auth_protocol: null, priv_protocol: null, context: null, context_engine: null };
    return { version, ...none, secrets: seal(vault, { community }) };
  }
  return {
    version,
    user: user ?? null,
    auth_protocol: auth?.protocol ?? null,
    priv_protocol: priv?.protocol ?? null,
    context: context ?? null,
    context_engine: contextEngine ?? null,
    secrets: auth === undefined ? null : seal(vault, { auth: secretOf(auth), priv: priv && secretOf(priv) }),
  };
}

/** Undefined when the vault's key does not open them, or what it opens are no credentials. */
export function openCredentials(vault: Vault, sealed: SealedCredentials): Credentials | undefined {
  const secrets = sealed.secrets === null ? {} : unseal(vault, sealed.secrets);
  if (secrets === undefined) return undefined;
  const { community, auth, priv } = secrets;
  const whole = credentialsSchema.safeParse({
    version: sealed.version,
    community,
    user: sealed.user ?? undefined,
    auth: sealed.auth_protocol === null ? undefined : { protocol: sealed.auth_protocol, ...auth },
    priv: sealed.priv_protocol === null ? undefined : { protocol: sealed.priv_protocol, ...priv },
    context: sealed.context ?? undefined,
    contextEngine: sealed.context_engine ?? undefined,
  });
  return whole.success ? whole.data : undefined;
}

function secretOf({ password, key }: { password?: string | undefined; key?: string | undefined }) {
  return { password, key };
}

function seal(vault: Vault, secrets: z.input<typeof secretsSchema>): Uint8Array {
  return vault.seal(new TextEncoder().encode(JSON.stringify(secrets)));
}

function unseal(vault: Vault, sealed: Uint8Array): z.output<typeof secretsSchema> | undefined {
  const opened = vault.open(sealed);
  if (opened === undefined) return undefined;
  try {
    const parsed = secretsSchema.safeParse(JSON.parse(new TextDecoder().decode(opened)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
