import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeframer } from '#electron/wire/framing/deframer.ts';
import { parseEscapes } from '#electron/wire/framing/escapes.ts';
import { frameMessage } from '#electron/wire/framing/frame-message.ts';
import { type Framing, type FramingFault, framingSchema } from '#shared/model/framing.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';

const framing = (written: object): Framing => framingSchema.parse(written);
const bytes = (hex: string) => fromHex(hex.replaceAll(' ', '')) ?? new Uint8Array();

function read(kind: Framing, pieces: readonly Uint8Array[], ends = true) {
  const messages: { from: number; to: number; hex: string }[] = [];
  const faults: FramingFault[] = [];
  let most = 0;
  const deframer = createDeframer(kind, {
    message: ({ from, to, payload }) => messages.push({ from, to, hex: toHex(payload) }),
    fault: (fault) => faults.push(fault),
  });
  for (const piece of pieces) {
    deframer.push(piece);
    most = Math.max(most, deframer.held);
  }
  if (ends) deframer.end();
  return { messages, faults, most, hexes: messages.map(({ hex }) => hex) };
}

const all: Framing[] = [
  framing({ kind: 'delimiter' }),
  framing({ kind: 'delimiter', delimiter: '\\r\\n' }),
  framing({ kind: 'delimiter', delimiter: 'aab' }),
  ...([1, 2, 4, 8] as const).flatMap((size) =>
    (['big', 'little'] as const).flatMap((order) =>
      [false, true].map((inclusive) => framing({ kind: 'length', bytes: size, order, inclusive })),
    ),
  ),
  framing({ kind: 'fixed', size: 7 }),
  framing({ kind: 'netstring' }),
  framing({ kind: 'slip' }),
  framing({ kind: 'cobs' }),
];
const named = all.map((kind) => [JSON.stringify(kind), kind] as const);

describe('framing', () => {
  it.each(named)('%s: what was framed is found again, however the stream is cut', (_name, kind) => {
    const message =
      kind.kind === 'fixed'
        ? fc.uint8Array({ minLength: 7, maxLength: 7 })
        : fc.uint8Array({ minLength: 1, maxLength: 250 });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), fc.array(fc.nat(2000), { maxLength: 12 }), (messages, cuts) => {
        const framed = messages.flatMap((one) => {
          try {
            return [{ one, octets: frameMessage(kind, one) }];
          } catch {
            return []; // the delimiter is in it
          }
        });
        const stream = Buffer.concat(framed.map(({ octets }) => octets));
        const places = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((a, b) => a - b);
        const pieces = [0, ...places].map((from, index) => stream.subarray(from, places[index] ?? stream.length));
        const found = read(kind, pieces);
        expect(found.hexes).toEqual(framed.map(({ one }) => toHex(one)));
        expect(found.faults).toEqual([]);
        expect(found.messages.at(-1)?.to ?? 0).toBe(stream.length);
      }),
      { numRuns: 300, seed: 20_261 },
    );
  });

  it.each(named)(
    '%s: octets of any kind are taken without an error, and nothing beyond the limit is held',
    (_name, kind) => {
      const small = 'limit' in kind ? { ...kind, limit: 64 } : kind;
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 10 }), (pieces) => {
          const { most, messages, faults } = read(small, pieces);
          expect(most).toBeLessThanOrEqual(64 + 16);
          const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
          for (const { from, to } of messages) expect(0 <= from && from < to && to <= total).toBe(true);
          for (const { at, reason } of faults) expect(at <= total && reason.length > 0).toBe(true);
        }),
        { numRuns: 500, seed: 20_262 },
      );
    },
  );

  it('takes each piece as a message where there is no framing', () => {
    const { messages, faults } = read(framing({ kind: 'none' }), [bytes('61 62'), bytes(''), bytes('63')]);
    expect(messages).toEqual([
      { from: 0, to: 2, hex: '6162' },
      { from: 2, to: 3, hex: '63' },
    ]);
    expect(faults).toEqual([]);
  });

  it('tells where messages end in the stream', () => {
    const lines = framing({ kind: 'delimiter' });
    const { messages } = read(lines, [bytes('61 62 0a 63'), bytes('64 0a 0a')]);
    expect(messages).toEqual([
      { from: 0, to: 3, hex: '6162' },
      { from: 3, to: 6, hex: '6364' },
      { from: 6, to: 7, hex: '' },
    ]);
  });

  it('passes over a message of a gigabyte without holding it, and finds the next', () => {
    const kind = framing({ kind: 'length', bytes: 4, limit: 1000 });
    const piece = new Uint8Array(1 << 20);
    const announced = bytes('40 00 00 00');
    const { faults, hexes, most } = read(kind, [
      announced,
      ...Array.from({ length: 1024 }, () => piece),
      bytes('00 00 00 02 68 69'),
    ]);
    expect(faults).toMatchObject([{ kind: 'oversized', at: 0 }]);
    expect(faults[0]?.reason).toContain('1073741824');
    expect(hexes).toEqual(['6869']);
    expect(most).toBeLessThan(16);
  });

  it('gives up the search for a delimiter at the limit, once, and goes on behind the next', () => {
    const kind = framing({ kind: 'delimiter', delimiter: '\\r\\n', limit: 100 });
    const long = Array.from({ length: 500 }, () => new Uint8Array(10).fill(0x61));
    const { faults, hexes, most } = read(kind, [...long, bytes('0d'), bytes('0a 6f 6b 0d'), bytes('0a')]);
    expect(faults).toMatchObject([{ kind: 'oversized', at: 0 }]);
    expect(faults).toHaveLength(1);
    expect(hexes).toEqual(['6f6b']);
    expect(most).toBeLessThanOrEqual(110);
  });

  it('names what is begun when the stream ends', () => {
    expect(read(framing({ kind: 'length' }), [bytes('00 00 00 05 61')]).faults).toMatchObject([
      { kind: 'incomplete', at: 0, reason: 'the stream ends 5 octets into a message, within 5 octets' },
    ]);
    expect(read(framing({ kind: 'length' }), [bytes('00 00')]).faults).toMatchObject([{ kind: 'incomplete' }]);
    expect(read(framing({ kind: 'delimiter' }), [bytes('61')]).faults).toMatchObject([{ kind: 'incomplete', at: 0 }]);
    expect(read(framing({ kind: 'cobs' }), [bytes('02 61 00')]).faults).toEqual([]);
  });

  it('names what a length, a netstring, SLIP and COBS cannot be', () => {
    const inclusive = framing({ kind: 'length', bytes: 2, inclusive: true });
    expect(read(inclusive, [bytes('00 01 00 03 61')])).toMatchObject({
      hexes: ['61'],
      faults: [{ kind: 'garbage', at: 0 }],
    });
    const netstring = framing({ kind: 'netstring' });
    expect(read(netstring, [Buffer.from('x3:abc,')]).hexes).toEqual(['616263']);
    expect(read(netstring, [Buffer.from('03:abc,')]).faults[0]).toMatchObject({ kind: 'garbage', at: 0 });
    expect(read(netstring, [Buffer.from('3:abc;')]).faults).toMatchObject([{ kind: 'garbage', at: 5 }]);
    expect(read(netstring, [Buffer.from('99999999999:')]).faults[0]?.kind).toBe('garbage');
    expect(read(framing({ kind: 'slip' }), [bytes('c0 61 db 62 c0 63 c0')])).toMatchObject({
      hexes: ['63'],
      faults: [{ kind: 'garbage', at: 1 }],
    });
    expect(read(framing({ kind: 'cobs' }), [bytes('09 61 00 02 62 00')])).toMatchObject({
      hexes: ['62'],
      faults: [{ kind: 'garbage', at: 0 }],
    });
  });

  it.each([
    ['00', '010100'],
    ['11 22 00 33', '031122023300'],
    ['11 00 00 00', '021101010100'],
    ['', '0100'],
  ])('stuffs %s as %s', (message, stuffed) => {
    expect(toHex(frameMessage(framing({ kind: 'cobs' }), bytes(message)))).toBe(stuffed);
  });

  it('stuffs 254 octets without a zero in one run', () => {
    const message = Uint8Array.from({ length: 254 }, (_, index) => index + 1);
    const stuffed = frameMessage(framing({ kind: 'cobs' }), message);
    expect([stuffed.length, stuffed[0], stuffed[255]]).toEqual([256, 255, 0]);
    expect(read(framing({ kind: 'cobs' }), [stuffed]).hexes).toEqual([toHex(message)]);
  });

  it('refuses what its framing cannot carry', () => {
    expect(() => frameMessage(framing({ kind: 'length', bytes: 1 }), new Uint8Array(256))).toThrow(RangeError);
    expect(() => frameMessage(framing({ kind: 'fixed', size: 3 }), new Uint8Array(4))).toThrow(RangeError);
    expect(() => frameMessage(framing({ kind: 'delimiter' }), bytes('61 0a 62'))).toThrow(RangeError);
    expect(() => createDeframer(framing({ kind: 'delimiter', delimiter: '' } as never), {} as never)).toThrow();
  });

  it('reads escapes', () => {
    expect(toHex(parseEscapes('a\\r\\n\\t\\0\\e\\x41\\\\é\\q'))).toBe('610d0a09001b415cc3a95c71');
  });
});
