import type { ConformanceDefinition, RefinedModule, Refinement } from './module-tree.ts';
import { parseDefault } from './parse-default.ts';
import { parseOid } from './parse-oid.ts';
import { parseSyntax } from './parse-syntax.ts';
import { type Clauses, ClauseTable } from './read-clauses.ts';
import { checkDescribed, readAccess, readNamesOf, readReference, readStatus } from './read-words.ts';
import type { ReadName, TokenReader } from './token-reader.ts';

type Read = (reader: TokenReader, definition: ConformanceDefinition) => void;

/** The part that is being read; one is made where a writer forgot its beginning. */
function currentModule({ modules }: ConformanceDefinition): RefinedModule {
  const last = modules.at(-1);
  if (last !== undefined) return last;
  const made: RefinedModule = { module: undefined, groups: [], refinements: [] };
  modules.push(made);
  return made;
}

function currentRefinement({ modules }: ConformanceDefinition): Refinement | undefined {
  return modules.at(-1)?.refinements.at(-1);
}

/** MODULE, perhaps without a name, or SUPPORTS. */
const readModule: Read = (reader, definition) => {
  const refined: RefinedModule = { module: undefined, groups: [], refinements: [] };
  if (reader.isName()) {
    refined.module = reader.word();
    reader.next();
    if (reader.kind === '{') parseOid(reader);
  }
  definition.modules.push(refined);
};

function readGroups(clause: string): Read {
  return (reader, definition) => {
    currentModule(definition).groups.push(...readNamesOf(reader, clause));
  };
}

function readRefined(clause: Refinement['clause']): Read {
  return (reader, definition) => {
    if (!reader.isName()) {
      reader.report('clause-unreadable', { clause: clause.toUpperCase(), found: reader.found() });
      return;
    }
    const name = reader.readUse();
    currentModule(definition).refinements.push({
      ...{ clause, name, syntax: undefined, writeSyntax: undefined, access: undefined, description: undefined },
    });
  };
}

const readRefinedAccess: Read = (reader, definition) => {
  const access = readAccess(reader);
  const refinement = currentRefinement(definition);
  if (refinement !== undefined) refinement.access = access;
};

function readRefinedSyntax(where: 'syntax' | 'writeSyntax'): Read {
  return (reader, definition) => {
    const syntax = parseSyntax(reader);
    if (syntax === undefined) reader.report('syntax-unreadable', { found: reader.found() });
    const refinement = currentRefinement(definition);
    if (refinement !== undefined) refinement[where] = syntax;
  };
}

const readDescription: Read = (reader, definition) => {
  const text = reader.readString();
  const refinement = currentRefinement(definition);
  if (refinement !== undefined) refinement.description = text;
  else definition.description = text;
};

const shared: Clauses<ConformanceDefinition> = {
  STATUS: readStatus,
  DESCRIPTION: readDescription,
  REFERENCE: readReference,
  SYNTAX: readRefinedSyntax('syntax'),
  'WRITE-SYNTAX': readRefinedSyntax('writeSyntax'),
};

const compliance = new ClauseTable<ConformanceDefinition>(
  'MODULE-COMPLIANCE',
  {
    ...shared,
    MODULE: readModule,
    'MANDATORY-GROUPS': readGroups('MANDATORY-GROUPS'),
    GROUP: readRefined('group'),
    OBJECT: readRefined('object'),
    'MIN-ACCESS': readRefinedAccess,
    ACCESS: readRefinedAccess,
  },
  true,
);

const capabilities = new ClauseTable<ConformanceDefinition>(
  'AGENT-CAPABILITIES',
  {
    'PRODUCT-RELEASE'(reader, definition) {
      definition.product = reader.readString();
    },
    ...shared,
    SUPPORTS: readModule,
    INCLUDES: readGroups('INCLUDES'),
    VARIATION: readRefined('variation'),
    ACCESS: readRefinedAccess,
    'CREATION-REQUIRES'(reader) {
      readNamesOf(reader, 'CREATION-REQUIRES');
    },
    DEFVAL(reader) {
      parseDefault(reader);
    },
  },
  true,
);

/** MODULE-COMPLIANCE and AGENT-CAPABILITIES of RFC 2580 sections 5 and 6, up to `::=`. */
export function parseConformance(
  reader: TokenReader,
  name: ReadName,
  at: number,
  kind: ConformanceDefinition['kind'],
): ConformanceDefinition | undefined {
  const { start } = name;
  const definition: ConformanceDefinition = {
    ...{ kind, name: name.name, at, start, end: start, oid: [] },
    ...{ status: undefined, description: undefined, reference: undefined, product: undefined, modules: [] },
  };
  const table = kind === 'compliance' ? compliance : capabilities;
  if (!table.read(reader, definition)) return undefined;
  checkDescribed(reader, definition, table.macro, start);
  return definition;
}
