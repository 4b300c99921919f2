import type { AllHandlers } from '#electron/engine/router.ts';
import type { MibImportResult } from '#shared/contract/mibs.ts';
import type { MibDiagnostic, MibModule, MibNode, MibNodeKind, MibNodeRow } from '#shared/model/mib.ts';
import { ProblemError } from '#shared/problem/problem.ts';

type Mibs = AllHandlers['mibs'];
type Progress = Awaited<ReturnType<Mibs['importProgress']>> extends AsyncIterable<infer Value> ? Value : never;

/** Children of `bigObjects`: the tree that must scroll. */
export const manyNodes = 100_000;

const big = '1.3.6.1.4.1.99999.1';

/** What a line of the list below is: number, name, kind, and what else there is to know. */
type Line = [oid: string, name: string, kind: MibNodeKind, more?: Partial<MibNode>];

const ifAdminStatus: Partial<MibNode> = {
  syntax: 'INTEGER',
  access: 'read-write',
  status: 'current',
  typed: {
    name: 'INTEGER',
    base: 'INTEGER',
    labels: [
      { label: 'up', value: 1 },
      { label: 'down', value: 2 },
      { label: 'testing', value: 3 },
    ],
    ranges: [],
  },
  index: [{ name: 'ifIndex', implied: false }],
  description:
    '"The desired state of the interface.  The\n            testing(3) state indicates that no operational\n              packets can be passed.\n\n            <b>Not bold</b>."'.slice(
      1,
      -1,
    ),
  source: { file: '/usr/share/snmp/mibs/IF-MIB.txt', line: 350 },
};

const lines: readonly Line[] = [
  ['1', 'iso', 'node'],
  ['1.3', 'org', 'node'],
  ['1.3.6', 'dod', 'node'],
  ['1.3.6.1', 'internet', 'node'],
  ['1.3.6.1.1', 'directory', 'node'],
  ['1.3.6.1.2', 'mgmt', 'node'],
  ['1.3.6.1.2.1', 'mib-2', 'node'],
  ['1.3.6.1.2.1.1', 'system', 'node'],
  [
    '1.3.6.1.2.1.1.1',
    'sysDescr',
    'scalar',
    {
      syntax: 'DisplayString',
      access: 'read-only',
      status: 'current',
      typed: {
        name: 'DisplayString',
        base: 'OCTET STRING',
        labels: [],
        ranges: ['0..255'],
        displayHint: '255a',
        module: 'SNMPv2-TC',
        description: 'Represents textual information taken from the NVT\n        ASCII character set.',
      },
      description: 'A textual description of the entity.',
      reference: 'RFC 1213',
      source: { file: '/usr/share/snmp/mibs/SNMPv2-MIB.txt', line: 90 },
    },
  ],
  [
    '1.3.6.1.2.1.1.5',
    'sysName',
    'scalar',
    {
      syntax: 'DisplayString',
      access: 'read-write',
      status: 'current',
      description: 'An administratively-assigned name.',
    },
  ],
  ['1.3.6.1.2.1.2', 'interfaces', 'node'],
  ['1.3.6.1.2.1.2.2', 'ifTable', 'table', { access: 'not-accessible', status: 'current' }],
  [
    '1.3.6.1.2.1.2.2.1',
    'ifEntry',
    'entry',
    { access: 'not-accessible', status: 'current', index: [{ name: 'ifIndex', implied: false }] },
  ],
  ['1.3.6.1.2.1.2.2.1.1', 'ifIndex', 'column', { syntax: 'InterfaceIndex', access: 'read-only', status: 'current' }],
  ['1.3.6.1.2.1.2.2.1.2', 'ifDescr', 'column', { syntax: 'DisplayString', access: 'read-only', status: 'current' }],
  ['1.3.6.1.2.1.2.2.1.7', 'ifAdminStatus', 'column', ifAdminStatus],
  ['1.3.6.1.2.1.2.2.1.8', 'ifOperStatus', 'column', { syntax: 'INTEGER', access: 'read-only', status: 'current' }],
  ['1.3.6.1.4', 'private', 'node'],
  ['1.3.6.1.4.1', 'enterprises', 'node'],
  ['1.3.6.1.4.1.99999', 'bigCorp', 'module'],
  [big, 'bigObjects', 'node'],
  ['1.3.6.1.6', 'snmpV2', 'node'],
  ['1.3.6.1.6.3', 'snmpModules', 'node'],
  [
    '1.3.6.1.6.3.1.1.5.3',
    'linkDown',
    'notification',
    {
      status: 'current',
      members: [
        { name: 'ifIndex', oid: '1.3.6.1.2.1.2.2.1.1' },
        { name: 'ifAdminStatus', oid: '1.3.6.1.2.1.2.2.1.7' },
      ],
      description: 'A linkDown trap signifies that the SNMP entity has detected a failure.',
    },
  ],
];

const parents = new Map(
  lines.map(([oid]) => [
    oid,
    lines.filter(([other]) => other !== oid && oid.startsWith(`${other}.`)).at(-1)?.[0] ?? '',
  ]),
);

function rowOf([oid, name, kind, { syntax, access } = {}]: Line): MibNodeRow {
  const module = oid.startsWith('1.3.6.1.4.1.99999')
    ? 'BIG-CORP-MIB'
    : oid.startsWith('1.3.6.1.2.1.2')
      ? 'IF-MIB'
      : 'SNMPv2-MIB';
  const children = oid === big ? manyNodes : [...parents.values()].filter((parent) => parent === oid).length;
  return { oid, name, module, kind, children, ...(syntax && { syntax }), ...(access && { access }) };
}

/** One of the 100,000, counted from 1. */
function bigRow(arc: number): MibNodeRow {
  return {
    ...rowOf([`${big}.${arc}`, `bigObject${arc}`, 'scalar', { syntax: 'Counter64', access: 'read-only' }]),
    children: 0,
  };
}

function rowAt(oidOrName: string): { row: MibNodeRow; more: Partial<MibNode> } | undefined {
  const line = lines.find(([oid, name]) => oid === oidOrName || name === oidOrName);
  if (line !== undefined) return { row: rowOf(line), more: line[3] ?? {} };
  const arc = new RegExp(`^(?:${big.replaceAll('.', '\\.')}\\.|bigObject)(\\d+)$`).exec(oidOrName)?.[1];
  return arc === undefined || Number(arc) > manyNodes ? undefined : { row: bigRow(Number(arc)), more: {} };
}

export const diagnostics: MibDiagnostic[] = [
  {
    id: 'scripted-error',
    severity: 'error',
    module: 'BIG-CORP-MIB',
    file: '/tmp/punchdown-uploads-abc/3-BIG-CORP-MIB.txt',
    line: 1200,
    column: 7,
    params: { name: 'bigThing' },
  },
  {
    id: 'scripted-warning',
    severity: 'warning',
    module: 'BIG-CORP-MIB',
    file: '/tmp/punchdown-uploads-abc/3-BIG-CORP-MIB.txt',
    line: 12,
    column: 1,
    params: {},
  },
];

export function moduleOf(name: string, more: Partial<MibModule> = {}): MibModule {
  return {
    name,
    state: 'compiled',
    file: `/usr/share/snmp/mibs/${name}.txt`,
    builtIn: false,
    language: 'SMIv2',
    revision: '2019-03-01',
    objects: 12,
    lost: 0,
    missing: [],
    errors: 0,
    warnings: 0,
    ...more,
  };
}

export const someModules: MibModule[] = [
  moduleOf('SNMPv2-MIB', { builtIn: true, file: '', objects: 30 }),
  moduleOf('IF-MIB', { objects: 90 }),
  moduleOf('BIG-CORP-MIB', {
    state: 'partly',
    file: '/tmp/punchdown-uploads-abc/3-BIG-CORP-MIB.txt',
    objects: 100_002,
    lost: 3,
    errors: 1,
    warnings: 1,
  }),
  moduleOf('WAITING-MIB', { state: 'waiting', missing: ['NOWHERE-MIB', 'ELSEWHERE-TC'], language: 'SMIv1', lost: 7 }),
  moduleOf('BROKEN-MIB', { state: 'failed', objects: 0, errors: 4 }),
];

export const importResult: MibImportResult = {
  import: '',
  ended: 'complete',
  files: 9,
  states: { compiled: 3, partly: 1, waiting: 2, failed: 1 },
  objects: 100_104,
  lost: 10,
  errors: 5,
  warnings: 1,
  missing: [
    { module: 'NOWHERE-MIB', waiting: ['WAITING-MIB', 'OTHER-MIB'] },
    { module: 'ELSEWHERE-TC', waiting: ['WAITING-MIB'] },
  ],
  notMibs: [
    { file: '/tmp/punchdown-uploads-abc/7-index.html', kind: 'html' },
    { file: '/tmp/punchdown-uploads-abc/8-README', kind: 'no-module' },
  ],
  diagnostics,
  duration: 1234,
};

/** Calls of the MIB tool answered from a small tree with one huge branch. What is asked is noted in `calls`. */
export class ScriptedMibs {
  readonly calls: string[] = [];
  modules: MibModule[] = [...someModules];
  bookmarked = new Set<string>();
  result: MibImportResult = importResult;
  /** An import waits until this is called. */
  finish: () => void = () => {};
  holding = false;
  /** The import that came last. */
  importing = '';
  #progress: ((progress: Progress) => void)[] = [];

  tell(progress: Progress): void {
    for (const listener of this.#progress) listener(progress);
  }

  readonly handlers: Partial<Mibs> = {
    children: ({ oid, from, count }) => {
      this.calls.push(`children ${oid} ${from}`);
      if (oid === big) {
        const last = Math.min(manyNodes, from + count);
        return {
          total: manyNodes,
          nodes: Array.from({ length: Math.max(0, last - from) }, (_, at) => bigRow(from + at + 1)),
        };
      }
      const all = lines.filter(([one]) => parents.get(one) === oid).map(rowOf);
      return { total: all.length, nodes: all.slice(from, from + count) };
    },
    node: ({ oid }) => {
      this.calls.push(`node ${oid}`);
      const found = rowAt(oid);
      if (found === undefined) throw new ProblemError('snmp-oid-unreadable', { oid });
      const path = lines.filter(([one]) => found.row.oid.startsWith(`${one}.`)).map(([, name]) => name);
      return {
        ...found.row,
        path: [...path, found.row.name].join('.'),
        index: [],
        members: [],
        ...found.more,
        bookmarked: this.bookmarked.has(found.row.oid),
      };
    },
    find: ({ search, count }) => {
      this.calls.push(`find ${search}`);
      const word = search.toLowerCase();
      const named = lines.filter(([oid, name]) => name.toLowerCase().includes(word) || oid === word);
      const many = Array.from({ length: manyNodes / 500 }, (_, at) => bigRow(at + 1)).filter(({ name }) =>
        name.toLowerCase().includes(word),
      );
      return [
        ...named.map((line) => ({ ...rowOf(line), where: 'name' as const })),
        ...lines
          .filter((line) => !named.includes(line) && line[3]?.description?.toLowerCase().includes(word))
          .map((line) => ({ ...rowOf(line), where: 'description' as const })),
        ...many.map((row) => ({ ...row, where: 'name' as const })),
      ].slice(0, count);
    },
    translate: ({ oids }) =>
      oids.map((asked) => {
        const [, base = '', rest = ''] = /^((?:[\d.]*?|[^.]*))((?:\.\d+)?)$/.exec(asked) ?? [];
        const found = rowAt(asked) ?? rowAt(base);
        const end = rowAt(asked) === undefined ? rest : '';
        if (found === undefined) return { asked };
        const { oid, name, module } = found.row;
        return { asked, oid: oid + end, name: name + end, module };
      }),
    bookmarks: () => this.#bookmarks(),
    bookmark: ({ oid, bookmarked }) => {
      this.calls.push(`bookmark ${oid} ${bookmarked}`);
      if (bookmarked) this.bookmarked.add(oid);
      else this.bookmarked.delete(oid);
      return this.#bookmarks();
    },
    counts: () => ({
      modules: this.modules.length,
      nodes: 100_132,
      imported: this.modules.filter(({ builtIn }) => !builtIn).length,
    }),
    modules: ({ from, count }) => ({ total: this.modules.length, modules: this.modules.slice(from, from + count) }),
    removeModules: ({ names }) => {
      this.calls.push(`remove ${names.join(' ')}`);
      const before = this.modules.length;
      this.modules = this.modules.filter(({ name }) => !names.includes(name));
      return { removed: before - this.modules.length };
    },
    diagnostics: ({ module }) => {
      const all = diagnostics.filter((one) => one.module === module);
      return { total: all.length, diagnostics: all };
    },
    source: ({ module, line, lines: wanted }) => {
      this.calls.push(`source ${module} ${line}`);
      const total = 2000;
      const first = Math.max(1, line - Math.floor(wanted / 2));
      const length = Math.min(wanted, total - first + 1);
      const text = (at: number) => (at % 10 === 0 ? '' : `${' '.repeat((at % 4) * 4)}-- line ${at} of ${module} <i>`);
      return {
        file: `/usr/share/snmp/mibs/${module}.txt`,
        first,
        total,
        lines: Array.from({ length }, (_, at) => text(first + at)),
      };
    },
    systemFolders: () => [
      { path: '/usr/share/snmp/mibs', files: 78 },
      { path: '/usr/share/mibs/ietf', files: 412 },
    ],
    import: async (input, signal) => {
      this.importing = input.import ?? '';
      this.calls.push(`import ${JSON.stringify({ paths: input.paths, strict: input.strict })}`);
      if (this.holding) {
        await new Promise<void>((resolve, reject) => {
          this.finish = resolve;
          signal.addEventListener('abort', () => reject(new ProblemError('cancelled')));
        });
      }
      return { ...this.result, import: input.import ?? '' };
    },
    importProgress: (_input, signal) => this.#watch(signal),
  };

  async *#watch(signal: AbortSignal): AsyncGenerator<Progress> {
    const waiting: Progress[] = [];
    let wake = () => {};
    const listener = (progress: Progress) => {
      waiting.push(progress);
      wake();
    };
    this.#progress.push(listener);
    signal.addEventListener('abort', () => wake());
    while (!signal.aborted) {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield next;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    this.#progress = this.#progress.filter((one) => one !== listener);
  }

  #bookmarks(): MibNodeRow[] {
    return [...this.bookmarked].flatMap((oid) => rowAt(oid)?.row ?? []);
  }
}
