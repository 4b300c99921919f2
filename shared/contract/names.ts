import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { problems } from './errors.ts';

/** Flags of getaddrinfo (RFC 3493 section 6.1). */
export const addressFlags = [
  'AI_PASSIVE',
  'AI_CANONNAME',
  'AI_NUMERICHOST',
  'AI_NUMERICSERV',
  'AI_V4MAPPED',
  'AI_ALL',
  'AI_ADDRCONFIG',
] as const;

export const lookUpInputSchema = z.object({
  /** Absent: none, as for a server's own address. */
  host: z.string().trim().min(1).max(1024).optional(),
  service: z.string().trim().min(1).max(64).optional(),
  family: z.enum(['AF_UNSPEC', 'AF_INET', 'AF_INET6']).default('AF_UNSPEC'),
  socketType: z.enum(['any', 'SOCK_STREAM', 'SOCK_DGRAM', 'SOCK_RAW']).default('any'),
  protocol: z.enum(['any', 'IPPROTO_TCP', 'IPPROTO_UDP']).default('any'),
  flags: z.array(z.enum(addressFlags)).default([]),
  /** Beside it: DNS asked directly, the hosts file, names of the addresses. */
  beside: z.boolean().default(true),
  /** Port to race connections to (RFC 8305); absent: that of the service, or no race. */
  race: z.int().min(1).max(65_535).optional(),
  /** Milliseconds for each part. */
  timeout: z.int().min(100).max(60_000).default(5000),
});

/** What the parts of a look-up say when they are held against each other. The text of `a-b` is the message `names_finding_a_b`. */
export const nameFindings = [
  'repeated-by-socket-type',
  'from-hosts-file',
  'hosts-file-differs',
  'dns-has-more',
  'system-has-more',
  'servers-differ',
  'only-dns-knows',
  'only-ipv4',
  'only-ipv6',
  'first-fails',
  'ipv6-fails',
  'race-won-by-later',
  'all-fail',
  'reverse-differs',
] as const;
export type NameFinding = (typeof nameFindings)[number];

/** One of the list, in the system's order. */
export const addressInfoSchema = z.object({
  family: z.string(),
  socketType: z.string(),
  protocol: z.string(),
  canonicalName: z.string(),
  address: z.string(),
  port: z.number(),
  flowInfo: z.number().optional(),
  scope: z.number().optional(),
});

export const lookUpResultSchema = z.object({
  exchange: z.string(),
  addresses: z.array(addressInfoSchema),
  /** What getaddrinfo said instead: "EAI_NONAME", with the system's text. */
  error: z.object({ code: z.string(), number: z.number(), text: z.string() }).optional(),
  problem: problemSchema.optional(),
  milliseconds: z.number(),
  /** DNS asked directly: A, AAAA, CNAME of each configured server. */
  dns: z
    .array(
      z.object({
        server: z.string(),
        type: z.enum(['A', 'AAAA', 'CNAME']),
        answers: z.array(z.object({ value: z.string(), ttl: z.number().optional() })),
        error: z.string().optional(),
        milliseconds: z.number(),
      }),
    )
    .optional(),
  hostsFile: z
    .object({
      file: z.string(),
      entries: z.array(z.object({ line: z.number(), address: z.string(), names: z.array(z.string()) })),
    })
    .optional(),
  /** getnameinfo of each address, and PTR records. */
  reverse: z
    .array(
      z.object({
        address: z.string(),
        name: z.string().optional(),
        records: z.array(z.string()),
        error: z.string().optional(),
      }),
    )
    .optional(),
  /** Connections in the order of RFC 8305: when each began and what came of it. */
  race: z
    .array(
      z.object({
        address: z.string(),
        port: z.number(),
        startedAfter: z.number(),
        milliseconds: z.number(),
        outcome: z.enum(['won', 'connected', 'failed', 'cancelled']),
        problem: problemSchema.optional(),
      }),
    )
    .optional(),
  /** What differs between the parts and what it means: codes of the messages `names_finding_<code>`. */
  findings: z.array(
    z.object({ code: z.enum(nameFindings), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
});

export type LookUpInput = z.output<typeof lookUpInputSchema>;
export type LookUpResult = z.infer<typeof lookUpResultSchema>;

export const namesContract = {
  lookUp: oc.errors(problems).input(lookUpInputSchema).output(lookUpResultSchema),
  /** The name that belongs to an address and a port (getnameinfo). */
  reverse: oc
    .errors(problems)
    .input(
      z.object({
        address: z.union([z.ipv4(), z.ipv6()]),
        port: z.int().min(0).max(65_535).default(0),
        numericHost: z.boolean().default(false),
        numericService: z.boolean().default(false),
        nameRequired: z.boolean().default(false),
        datagram: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        host: z.string().optional(),
        service: z.string().optional(),
        error: z.object({ code: z.string(), number: z.number(), text: z.string() }).optional(),
        milliseconds: z.number(),
      }),
    ),
};
