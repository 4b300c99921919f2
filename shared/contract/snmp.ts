import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { diagnoseInputSchema, diagnosisSchema } from '../model/snmp-diagnosis.ts';
import {
  getBulkInputSchema,
  getInputSchema,
  getResultSchema,
  implementedInputSchema,
  implementedSchema,
  journalEntrySchema,
  requestInputSchema,
  rowInputSchema,
  rowsInputSchema,
  rowsResultSchema,
  setInputSchema,
  setPreviewSchema,
  setResultSchema,
  snmpResultSchema,
  tableInputSchema,
  tableResultSchema,
  tableRowsInputSchema,
  tableRowsResultSchema,
  walkInputSchema,
  walkProgressSchema,
  walkResultSchema,
} from '../model/snmp-operation.ts';
import { targetSchema } from '../model/snmp-target.ts';
import { setVarbindSchema, varbindSchema } from '../model/snmp-varbind.ts';
import { sampleSchema, watchInputSchema, watchSchema } from '../model/snmp-watch.ts';
import { problemSchema } from '../problem/problem.ts';
import { problems } from './errors.ts';

const objectKindSchema = z.enum(['scalar', 'table', 'entry', 'column', 'notification', 'node']);

/** What is known of an object without asking anybody. */
export const snmpObjectSchema = z.object({
  oid: z.string(),
  name: z.string(),
  module: z.string(),
  kind: objectKindSchema,
  /** As in the MIB: "DisplayString", "INTEGER", "Counter32". */
  syntax: z.string().optional(),
  access: z.enum(['read-only', 'read-write', 'read-create', 'not-accessible']).optional(),
  unit: z.string().optional(),
  labels: z.record(z.string(), z.number()).optional(),
  /** Of a notification, in order. */
  objects: z.array(z.object({ name: z.string(), oid: z.string().optional() })).optional(),
});
export type SnmpObject = z.infer<typeof snmpObjectSchema>;

export const probeResultSchema = snmpResultSchema.extend({
  /** The first profile that the agent took, by id. */
  profile: z.string().optional(),
  sysName: z.string().optional(),
  sysDescr: z.string().optional(),
  sysObjectId: z.string().optional(),
  tries: z.array(
    z.object({ profile: z.string(), name: z.string(), outcome: z.string(), problem: problemSchema.optional() }),
  ),
});

export const overviewSchema = snmpResultSchema.extend({
  /** The system group. */
  system: z.array(varbindSchema),
  /** Hundredths of a second since the agent started, as sysUpTime says. */
  uptime: z.number().optional(),
  /** When that was, in milliseconds since the epoch. */
  startedAt: z.number().optional(),
  /** One an interface, of ifTable and, where there is one, ifXTable. */
  interfaces: z.array(
    z.object({
      index: z.number(),
      name: z.string(),
      description: z.string(),
      alias: z.string(),
      type: z.string(),
      mtu: z.number().optional(),
      /** Bits a second, exact, in decimal. */
      speed: z.string().optional(),
      mac: z.string().optional(),
      admin: z.string(),
      oper: z.string(),
      /** Octets since the last discontinuity, exact, in decimal; the 64-bit counters where there are any. */
      octetsIn: z.string().optional(),
      octetsOut: z.string().optional(),
      errorsIn: z.string().optional(),
      errorsOut: z.string().optional(),
    }),
  ),
});
export type Overview = z.infer<typeof overviewSchema>;

const exchangeInput = z.object({ exchange: z.string() });

export const snmpContract = {
  get: oc.errors(problems).input(getInputSchema).output(getResultSchema),
  getNext: oc.errors(problems).input(getInputSchema).output(getResultSchema),
  /** v2c and v3. */
  getBulk: oc.errors(problems).input(getBulkInputSchema).output(getResultSchema),
  /** Everything below the roots, into storage; ends as complete, cancelled or failed, never as silence. */
  walk: oc.errors(problems).input(walkInputSchema).output(walkResultSchema),
  /** Columns side by side, joined by index, into storage. */
  table: oc.errors(problems).input(tableInputSchema).output(tableResultSchema),
  /** Progress of walks and tables, a few times a second. */
  progress: oc.errors(problems).output(eventIterator(walkProgressSchema)),
  /** A range of what a walk read, also while it runs. */
  rows: oc.errors(problems).input(rowsInputSchema).output(rowsResultSchema),
  /** A range of a table's rows. */
  tableRows: oc.errors(problems).input(tableRowsInputSchema).output(tableRowsResultSchema),
  /** Reads what is there, sends, reads back, and writes it into the journal. */
  set: oc.errors(problems).input(setInputSchema).output(setResultSchema),
  /** Old values, checks and the PDU of a SET that is not sent. */
  previewSet: oc.errors(problems).input(setInputSchema).output(setPreviewSchema),
  /** Writes back what an entry of the journal had replaced. `target` where the entry had no saved device or profile. */
  undo: oc
    .errors(problems)
    .input(
      requestInputSchema.extend({
        target: targetSchema.optional(),
        journal: z.int().positive(),
        force: z.boolean().default(false),
      }),
    )
    .output(setResultSchema),
  createRow: oc
    .errors(problems)
    .input(
      rowInputSchema.extend({
        /** RFC 2579: createAndGo makes a row active at once, createAndWait leaves it notInService. */
        how: z.enum(['createAndGo', 'createAndWait']).default('createAndGo'),
        /** Columns by name or number, without the index. */
        columns: z.array(setVarbindSchema).max(200).default([]),
      }),
    )
    .output(setResultSchema),
  destroyRow: oc.errors(problems).input(rowInputSchema).output(setResultSchema),
  /** All SETs, newest first. */
  journal: oc
    .errors(problems)
    .input(z.object({ from: z.int().min(0).default(0), count: z.int().min(1).max(500).default(100) }))
    .output(z.object({ total: z.number(), entries: z.array(journalEntrySchema) })),
  /** Says which part of the credentials is wrong. */
  diagnose: oc.errors(problems).input(diagnoseInputSchema).output(diagnosisSchema),
  /** Tries saved profiles on an address in their order, or those named, until one is taken. */
  probe: oc
    .errors(problems)
    .input(
      requestInputSchema.omit({ target: true }).extend({
        address: z.string().trim().min(1).max(253),
        port: z.int().min(1).max(65_535).default(161),
        profiles: z.array(z.string()).max(100).optional(),
      }),
    )
    .output(probeResultSchema),
  /** Which of some objects, or of what is below them, the agent has. */
  implemented: oc.errors(problems).input(implementedInputSchema).output(implementedSchema),
  /** System group, uptime and interfaces. */
  overview: oc.errors(problems).input(requestInputSchema).output(overviewSchema),
  /** Polls objects until stopped; samples are kept. */
  startWatch: oc.errors(problems).input(watchInputSchema).output(watchSchema),
  stopWatch: oc
    .errors(problems)
    .input(z.object({ watch: z.int().positive() }))
    .output(z.object({ stopped: z.boolean() })),
  deleteWatch: oc
    .errors(problems)
    .input(z.object({ watch: z.int().positive() }))
    .output(z.object({ deleted: z.boolean() })),
  watches: oc.errors(problems).output(z.array(watchSchema)),
  /** A watch after each of its polls. */
  watchNews: oc.errors(problems).output(eventIterator(watchSchema)),
  /** Samples of a watch after a time, oldest first. */
  samples: oc
    .errors(problems)
    .input(
      z.object({
        watch: z.int().positive(),
        /** Milliseconds since the epoch. */
        after: z.number().default(0),
        count: z.int().min(1).max(20_000).default(5000),
      }),
    )
    .output(z.array(sampleSchema)),
  /** Objects whose name or OID has these words: to complete what is typed. */
  objects: oc
    .errors(problems)
    .input(
      z.object({
        search: z.string().max(200).default(''),
        count: z.int().min(1).max(500).default(50),
        /** Absent: of whatever kind. */
        kinds: z.array(objectKindSchema).max(10).optional(),
      }),
    )
    .output(z.array(snmpObjectSchema)),
  /** What an exchange came to, for one that is opened again; the rows of a walk or table are in `rows` and `tableRows`. */
  result: oc
    .errors(problems)
    .input(exchangeInput)
    .output(
      z.object({
        verb: z.string(),
        result: z.union([walkResultSchema, tableResultSchema, getResultSchema, overviewSchema]),
      }),
    ),
  /** Name and number of an object, however it was written. */
  resolve: oc
    .errors(problems)
    .input(z.object({ oid: z.string().trim().min(1).max(2000) }))
    .output(z.object({ oid: z.string(), name: z.string().optional(), object: snmpObjectSchema.optional() })),
};
