import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MibNode } from '#shared/model/mib.ts';
import { need } from '#test/lab/need.ts';
import { mibLibrary } from './mib-library.ts';

const folders = ['/usr/share/snmp/mibs', resolve(import.meta.dirname, '../../../node_modules/net-snmp/lib/mibs')];

/** Generic traps: net-snmp puts them below snmp.0, RFC 3584 section 3.1 below snmpTraps. */
const genericTraps = /^1\.3\.6\.1\.2\.1\.11\.0(?:\.\d)?$/;

/** Where libsmi looks for modules. */
const env = { ...process.env, SMIPATH: folders.join(':') };

/** Their complaints about modules of others do not matter here, nor that these make them fail. */
function output(command: string, args: readonly string[]): string {
  return spawnSync(command, args, { env, maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] }).stdout.toString(
    'latin1',
  );
}

async function imported() {
  const library = mibLibrary({ builtIn: false });
  const result = await library.import(folders);
  expect(result.lost).toBe(0);
  return library;
}

describe.skipIf(!need('mibs', 'snmptranslate'))('as net-snmp has them', () => {
  const flags = ['-M', folders.join(':'), '-m', 'ALL'];

  test('every OID has the same name', async () => {
    const { translate } = await imported();
    const lines = [...output('snmptranslate', [...flags, '-Tz']).matchAll(/^"(.*)"\t+"(.*)"$/gm)];
    const known = lines.map(([, name = '', oid = '']) => ({ name, oid })).filter(({ oid }) => !genericTraps.test(oid));
    expect(known.length).toBeGreaterThan(700);
    const ours = await translate(...known.map(({ oid }) => oid));
    // Where two modules differ, net-snmp shows the one it read last; ours is looked for by name then.
    const others = known.filter(({ name }, i) => ours[i]?.name !== name);
    const byName = others.length === 0 ? [] : await translate(...others.map(({ name }) => name));
    expect(others.filter(({ oid }, i) => byName[i]?.oid !== oid)).toEqual([]);
  });

  test('types, labels, ranges, access, units and INDEX are the same', async () => {
    const { node, registry } = await imported();
    const names = [...output('snmptranslate', [...flags, '-Tz']).matchAll(/^"(.*)"\t+"(.*)"$/gm)].map(
      ([, , oid = '']) => oid,
    );
    const wanted = names.filter((oid) => !genericTraps.test(oid));
    const texts = output('snmptranslate', [...flags, '-Td', '-OS', ...wanted]).split(
      /^(?=[\w-]+::[\w-]+\n[\w-]+ [A-Z])/m,
    );
    expect(texts.length).toBeGreaterThan(700);
    const wrong: string[] = [];
    let compared = 0;
    for (const text of texts) {
      const [, module, name] = /^([\w-]+)::([\w-]+)\n/.exec(text) ?? [];
      if (module === undefined || !text.includes('OBJECT-TYPE\n')) continue;
      const { typed, ...ours } = await node(`${module}::${name}`);
      // Its text says whence a type is; of modules that are not in these folders net-snmp knows nothing.
      if (module === 'NET-SNMP-VACM-MIB' || elsewhere.has(typed?.module ?? '')) continue;
      compared++;
      const [one, other] = [readDetails(text), detailsOf({ typed, ...ours })].map((details) => JSON.stringify(details));
      if (one !== other) wrong.push(`${module}::${name} ${one} ${other}`);
    }
    expect(compared).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
    expect(registry.byName('ifTable')?.kind).toBe('table');
  });
});

/** Built in here, and not in the folders. */
const elsewhere = new Set(['SNMP-FRAMEWORK-MIB', 'INET-ADDRESS-MIB']);

interface Details {
  labels: string;
  ranges: string;
  access: string;
  unit: string;
  index: string;
  augments: string;
}

function readDetails(text: string): Details {
  const clause = (pattern: RegExp) => (pattern.exec(text)?.[1] ?? '').replaceAll(/\s+/g, ' ').trim();
  const syntax = clause(/\n {2}SYNTAX\t(.*)/);
  const [, ranges = ''] = /^[^{]*?\((-?\d[-\d. |]*)\)/.exec(syntax) ?? [];
  return {
    labels: /\{(.*)\}/.exec(syntax)?.[1]?.replaceAll(' ', '') ?? '',
    ranges: ranges.replaceAll(' ', ''),
    access: clause(/\n {2}MAX-ACCESS\t(.*)/),
    unit: clause(/\n {2}UNITS\t\t"(.*)"/),
    index: clause(/\n {2}INDEX\t\t\{ (.*) \}/),
    augments: clause(/\n {2}AUGMENTS\t\{ (.*) \}/),
  };
}

function detailsOf({ typed, access = '', unit = '', index, augments = '' }: MibNode): Details {
  return {
    labels: typed?.labels.map(({ label, value }) => `${label}(${value})`).join(',') ?? '',
    // net-snmp does not keep the size of Opaque.
    ranges: typed?.base === 'Opaque' ? '' : (typed?.ranges.join('|') ?? ''),
    access,
    unit,
    index: augments === '' ? index.map(({ name, implied }) => (implied ? `IMPLIED ${name}` : name)).join(', ') : '',
    augments,
  };
}

describe.skipIf(!need('mibs', 'smidump'))('as libsmi has them', () => {
  test('every definition of every module has the same OID and kind', async () => {
    const { node } = await imported();
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    const wrong: string[] = [];
    let count = 0;
    for (const file of files) {
      const text = output('smidump', ['-k', '-f', 'identifiers', file]);
      for (const [, module, name, kind = '', oid] of text.matchAll(/^([\w-]+)\s+([\w-]+)\s+(\S+)\s+([\d.]+)$/gm)) {
        // Names that only the parts of an OID have, and two old modules: without INDEX libsmi sees no columns, and it knows no "snmp".
        if (kind === '<unknown>' || module === 'RFC1158-MIB' || module === 'RFC-1215') continue;
        count++;
        const ours = await node(`${module}::${name}`).catch(() => undefined);
        if (ours === undefined) wrong.push(`${module}::${name} ${kind} ${oid}`);
        else if (ours.oid !== oid || kinds[ours.kind] !== kind)
          wrong.push(`${module}::${name} ${kind} ${oid} ${ours.kind} ${ours.oid}`);
      }
    }
    expect(count).toBeGreaterThan(600);
    expect(wrong).toEqual([]);
  });
});

/** What libsmi calls kinds. */
const kinds: Record<MibNode['kind'], string> = {
  node: 'node',
  module: 'node',
  scalar: 'scalar',
  table: 'table',
  entry: 'row',
  column: 'column',
  notification: 'notification',
  'object-group': 'group',
  'notification-group': 'group',
  compliance: 'compliance',
  capabilities: 'capabilities',
};
