import { describe, expect, it } from 'vitest';
import { payloadOctets } from '#electron/tools/echo/payload.ts';
import { payloadSchema } from '#shared/model/echo.ts';

const moment = { counter: 6, now: Date.UTC(2026, 0, 2), random: (length: number) => new Uint8Array(length).fill(0xab) };
const octets = (payload: object) => Buffer.from(payloadOctets(payloadSchema.parse(payload), moment)).toString('latin1');

describe('a payload', () => {
  it.each([
    [{ text: 'GET /\\r\\n\\x00' }, 'GET /\r\n\0'],
    [{ text: 'n={counter} t={time} {iso}' }, 'n=7 t=1767312000000 2026-01-02T00:00:00.000Z'],
    [{ text: '{random} {random:2} {size:5}|{size}' }, 'abababab abab .....|'],
    [{ text: '{unknown} {random:x}' }, '{unknown} {random:x}'],
    [{ text: 'a\\n{size:1}', as: 'plain' }, 'a\\n{size:1}'],
    [{ text: '68 65:6C-6c,0x6f', as: 'hex' }, 'hello'],
    [{ text: '', as: 'hex', end: 'crlf' }, '\r\n'],
    [{ text: 'x', end: 'lf' }, 'x\n'],
    [{ text: 'x', end: 'cr' }, 'x\r'],
    [{ text: 'x', end: 'nul' }, 'x\0'],
    [{ text: 'é' }, 'Ã©'],
  ])('%j is %j', (payload, expected) => {
    expect(octets(payload)).toBe(expected);
  });

  it.each([
    [{ text: 'abc', as: 'hex' }, '3 digits'],
    [{ text: 'ag', as: 'hex' }, 'g'],
    [{ text: '{size:9999999}' }, '{size:9999999}'],
  ])('says what is wrong with %j', (payload, reason) => {
    expect(() => octets(payload)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ code: 'echo-payload-unreadable', params: { reason } }),
      }),
    );
  });
});
