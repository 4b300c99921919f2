import { describe, expect, it } from 'vitest';
import type { Definition, ParsedModule } from '#electron/tools/mibs/compile/module-tree.ts';
import { parseModules } from '#electron/tools/mibs/compile/parse-modules.ts';
import { readMibText } from '#electron/tools/mibs/compile/read-mib-file.ts';
import { newerModule, objectType, olderModule } from '#test/tools/mibs/compile/sample-module.ts';
import { fuzz, fuzzCount } from './run-fuzz.ts';

const timeout = 600_000;

/** A module costs a hundred times what a packet does. */
const count = Math.max(1, Math.round(fuzzCount / 20));

const definitions = [
  objectType({
    syntax: 'INTEGER { up(1), down(2) }',
    units: 'UNITS "s"',
    more: "INDEX { a, IMPLIED b } DEFVAL { 'FF'H }",
  }),
  objectType({ syntax: 'OCTET STRING (SIZE (0 | 4..16))', more: 'AUGMENTS { c } DEFVAL { { a, b } }' }),
  'Entry ::= SEQUENCE { a Integer32 (-5..5 | 7), b BITS { x(0), y(1) }, c CHOICE { d NULL } }',
  'Hint ::= TEXTUAL-CONVENTION DISPLAY-HINT "1x:" STATUS current DESCRIPTION "-- no comment" SYNTAX OCTET STRING',
  'event NOTIFICATION-TYPE OBJECTS { a, b } STATUS current DESCRIPTION "The "quoted" one" ::= { sample 0 4 }',
  'all MODULE-COMPLIANCE STATUS current DESCRIPTION "A" MODULE MANDATORY-GROUPS { a } OBJECT b SYNTAX INTEGER ::= { sample 6 }',
  'can AGENT-CAPABILITIES PRODUCT-RELEASE "P" STATUS current SUPPORTS A INCLUDES { b } VARIATION c ACCESS read-only ::= { a 7 }',
  'X MACRO ::= BEGIN a ::= "b" END -- first -- a OBJECT IDENTIFIER ::= { iso org(3) dod(6) }',
];
const texts = [
  ...definitions.map(newerModule),
  olderModule(
    'aTrap TRAP-TYPE ENTERPRISE { iso 3 } VARIABLES { a, b } DESCRIPTION "A\n[Page 3]\n\fRFC 1 of 1991\n" ::= 7',
  ),
  definitions.join('\n'),
];
const seeds = texts.map((text) => new TextEncoder().encode(text));

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function checkDefinition(definition: Definition, module: ParsedModule): void {
  check(definition.start >= module.start && definition.start < definition.end, `${definition.name} begins elsewhere`);
  check(definition.end <= module.end, `${definition.name} ends behind its module`);
  check(definition.name.length > 0 && definition.name.length <= 255, 'a name without bounds');
}

/** Everything lies within the text, and there is no more of it than the text can hold. */
function checkModules(text: string): void {
  const { modules, diagnostics } = parseModules(text, 'fuzz.mib', { strict: true });
  const lines = text.split('\n').length;
  let end = 0;
  for (const module of modules) {
    check(module.start >= end && module.end > module.start && module.end <= text.length, 'modules overlap');
    end = module.end;
    for (const definition of module.definitions) checkDefinition(definition, module);
    check(module.definitions.length <= text.length / 4, 'more definitions than fit');
  }
  for (const { line, column } of diagnostics)
    check(line >= 1 && line <= lines && column >= 1, 'a place outside the text');
  check(diagnostics.length <= 8 * text.length + 8, 'more diagnostics than fit');
}

describe('MIB modules', () => {
  it('are read without a throw or a hang from any bytes', { timeout }, () => {
    const { longest } = fuzz(
      {
        ...{ name: 'mib-modules', seeds, kept: 28, longest: 4096 },
        run(bytes) {
          const read = readMibText(bytes);
          checkModules('text' in read ? read.text : Buffer.from(bytes).toString('latin1'));
        },
      },
      count,
    );
    expect(longest).toBeLessThan(50);
  });
});
