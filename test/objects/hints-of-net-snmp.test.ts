import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { toVarbind } from '#electron/objects/to-varbind.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { need } from '#test/lab/need.ts';
import { folderWith, mibLibrary } from '#test/tools/mibs/mib-library.ts';

const run = promisify(execFile);
const netSnmpMibs = ['/usr/share/snmp/mibs', resolve(import.meta.dirname, '../../node_modules/net-snmp/lib/mibs')];
const root = '1.3.6.1.4.1.32473.77';

interface Case {
  hint: string;
  syntax: string;
  value: SnmpValue;
  /** Where ours is not theirs, and why. */
  ours?: string;
}

const integer = (hint: string, value: number, ours?: string): Case => ({
  ...{ hint, syntax: 'Integer32', value: { type: 'INTEGER', value } },
  ...(ours === undefined ? {} : { ours }),
});
const octets = (hint: string, ...bytes: number[]): Case => ({
  ...{ hint, syntax: 'OCTET STRING', value: { type: 'OCTET STRING', value: Uint8Array.from(bytes) } },
});
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

const date = '2d-1d-1d,1d:1d:1d.1d,1a1d:1d';
const cases: Case[] = [
  integer('d', 1234),
  integer('d', -5),
  integer('d-2', 1234),
  integer('d-1', 1234),
  integer('d-3', -98_765),
  integer('d-2', 100),
  // A zero before the point, for people.
  integer('d-2', 12, '0.12'),
  // With its radix: "10" alone could be meant in two ways.
  integer('x', 255, '0xff'),
  integer('o', 8, '0o10'),
  integer('b', 5, '0b101'),
  octets('1x:', 0, 0x1b, 0x21, 0x0a, 0x0b, 0x0c),
  octets('1x-', 0, 0x1b, 0x21, 0x0a, 0x0b, 0x0c),
  octets('1x', 0, 0x1b, 0xff),
  octets('1d.1d.1d.1d', 10, 0, 0, 1),
  octets('1d.1d.1d.1d/2d', 192, 0, 2, 1, 0x1f, 0x90),
  octets('1d.1d.1d.1d%4d', 192, 0, 2, 1, 0, 0, 0, 7),
  octets('1d.', 1, 2, 3, 4, 5, 6, 7),
  octets('1o.', 8, 64, 255),
  octets('2d:', 1, 0, 2, 0),
  octets('4d', 1, 2, 3, 4),
  octets('1d:1d,1x.', 1, 2, 0xaa, 0xbb),
  octets('1d-255a', 7, ...letters('seven')),
  octets('2a:', ...letters('abcdef')),
  octets('1a-1d.', 0x41, 1, 2),
  // Theirs takes an octet for a part of none.
  { ...octets('0a[1d.1d]0a:2d', 49, 50, 0, 51), ours: '[49.50]:51' },
  octets('*1d.', 3, 1, 2, 3),
  // Theirs shows a separator before a terminator; RFC 2579 section 3.1 (4) has none there.
  { ...octets('*1d./1d', 2, 1, 2, 9), ours: '1.2/9' },
  { ...octets('*1x:,*1d.', 1, 0xaa, 2, 1, 2), ours: 'aa,1.2' },
  { ...octets(date, 7, 200, 5, 26, 13, 30, 15, 0, 0x2d, 4, 0), ours: '1992-05-26T13:30:15.0-04:00' },
  { ...octets(date, 7, 200, 5, 26, 13, 30, 15, 0), ours: '1992-05-26T13:30:15.0' },
  octets('255a', ...letters('plain text')),
  octets('255t', 0xc3, 0xbc, 0x62, 0x65, 0x72),
  // Numbers of several octets: ours have two digits an octet, theirs no leading zeros.
  { ...octets('2x:', 0xfe, 0x80, 0, 1), ours: 'fe80:0001' },
  { ...octets('4x-2x-2x-1x1x-6x', ...Array(16).keys()), ours: '00010203-0405-0607-0809-0a0b0c0d0e0f' },
];

const mib = `HINT-MIB DEFINITIONS ::= BEGIN
IMPORTS MODULE-IDENTITY, OBJECT-TYPE, Integer32, enterprises FROM SNMPv2-SMI
  TEXTUAL-CONVENTION FROM SNMPv2-TC;
hintMIB MODULE-IDENTITY LAST-UPDATED "202603010000Z" ORGANIZATION "o" CONTACT-INFO "c" DESCRIPTION "d"
  ::= { enterprises 32473 77 }
${cases
  .map(
    ({ hint, syntax }, i) => `
Hint${i} ::= TEXTUAL-CONVENTION DISPLAY-HINT "${hint}" STATUS current DESCRIPTION "d" SYNTAX ${syntax}
hint${i} OBJECT-TYPE SYNTAX Hint${i} MAX-ACCESS read-only STATUS current DESCRIPTION "d" ::= { hintMIB ${i + 1} }`,
  )
  .join('')}
END
`;

describe.skipIf(!need('snmpget'))('hints as net-snmp reads them', () => {
  test('values of a MIB are shown the same', async () => {
    const folder = folderWith({ 'HINT-MIB.txt': mib });
    const library = mibLibrary();
    await library.import(join(folder, 'HINT-MIB.txt'));
    const oids = cases.map((_, i) => `${root}.${i + 1}.0`);
    const agent = await startScriptedAgent({
      objects: Object.fromEntries(cases.map(({ value }, i) => [oids[i] ?? '', value])),
    });
    try {
      const mibs = ['-M', [folder, ...netSnmpMibs].join(':'), '-m', 'HINT-MIB'];
      // Values alone, hexadecimal digits with leading zeros.
      const common = ['-v2c', '-c', 'public', '-t', '5', '-Oqv0', `${agent.address}:${agent.port}`];
      const { stdout } = await run('snmpget', [...mibs, ...common, ...oids]);
      const theirs = stdout.trimEnd().split('\n');
      const shown = cases.map(({ value }, i) => toVarbind(library.registry, oids[i] ?? '', value, '').text);
      const table = cases.map(({ hint, ours }, i) => ({
        hint,
        theirs: theirs[i],
        ours: shown[i],
        expected: ours ?? theirs[i],
      }));
      expect(table.filter(({ ours, expected }) => ours !== expected)).toEqual([]);
      expect(table.filter(({ ours, theirs }) => ours === theirs).length).toBeGreaterThanOrEqual(20);
      // What is said to differ does differ.
      expect(cases.filter(({ ours }, i) => ours !== undefined && ours === theirs[i])).toEqual([]);
    } finally {
      await agent.stop();
    }
  });
});
