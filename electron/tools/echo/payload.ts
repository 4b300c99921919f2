import { parseEscapes } from '#electron/wire/framing/escapes.ts';
import { textBytes } from '#electron/wire/text.ts';
import type { Payload } from '#shared/model/echo.ts';
import { fromHex } from '#shared/model/hex.ts';
import { ProblemError } from '#shared/problem/problem.ts';

/** What the macros of a payload stand for at the moment it is sent. */
export interface PayloadMoment {
  /** How many were sent before it: {counter} begins at 1. */
  counter: number;
  /** Milliseconds since the epoch. */
  now: number;
  /** Random octets. */
  random(length: number): Uint8Array;
}

const ends: Readonly<Record<Payload['end'], readonly number[]>> = {
  none: [],
  lf: [10],
  crlf: [13, 10],
  cr: [13],
  nul: [0],
};

/** Octets that one macro may make. */
const mostMade = 1 << 20;
const macro = /\{(counter|time|iso|random|size)(?::(\d{1,7}))?\}/g;
const fill = 0x2e;

/**
 * Octets of a payload. `{counter}` and `{time}` (milliseconds since the epoch) and `{iso}` become text, `{random:8}` that many random octets in
 * hex, `{size:100}` that many dots. Hex digits may stand in groups.
 *
 * @throws ProblemError echo-payload-unreadable for what is no hex, or a macro that asks for too much.
 */
export function payloadOctets({ text, as, end }: Payload, moment: PayloadMoment): Uint8Array {
  const octets = as === 'hex' ? hexOctets(text) : as === 'plain' ? textBytes(text) : mixedOctets(text, moment);
  const behind = ends[end];
  if (behind.length === 0) return octets;
  const whole = new Uint8Array(octets.length + behind.length);
  whole.set(octets);
  whole.set(behind, octets.length);
  return whole;
}

function hexOctets(text: string): Uint8Array {
  const digits = text.replace(/0x|[\s,:-]/gi, '');
  const octets = digits === '' ? new Uint8Array() : fromHex(digits);
  if (octets !== undefined) return octets;
  const reason = /^[0-9a-f]*$/i.test(digits) ? `${digits.length} digits` : (/[^0-9a-f]/i.exec(digits)?.[0] ?? '');
  throw new ProblemError('echo-payload-unreadable', { reason });
}

/** Macros are replaced first, so that what they make is never read as an escape. */
function mixedOctets(text: string, moment: PayloadMoment): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const match of text.matchAll(macro)) {
    parts.push(parseEscapes(text.slice(from, match.index)));
    parts.push(macroOctets(match[1] ?? '', match[2], moment));
    from = match.index + match[0].length;
  }
  parts.push(parseEscapes(text.slice(from)));
  return Buffer.concat(parts);
}

function macroOctets(name: string, argument: string | undefined, { counter, now, random }: PayloadMoment): Uint8Array {
  const length = Number(argument ?? (name === 'random' ? 4 : 0));
  if (length > mostMade) throw new ProblemError('echo-payload-unreadable', { reason: `{${name}:${argument}}` });
  switch (name) {
    case 'counter':
      return textBytes(String(counter + 1));
    case 'time':
      return textBytes(String(Math.round(now)));
    case 'iso':
      return textBytes(new Date(now).toISOString());
    case 'random':
      return textBytes(Buffer.from(random(length)).toString('hex'));
    default:
      return new Uint8Array(length).fill(fill);
  }
}
