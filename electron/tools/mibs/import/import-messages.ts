import type { notMibKinds } from '#shared/contract/mibs.ts';
import type { MibDiagnostic, MibModule } from '#shared/model/mib.ts';
import type { FixedObject } from '../built-in/fixed-object.ts';
import type { IndexColumns, WordParts } from '../node-index/index-parts.ts';
import type { ResolvedNode } from '../resolve/node-detail.ts';

/** A module that is kept, as far as it matters to those that come. */
export interface KeptModule {
  id: number;
  name: string;
  file: number;
  state: MibModule['state'];
  revision: string | undefined;
  /** Names by the module they are imported from. */
  imports: Record<string, string[]>;
  /** Something that it needs was not found, or not where it should be. */
  isLacking: boolean;
}

export interface KeptFile {
  id: number;
  path: string;
  hash: string;
  strict: boolean;
}

/** What the compiling thread is told at its start. */
export interface ImportOrder {
  /** Files, folders and archives; none where modules are only removed. */
  paths: string[];
  strict: boolean;
  /** Names of modules to remove. */
  removed: string[];
  modules: KeptModule[];
  files: KeptFile[];
  /** All nodes that there are. */
  index: IndexColumns;
  builtIn: { id: number; name: string; objects: FixedObject[]; nodes: ResolvedNode[] }[];
  nextModule: number;
  nextFile: number;
  /** Octets on their way to the store: who makes them waits while they are many. */
  underWay: Int32Array;
}

/** A file as it is kept. */
export interface FileToKeep extends KeptFile {
  text: Uint8Array;
}

/** What is kept of a module beside its details. */
export interface ModuleFacts extends Omit<KeptModule, 'imports'> {
  /** JSON of names by the module they are imported from. */
  imports: string;
  language: MibModule['language'];
  objects: number;
  lost: number;
  missing: string[];
  errors: number;
  warnings: number;
  notes: number;
}

/** A module as it is kept. */
export interface ModuleToKeep extends ModuleFacts {
  /** Packed JSON, one behind the other: the list of diagnostics, then lists of `NodeDetail`, `detailsInChunk` in each. */
  chunks: Uint8Array;
  /** Octets of each. */
  sizes: number[];
}

/** Nodes of a module whose details are kept together. */
export const detailsInChunk = 128;
/** Chunks that a module may have: of more nodes than that, the rest goes without. */
export const chunksOfModule = 8192;

export interface ImportProgress {
  stage: 'reading' | 'compiling' | 'resolving' | 'storing';
  files: number;
  filesTotal: number;
  modules: number;
  file: string;
}

export interface ImportSummary {
  files: number;
  states: Partial<Record<MibModule['state'], number>>;
  objects: number;
  lost: number;
  errors: number;
  warnings: number;
  missing: { module: string; waiting: string[] }[];
  notMibs: { file: string; kind: (typeof notMibKinds)[number] }[];
  diagnostics: MibDiagnostic[];
}

/** From the compiling thread to the engine. */
export type FromCompiler =
  | { type: 'progress'; progress: ImportProgress }
  /** Asks for the text of a kept file. */
  | { type: 'need'; file: number }
  /** Everything was sent to the packing thread. `gone`: ids of modules that are not to be seen any more. */
  | { type: 'done'; summary: ImportSummary; index: IndexColumns | undefined; gone: number[] }
  | { type: 'failed'; reason: string };

/** To the compiling thread. */
export type ToCompiler = { type: 'start'; order: ImportOrder; packer: MessagePort } | { type: 'text'; text: string };

type MessagePort = import('node:worker_threads').MessagePort;

/** From the compiling thread to the packing thread. */
export type ToPacker =
  /** Of the modules that follow; `isNew`: it has to be kept. */
  | { type: 'file'; file: KeptFile; text: Uint8Array; isNew: boolean }
  | {
      type: 'module';
      module: ModuleFacts;
      /** JSON: the list of diagnostics, then those of details. */
      chunks: string[];
      /** Offsets of the texts that are searched, by twos. */
      spans: Uint32Array;
      weight: number;
    }
  | { type: 'end'; gone: number[] };

/** From the packing thread to the engine. `weight`: octets that are no longer under way once it is kept. */
export type FromPacker =
  | { type: 'file'; file: FileToKeep | undefined; weight: number }
  | { type: 'module'; module: ModuleToKeep; weight: number }
  | { type: 'words'; words: WordParts };
