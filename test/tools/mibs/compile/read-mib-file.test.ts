import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSpan } from '#electron/tools/mibs/compile/module-tree.ts';
import { parseModules } from '#electron/tools/mibs/compile/parse-modules.ts';
import { readMibText } from '#electron/tools/mibs/compile/read-mib-file.ts';
import { newerModule, objectType } from './sample-module.ts';

const text = newerModule(objectType());
const octets = (value: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(value, encoding));
const bytes = (...values: number[]) => new Uint8Array(values);
const padded = (front: Uint8Array) => new Uint8Array([...front, ...octets(text)]);

function textOf(file: Uint8Array): string {
  const read = readMibText(file);
  if ('notMib' in read) throw new Error(read.notMib);
  return read.text;
}

describe('what is no MIB', () => {
  it.each([
    ['empty', 'nothing', bytes()],
    ['empty', 'blanks', octets(' \r\n\t\n')],
    ['html', 'a page', octets('<!DOCTYPE html>\n<html><body>Not found</body></html>')],
    ['html', 'a page without a doctype', octets('\n<HTML><HEAD><TITLE>404</TITLE></HEAD></HTML>')],
    ['pdf', 'PDF', padded(octets('%PDF-1.7\n'))],
    ['archive', 'zip', padded(bytes(0x50, 0x4b, 3, 4))],
    ['archive', 'gzip', new Uint8Array(gzipSync(text))],
    ['archive', 'bzip2', padded(octets('BZh9'))],
    ['archive', '7z', padded(bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c))],
    ['archive', 'tar', new Uint8Array([...new Uint8Array(257), ...octets(`ustar\0${text}`)])],
    ['image', 'PNG', padded(bytes(0x89, 0x50, 0x4e, 0x47))],
    ['image', 'JPEG', padded(bytes(0xff, 0xd8, 0xff, 0xe0))],
    ['utf-16', 'UTF-16 with a mark', new Uint8Array([0xff, 0xfe, ...octets(text, 'utf16le')])],
    ['utf-16', 'UTF-16 without one', octets(text, 'utf16le')],
    ['binary', 'a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, ...new Uint8Array(200), ...octets(text)])],
    ['no-module', 'a letter', octets('Dear all,\nplease find attached the DEFINITIONS.\n')],
    ['too-large', '40 MB', new Uint8Array(40_000_000).fill(0x20)],
  ])('%s: %s', (kind, _, file) => {
    expect(readMibText(file)).toEqual({ notMib: kind });
  });
});

describe('encodings', () => {
  it.each([
    ['UTF-8', octets(text.replace('One.', 'Größe'))],
    ['UTF-8 with a mark', octets(`\ufeff${text.replace('One.', 'Größe')}`)],
    ['windows-1252', octets(text.replace('One.', 'Größe'), 'latin1')],
  ])('%s', (_, file) => {
    expect(textOf(file)).toBe(text.replace('One.', 'Größe'));
  });

  it.each([
    ['CR LF', '\r\n'],
    ['CR CR LF', '\r\r\n'],
    ['CR', '\r'],
  ])('line ends of %s', (_, end) => {
    expect(textOf(octets(text.replaceAll('\n', end)))).toBe(text);
  });

  it('leaves what word processors put at the end', () => {
    expect(parseModules(textOf(octets(`${text}\x1a\0`)), 'x', { strict: true }).diagnostics).toEqual([]);
  });
});

describe('an RFC', () => {
  const footer = 'McCloghrie, et al.          Standards Track                    [Page 17]';
  const header = 'RFC 2863                The Interfaces Group MIB               June 2000';
  const pageBreak = `\n\n\n${footer}\n\f\n${header}\n\n\n`;
  const description = `DESCRIPTION\n   "First line.${pageBreak}   Second line."`;
  const rfc = `${header}\n\n3. Definitions\n\n${newerModule(objectType({ description }))}\n4. Acknowledgements\n${pageBreak}`;

  it('loses its page breaks and keeps the numbers of its lines', () => {
    const read = textOf(octets(rfc));
    expect(read.split('\n')).toHaveLength(rfc.split('\n').length);
    expect(read).not.toContain('[Page');
    const { modules, diagnostics } = parseModules(read, 'rfc2863.txt', { strict: true });
    expect(diagnostics).toEqual([]);
    const object = modules[0]?.definitions.find(({ kind }) => kind === 'object');
    const span = object?.kind === 'object' ? object.description : undefined;
    expect(span && readSpan(read, span)).toBe('First line.\n\nSecond line.');
  });

  it.each([
    ['between clauses', objectType({ more: pageBreak })],
    ['between labels', objectType({ syntax: `INTEGER { a(1),${pageBreak} b(2) }` })],
    ['between definitions', `${pageBreak}${objectType()}`],
  ])('may break its pages %s', (_, definition) => {
    const read = textOf(octets(newerModule(definition)));
    expect(parseModules(read, 'x', { strict: true }).diagnostics).toEqual([]);
  });

  it('keeps lines that only look like a header', () => {
    const more = `-- ${footer}\n-- RFC 2863 of June 2000 says so`;
    expect(textOf(octets(newerModule(`${objectType()}${more}`)))).toContain('says so');
  });
});
