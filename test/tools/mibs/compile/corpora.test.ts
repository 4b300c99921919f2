import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ParsedModule } from '#electron/tools/mibs/compile/module-tree.ts';
import { parseModules } from '#electron/tools/mibs/compile/parse-modules.ts';
import { readMibText } from '#electron/tools/mibs/compile/read-mib-file.ts';
import { need } from '#test/lab/need.ts';

const netSnmpPackage = resolve(import.meta.dirname, '../../../../node_modules/net-snmp/lib/mibs');
const folders = [netSnmpPackage, ...(need('mibs') ? ['/usr/share/snmp/mibs'] : [])];
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(folder, name)),
);

const placing =
  /[a-zA-Z][\w-]*\s+(?:(?:OBJECT-TYPE|OBJECT-IDENTITY|MODULE-IDENTITY|NOTIFICATION-TYPE|(?:OBJECT|NOTIFICATION)-GROUP|MODULE-COMPLIANCE|AGENT-CAPABILITIES)\s|OBJECT\s+IDENTIFIER\s*::=)/g;
const types = /^\s*[A-Z][\w-]*\s*::=/gm;

/** A text without strings, comments, macros and imports: what is left is counted by patterns that know no grammar. */
function bare(text: string): string {
  return text
    .replace(/"[^"]*"|--[^\n]*/g, (part) => (part.startsWith('"') ? '""' : ''))
    .replace(/[A-Z-]+\s+MACRO\s*::=[\s\S]*?\bEND\b/g, '')
    .replace(/\b(?:IMPORTS|EXPORTS)\b[^;]*;/g, '');
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
const countOf = ({ definitions }: ParsedModule, has: string) =>
  definitions.filter((definition) => has in definition).length;

describe('modules that come with net-snmp', () => {
  it.each(files)('%s', (file) => {
    const read = readMibText(readFileSync(file));
    if ('notMib' in read) throw new Error(read.notMib);
    const { modules, diagnostics } = parseModules(read.text, file, { strict: false });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(modules).toHaveLength(1);
    for (const module of modules) {
      const text = bare(read.text.slice(module.start, module.end));
      expect(countOf(module, 'oid')).toBe(count(text, placing));
      expect(module.definitions.filter(({ kind }) => kind === 'type')).toHaveLength(count(text, types));
    }
  });
});
