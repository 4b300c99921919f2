import { z } from 'zod';
import { optionSchema } from './dhcp-exchange.ts';

/** What a kind of client sends: fills the page's form, changes nothing else. */
export const dhcpProfileSchema = z.object({
  /** Unique; of a ready-made one its code, whose words are the message `dhcp_profile_<code>`. */
  name: z.string().trim().min(1).max(100),
  builtIn: z.boolean(),
  vendorClass: z.string().max(255).optional(),
  hostName: z.string().max(255).optional(),
  broadcast: z.boolean().optional(),
  requestedOptions: z.array(z.int().min(1).max(254)).max(255),
  options: z.array(optionSchema).max(100),
});
export type DhcpProfile = z.infer<typeof dhcpProfileSchema>;

/** How an option's value is written by a person. */
export const optionKinds = [
  'address',
  'addresses',
  'integer',
  'integers',
  'duration',
  'flag',
  'text',
  'domains',
  'routes',
  'suboptions',
  'codes',
  'hex',
] as const;

export const optionTypeSchema = z.object({
  code: z.number(),
  /** The RFC's name. */
  name: z.string(),
  kind: z.enum(optionKinds),
  /** A value as `encodeOption` reads it. */
  example: z.string(),
});
export type OptionType = z.infer<typeof optionTypeSchema>;
