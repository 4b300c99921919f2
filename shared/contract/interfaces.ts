import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { problems } from './errors.ts';

export const networkInterfaceSchema = z.object({
  name: z.string(),
  kind: z.enum(['ethernet', 'wifi', 'bridge', 'virtual', 'loopback', 'lab']),
  /** Lower-case with colons; absent where the interface has none. */
  mac: z.string().optional(),
  link: z.enum(['up', 'no-carrier', 'down', 'unknown']),
  addresses: z.array(z.object({ family: z.enum(['ipv4', 'ipv6']), address: z.string(), prefix: z.number() })),
  mtu: z.number().optional(),
  speedMbps: z.number().optional(),
  /** Whether frames can be sent and captured here, and if not, why. */
  rawFrames: z.object({ available: z.boolean(), problem: problemSchema.optional() }),
});
export type NetworkInterface = z.infer<typeof networkInterfaceSchema>;

export const interfacesContract = {
  /** Every Ethernet-like interface of this machine, also those without an address, then the lab's segments. */
  list: oc.errors(problems).output(z.array(networkInterfaceSchema)),
};
