import { afterEach, describe, expect, it } from 'vitest';
import { locales } from '#shared/contract/settings.ts';
import { m } from '#shared/messages/compiled/messages.js';
import { overwriteGetLocale } from '#shared/messages/compiled/runtime.js';
import { lessonKinds, lessonLines, lessonSteps } from '#shared/model/echo-lesson.ts';
import { lessonLineText } from '#shared/model/echo-lesson-text.ts';

afterEach(() => overwriteGetLocale(() => 'en'));

const codes = [...lessonLines, ...lessonKinds.flatMap((kind) => lessonSteps[kind].map((step) => `step-${step}`))];

describe.each(locales)('texts of lessons in %s', (locale) => {
  it.each(codes)('%s can be read, even without its parameters', (code) => {
    overwriteGetLocale(() => locale);
    const text = lessonLineText({ code, params: {} });
    expect(text).not.toBe(code);
    expect(text).not.toMatch(/undefined|null|NaN|lesson_|[{}]/);
  });
});

describe('the text of a lesson', () => {
  it('has no line that is not told', () => {
    const beginnings = lessonKinds.map((kind) => `lesson_${kind.replaceAll('-', '_')}_`);
    const written = Object.keys(m).filter((key) => beginnings.some((beginning) => key.startsWith(beginning)));
    const told = new Set(lessonLines.map((code) => `lesson_${code.replaceAll('-', '_')}`));
    expect(written.filter((key) => !told.has(key))).toEqual([]);
  });

  it('writes numbers as the language does, and names the sides', () => {
    const line = { code: 'time-wait-saw-state', params: { who: 'client', milliseconds: 59_970.123, other: 'CLOSED' } };
    expect(lessonLineText(line)).toContain('The client’s end');
    expect(lessonLineText(line)).toContain('59,970 ms');
    overwriteGetLocale(() => 'zh-CN');
    expect(lessonLineText(line)).toContain('客户端');
  });
});
