import type {
  GroupDefinition,
  NotificationDefinition,
  ObjectIdentityDefinition,
  OidPart,
  TrapDefinition,
} from './module-tree.ts';
import { readSmallNumber } from './parse-number.ts';
import { parseOid } from './parse-oid.ts';
import { ClauseTable } from './read-clauses.ts';
import { checkDescribed, describing, readDescription, readNamesOf, readReference } from './read-words.ts';
import type { ReadName, TokenReader } from './token-reader.ts';

const described = { status: undefined, description: undefined, reference: undefined };

const identityClauses = new ClauseTable<ObjectIdentityDefinition>('OBJECT-IDENTITY', { ...describing });

/** OBJECT-IDENTITY of RFC 2578 section 6, up to `::=`. */
export function parseObjectIdentity(
  reader: TokenReader,
  name: ReadName,
  at: number,
): ObjectIdentityDefinition | undefined {
  const { start } = name;
  const definition: ObjectIdentityDefinition = {
    ...{ kind: 'object-identity', name: name.name, at, start, end: start, oid: [] },
    ...described,
  };
  if (!identityClauses.read(reader, definition)) return undefined;
  checkDescribed(reader, definition, 'OBJECT-IDENTITY', start);
  return definition;
}

const notificationClauses = new ClauseTable<NotificationDefinition>('NOTIFICATION-TYPE', {
  OBJECTS(reader, definition) {
    definition.objects = readNamesOf(reader, 'OBJECTS');
  },
  ...describing,
});

/** NOTIFICATION-TYPE of RFC 2578 section 8, up to `::=`. */
export function parseNotification(reader: TokenReader, name: ReadName, at: number): NotificationDefinition | undefined {
  const { start } = name;
  const definition: NotificationDefinition = {
    ...{ kind: 'notification', name: name.name, at, start, end: start, oid: [], objects: [] },
    ...described,
  };
  if (!notificationClauses.read(reader, definition)) return undefined;
  checkDescribed(reader, definition, 'NOTIFICATION-TYPE', start);
  return definition;
}

function groupClauses(kind: GroupDefinition['kind']): ClauseTable<GroupDefinition> {
  const clause = kind === 'object-group' ? 'OBJECTS' : 'NOTIFICATIONS';
  const other = kind === 'object-group' ? 'NOTIFICATIONS' : 'OBJECTS';
  return new ClauseTable<GroupDefinition>(kind === 'object-group' ? 'OBJECT-GROUP' : 'NOTIFICATION-GROUP', {
    [clause](reader: TokenReader, definition: GroupDefinition) {
      definition.members = readNamesOf(reader, clause);
    },
    [other](reader: TokenReader, definition: GroupDefinition) {
      reader.report('clause-unexpected', { clause: other, macro: clause });
      definition.members = readNamesOf(reader, other);
    },
    ...describing,
  });
}

const groups = {
  'object-group': groupClauses('object-group'),
  'notification-group': groupClauses('notification-group'),
} as const;

/** OBJECT-GROUP and NOTIFICATION-GROUP of RFC 2580 sections 3 and 4, up to `::=`. */
export function parseGroup(
  reader: TokenReader,
  name: ReadName,
  at: number,
  kind: GroupDefinition['kind'],
): GroupDefinition | undefined {
  const { start } = name;
  const definition: GroupDefinition = {
    ...{ kind, name: name.name, at, start, end: start, oid: [], members: [] },
    ...described,
  };
  if (!groups[kind].read(reader, definition)) return undefined;
  checkDescribed(reader, definition, groups[kind].macro, start);
  return definition;
}

const trapClauses = new ClauseTable<TrapDefinition>('TRAP-TYPE', {
  ENTERPRISE(reader, definition) {
    definition.enterprise = readEnterprise(reader);
  },
  VARIABLES(reader, definition) {
    definition.objects = readNamesOf(reader, 'VARIABLES');
  },
  DESCRIPTION: readDescription,
  REFERENCE: readReference,
});

/** TRAP-TYPE of RFC 1215, with its number. */
export function parseTrap(reader: TokenReader, name: ReadName, at: number): TrapDefinition | undefined {
  const { start } = name;
  const definition: TrapDefinition = {
    ...{ kind: 'trap', name: name.name, at, start, end: start, enterprise: [], objects: [], number: 0 },
    ...{ description: undefined, reference: undefined },
  };
  if (!trapClauses.read(reader, definition)) return undefined;
  reader.next();
  const number = readTrapNumber(reader);
  if (number === undefined) return undefined;
  if (definition.enterprise.length === 0) {
    reader.report('clause-missing', { clause: 'ENTERPRISE', macro: 'TRAP-TYPE' }, start);
  }
  definition.number = number;
  definition.end = reader.previous;
  return definition;
}

function readEnterprise(reader: TokenReader): OidPart[] {
  if (reader.kind === '{') return parseOid(reader);
  if (!reader.isName()) {
    reader.report('clause-unreadable', { clause: 'ENTERPRISE', found: reader.found() });
    return [];
  }
  return [{ ...reader.readUse(), number: undefined }];
}

/** A trap's number stands alone; of an OID, as some write, it is the last one. */
function readTrapNumber(reader: TokenReader): number | undefined {
  if (reader.kind === 'number') return readSmallNumber(reader);
  reader.report('oid-unreadable', { found: reader.found() });
  return reader.kind === '{' ? parseOid(reader).at(-1)?.number : undefined;
}
