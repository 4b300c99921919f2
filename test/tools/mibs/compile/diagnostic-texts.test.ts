import { afterEach, describe, expect, it } from 'vitest';
import { mibDiagnostics } from '#electron/tools/mibs/compile/diagnostics.ts';
import { locales } from '#shared/contract/settings.ts';
import { m } from '#shared/messages/compiled/messages.js';
import { overwriteGetLocale } from '#shared/messages/compiled/runtime.js';

const ids = Object.keys(mibDiagnostics);
const keysOf = (id: string) => ['what', 'do'].map((part) => `mib_${id.replaceAll('-', '_')}_${part}`);
const texts = m as unknown as Record<string, ((params: object) => string) | undefined>;

afterEach(() => overwriteGetLocale(() => 'en'));

describe.each(locales)('texts of the compiler in %s', (locale) => {
  it.each(ids)('%s says what it is and what to do', (id) => {
    overwriteGetLocale(() => locale);
    // Any value will do: what a text needs of them is asked where they are made.
    const params = new Proxy({}, { get: () => 'x' });
    const [what, todo] = keysOf(id).map((key) => texts[key]?.(params));
    expect(what).toBeTruthy();
    expect(todo).toBeTruthy();
    expect(what).not.toBe(todo);
  });
});
