import { type MibNodeKind, mibNodeKinds } from '#shared/model/mib.ts';

/**
 * The index of all nodes: columns of equal length, one line a node, sorted by OID; among those of one OID the one that counts comes first. It is
 * made after each import, kept as it is, and read again without a look at anything else.
 */
export interface IndexParts {
  /** Keys of the OIDs, one behind the other; line i has those from keyAt[i] to keyAt[i + 1]. */
  keys: Uint8Array;
  keyAt: Uint32Array;
  /** Names, each followed by a line feed; line i begins at nameAt[i]. */
  names: Uint8Array;
  nameAt: Uint32Array;
  /** Ids of modules, and which of the module's nodes it is. */
  modules: Uint32Array;
  places: Uint32Array;
  /** Position in `mibNodeKinds`; of `accessNames`; and `rankOf`. */
  kinds: Uint8Array;
  accesses: Uint8Array;
  ranks: Uint8Array;
  /** Position in the list of names of types; 0 is none. */
  syntaxes: Uint32Array;
  /** JSON: that list. */
  syntaxNames: Uint8Array;
  /** First line behind everything below. */
  ends: Uint32Array;
  /** Lines in the order of their names in lower case. */
  byName: Uint32Array;
  /** Which three letters are in which block of names, see `name-blocks.ts`. */
  blocks: Uint8Array;
  /** Words of descriptions and types, each followed by a line feed, sorted; and the modules that have them, see `word-index.ts`. */
  words: Uint8Array;
  wordAt: Uint32Array;
  postings: Uint8Array;
  postingAt: Uint32Array;
}

export type IndexPart = keyof IndexParts;
export type WordPart = 'words' | 'wordAt' | 'postings' | 'postingAt';
export type WordParts = Pick<IndexParts, WordPart>;
export type IndexColumns = Omit<IndexParts, WordPart>;

const wide: readonly IndexPart[] = [
  'keyAt',
  'nameAt',
  'modules',
  'places',
  'syntaxes',
  'ends',
  'byName',
  'wordAt',
  'postingAt',
];
export const indexPartNames: readonly IndexPart[] = [
  ...wide,
  'keys',
  'names',
  'kinds',
  'accesses',
  'ranks',
  'syntaxNames',
  'blocks',
  'words',
  'postings',
];

/** Octets of each part back to what they were. Undefined where one is not there. */
export function partsOf(octets: ReadonlyMap<string, Uint8Array>): IndexParts | undefined {
  const parts: Record<string, Uint8Array | Uint32Array> = {};
  for (const name of indexPartNames) {
    const bytes = octets.get(name);
    if (bytes === undefined) return undefined;
    parts[name] = wide.includes(name)
      ? new Uint32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.byteLength / 4))
      : bytes;
  }
  return parts as unknown as IndexParts;
}

/** As MIBs write them; unknown words are `undefined`. */
export const accessNames: readonly (string | undefined)[] = [
  undefined,
  'not-accessible',
  'accessible-for-notify',
  'read-only',
  'read-write',
  'read-create',
  'write-only',
  'not-implemented',
];

export function accessNumber(access: string | undefined): number {
  return Math.max(0, accessNames.indexOf(access));
}

export function kindNumber(kind: MibNodeKind): number {
  return mibNodeKinds.indexOf(kind);
}

const carriesValues: readonly MibNodeKind[] = ['scalar', 'table', 'entry', 'column', 'notification'];

/**
 * Who comes first where several define one OID or name: what was imported before what is built in and that before names of vendors; what has
 * values before a mere node; modules before those they took the place of; SMIv2 before SMIv1. Among equals the module that was there first.
 */
export function rankOf(
  origin: 'imported' | 'built-in' | 'vendor',
  kind: MibNodeKind,
  { isReplaced, isOld }: { isReplaced: boolean; isOld: boolean },
): number {
  const origins = { imported: 0, 'built-in': 8, vendor: 16 } as const;
  return origins[origin] + (carriesValues.includes(kind) ? 0 : 4) + (isReplaced ? 2 : 0) + (isOld ? 1 : 0);
}
