import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { requestInputSchema, snmpResultSchema } from './snmp-operation.ts';
import { authProtocols, privProtocols, snmpVersions } from './snmp-target.ts';

/** What can be wrong between us and an agent. The texts of `aB` are the messages `snmp_wrong_aB_what` and `snmp_wrong_aB_do`. */
export const wrongParts = [
  'address',
  'port',
  'version',
  'community',
  'user',
  'securityLevel',
  'authProtocol',
  'authPassword',
  'privProtocol',
  'privPassword',
  'keyExtension',
  'timeWindow',
  'context',
  'access',
] as const;
export type WrongPart = (typeof wrongParts)[number];

/** What may be tried besides the credentials as they were given. Each try is a request that the agent may log or count. */
const permitsSchema = z.object({
  authProtocols: z.boolean().default(true),
  privProtocols: z.boolean().default(true),
  /** v1 for v2c and the reverse; v3 discovery where a community stays unanswered. */
  versions: z.boolean().default(true),
  /** Saved profiles by id: their secrets are tried. */
  profiles: z.array(z.string()).max(50).default([]),
  /** Further passwords to try, in place of the ones given. Not stored. */
  passwords: z.array(z.string().min(8).max(1024)).max(20).default([]),
  /** Requests sent altogether, at most. */
  requests: z.int().min(1).max(200).default(60),
});

export const diagnoseInputSchema = requestInputSchema.extend({
  permits: permitsSchema.default({
    authProtocols: true,
    privProtocols: true,
    versions: true,
    profiles: [],
    passwords: [],
    requests: 60,
  }),
});

/** One thing that is wrong, and how it is known. */
export const diagnosisFindingSchema = z.object({
  part: z.enum(wrongParts),
  /** `proven`: the agent said so, or another value worked. `likely`: everything else was ruled out. */
  certainty: z.enum(['proven', 'likely']),
  /** What works instead, where that was found: "SHA-256", "AES-256-C", a profile's name. Never a secret. */
  instead: z.string().optional(),
  /** The agent's word it rests on: "usmStatsWrongDigests", "noSuchContext". */
  evidence: z.string().optional(),
});
export type DiagnosisFinding = z.infer<typeof diagnosisFindingSchema>;

export const diagnosisSchema = snmpResultSchema.extend({
  /** `works`: nothing is wrong. `wrong`: see `findings`. `unreachable`: no agent was heard. `unclear`: heard, but not understood. */
  verdict: z.enum(['works', 'wrong', 'unreachable', 'unclear']),
  findings: z.array(diagnosisFindingSchema),
  /** Credentials that the agent took, without their secrets. */
  working: z
    .object({
      version: z.enum(snmpVersions),
      user: z.string().optional(),
      authProtocol: z.enum(authProtocols).optional(),
      privProtocol: z.enum(privProtocols).optional(),
      profile: z.string().optional(),
    })
    .optional(),
  /** What discovery told of the agent without any credentials (RFC 3411 section 5, RFC 3414 section 4). */
  engine: z
    .object({
      id: z.string(),
      /** IANA enterprise number in the engine ID, and how the rest is made ("MAC 00:1b:21:0a:0b:0c"). */
      enterprise: z.number().optional(),
      form: z.string().optional(),
      boots: z.number(),
      /** Seconds since its last boot. */
      time: z.number(),
    })
    .optional(),
  /** Each try in turn: with what, and what came of it. */
  tries: z.array(z.object({ what: z.string(), outcome: z.string(), problem: problemSchema.optional() })),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;
