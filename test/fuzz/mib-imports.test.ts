import { expect, test } from 'vitest';
import { folderWith, identity, mibLibrary, scalar, smiv2 } from '#test/tools/mibs/mib-library.ts';
import { Random } from './random.ts';
import { fuzzCount } from './run-fuzz.ts';

const timeout = 600_000;

/** Files, a thousand of them in one import as a vendor's folder has them. */
const count = Math.max(200, Math.round(fuzzCount / 100));
const atOnce = 1000;

const table = `aTable OBJECT-TYPE SYNTAX SEQUENCE OF AEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION "d" ::= { root 1 }
aEntry OBJECT-TYPE SYNTAX AEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION "d" INDEX { aIndex, IMPLIED aName } ::= { aTable 1 }
AEntry ::= SEQUENCE { aIndex Integer32, aName DisplayString, aKind Kind }
${scalar('aIndex', 'aEntry 1', 'Integer32 (1..10)')}
${scalar('aName', 'aEntry 2', 'DisplayString (SIZE (1..8))')}
${scalar('aKind', 'aEntry 3', 'Kind')}`;

const seed = smiv2(
  'SEED-MIB',
  `${identity('root', 'enterprises 99999')}
  Kind ::= TEXTUAL-CONVENTION DISPLAY-HINT "d" STATUS current DESCRIPTION "d" SYNTAX Inner { one(1), two(2) }
  Inner ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "d" SYNTAX INTEGER { one(1), two(2), three(3) }
  ${table}
  bEntry OBJECT-TYPE SYNTAX BEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION "d" AUGMENTS { aEntry } ::= { root 2 }
  event NOTIFICATION-TYPE OBJECTS { aIndex, aKind } STATUS current DESCRIPTION "d" ::= { root 0 1 }
  group OBJECT-GROUP OBJECTS { aIndex, aName } STATUS current DESCRIPTION "d" ::= { root 3 }
  all MODULE-COMPLIANCE STATUS current DESCRIPTION "d" MODULE MANDATORY-GROUPS { group } ::= { root 4 }`,
  'ifIndex FROM IF-MIB other FROM OTHER-MIB',
);
const words = seed.split(/(\s+|[{}(),;])/);

/** Words left out, said twice, or taken for others, as nobody but a machine writes them. */
function mutated(random: Random, name: string): string {
  const text = [...words];
  for (let changes = random.below(6); changes >= 0; changes--) {
    const at = random.below(text.length);
    const other = words[random.below(words.length)] ?? '';
    const kind = random.below(4);
    if (kind === 0) text.splice(at, 1 + random.below(8));
    else if (kind === 1) text.splice(at, 0, ...text.slice(at, at + random.below(40)));
    else text[at] = other;
  }
  return text.join('').replace('SEED-MIB', random.below(8) === 0 ? `M${random.below(50)}-MIB` : name);
}

test(`${count} mutated files: every one ends somewhere, and a good one is as good as alone`, { timeout }, async () => {
  const random = new Random(Number(process.env.PUNCHDOWN_FUZZ_SEED ?? 1));
  const good = smiv2('GOOD-MIB', `${identity('goodRoot', 'enterprises 99998')}\n${scalar('goodValue', 'goodRoot 1')}`);
  const library = mibLibrary();
  for (let done = 0; done < count; done += atOnce) {
    const files: Record<string, string> = { 'good.mib': good };
    for (let i = 0; i < Math.min(atOnce, count - done); i++) files[`f${i}.mib`] = mutated(random, `F${done + i}-MIB`);
    const result = await library.import(folderWith(files));
    expect(result.ended).toBe('complete');
    const { compiled = 0, partly = 0, waiting = 0, failed = 0, unchanged = 0 } = result.states;
    expect(compiled + partly + waiting + failed + unchanged).toBeGreaterThan(0.5 * Object.keys(files).length);
    expect(result.diagnostics.length).toBeLessThanOrEqual(100);
  }
  expect(await library.module('GOOD-MIB')).toMatchObject({ state: 'compiled', objects: 2, errors: 0, warnings: 0 });
  expect((await library.translate('goodValue'))[0]?.oid).toBe('1.3.6.1.4.1.99998.1');
  for (const search of ['a', 'kind', 'd', 'DisplayString', '1.3'])
    expect(Array.isArray(await library.find(search))).toBe(true);
  const { nodes } = await library.handlers.children(
    { oid: '1.3.6.1.4.1.99999', from: 0, count: 1000 },
    AbortSignal.any([]),
  );
  for (const { oid } of nodes) await library.node(oid);
});
