import { type Definition, type ParsedModule, readSpan, type Span } from '#electron/tools/mibs/compile/module-tree.ts';
import { parseModules } from '#electron/tools/mibs/compile/parse-modules.ts';
import type { MibDiagnostic } from '#shared/model/mib.ts';

/** A module of SMIv2 without a fault around the definitions given. */
export function newerModule(definitions: string): string {
  return `SAMPLE-MIB DEFINITIONS ::= BEGIN
IMPORTS
    MODULE-IDENTITY, OBJECT-TYPE, OBJECT-IDENTITY, NOTIFICATION-TYPE, Integer32, Unsigned32, Counter32, enterprises
        FROM SNMPv2-SMI
    TEXTUAL-CONVENTION, DisplayString FROM SNMPv2-TC
    MODULE-COMPLIANCE, OBJECT-GROUP, NOTIFICATION-GROUP, AGENT-CAPABILITIES FROM SNMPv2-CONF;

sample MODULE-IDENTITY
    LAST-UPDATED "202403010000Z"
    ORGANIZATION "Sample"
    CONTACT-INFO "nobody"
    DESCRIPTION "A sample."
    REVISION "202403010000Z"
    DESCRIPTION "The first."
    ::= { enterprises 99999 }

${definitions}
END
`;
}

/** The same in SMIv1. */
export function olderModule(definitions: string): string {
  return `SAMPLE-MIB DEFINITIONS ::= BEGIN
IMPORTS
    enterprises, Counter, Gauge FROM RFC1155-SMI
    OBJECT-TYPE FROM RFC-1212
    TRAP-TYPE FROM RFC-1215;

sample OBJECT IDENTIFIER ::= { enterprises 99999 }

${definitions}
END
`;
}

export interface ObjectClauses {
  name?: string;
  syntax?: string;
  units?: string;
  access?: string;
  status?: string;
  description?: string;
  more?: string;
  oid?: string;
}

/** An OBJECT-TYPE of SMIv2 without a fault, but for what is given. */
export function objectType(clauses: ObjectClauses = {}): string {
  const { name = 'sampleOne', syntax = 'Integer32', units = '', more = '', oid = '::= { sample 1 }' } = clauses;
  const { access = 'MAX-ACCESS read-only', status = 'STATUS current' } = clauses;
  const { description = 'DESCRIPTION "One."' } = clauses;
  return `${name} OBJECT-TYPE\n  SYNTAX ${syntax}\n  ${units}\n  ${access}\n  ${status}\n  ${description}\n  ${more}\n  ${oid}\n`;
}

export interface Parsed {
  text: string;
  module: ParsedModule;
  diagnostics: MibDiagnostic[];
  /** Kinds of what is said, without those told twice. */
  ids: string[];
  read(span: Span | undefined): string | undefined;
}

/** The only module of a text. */
export function parsed(text: string, strict = false): Parsed {
  const { modules, diagnostics } = parseModules(text, 'sample.mib', { strict });
  const [module] = modules;
  if (module === undefined || modules.length > 1) throw new Error(`${modules.length} modules instead of one`);
  return {
    ...{ text, module, diagnostics },
    ids: [...new Set(diagnostics.map(({ id }) => id))],
    read: (span) => span && readSpan(text, span),
  };
}

type Kind = Definition['kind'];
type OfKind<K extends Kind, D = Definition> = D extends { kind: Kind } ? (K extends D['kind'] ? D : never) : never;

/** The definition of a name, of the kind that is asked for. */
export function definitionOf<K extends Kind>({ module }: Parsed, kind: K, name: string): OfKind<K> {
  const found = module.definitions.find((definition) => definition.name === name);
  if (found === undefined) throw new Error(`${name} is not there`);
  if (found.kind !== kind) throw new Error(`${name} is ${found.kind}`);
  return found as OfKind<K>;
}
