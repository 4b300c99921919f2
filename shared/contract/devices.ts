import { oc } from '@orpc/contract';
import { z } from 'zod';
import { authProtocols, credentialsSchema, privProtocols, snmpVersions } from '../model/snmp-target.ts';
import { problems } from './errors.ts';

const nameSchema = z.string().trim().min(1).max(100);

/** A credential profile as it is shown: everything but its secrets. */
export const profileSchema = z.object({
  id: z.string(),
  name: nameSchema,
  version: z.enum(snmpVersions),
  user: z.string().optional(),
  authProtocol: z.enum(authProtocols).optional(),
  privProtocol: z.enum(privProtocols).optional(),
  context: z.string().optional(),
  contextEngine: z.string().optional(),
  /** Devices that use it. */
  devices: z.number(),
  /** Its secrets cannot be read with this machine's key: they have to be typed again. */
  locked: z.boolean(),
});
export type Profile = z.infer<typeof profileSchema>;

export const deviceSchema = z.object({
  id: z.string(),
  name: nameSchema,
  /** IPv4, IPv6 or a host name. */
  address: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
  /** Its credential profile; absent: none chosen yet. */
  profile: z.string().optional(),
  note: z.string().max(2000),
  /** What it said of itself when it was last asked. */
  sysName: z.string().optional(),
  sysDescr: z.string().optional(),
  sysObjectId: z.string().optional(),
  /** Milliseconds since the epoch. */
  seenAt: z.number().optional(),
  createdAt: z.number(),
});
export type Device = z.infer<typeof deviceSchema>;

export const devicesContract = {
  list: oc.errors(problems).output(z.array(deviceSchema)),
  /** Without an id: a new one. Two devices may not have one name. */
  save: oc
    .errors(problems)
    .input(
      deviceSchema.pick({ name: true, address: true, profile: true }).extend({
        id: z.string().optional(),
        port: z.int().min(1).max(65_535).default(161),
        note: z.string().max(2000).default(''),
        sysName: z.string().max(1000).optional(),
        sysDescr: z.string().max(2000).optional(),
        sysObjectId: z.string().max(500).optional(),
      }),
    )
    .output(deviceSchema),
  delete: oc
    .errors(problems)
    .input(z.object({ id: z.string() }))
    .output(z.object({ deleted: z.boolean() })),
  /** In the order in which they are tried on a new device. */
  profiles: oc.errors(problems).output(z.array(profileSchema)),
  /** Without an id: a new one, tried last. With an id and without `credentials`: renames it. Secrets go in and never come out. */
  saveProfile: oc
    .errors(problems)
    .input(z.object({ id: z.string().optional(), name: nameSchema, credentials: credentialsSchema.optional() }))
    .output(profileSchema),
  /** Refused while a device uses it. */
  deleteProfile: oc
    .errors(problems)
    .input(z.object({ id: z.string() }))
    .output(z.object({ deleted: z.boolean() })),
  orderProfiles: oc
    .errors(problems)
    .input(z.object({ ids: z.array(z.string()).max(1000) }))
    .output(z.array(profileSchema)),
  /** How secrets are kept: by the system's key store, or by a key in a file that only this person can read. */
  protection: oc
    .errors(problems)
    .output(
      z.object({ by: z.enum(['system', 'file', 'memory']), file: z.string().optional(), weak: z.string().optional() }),
    ),
};
