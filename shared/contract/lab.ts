import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { problems } from './errors.ts';

/** A virtual Ethernet segment inside the engine. Its name is used like an interface's. */
export const labSegmentSchema = z.object({
  interface: z.string(),
  /** Code of the messages `lab_<scenario>_title` and `lab_<scenario>_text`. */
  scenario: z.enum(['office', 'two_servers', 'refusing', 'silent', 'forgetful']),
  servers: z.array(z.object({ name: z.string(), address: z.string(), mac: z.string() })),
});
export type LabSegment = z.infer<typeof labSegmentSchema>;

/** A simulated SNMP device on loopback, with credentials that are no secret. */
export const labAgentSchema = z.object({
  /** Code of the messages `lab_agent_<kind>_title` and `lab_agent_<kind>_text`. */
  kind: z.enum(['router', 'switch', 'printer']),
  address: z.string(),
  port: z.number(),
  /** Ready to be used as a target; the first is the usual one. */
  targets: z.array(
    z.object({
      /** "public (v2c)", "labuser SHA/AES". */
      label: z.string(),
      writes: z.boolean(),
      version: z.enum(['1', '2c', '3']),
      community: z.string().optional(),
      user: z.string().optional(),
      auth: z
        .object({ protocol: z.enum(['MD5', 'SHA', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512']), password: z.string() })
        .optional(),
      priv: z.object({ protocol: z.enum(['DES', 'AES', 'AES-256', 'AES-256-C']), password: z.string() }).optional(),
    }),
  ),
});
export type LabAgent = z.infer<typeof labAgentSchema>;

/** Where the simulated devices send linkDown and linkUp when one of their interfaces is shut or opened: to a port of 127.0.0.1. */
export const labDestinationSchema = z
  .object({
    port: z.int().min(1).max(65_535),
    kind: z.enum(['trap', 'inform']).default('trap'),
    /** v1 and v2c with the community "public". */
    version: z.enum(['1', '2c', '3']).default('2c'),
    /** v3: a user of the lab, who has the same passwords as receiver; default: the first with privacy. */
    user: z.string().max(32).optional(),
  })
  .refine(({ kind, version }) => kind === 'trap' || version !== '1', {
    path: ['kind'],
    message: 'SNMPv1 has no informs',
  });
export type LabDestination = z.output<typeof labDestinationSchema>;

/** Simulated devices whose interfaces can be shut. */
const labDeviceKind = z.enum(['router', 'switch']);

export const labLinksSchema = z.object({
  devices: z.array(
    z.object({
      kind: labDeviceKind,
      interfaces: z.array(
        z.object({
          /** ifIndex. */
          index: z.number(),
          name: z.string(),
          alias: z.string(),
          /** ifAdminStatus is up(1). */
          admin: z.boolean(),
          /** ifOperStatus is up(1): nothing is plugged into one that is not, though it is not shut. */
          oper: z.boolean(),
        }),
      ),
    }),
  ),
  destination: labDestinationSchema.optional(),
  /** What was sent, newest first; the last fifty. */
  notifications: z.array(
    z.object({
      id: z.number(),
      at: z.number(),
      device: labDeviceKind,
      interface: z.string(),
      name: z.enum(['linkDown', 'linkUp']),
      kind: z.enum(['trap', 'inform']),
      version: z.enum(['1', '2c', '3']),
      port: z.number(),
      /** `waiting`: an inform without an answer so far. `failed`: see `reason`. */
      state: z.enum(['sent', 'waiting', 'acknowledged', 'unanswered', 'failed']),
      /** Technical, in English. */
      reason: z.string().optional(),
    }),
  ),
});
export type LabLinks = z.infer<typeof labLinksSchema>;

export const labContract = {
  segments: oc.errors(problems).output(z.array(labSegmentSchema)),
  /** The simulated SNMP devices; the first call starts them. They answer on loopback until the program ends. */
  agents: oc.errors(problems).output(z.array(labAgentSchema)),
  /** Their interfaces, and the notifications about them. */
  links: oc.errors(problems).output(labLinksSchema),
  /** The same whenever it changed, at most ten times a second. */
  linkNews: oc.errors(problems).output(eventIterator(labLinksSchema)),
  /** Shuts or opens an interface, as a SET of ifAdminStatus does. */
  setInterface: oc
    .errors(problems)
    .input(z.object({ kind: labDeviceKind.default('router'), interface: z.string().max(64), up: z.boolean() }))
    .output(labLinksSchema),
  /** Where notifications go; without a destination nowhere, which is so at the start. */
  notifications: oc
    .errors(problems)
    .input(z.object({ destination: labDestinationSchema.optional() }))
    .output(labLinksSchema),
};
