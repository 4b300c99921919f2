import type {
  Access,
  IndexColumn,
  Meaning,
  NotificationObject,
  ObjectDefinition,
  Range,
  Syntax,
} from './object-definition.ts';

/**
 * The built-in modules are lists of facts, one object a line: name, place below another, and what it is.
 *
 *     ifMIB mib-2.31
 *     ifTable interfaces.2 table
 *     ifEntry ifTable.1 entry ifIndex
 *     ifXEntry ifXTable.1 augments ifEntry
 *     snmpNotifyEntry snmpNotifyTable.1 entry IMPLIED snmpNotifyName
 *     ifAdminStatus ifEntry.7 rw INTEGER{up=1 down=2 testing=3}
 *     sysName system.5 rw DisplayString(0..255)
 *     ifMtu ifEntry.4 ro Integer32 "octets"
 *     linkDown snmpTraps.3 notification ifIndex ifAdminStatus ifOperStatus
 *
 * Access is ro, rw, rc (read-create) or na (not-accessible). Numbers in parentheses are the range of a number or the size of octets; a
 * word behind them says what the octets are, a text in single quotes how they are shown (DISPLAY-HINT). A textual convention is a name with
 * such a syntax. Lines that begin with a space go on.
 */
export interface ModuleFacts {
  module: string;
  facts: string;
}

interface Line {
  module: string;
  name: string;
  /** "ifEntry" and "7". */
  parent: string;
  number: string;
  word: string;
  rest: string;
}

const accesses: Readonly<Record<string, Access>> = {
  ro: 'read-only',
  rw: 'read-write',
  rc: 'read-create',
  na: 'not-accessible',
};

/** What the types that a MIB may name without importing them are made of (RFC 2578 section 7.1, RFC 1155 section 3.2.3). */
const baseTypes: Readonly<Record<string, Syntax['type']>> = {
  INTEGER: 'INTEGER',
  Integer32: 'INTEGER',
  Unsigned32: 'Gauge32',
  Gauge32: 'Gauge32',
  Counter32: 'Counter32',
  Counter64: 'Counter64',
  TimeTicks: 'TimeTicks',
  'OCTET STRING': 'OCTET STRING',
  BITS: 'OCTET STRING',
  'OBJECT IDENTIFIER': 'OBJECT IDENTIFIER',
  IpAddress: 'IpAddress',
  NetworkAddress: 'IpAddress',
  Opaque: 'Opaque',
  Float: 'Float',
  Double: 'Double',
};

/** Makes definitions of facts. A fact that is not right throws: they are part of the program. */
export function readFacts(conventions: readonly string[], modules: readonly ModuleFacts[]): ObjectDefinition[] {
  return new FactReader(conventions, modules).definitions();
}

class FactReader {
  readonly #conventions: Map<string, string>;
  readonly #syntaxes = new Map<string, Syntax>();
  readonly #lines = new Map<string, Line>();
  readonly #oids = new Map<string, string>();

  constructor(conventions: readonly string[], modules: readonly ModuleFacts[]) {
    this.#conventions = new Map(conventions.flatMap(linesOf).map(firstWord));
    for (const { module, facts } of modules) {
      for (const text of linesOf(facts)) {
        const line = readLine(module, text);
        if (this.#lines.has(line.name)) throw new Error(`${line.name} is there twice`);
        this.#lines.set(line.name, line);
      }
    }
  }

  definitions(): ObjectDefinition[] {
    return [...this.#lines.values()].map((line) => this.#definition(line));
  }

  #definition(line: Line): ObjectDefinition {
    const { name, module } = line;
    const common = { oid: this.#oid(name), name, module };
    switch (line.word) {
      case '':
        return { ...common, kind: 'node' };
      case 'table':
        return { ...common, kind: 'table', access: 'not-accessible' };
      case 'entry':
      case 'augments':
        return { ...common, kind: 'entry', access: 'not-accessible', index: this.#index(line) };
      case 'notification':
        return { ...common, kind: 'notification', objects: this.#objects(line.rest) };
      default: {
        const { syntax, unit } = this.#syntax(line.rest, `${name}: ${line.word} ${line.rest}`);
        const parent = this.#lines.get(line.parent)?.word;
        const kind = parent === 'entry' || parent === 'augments' ? 'column' : 'scalar';
        const access = accesses[line.word];
        if (access === undefined) throw new Error(`${name} has the access ${line.word}`);
        return { ...common, kind, syntax, access, ...(unit === undefined ? {} : { unit }) };
      }
    }
  }

  #line(name: string): Line {
    const line = this.#lines.get(name);
    if (line === undefined) throw new Error(`${name} is not there`);
    return line;
  }

  #oid(name: string): string {
    const known = this.#oids.get(name);
    if (known !== undefined) return known;
    const { parent, number } = this.#line(name);
    const oid =
      parent === '' ? number : /^[0-9]/.test(parent) ? `${parent}.${number}` : `${this.#oid(parent)}.${number}`;
    this.#oids.set(name, oid);
    return oid;
  }

  #index(line: Line): IndexColumn[] {
    if (line.word === 'augments') return this.#index(this.#line(line.rest));
    const columns: IndexColumn[] = [];
    let implied = false;
    for (const word of line.rest.split(' ')) {
      if (word === 'IMPLIED') {
        implied = true;
        continue;
      }
      const { syntax } = this.#syntax(this.#line(word).rest, word);
      columns.push({ name: word, syntax, implied });
      implied = false;
    }
    return columns;
  }

  #objects(names: string): NotificationObject[] {
    return names === '' ? [] : names.split(' ').map((name) => ({ name, oid: this.#oid(name) }));
  }

  #syntax(text: string, where: string): { syntax: Syntax; unit: string | undefined } {
    const match =
      /^([A-Za-z][\w-]*(?: STRING| IDENTIFIER)?)(?:\(([^)]*)\))?(?:\{([^}]*)\})?(?: (\w+))?(?: '([^']*)')?(?: "([^"]*)")?$/.exec(
        text,
      );
    if (match === null) throw new Error(`no syntax: ${where}`);
    const [, name = '', ranges, labels, meaning, hint, unit] = match;
    const of = this.#named(name, where);
    const limits = ranges === undefined ? undefined : readRanges(ranges);
    const isOctets = of.type === 'OCTET STRING' || of.type === 'Opaque';
    const ownLabels = labels === undefined ? of.labels : readLabels(labels);
    return {
      syntax: {
        name,
        type: of.type,
        labels: ownLabels,
        ranges: isOctets ? undefined : (limits ?? of.ranges),
        sizes: isOctets ? (limits ?? of.sizes) : undefined,
        meaning: isOctets && labels !== undefined ? 'bits' : (readMeaning(meaning) ?? of.meaning),
        hint: hint ?? of.hint,
      },
      unit,
    };
  }

  #named(name: string, where: string): Syntax {
    const type = baseTypes[name];
    if (type !== undefined) return { name, type };
    const known = this.#syntaxes.get(name);
    if (known !== undefined) return known;
    const text = this.#conventions.get(name);
    if (text === undefined) throw new Error(`no syntax ${name}: ${where}`);
    const { syntax } = this.#syntax(text, name);
    const named = { ...syntax, name };
    this.#syntaxes.set(name, named);
    return named;
  }
}

function linesOf(text: string): string[] {
  return text.trim().replace(/\n +/g, ' ').split('\n');
}

function firstWord(text: string): [string, string] {
  const end = text.indexOf(' ');
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}

function readLine(module: string, text: string): Line {
  const [name, behind] = firstWord(text);
  const [place, what] = firstWord(behind);
  const [word, rest] = firstWord(what);
  const match = /^(?:(.+?)\.)?([0-9.]+)$/.exec(place);
  if (match === null) throw new Error(`no place: ${text}`);
  const [, parent = '', number = ''] = match;
  return { module, name, parent, number, word, rest };
}

function readRanges(text: string): Range[] {
  return text.split('|').map((range) => {
    const [low = '', high = low] = range.split('..');
    return { low: Number(low), high: Number(high) };
  });
}

function readLabels(text: string): Map<number, string> {
  return new Map(
    text.split(' ').map((label) => {
      const [name = '', number = ''] = label.split('=');
      return [Number(number), name];
    }),
  );
}

const meanings: readonly Meaning[] = ['text', 'hex', 'date', 'inet', 'bits'];

function readMeaning(word: string | undefined): Meaning | undefined {
  return meanings.find((meaning) => meaning === word);
}
