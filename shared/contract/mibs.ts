import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  mibDiagnosticSchema,
  mibModuleSchema,
  mibModuleStates,
  mibNodeKinds,
  mibNodeRowSchema,
  mibNodeSchema,
  mibSeverities,
} from '../model/mib.ts';
import { problems } from './errors.ts';

const oidOrName = z.string().trim().min(1).max(2000);
const page = { from: z.int().min(0).default(0), count: z.int().min(1).max(1000).default(200) };

/** What a file is that is no MIB. The text of `a-b` is the message `mib_file_a_b`. */
export const notMibKinds = [
  'empty',
  'html',
  'pdf',
  'archive',
  'image',
  'binary',
  'utf-16',
  'no-module',
  'too-large',
  'unreadable',
] as const;

export const mibImportResultSchema = z.object({
  import: z.string(),
  ended: z.enum(['complete', 'cancelled']),
  /** Files looked at. */
  files: z.number(),
  /** How many modules came to which state. */
  states: z.partialRecord(z.enum(mibModuleStates), z.number()),
  /** OIDs defined by what was imported, and definitions without a place. */
  objects: z.number(),
  lost: z.number(),
  errors: z.number(),
  warnings: z.number(),
  /** Modules that others wait for, those with the most waiting first. */
  missing: z.array(z.object({ module: z.string(), waiting: z.array(z.string()) })),
  /** Files that are no MIB, the first thousand, and what they are. */
  notMibs: z.array(z.object({ file: z.string(), kind: z.enum(notMibKinds) })),
  /** The first hundred diagnostics, worst first; all are kept (`mibs.diagnostics`). */
  diagnostics: z.array(mibDiagnosticSchema),
  /** Milliseconds. */
  duration: z.number(),
});
export type MibImportResult = z.infer<typeof mibImportResultSchema>;

export const mibsContract = {
  /** Reads files, folders (with everything below) and zip archives on the engine's machine, and compiles the modules in them. */
  import: oc
    .errors(problems)
    .input(
      z
        .object({
          path: z.string().min(1).optional(),
          paths: z.array(z.string().min(1)).max(10_000).default([]),
          /** Names the import, to follow its progress. */
          import: z.uuid().optional(),
          /** No tolerance: what an author of MIBs wants to hear. */
          strict: z.boolean().default(false),
        })
        .refine(({ path, paths }) => path !== undefined || paths.length > 0, 'a path is needed'),
    )
    .output(mibImportResultSchema),
  /** Progress of imports, a few times a second. */
  importProgress: oc.errors(problems).output(
    eventIterator(
      z.object({
        import: z.string(),
        stage: z.enum(['reading', 'compiling', 'resolving', 'storing']),
        files: z.number(),
        filesTotal: z.number().optional(),
        modules: z.number(),
        file: z.string(),
        ended: z.boolean(),
      }),
    ),
  ),
  /** Folders of this system that usually hold MIBs, as far as they are there. */
  systemFolders: oc.errors(problems).output(z.array(z.object({ path: z.string(), files: z.number() }))),
  modules: oc
    .errors(problems)
    .input(z.object({ search: z.string().max(200).default(''), ...page }))
    .output(z.object({ total: z.number(), modules: z.array(mibModuleSchema) })),
  removeModules: oc
    .errors(problems)
    .input(z.object({ names: z.array(z.string()).min(1).max(10_000) }))
    .output(z.object({ removed: z.number() })),
  diagnostics: oc
    .errors(problems)
    .input(
      z.object({
        module: z.string().optional(),
        severity: z.enum(mibSeverities).optional(),
        ...page,
      }),
    )
    .output(z.object({ total: z.number(), diagnostics: z.array(mibDiagnosticSchema) })),
  /** Nodes whose name, OID, description or syntax has these words, the best first. */
  find: oc
    .errors(problems)
    .input(
      z.object({
        search: z.string().max(200),
        /** Look in descriptions too, where names give few. */
        descriptions: z.boolean().default(true),
        kinds: z.array(z.enum(mibNodeKinds)).optional(),
        count: z.int().min(1).max(500).default(50),
      }),
    )
    .output(z.array(mibNodeRowSchema.extend({ where: z.enum(['name', 'oid', 'syntax', 'description']) }))),
  node: oc
    .errors(problems)
    .input(z.object({ oid: oidOrName }))
    .output(mibNodeSchema),
  /** What is right below a node, by number. Without an OID: the roots. */
  children: oc
    .errors(problems)
    .input(z.object({ oid: z.string().max(2000).default(''), ...page }))
    .output(z.object({ total: z.number(), nodes: z.array(mibNodeRowSchema) })),
  /** Text of a module's file around a line. */
  source: oc
    .errors(problems)
    .input(
      z.object({ module: z.string(), line: z.int().min(1).default(1), lines: z.int().min(1).max(2000).default(200) }),
    )
    .output(z.object({ file: z.string(), first: z.number(), total: z.number(), lines: z.array(z.string()) })),
  /** Names to numbers and numbers to names, instances kept. */
  translate: oc
    .errors(problems)
    .input(z.object({ oids: z.array(oidOrName).min(1).max(10_000) }))
    .output(
      z.array(
        z.object({
          asked: z.string(),
          oid: z.string().optional(),
          name: z.string().optional(),
          module: z.string().optional(),
        }),
      ),
    ),
  bookmarks: oc.errors(problems).output(z.array(mibNodeRowSchema)),
  bookmark: oc
    .errors(problems)
    .input(z.object({ oid: oidOrName, bookmarked: z.boolean() }))
    .output(z.array(mibNodeRowSchema)),
  /** What has been compiled in all. */
  counts: oc.errors(problems).output(z.object({ modules: z.number(), nodes: z.number(), imported: z.number() })),
};
