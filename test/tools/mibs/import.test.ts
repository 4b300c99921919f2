import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, identity, mibLibrary, scalar, smiv2 } from './mib-library.ts';
import { zipOf } from './zip-of.ts';

const base = smiv2('BASE-MIB', `${identity('baseRoot', 'enterprises 99999')}\n${scalar('baseValue', 'baseRoot 1')}`);
const upper = smiv2(
  'UPPER-MIB',
  `${identity('upperRoot', 'baseRoot 5')}\n${scalar('upperValue', 'upperRoot 1', 'BaseKind')}\n${scalar('ownValue', 'enterprises 99998 1')}`,
  'baseRoot, BaseKind FROM BASE-MIB',
);
const kind = 'BaseKind ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "d" SYNTAX INTEGER { low(1), high(2) }';
const wholeBase = base.replace('END\n', `${kind}\nEND\n`);

describe('what is missing', () => {
  test('is named with those that wait; what does not need it is there; when it comes, they are complete', async () => {
    const { import: import_, module, node, diagnostics } = mibLibrary();
    const folder = folderWith({ 'upper.mib': upper, 'later/base.mib': wholeBase });
    const first = await import_(join(folder, 'upper.mib'));
    expect(first).toMatchObject({ ended: 'complete', states: { waiting: 1 }, lost: 2 });
    expect(first.missing).toEqual([{ module: 'BASE-MIB', waiting: ['UPPER-MIB'] }]);
    expect(await module('UPPER-MIB')).toMatchObject({ state: 'waiting', missing: ['BASE-MIB'], objects: 1 });
    expect(await node('ownValue')).toMatchObject({ oid: '1.3.6.1.4.1.99998.1' });
    const second = await import_(join(folder, 'later'));
    expect(second).toMatchObject({ files: 1, states: { compiled: 2 }, missing: [] });
    expect(await module('UPPER-MIB')).toMatchObject({ state: 'compiled', missing: [], objects: 3, lost: 0 });
    expect(await node('upperValue')).toMatchObject({
      oid: '1.3.6.1.4.1.99999.5.1',
      typed: { labels: [{ label: 'low' }, {}] },
    });
    expect((await diagnostics('UPPER-MIB')).map(({ id }) => id)).toEqual([]);
  });

  test.each([
    ['under a name written otherwise', 'Base_Mib', 'BASE-MIB'],
    ['under its older name', 'RFC1271-MIB', 'RMON-MIB'],
    ['under a name that has nothing to do with it', 'NOBODYS-MIB', 'BASE-MIB'],
  ])('what was waited for comes %s', async (_how, from, name) => {
    const { import: import_, module, translate, diagnostics } = mibLibrary({ builtIn: false });
    const waiting = (root: string, own: string, imports: string) =>
      smiv2(own, `${identity(root, 'baseRoot 5')}\n${scalar(`${root}Value`, `${root} 1`)}`, imports);
    await import_(
      folderWith({
        'upper.mib': waiting('upperRoot', 'UPPER-MIB', `baseRoot FROM ${from}`),
        'top.mib': smiv2('TOP-MIB', scalar('topValue', 'upperRoot 9'), 'upperRoot FROM UPPER-MIB'),
      }),
    );
    expect(await module('UPPER-MIB')).toMatchObject({ state: 'waiting', missing: [from] });
    expect((await translate('topValue'))[0]?.oid).toBeUndefined();
    await import_(folderWith({ 'base.mib': base.replace('BASE-MIB', name) }));
    expect(await module('UPPER-MIB')).toMatchObject({ state: 'compiled', lost: 0 });
    expect((await translate('upperRootValue', 'topValue')).map(({ oid }) => oid)).toEqual([
      '1.3.6.1.4.1.99999.5.1',
      '1.3.6.1.4.1.99999.5.9',
    ]);
    expect((await diagnostics('TOP-MIB')).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('a name that a second module has too is no guess any more', async () => {
    const { import: import_, module } = mibLibrary();
    const guessing = smiv2('UPPER-MIB', identity('upperRoot', 'baseRoot 5'), 'baseRoot FROM NOBODYS-MIB');
    await import_(folderWith({ 'upper.mib': guessing, 'base.mib': base }));
    expect(await module('UPPER-MIB')).toMatchObject({ state: 'compiled', lost: 0 });
    await import_(folderWith({ 'other.mib': smiv2('OTHER-MIB', identity('baseRoot', 'enterprises 77777')) }));
    expect(await module('UPPER-MIB')).toMatchObject({ state: 'waiting', lost: 1 });
  });

  test('when a module goes, those that need it wait', async () => {
    const { import: import_, module, remove, translate, counts } = mibLibrary();
    await import_(folderWith({ 'upper.mib': upper, 'base.mib': wholeBase }));
    expect(await remove('BASE-MIB', 'NOBODYS-MIB')).toEqual({ removed: 1 });
    expect(await module('BASE-MIB')).toBeUndefined();
    expect(await module('UPPER-MIB')).toMatchObject({ state: 'waiting', missing: ['BASE-MIB'] });
    expect((await translate('upperValue'))[0]).toEqual({ asked: 'upperValue' });
    expect(await counts()).toMatchObject({ imported: 1 });
  });
});

describe('files', () => {
  test('a bad one harms no other', async () => {
    const { import: import_, module } = mibLibrary();
    const bad = smiv2('BAD-MIB', `${identity('badRoot', 'nobody 1')}\n}}} ::= ((( "open`);
    const result = await import_(folderWith({ 'a-bad.mib': bad, 'base.mib': wholeBase, 'upper.mib': upper }));
    expect(result.states).toEqual({ failed: 1, compiled: 2 });
    expect(await module('BASE-MIB')).toMatchObject({ state: 'compiled', errors: 0, warnings: 0 });
    expect(await module('BAD-MIB')).toMatchObject({ state: 'failed' });
  });

  test('that are no MIBs are told as what they are', async () => {
    const { import: import_ } = mibLibrary();
    const folder = folderWith({
      'a.txt': '',
      'b.html': '<!doctype html><html><body>404</body></html>',
      'c.pdf': '%PDF-1.7 ...',
      'd.mib': Buffer.from(wholeBase, 'utf16le'),
      'e.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0]),
      'f.txt': 'Read me first.',
      'g.gz': Uint8Array.from([0x1f, 0x8b, 8, 0]),
      'h.zip': 'no archive at all',
    });
    const result = await import_([folder, join(folder, 'nothing-here')]);
    expect(result.notMibs.map(({ file, kind: what }) => `${file.slice(folder.length + 1)} ${what}`)).toEqual([
      'a.txt empty',
      'b.html html',
      'c.pdf pdf',
      'd.mib utf-16',
      'e.png image',
      'f.txt no-module',
      'g.gz archive',
      'h.zip no-module',
      'nothing-here unreadable',
    ]);
    expect(result).toMatchObject({ ended: 'complete', states: {}, files: 9 });
  });

  test('folders that lead back to themselves are entered once', async () => {
    const { import: import_ } = mibLibrary();
    const folder = folderWith({ 'deep/er/base.mib': wholeBase });
    symlinkSync(folder, join(folder, 'deep/er/back'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
    const result = await import_(folder);
    expect(result).toMatchObject({ files: 2, states: { compiled: 1 } });
    expect(result.notMibs.map(({ kind: what }) => what)).toEqual(['unreadable']);
  });

  test('in an archive, with folders, stored or deflated', async () => {
    const { import: import_, module, source } = mibLibrary();
    const folder = folderWith({});
    const zip = join(folder, 'mibs.zip');
    writeFileSync(zip, zipOf({ 'a/base.mib': wholeBase, 'b/upper.mib': upper, 'b/readme.txt': 'no MIB' }));
    const result = await import_(zip);
    expect(result).toMatchObject({ files: 3, states: { compiled: 2 }, notMibs: [{ file: `${zip}/b/readme.txt` }] });
    rmSync(zip);
    expect(await module('BASE-MIB')).toMatchObject({ file: `${zip}/a/base.mib` });
    expect((await source('BASE-MIB', 1, 3)).lines[0]).toBe('BASE-MIB DEFINITIONS ::= BEGIN');
  });

  test('with several modules, of names that are not theirs, the text stays when the file goes', async () => {
    const { import: import_, module, node, source } = mibLibrary();
    const folder = folderWith({ 'odd-name.txt': `${wholeBase}\n${upper}` });
    expect((await import_(folder)).states).toEqual({ compiled: 2 });
    rmSync(join(folder, 'odd-name.txt'));
    const { line = 0 } = (await node('upperValue')).source ?? {};
    const text = await source('UPPER-MIB', line, 5);
    expect(text.lines[line - text.first]).toContain('upperValue OBJECT-TYPE');
    expect((await module('UPPER-MIB'))?.file).toBe(join(folder, 'odd-name.txt'));
  });

  test('that did not change are not compiled again', async () => {
    const { import: import_, counts } = mibLibrary();
    const folder = folderWith({ 'upper.mib': upper, 'base.mib': wholeBase });
    await import_(folder);
    const before = await counts();
    expect((await import_(folder)).states).toEqual({ unchanged: 2 });
    writeFileSync(join(folder, 'upper.mib'), upper.replace('upperRoot 1', 'upperRoot 2'));
    expect((await import_(folder)).states).toEqual({ unchanged: 1, compiled: 1 });
    expect(await counts()).toEqual(before);
  });
});

describe('two modules of one name', () => {
  const version = (day: string, place: string) =>
    smiv2('BASE-MIB', `${identity('baseRoot', 'enterprises 99999', `${day}0000Z`)}\n${scalar('baseValue', place)}`);

  test('in one import the newest revision is kept, and the other told', async () => {
    const { import: import_, module, translate, diagnostics } = mibLibrary();
    const result = await import_(
      folderWith({ 'a.mib': version('20190101', 'baseRoot 1'), 'b.mib': version('20200101', 'baseRoot 2') }),
    );
    expect(result.states).toEqual({ compiled: 1 });
    expect(await module('BASE-MIB')).toMatchObject({ revision: '2020-01-01', file: expect.stringMatching(/b\.mib$/) });
    expect((await translate('baseValue'))[0]?.oid).toBe('1.3.6.1.4.1.99999.2');
    expect((await diagnostics('BASE-MIB')).map(({ id, params }) => `${id} ${String(params.file).slice(-5)}`)).toEqual([
      'module-twice a.mib',
    ]);
  });

  test('an older one does not replace a newer one that is there; a changed one of the same day does', async () => {
    const { import: import_, translate } = mibLibrary();
    await import_(folderWith({ 'a.mib': version('20200101', 'baseRoot 1') }));
    const older = await import_(folderWith({ 'a.mib': version('20190101', 'baseRoot 2') }));
    expect(older.states).toEqual({});
    expect(older.diagnostics.map(({ id }) => id)).toEqual(['module-twice']);
    expect((await translate('baseValue'))[0]?.oid).toBe('1.3.6.1.4.1.99999.1');
    await import_(folderWith({ 'a.mib': version('20200101', 'baseRoot 3') }));
    expect((await translate('baseValue'))[0]?.oid).toBe('1.3.6.1.4.1.99999.3');
  });
});

describe('cancelling', () => {
  test.each([0, 60, 200, 400])('after %i ms leaves everything as it was', async (delay) => {
    const { import: import_, counts, module, store, translate } = mibLibrary();
    await import_(folderWith({ 'base.mib': wholeBase }));
    const before = await counts();
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => {
        const values = Array.from({ length: 60 }, (__, k) => scalar(`v${i}x${k}`, `root${i} ${k + 1}`)).join('\n');
        return [`m${i}.mib`, smiv2(`M${i}-MIB`, `${identity(`root${i}`, `enterprises 99000 ${i}`)}\n${values}`)];
      }),
    );
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), delay);
    const result = await import_(folderWith({ ...many, 'base.mib': base }), { signal: cancel.signal });
    if (result.ended === 'complete') return;
    expect(await counts()).toEqual(before);
    expect(await module('M1-MIB')).toBeUndefined();
    expect((await translate('baseValue'))[0]?.oid).toBe('1.3.6.1.4.1.99999.1');
    const rows = (table: string) => store.prepare(`SELECT count(*) AS count FROM ${table}`).get();
    for (const table of ['mib_file', 'mib_text', 'mib_module', 'mib_detail'])
      expect([table, rows(table)]).toEqual([table, { count: 1 }]);
  });

  test('and the next import goes on', async () => {
    const { import: import_, module } = mibLibrary();
    const cancel = new AbortController();
    const folder = folderWith({ 'base.mib': wholeBase });
    const first = import_(folder, { signal: cancel.signal });
    const second = import_(folder);
    cancel.abort();
    expect((await first).ended).toBe('cancelled');
    expect(await second).toMatchObject({ ended: 'complete', states: { compiled: 1 } });
    expect(await module('BASE-MIB')).toMatchObject({ state: 'compiled' });
  });
});

test('progress is told under the name of the import', async () => {
  const { handlers, import: import_ } = mibLibrary();
  const id = '6f2d1b0e-2f0c-4a55-9a53-1c9c52a7c001';
  const stop = new AbortController();
  const told: { import: string; ended: boolean }[] = [];
  const listening = (async () => {
    for await (const one of await handlers.importProgress(undefined, stop.signal)) {
      told.push(one);
      if (one.ended) break;
    }
  })();
  await import_(folderWith({ 'base.mib': wholeBase, 'upper.mib': upper }), { id });
  await listening;
  stop.abort();
  expect(told.at(-1)).toMatchObject({ import: id, ended: true });
});

test('everything is there again in the next program', async () => {
  const folder = folderWith({ 'base.mib': wholeBase, 'upper.mib': upper });
  const file = join(folder, 'kept.punchdown');
  const one = mibLibrary({ file });
  await one.import(folder);
  await one.bookmark('upperValue');
  const seen = [await one.node('upperValue'), await one.modules(), await one.counts(), await one.find('high')];
  await one.close();
  const two = mibLibrary({ file });
  expect([await two.node('upperValue'), await two.modules(), await two.counts(), await two.find('high')]).toEqual(seen);
  expect((await two.bookmarks()).map(({ name }) => name)).toEqual(['upperValue']);
  await two.close();
  // A program that has other things built in shows its own.
  const three = mibLibrary({ file, builtIn: false });
  expect((await three.translate('upperValue', 'ifDescr')).map(({ oid }) => oid)).toEqual([
    '1.3.6.1.4.1.99999.5.1',
    undefined,
  ]);
});

test('strict: no tolerance is without an error', async () => {
  const { import: import_, diagnostics } = mibLibrary();
  const folder = folderWith({
    'a.mib': smiv2('A-MIB', `${identity('aRoot', 'enterprises 99999')}\nbelow OBJECT IDENTIFIER ::= { ifIndex 9 }`),
  });
  await import_(folder);
  expect((await diagnostics('A-MIB')).map(({ severity }) => severity)).toEqual(['warning']);
  await import_(folder, { strict: true });
  expect((await diagnostics('A-MIB')).map(({ severity }) => severity)).toEqual(['error']);
});
