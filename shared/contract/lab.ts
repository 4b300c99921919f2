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

export const labContract = {
  segments: oc.errors(problems).output(z.array(labSegmentSchema)),
};
