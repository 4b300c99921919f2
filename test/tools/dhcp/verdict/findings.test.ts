import { afterEach, describe, expect, test } from 'vitest';
import { judge } from '#electron/tools/dhcp/verdict/judge.ts';
import { describeFrame } from '#electron/wire/describe.ts';
import { locales } from '#shared/contract/settings.ts';
import { m } from '#shared/messages/compiled/messages.js';
import { overwriteGetLocale } from '#shared/messages/compiled/runtime.js';
import { type FindingCode, findingCodes, findingSchema, findings } from '#shared/model/finding.ts';
import { findingText } from '#shared/model/finding-text.ts';
import type { PacketField } from '#shared/model/packet-field.ts';
import { answerCases } from './answer-cases.ts';
import type { FixturePacket } from './exchange-fixture.ts';
import { clean, type FindingCase } from './finding-case.ts';
import { messageCases } from './message-cases.ts';

/** A code without a case does not compile. */
const cases: Record<FindingCode, FindingCase> = { ...answerCases, ...messageCases };

afterEach(() => overwriteGetLocale(() => 'en'));

function idsOf(fields: readonly PacketField[]): string[] {
  return fields.flatMap(({ id, children = [] }) => [id, ...idsOf(children)]);
}

test('an exchange without fault has no findings', () => {
  expect(judge(clean())).toEqual([]);
});

describe.each(findingCodes)('%s', (code) => {
  const { guilty, innocent, event, field } = cases[code];
  const found = judge(guilty).find((finding) => finding.code === code);

  test('is found, with the packet, the field and the rule it rests on', () => {
    expect(found).toMatchObject({ code, severity: findings[code] });
    expect(findingSchema.parse(found)).toEqual(found);
    expect([found?.event, found?.field]).toEqual([event, field]);
    expect(found?.rule).toMatch(/^RFC \d+ section ("[A-Z][A-Za-z ]+"|\d+(\.\d+)*)$/);
  });

  test('names a field that the decoded packet has', () => {
    if (field === undefined) return expect(found).not.toHaveProperty('field');
    const packet = guilty.packets.find(({ index }) => index === event) as FixturePacket | undefined;
    const { layers } = describeFrame(packet?.bytes ?? new Uint8Array(), 'ethernet');
    expect(idsOf(layers)).toContain(field);
  });

  test('is not found where it is not', () => {
    expect(judge(innocent).map((finding) => finding.code)).not.toContain(code);
  });

  test.each(locales)('says in %s what is wrong and what to do, with all its values', (locale) => {
    overwriteGetLocale(() => locale);
    const { what, todo } = findingText(found ?? { code, params: {} });
    for (const text of [what, todo]) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/undefined|null|NaN|finding_|[{}]/);
    }
    expect(what).not.toBe(todo);
    // A dash stands for a value that the rule forgot; what is honestly unknown is given as a dash itself.
    const unknown = Object.values(found?.params ?? {}).includes('–');
    if (!unknown) expect(what + todo).not.toContain('–');
    // Without any value there is still a sentence.
    expect(findingText({ code, params: {} }).what).not.toMatch(/undefined|[{}]/);
  });
});

test('codes, severities and texts are the same set', () => {
  const written = Object.keys(m).filter((key) => key.startsWith('finding_'));
  const wanted = findingCodes.flatMap((code) =>
    ['what', 'do'].map((part) => `finding_${code.replaceAll('-', '_')}_${part}`),
  );
  expect(written.sort()).toEqual(wanted.sort());
  expect(findingCodes.length).toBeGreaterThanOrEqual(30);
  expect(Object.values(findings).every((severity) => ['error', 'warning', 'note'].includes(severity))).toBe(true);
});
