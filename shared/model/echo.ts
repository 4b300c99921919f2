import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { framingFaultSchema, framingSchema } from './framing.ts';

export const transports = ['tcp', 'udp'] as const;
export const ipFamilies = ['ipv4', 'ipv6'] as const;

const portSchema = z.int().min(1).max(65_535);

/** Whether segments are captured: `auto` where raw frames are allowed. */
const captureSchema = z.enum(['auto', 'off']);

/** How the segments of a connection are captured, or why they are not. */
export const capturedSchema = z.object({
  state: z.enum(['opening', 'captured', 'ended', 'not-captured']),
  interface: z.string().optional(),
  /** Frames that the system or the packet process lost. */
  lost: z.number(),
  /** Why there is none, or why it ended before its time. */
  problem: problemSchema.optional(),
});
export type Captured = z.output<typeof capturedSchema>;

/** Text, or bytes: "hello\\r\\n", or with `hex` "68 65 6c". Macros: {counter} {time} {iso} {random} {random:8} {size:100}. */
export const payloadSchema = z.object({
  text: z.string().max(1_000_000),
  /** `mixed`: text with escapes (\\r \\n \\t \\xNN) and {macros}; `hex`: hex digits; `plain`: as it stands. */
  as: z.enum(['mixed', 'hex', 'plain']).default('mixed'),
  /** Behind it. */
  end: z.enum(['none', 'lf', 'crlf', 'cr', 'nul']).default('none'),
});
export type Payload = z.output<typeof payloadSchema>;

/** What a server does with a message. */
export const behaviourSchema = z.discriminatedUnion('kind', [
  /** RFC 862. */
  z.object({ kind: z.literal('echo') }),
  /** RFC 863. */
  z.object({ kind: z.literal('discard') }),
  /** RFC 864. */
  z.object({ kind: z.literal('chargen') }),
  /** RFC 867. */
  z.object({ kind: z.literal('daytime') }),
  z.object({ kind: z.literal('fixed'), answer: payloadSchema }),
  /** The first that matches answers; without one nothing does. */
  z.object({
    kind: z.literal('rules'),
    rules: z
      .array(
        z.object({
          match: z.enum(['equal', 'contains', 'starts', 'hex', 'regex', 'any']),
          value: z.string().max(10_000).default(''),
          answer: payloadSchema,
          /** Milliseconds before the answer. */
          delay: z.int().min(0).max(60_000).default(0),
          /** Close the connection behind the answer. */
          close: z.boolean().default(false),
        }),
      )
      .min(1)
      .max(100),
  }),
]);

export const serveInputSchema = z.object({
  protocol: z.enum(transports),
  /** One address of this machine; absent: every one, IPv4 and IPv6. */
  address: z.string().max(100).optional(),
  /** 0: any that is free. */
  port: z.int().min(0).max(65_535),
  behaviour: behaviourSchema.default({ kind: 'echo' }),
  framing: framingSchema.default({ kind: 'none' }),
  /** Clients at a time; one more is turned away, and counted. */
  clients: z.int().min(1).max(100_000).default(20_000),
  /** Bytes waiting for all clients together; reading stops while there are more. */
  held: z
    .int()
    .min(1024)
    .max(1 << 30)
    .default(64 << 20),
  /** `auto`: until the first ones are kept, of a server on one address. */
  capture: captureSchema.default('off'),
  name: z.string().trim().max(100).default(''),
});

export type ServeInput = z.output<typeof serveInputSchema>;

export const serverSchema = serveInputSchema.extend({
  id: z.string(),
  state: z.enum(['listening', 'stopped']),
  /** What it is bound to: one an address family. */
  bound: z.array(z.object({ address: z.string(), port: z.number(), family: z.enum(ipFamilies) })),
  startedAt: z.number(),
  /** Clients now, and all there were; UDP: those heard of in the last minute. */
  open: z.number(),
  seen: z.number(),
  refused: z.number(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  messages: z.number(),
  faults: z.number(),
  /** Bytes waiting to be sent. */
  waiting: z.number(),
  /** The exchange on the timeline. */
  exchange: z.string(),
  captured: capturedSchema.optional(),
});
export type EchoServer = z.output<typeof serverSchema>;

export const serverClientSchema = z.object({
  id: z.string(),
  address: z.string(),
  port: z.number(),
  state: z.enum(['open', 'half-closed', 'slow', 'closed', 'reset']),
  openedAt: z.number(),
  lastAt: z.number(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  waiting: z.number(),
  messages: z.number(),
  problem: problemSchema.optional(),
});

export type ServerClient = z.infer<typeof serverClientSchema>;

export const connectInputSchema = z.object({
  protocol: z.enum(transports),
  address: z.string().trim().min(1).max(253),
  port: portSchema,
  family: z.enum(ipFamilies).optional(),
  /** Where it comes from. */
  sourceAddress: z.string().max(100).optional(),
  sourcePort: z.int().min(0).max(65_535).optional(),
  /** Name of an interface: it gives the source address, and a link-local address its zone. */
  interface: z.string().max(100).optional(),
  /** UDP: the address stands for many, and whoever answers is heard. */
  broadcast: z.boolean().default(false),
  framing: framingSchema.default({ kind: 'none' }),
  noDelay: z.boolean().default(true),
  /** Seconds of silence before the first probe; 0: none. */
  keepAlive: z.int().min(0).max(32_767).default(0),
  /** Milliseconds, for look-up and connect together. */
  timeout: z.int().min(50).max(120_000).default(10_000),
  capture: captureSchema.default('auto'),
  name: z.string().trim().max(100).default(''),
});

export type ConnectInput = z.output<typeof connectInputSchema>;

const endSchema = z.object({ address: z.string(), port: z.number() });

export const connectionSchema = connectInputSchema.extend({
  id: z.string(),
  /** The exchange on the timeline. */
  exchange: z.string(),
  state: z.enum(['connecting', 'open', 'half-closed', 'closed', 'failed']),
  /** Half-closed: who has sent FIN. */
  finished: z.enum(['us', 'them']).optional(),
  /** Why it failed or broke; of an open UDP socket what ICMP said last. */
  problem: problemSchema.optional(),
  local: endSchema.optional(),
  remote: endSchema.optional(),
  openedAt: z.number(),
  closedAt: z.number().optional(),
  /** Milliseconds that each step took; `firstByte` from the connection on. */
  times: z.object({
    lookUp: z.number().optional(),
    connect: z.number().optional(),
    firstByte: z.number().optional(),
  }),
  bytesIn: z.number(),
  bytesOut: z.number(),
  messagesIn: z.number(),
  messagesOut: z.number(),
  faults: z.number(),
  /** Segments of its conversation, those no longer held included. */
  segments: z.number(),
  /** Bytes that the system has not taken yet. */
  waiting: z.number(),
  repeating: z.boolean(),
  /** The file that is being sent. */
  file: z.object({ name: z.string(), sent: z.number(), size: z.number() }).optional(),
  /** Absent where nothing was to be captured. */
  captured: capturedSchema.optional(),
});
export type EchoConnection = z.output<typeof connectionSchema>;

/** Of each segment so many bytes are kept, and so many ends of messages. */
export const segmentLimits = { bytes: 4096, ends: 256, faults: 32 } as const;

/** A stretch of a conversation: one read or write of the socket, and the messages whose ends lie in it. */
export const segmentSchema = z.object({
  index: z.number(),
  at: z.number(),
  direction: z.enum(['sent', 'received']),
  /** Position of its first byte in its direction's stream. */
  offset: z.number(),
  length: z.number(),
  /** The bytes, up to 4,096 of them. */
  hex: z.string(),
  /** The same, with what is no text as \\xNN. */
  text: z.string(),
  /** Where messages end in it, and which: offsets from the segment's beginning, `from` before it where the message began earlier. */
  ends: z.array(z.object({ at: z.number(), message: z.number(), from: z.number(), length: z.number() })),
  /** Ends beyond those. */
  moreEnds: z.number(),
  /** `at` counts from the beginning of the direction's stream. */
  faults: z.array(framingFaultSchema),
  /** It has no bytes and stands for the end of its direction. */
  mark: z.enum(['fin', 'reset']).optional(),
  /** UDP: the other side, where it is not the one connected to. */
  peer: z.string().optional(),
});
export type Segment = z.infer<typeof segmentSchema>;

export const savedSchema = z.object({
  id: z.string(),
  folder: z.string(),
  name: z.string(),
  server: serveInputSchema.optional(),
  connection: connectInputSchema.extend({ payload: payloadSchema.optional() }).optional(),
});
export type Saved = z.output<typeof savedSchema>;

export const echoRunInputSchema = z.object({
  protocol: z.enum(transports),
  address: z.string().trim().min(1).max(253),
  port: portSchema,
  family: z.enum(ipFamilies).optional(),
  sourceAddress: z.string().max(100).optional(),
  messages: z.int().min(1).max(10_000_000).default(100),
  /** Bytes of each message. */
  size: z.int().min(1).max(65_507).default(64),
  /** Messages a second; absent: as fast as `inFlight` allows. */
  rate: z.number().min(0.1).max(1_000_000).optional(),
  /** Messages sent and not answered, at most. */
  inFlight: z.int().min(1).max(10_000).default(1),
  /** Milliseconds until a message counts as lost. */
  timeout: z.int().min(10).max(60_000).default(2000),
  framing: framingSchema.default({ kind: 'none' }),
  noDelay: z.boolean().default(true),
  /** It takes time from the round trips that are measured. */
  capture: captureSchema.default('off'),
  /** Identifier for the exchange, to follow it while it runs. Default: a new one. */
  exchange: z.uuid().optional(),
});

export const echoStatisticsSchema = z.object({
  sent: z.number(),
  answered: z.number(),
  lost: z.number(),
  duplicates: z.number(),
  reordered: z.number(),
  corrupted: z.number(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  /** Milliseconds. */
  min: z.number().optional(),
  median: z.number().optional(),
  mean: z.number().optional(),
  p95: z.number().optional(),
  p99: z.number().optional(),
  max: z.number().optional(),
  /** RFC 3550 section 6.4.1, over round trips. */
  jitter: z.number().optional(),
  /** Answers a second. */
  perSecond: z.number(),
  /** Round trips: upper bounds in milliseconds, and how many lie below each and above the one before. */
  histogram: z.array(z.object({ to: z.number(), count: z.number() })),
});

export const echoRunResultSchema = z.object({
  exchange: z.string(),
  ended: z.enum(['complete', 'cancelled', 'failed']),
  problem: problemSchema.optional(),
  duration: z.number(),
  statistics: echoStatisticsSchema,
  captured: capturedSchema.optional(),
  /** The first that differed: where, what was sent and what came. */
  firstCorruption: z.object({ message: z.number(), at: z.number(), sent: z.string(), received: z.string() }).optional(),
});
export type EchoRunInput = z.output<typeof echoRunInputSchema>;
export type EchoStatistics = z.infer<typeof echoStatisticsSchema>;
export type EchoRunResult = z.infer<typeof echoRunResultSchema>;
