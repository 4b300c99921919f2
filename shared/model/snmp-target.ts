import { z } from 'zod';
import { hexSchema } from './hex.ts';

export const snmpVersions = ['1', '2c', '3'] as const;
export type SnmpVersion = (typeof snmpVersions)[number];

/** RFC 3414 (MD5, SHA) and RFC 7860 (SHA-2). */
export const authProtocols = ['MD5', 'SHA', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'] as const;
export type AuthProtocol = (typeof authProtocols)[number];

/**
 * RFC 3414 (DES), RFC 3826 (AES), draft-reeder-snmpv3-usm-3desede (3DES), draft-blumenthal-aes-usm-04 (AES-192, AES-256). `-C` lengthens
 * short keys as 3DES does (Reeder, Cisco) instead of by hashing them again (Blumenthal).
 */
export const privProtocols = ['DES', '3DES', 'AES', 'AES-192', 'AES-256', 'AES-192-C', 'AES-256-C'] as const;
export type PrivProtocol = (typeof privProtocols)[number];

/** RFC 3414 section 11.2: at least eight characters. */
const passwordSchema = z.string().min(8, 'at least 8 characters (RFC 3414 section 11.2)').max(1024);

const authSchema = z
  .object({
    protocol: z.enum(authProtocols),
    password: passwordSchema.optional(),
    /** The localized key in hex, instead of the password; it is good for one engine. */
    key: hexSchema.optional(),
  })
  .refine(hasOneSecret, 'either a password or a localized key');
const privSchema = z
  .object({ protocol: z.enum(privProtocols), password: passwordSchema.optional(), key: hexSchema.optional() })
  .refine(hasOneSecret, 'either a password or a localized key');

function hasOneSecret({ password, key }: { password?: string | undefined; key?: string | undefined }): boolean {
  return (password === undefined) !== (key === undefined);
}

const engineIdSchema = hexSchema.refine(
  (hex) => hex.length >= 10 && hex.length <= 64,
  'an engine ID has 5 to 32 bytes (RFC 3411 section 5)',
);

const credentialFields = {
  version: z.enum(snmpVersions),
  /** v1, v2c. Sent in clear text. */
  community: z.string().min(1).max(255).optional(),
  /** v3: the security name. */
  user: z.string().min(1).max(32).optional(),
  auth: authSchema.optional(),
  priv: privSchema.optional(),
  /** v3: contextName (RFC 3411 section 3.3.1). */
  context: z.string().max(255).optional(),
  /** v3: contextEngineID, where it is not the agent's own: behind a proxy. */
  contextEngine: engineIdSchema.optional(),
};

/** What makes credentials incomplete: the field and what is wrong with it. */
function credentialFault(input: {
  version?: SnmpVersion | undefined;
  community?: string | undefined;
  user?: string | undefined;
  auth?: object | undefined;
  priv?: object | undefined;
}): { path: string; message: string } | undefined {
  if (input.version === '3') {
    if (input.user === undefined) return { path: 'user', message: 'SNMPv3 needs a user' };
    if (input.priv !== undefined && input.auth === undefined) {
      return { path: 'auth', message: 'privacy needs authentication (RFC 3411 section 3.4.3)' };
    }
    return undefined;
  }
  return input.community === undefined ? { path: 'community', message: 'SNMPv1 and v2c need a community' } : undefined;
}

/** Everything secret or not that an agent wants to see. */
export const credentialsSchema = z.object(credentialFields).superRefine((value, context) => {
  const fault = credentialFault(value);
  if (fault !== undefined) context.addIssue({ code: 'custom', path: [fault.path], message: fault.message });
});
export type Credentials = z.output<typeof credentialsSchema>;

/**
 * Whom to ask: a saved device (`device`: its id or name), an address with a saved profile (`profile`), or an address with the
 * credentials themselves. The last is for the command line: its secrets are never stored.
 */
export const targetSchema = targetSchemaWith(161);

/** The same, for a service that usually has another port. */
export function targetSchemaWith(usualPort: number) {
  return z
    .object({
      device: z.string().max(200).optional(),
      profile: z.string().max(200).optional(),
      /** IPv4, IPv6 (with a zone: "fe80::1%eth0"), or a host name. */
      address: z.string().trim().min(1).max(253).optional(),
      port: z.int().min(1).max(65_535).default(usualPort),
      ...credentialFields,
      version: credentialFields.version.optional(),
    })
    .superRefine((value, context) => {
      const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
      if (value.device !== undefined) return;
      if (value.address === undefined) issue('address', 'an address or a saved device is needed');
      if (value.profile !== undefined) return;
      if (value.version === undefined) {
        issue('version', 'a version with its credentials, or a saved profile, is needed');
        return;
      }
      const fault = credentialFault(value);
      if (fault !== undefined) issue(fault.path, fault.message);
    });
}
export type SnmpTarget = z.output<typeof targetSchema>;
/** As it is written by a caller: the port may be left out. */
export type SnmpTargetInput = z.input<typeof targetSchema>;
