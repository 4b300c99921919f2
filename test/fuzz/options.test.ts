import { describe, expect, it } from 'vitest';
import type { OptionField } from '#electron/wire/dhcpv4/option-type.ts';
import { dhcpOptions } from '#electron/wire/dhcpv4/options.ts';
import { sampleBytes } from '#test/wire/sample-messages.ts';
import { type FuzzTarget, fuzz } from './run-fuzz.ts';

const timeout = 600_000;

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function checkInside(fields: readonly OptionField[], end: number): void {
  for (const field of fields) {
    check(field.offset >= 0 && field.offset + field.length <= end, `${field.id} leaves the value`);
    if (field.children !== undefined) checkInside(field.children, end);
  }
}

/** The codes that share each decoder. */
const decoders = new Map<unknown, number[]>();
for (const [code, type] of dhcpOptions) decoders.set(type.decode, [...(decoders.get(type.decode) ?? []), code]);

function target(codes: readonly number[], count: { accepted: number }): FuzzTarget | undefined {
  const type = dhcpOptions.get(codes[0] ?? 0);
  if (type === undefined) return undefined;
  return {
    name: `option-${type.code}`,
    seeds: codes.map((code) => sampleBytes(code)),
    longest: 300,
    run(bytes) {
      const { value, faults, children } = type.decode(bytes);
      if (children !== undefined) checkInside(children, bytes.length);
      if (faults.length > 0) return;
      count.accepted++;
      // Every eighth: the way there and back costs more than the decoding itself.
      if ((count.accepted & 7) !== 0) return;
      const again = type.encode(value);
      check(again !== undefined, 'an accepted value does not encode');
      const twice = type.decode(again ?? bytes);
      check(twice.faults.length === 0 && JSON.stringify(twice.value) === JSON.stringify(value), 'the value changed');
    },
  };
}

describe('random and mutated values', () => {
  for (const codes of decoders.values()) {
    it(`into the decoder of option ${codes.join(', ')}`, { timeout }, () => {
      const count = { accepted: 0 };
      const what = target(codes, count);
      if (what === undefined) throw new Error('no such option');
      expect(fuzz(what).longest).toBeLessThan(50);
      expect(count.accepted).toBeGreaterThan(0);
    });
  }
});
