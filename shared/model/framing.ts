import { z } from 'zod';

/** Greatest message that is put together, in bytes: what is announced or searched beyond it is named, never held. */
export const messageLimits = { usual: 1 << 20, most: 1 << 28 } as const;

const limit = z.int().min(1).max(messageLimits.most).default(messageLimits.usual);

/** How messages are told apart in a stream of bytes. */
export const framingSchema = z.discriminatedUnion('kind', [
  /** Each piece as it comes. */
  z.object({ kind: z.literal('none') }),
  /** `delimiter` with the escapes of a string: "\\n", "\\r\\n", "\\x03". */
  z.object({ kind: z.literal('delimiter'), delimiter: z.string().min(1).max(64).default('\\n'), limit }),
  /** A length before each message. `inclusive`: it counts itself. */
  z.object({
    kind: z.literal('length'),
    bytes: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]).default(4),
    order: z.enum(['big', 'little']).default('big'),
    inclusive: z.boolean().default(false),
    limit,
  }),
  z.object({ kind: z.literal('fixed'), size: z.int().min(1).max(messageLimits.most) }),
  /** "5:hello," (D. J. Bernstein, 1997). */
  z.object({ kind: z.literal('netstring'), limit }),
  /** RFC 1055. */
  z.object({ kind: z.literal('slip'), limit }),
  /** Consistent overhead byte stuffing (Cheshire and Baker, 1999), each message behind by a zero. */
  z.object({ kind: z.literal('cobs'), limit }),
]);
export type Framing = z.output<typeof framingSchema>;

/** What is wrong with a stream: `at` counts bytes of the stream from its beginning. */
export const framingFaultSchema = z.object({
  kind: z.enum(['oversized', 'incomplete', 'garbage']),
  at: z.number(),
  /** Technical, in English: "length 1073741824 at byte 0, limit 1048576". */
  reason: z.string(),
});
export type FramingFault = z.infer<typeof framingFaultSchema>;
