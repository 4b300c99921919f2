import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { need } from '#test/lab/need.ts';
import { folderWith, mibLibrary } from './mib-library.ts';
import { differences, smilint } from './smilint.ts';
import { strictCases } from './strict-cases.ts';

/**
 * Strict mode says what smilint says up to level 3, at the same line, with the exceptions that `smilint.ts` and this file name.
 */
const folders = [resolve(import.meta.dirname, '../../../node_modules/net-snmp/lib/mibs'), '/usr/share/snmp/mibs'];

/** Where the two differ, and why. */
const knownDifferences: Readonly<Record<string, { missed: string[]; extra: string[] }>> = {
  // RFC 2578 section 7.7 wants index values of zero and more; smilint looks at the type and not at the object's own range.
  'index-element-range-negative': { missed: [], extra: ['index-below-zero'] },
  // To smilint this is a syntax error, behind which it tells what follows from having lost the row.
  'index-and-augments': { missed: ['scalar-not-creatable', 'object-identifier-unknown'], extra: [] },
  // The second identity's revisions are compared with the first's.
  'module-identity-multiple': { missed: ['revision-not-descending'], extra: [] },
};

/** Modules that define SMI itself, of which smilint has an own idea, and one without INDEX, in whose tables smilint sees no rows. */
const leftOut: ReadonlySet<string> = new Set(['RFC-1215', 'RFC1155-SMI', 'RFC1158-MIB', 'SNMPv2-TC']);

async function strictErrors(library: ReturnType<typeof mibLibrary>, module: string) {
  return (await library.diagnostics(module)).filter(({ severity }) => severity === 'error');
}

describe.skipIf(!need('mibs', 'smilint'))('as smilint', () => {
  test('every class of error of its levels up to 3', async () => {
    const library = mibLibrary();
    const names = Object.keys(strictCases);
    const nameOf = (number: number) => `CASE${number}-MIB`;
    const texts = names.map((name, i) => [nameOf(i), strictCases[name]?.replace('A-MIB', nameOf(i)) ?? '']);
    const folder = folderWith(Object.fromEntries(texts));
    await library.import(folder, { strict: true });
    const wrong: Record<string, unknown> = {};
    for (const [i, name] of names.entries()) {
      const theirs = smilint(join(folder, nameOf(i)), folders);
      const { missed, extra } = differences(theirs, await strictErrors(library, nameOf(i)));
      const found = { missed: missed.map(({ tag }) => tag), extra: extra.map(({ id }) => id) };
      const expected = knownDifferences[name] ?? { missed: [], extra: [] };
      if (JSON.stringify(found) !== JSON.stringify(expected)) wrong[name] = found;
    }
    expect(wrong).toEqual({});
  }, 120_000);

  test('modules of net-snmp, as far as smilint has what they import', async () => {
    const library = mibLibrary({ builtIn: false });
    await library.import(folders, { strict: true });
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    const byFile = new Map((await library.modules()).filter(({ builtIn }) => !builtIn).map((one) => [one.file, one]));
    const wrong: string[] = [];
    let compared = 0;
    for (const file of files) {
      const module = byFile.get(file);
      if (module === undefined || leftOut.has(module.name)) continue;
      const theirs = smilint(file, folders);
      if (theirs.some(({ tag }) => tag === 'module-not-found')) continue;
      compared++;
      const { missed, extra } = differences(theirs, await strictErrors(library, module.name));
      wrong.push(...missed.map(({ line, tag }) => `${module.name}:${line} missed ${tag}`));
      wrong.push(...extra.map(({ line, id }) => `${module.name}:${line} extra ${id}`));
    }
    expect(compared).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  }, 120_000);
});
