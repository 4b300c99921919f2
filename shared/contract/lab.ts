import { oc } from '@orpc/contract';
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

export const labContract = {
  segments: oc.errors(problems).output(z.array(labSegmentSchema)),
  /** The simulated SNMP devices; the first call starts them. They answer on loopback until the program ends. */
  agents: oc.errors(problems).output(z.array(labAgentSchema)),
};
