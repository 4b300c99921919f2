import { z } from 'zod';

/** What a node of the OID tree is, by the macro that defined it. */
export const mibNodeKinds = [
  'node',
  'module',
  'scalar',
  'table',
  'entry',
  'column',
  'notification',
  'object-group',
  'notification-group',
  'compliance',
  'capabilities',
] as const;
export type MibNodeKind = (typeof mibNodeKinds)[number];

/** How bad a diagnostic is: `error` lost a definition or more, `warning` was mended by a tolerance, `note` is worth knowing to an author. */
export const mibSeverities = ['error', 'warning', 'note'] as const;

export const mibDiagnosticSchema = z.object({
  /** Stable name of the kind: "import-not-found", "index-without-range". Its texts are the messages `mib_<id>_what` and `mib_<id>_do`. */
  id: z.string(),
  severity: z.enum(mibSeverities),
  module: z.string().optional(),
  file: z.string(),
  /** From 1. */
  line: z.number(),
  column: z.number(),
  /** Values for the placeholders of its texts. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type MibDiagnostic = z.infer<typeof mibDiagnosticSchema>;

/**
 * `compiled`: everything in it has its place. `partly`: some definitions were lost, see its diagnostics. `waiting`: an import is missing;
 * what does not need it is there. `failed`: nothing of it could be used. `unchanged`: the same text as before.
 */
export const mibModuleStates = ['compiled', 'partly', 'waiting', 'failed', 'unchanged'] as const;

export const mibModuleSchema = z.object({
  name: z.string(),
  state: z.enum(mibModuleStates),
  file: z.string(),
  /** Built in, or imported from a file. */
  builtIn: z.boolean(),
  /** SMI version of its text. */
  language: z.enum(['SMIv1', 'SMIv2']),
  /** The newest REVISION or LAST-UPDATED, as "2019-03-01". */
  revision: z.string().optional(),
  /** OIDs that it defines, and those that could not be placed. */
  objects: z.number(),
  lost: z.number(),
  /** Modules that it imports from and that are not there. */
  missing: z.array(z.string()),
  errors: z.number(),
  warnings: z.number(),
});
export type MibModule = z.infer<typeof mibModuleSchema>;

/** One line of the tree or of a search. */
export const mibNodeRowSchema = z.object({
  oid: z.string(),
  name: z.string(),
  module: z.string(),
  kind: z.enum(mibNodeKinds),
  /** "DisplayString", "Counter64". */
  syntax: z.string().optional(),
  access: z.string().optional(),
  /** How many nodes are right below. */
  children: z.number(),
});
export type MibNodeRow = z.infer<typeof mibNodeRowSchema>;

export const mibSyntaxSchema = z.object({
  /** As written: a textual convention or a base type. */
  name: z.string(),
  /** What travels. */
  base: z.string(),
  labels: z.array(z.object({ label: z.string(), value: z.number() })),
  /** "0..255", "1..64". */
  ranges: z.array(z.string()),
  displayHint: z.string().optional(),
  /** Of the textual convention. */
  description: z.string().optional(),
  module: z.string().optional(),
});

export const mibNodeSchema = mibNodeRowSchema.extend({
  /** Names from the root: "iso.org.dod.internet.mgmt.mib-2". */
  path: z.string(),
  parent: z.string().optional(),
  status: z.string().optional(),
  unit: z.string().optional(),
  typed: mibSyntaxSchema.optional(),
  /** Of an entry: its INDEX by name, or whose it augments. */
  index: z.array(z.object({ name: z.string(), implied: z.boolean() })),
  augments: z.string().optional(),
  defval: z.string().optional(),
  /** Of a notification or group: its objects. */
  members: z.array(z.object({ name: z.string(), oid: z.string().optional() })),
  description: z.string().optional(),
  reference: z.string().optional(),
  /** Where it stands in its file. */
  source: z.object({ file: z.string(), line: z.number() }).optional(),
  bookmarked: z.boolean(),
});
export type MibNode = z.infer<typeof mibNodeSchema>;
