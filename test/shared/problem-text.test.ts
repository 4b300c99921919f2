import { afterEach, describe, expect, it } from 'vitest';
import { locales } from '#shared/contract/settings.ts';
import { m } from '#shared/messages/compiled/messages.js';
import { overwriteGetLocale } from '#shared/messages/compiled/runtime.js';
import { problemCodes, severityOf } from '#shared/problem/catalogue.ts';
import { problem } from '#shared/problem/problem.ts';
import { problemText } from '#shared/problem/problem-text.ts';

afterEach(() => overwriteGetLocale(() => 'en'));

describe.each(locales)('problem texts in %s', (locale) => {
  it.each(problemCodes)('%s says what happened, why and what to do, even without its parameters', (code) => {
    overwriteGetLocale(() => locale);
    const { severity, what, why, todo } = problemText(problem(code));
    expect(severity).toBe(severityOf(code));
    for (const text of [what, why, todo]) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/undefined|null|NaN|problem_|[{}]/);
    }
    expect(new Set([what, why, todo]).size).toBe(3);
  });
});

describe('problem text', () => {
  it('has no text for a code that the catalogue does not know', () => {
    const written = Object.keys(m).filter((key) => key.startsWith('problem_'));
    const wanted = problemCodes.flatMap((code) =>
      ['what', 'why', 'do'].map((part) => `problem_${code.replaceAll('-', '_')}_${part}`),
    );
    expect(written.sort()).toEqual(wanted.sort());
  });

  it('puts the parameters into the sentence', () => {
    expect(problemText(problem('interface-down', { interface: 'eth1' })).what).toBe('Interface eth1 is down.');
    expect(problemText(problem('raw-no-rights', { interface: 'eth1', command: 'sudo x' })).what).toContain('eth1');
    expect(problemText(problem('raw-no-rights', { command: 'sudo x' })).what).not.toContain('–');
    expect(problemText(problem('frames-lost', { count: 1 })).what).toBe('1 frame was lost.');
    expect(problemText(problem('frames-lost', { count: 7 })).what).toBe('7 frames were lost.');
    const silence = problemText(problem('dhcp-no-offer', { attempts: 3, seconds: 21.5, seen: 0 }));
    expect(silence.why).toBe('3 DISCOVERs were sent. Within 21.5 s not a single DHCP packet came back.');
  });

  it('follows the language', () => {
    overwriteGetLocale(() => 'zh-CN');
    expect(problemText(problem('interface-down', { interface: 'eth1' })).what).toBe('接口 eth1 未启用。');
  });

  it('does not take a parameter from the prototype', () => {
    const text = problemText({ code: 'workspace-in-use', params: {} });
    expect(text.why).not.toMatch(/function|Object/);
  });
});

it('a refusal is told with its reason where it gave one', () => {
  expect(problemText(problem('dhcp-nak', { server: '192.0.2.1', message: 'not yours' })).why).toContain('not yours');
  expect(problemText(problem('dhcp-nak', { server: '192.0.2.1' })).why).toBe('It gave no reason.');
});
