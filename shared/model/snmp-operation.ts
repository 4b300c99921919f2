import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { targetSchema } from './snmp-target.ts';
import { setVarbindSchema, varbindSchema } from './snmp-varbind.ts';

/** What is done with an agent, one exchange of the timeline each. */
export const snmpVerbs = [
  'get',
  'getNext',
  'getBulk',
  'walk',
  'table',
  'set',
  'diagnose',
  'probe',
  'overview',
  'watch',
  'implemented',
] as const;
export type SnmpVerb = (typeof snmpVerbs)[number];

/** Numeric ("1.3.6.1.2.1.1.5.0", a leading dot is fine) or a name ("sysName.0", "IF-MIB::ifDescr.3", "ifTable"). */
const oidSchema = z.string().trim().min(1).max(2000);

/** Every operation: whom, and how patiently. */
export const requestInputSchema = z.object({
  target: targetSchema,
  /** Wait for the first answer in milliseconds; each retry waits half as long again as the one before it. */
  timeout: z.int().min(20).max(60_000).default(2000),
  /** Further transmissions after the first. */
  retries: z.int().min(0).max(10).default(2),
  /** Identifier for the exchange, to follow it on the timeline while it runs. Default: a new one. */
  exchange: z.uuid().optional(),
});

const oids = z.array(oidSchema).min(1).max(2000);

export const getInputSchema = requestInputSchema.extend({ oids });
export const getBulkInputSchema = requestInputSchema.extend({
  oids,
  /** RFC 3416 section 4.2.3: the first so many objects are asked for once. */
  nonRepeaters: z.int().min(0).max(2000).default(0),
  maxRepetitions: z.int().min(1).max(10_000).default(10),
});

const walkFields = {
  /** Objects asked for in one request. Halved while the agent says tooBig. v1 has no GETBULK: one at a time. */
  maxRepetitions: z.int().min(1).max(10_000).default(50),
  /** Requests under way at a time, at most; a walk begins with one and opens further branches as answers come in time. */
  parallel: z.int().min(1).max(64).default(24),
  /** Objects after which the walk stops: an endless agent must not fill the disk. */
  limit: z.int().min(1).max(50_000_000).default(5_000_000),
  /** Go on past an OID that does not increase, as far as objects come that were not there yet. */
  continueAnyway: z.boolean().default(false),
};

export const walkInputSchema = requestInputSchema.extend({
  /** Roots; everything below each is read. */
  oids: oids.default(['1.3.6.1.2.1']),
  ...walkFields,
  /** Objects carried in the result itself; all of them are in storage (`snmp.rows`). */
  first: z.int().min(0).max(100_000).default(1000),
});

export const tableInputSchema = requestInputSchema.extend({
  /** One table or its entry ("ifTable"), or some of its columns. */
  oids,
  ...walkFields,
  /** Rows carried in the result itself; all of them are in storage (`snmp.tableRows`). */
  first: z.int().min(0).max(10_000).default(1000),
});

export const snmpOutcomes = ['complete', 'cancelled', 'failed'] as const;

/** What every operation gives. Never a secret. */
export const snmpResultSchema = z.object({
  /** `failed`: see `problems`; what had come till then is kept and shown. */
  outcome: z.enum(snmpOutcomes),
  exchange: z.string(),
  /** Whom it came to: the address after name resolution. */
  agent: z.object({ address: z.string(), port: z.number(), version: z.string(), engine: z.string().optional() }),
  problems: z.array(problemSchema),
  /** The agent's own error (RFC 3416 section 3), with the varbind it points at, from 1; 0: none. */
  errorStatus: z
    .object({ code: z.number(), name: z.string(), index: z.number(), oid: z.string().optional() })
    .optional(),
  packets: z.object({ sent: z.number(), received: z.number(), retries: z.number(), ignored: z.number() }),
  /** Milliseconds. */
  duration: z.number(),
});
export type SnmpResult = z.infer<typeof snmpResultSchema>;

export const getResultSchema = snmpResultSchema.extend({ varbinds: z.array(varbindSchema) });
export type GetResult = z.infer<typeof getResultSchema>;

export const walkResultSchema = getResultSchema.extend({
  /** All objects read; `varbinds` has the first of them in the order of OIDs. */
  rows: z.number(),
  /** Where a walk that failed or was stopped stood. */
  stoppedAt: z.string().optional(),
});
export type WalkResult = z.infer<typeof walkResultSchema>;

/** A column of a table as it was met. */
export const tableColumnSchema = z.object({
  oid: z.string(),
  name: z.string(),
  type: z.string(),
  unit: z.string().optional(),
  /** Its numbers stand for words: an enumeration. */
  labelled: z.boolean().optional(),
});

export const tableRowSchema = z.object({
  /** The index as dotted arcs, and, where INDEX is known, its parts by name. */
  index: z.string(),
  parts: z.array(z.object({ name: z.string(), text: z.string() })),
  /** One a column; null: a hole, the agent has no such instance. */
  cells: z.array(varbindSchema.omit({ oid: true, name: true }).nullable()),
});
export type TableRow = z.infer<typeof tableRowSchema>;

export const tableResultSchema = snmpResultSchema.extend({
  columns: z.array(tableColumnSchema),
  rows: z.number(),
  holes: z.number(),
  table: z.array(tableRowSchema),
  stoppedAt: z.string().optional(),
});
export type TableResult = z.infer<typeof tableResultSchema>;

/** How far a walk or table is, a few times a second while it runs and once at its end. */
export const walkProgressSchema = z.object({
  exchange: z.string(),
  rows: z.number(),
  answers: z.number(),
  retries: z.number(),
  /** Requests under way now. */
  waiting: z.number(),
  /** The newest OID. */
  oid: z.string(),
  ended: z.boolean(),
});
export type WalkProgress = z.infer<typeof walkProgressSchema>;

const viewInput = {
  exchange: z.string(),
  from: z.int().min(0).default(0),
  count: z.int().min(1).max(1000).default(200),
  /** Words that must all be in OID, name, type or text; or, with `regex`, one regular expression. */
  filter: z.string().max(500).default(''),
  regex: z.boolean().default(false),
};

export const rowsInputSchema = z.object({
  ...viewInput,
  /** Default: by OID, which is the order of the agent. Values sort as numbers where they are numbers. */
  sort: z.object({ key: z.enum(['oid', 'name', 'type', 'value']), down: z.boolean() }).optional(),
});
export const rowsResultSchema = z.object({
  /** All rows, and those that the filter leaves. */
  total: z.number(),
  matching: z.number(),
  /** `at`: position among all rows, which is also their key. */
  rows: z.array(varbindSchema.extend({ at: z.number() })),
});
export type RowsResult = z.infer<typeof rowsResultSchema>;

export const tableRowsInputSchema = z.object({
  ...viewInput,
  /** Column by its position in `columns`, -1 the index. Default: by index. */
  sort: z.object({ column: z.int().min(-1).max(1000), down: z.boolean() }).optional(),
});
export const tableRowsResultSchema = z.object({
  columns: z.array(tableColumnSchema),
  total: z.number(),
  matching: z.number(),
  holes: z.number(),
  rows: z.array(tableRowSchema.extend({ at: z.number() })),
});
export type TableRowsResult = z.infer<typeof tableRowsResultSchema>;

export const setInputSchema = requestInputSchema.extend({
  /** All in one PDU: the agent takes all or none (RFC 3416 section 4.2.5). */
  varbinds: z.array(setVarbindSchema).min(1).max(200),
  /** Send although a check against the object's definition failed. */
  force: z.boolean().default(false),
});

/** One object of a SET: what it was, what was asked for, what it is now. */
export const setEntrySchema = z.object({
  oid: z.string(),
  name: z.string().optional(),
  type: z.string(),
  /** Before; absent where it could not be read, with an exception where it was not there. */
  old: varbindSchema.optional(),
  /** What is or was to be written. */
  asked: varbindSchema,
  /** Read back afterwards. */
  now: varbindSchema.optional(),
  /** What is wrong with `asked` by the object's definition. */
  problem: problemSchema.optional(),
});
export type SetEntry = z.infer<typeof setEntrySchema>;

export const setResultSchema = snmpResultSchema.extend({
  /** Its line in the journal, once something was sent. */
  journal: z.number().optional(),
  entries: z.array(setEntrySchema),
  /** Every object read back has the value asked for. */
  verified: z.boolean(),
});
export type SetResult = z.infer<typeof setResultSchema>;

export const setPreviewSchema = snmpResultSchema.extend({
  entries: z.array(setEntrySchema),
  /** The PDU that would be sent, decoded and as bytes; no envelope, hence no community and no key. */
  pdu: z.object({ fields: z.array(z.lazy(() => z.any())), hex: z.string() }),
});

export const implementedInputSchema = requestInputSchema.extend({ oids });
/** Which objects an agent has. */
export const implementedSchema = snmpResultSchema.extend({
  /** In the order asked; those not asked for want of an answer are missing. */
  objects: z.array(z.object({ oid: z.string(), implemented: z.boolean() })),
});
export type Implemented = z.infer<typeof implementedSchema>;

/** What a SET did, kept for good. */
export const journalEntrySchema = z.object({
  id: z.number(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  exchange: z.string(),
  address: z.string(),
  port: z.number(),
  /** The saved device and profile it went to, if any: what undo needs. */
  device: z.string().optional(),
  profile: z.string().optional(),
  outcome: z.enum([...snmpOutcomes, 'refused']),
  entries: z.array(setEntrySchema),
  /** The entry that this one undid, or that undid this one. */
  undoes: z.number().optional(),
  undoneBy: z.number().optional(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** A row of a table made or removed through its RowStatus column (RFC 2579 section 2). */
export const rowInputSchema = requestInputSchema.extend({
  /** The table or its entry, or its RowStatus column, by name or number. */
  table: oidSchema,
  /** The index as dotted arcs. */
  index: z.string().min(1).max(1000),
  /** The RowStatus column, where the table is not known. */
  statusColumn: oidSchema.optional(),
  force: z.boolean().default(false),
});
