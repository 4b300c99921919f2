import type { Framing } from '#shared/model/framing.ts';
import { textBytes } from '../text.ts';
import { encodeCobs } from './cobs.ts';
import { parseEscapes } from './escapes.ts';
import { encodeSlip } from './slip.ts';

/**
 * A message with what frames it. With `fixed` one that is too short is filled up with zeros.
 *
 * @throws RangeError for a message that its framing cannot carry: longer than its length can say, than its size, or one with the delimiter in it.
 */
export function frameMessage(framing: Framing, message: Uint8Array): Uint8Array {
  switch (framing.kind) {
    case 'none':
      return message;
    case 'delimiter':
      return delimited(message, parseEscapes(framing.delimiter));
    case 'length':
      return joined([lengthPrefix(framing, message.length), message]);
    case 'fixed': {
      if (message.length > framing.size) throw new RangeError(`${message.length} octets do not fit ${framing.size}`);
      const filled = new Uint8Array(framing.size);
      filled.set(message);
      return filled;
    }
    case 'netstring':
      return joined([textBytes(`${message.length}:`), message, textBytes(',')]);
    case 'slip':
      return encodeSlip(message);
    case 'cobs':
      return encodeCobs(message);
  }
}

function delimited(message: Uint8Array, delimiter: Uint8Array): Uint8Array {
  const whole = joined([message, delimiter]);
  const first = delimiter[0] ?? 0;
  for (let at = whole.indexOf(first); at >= 0 && at < message.length; at = whole.indexOf(first, at + 1)) {
    if (delimiter.every((octet, index) => whole[at + index] === octet)) {
      throw new RangeError(`the delimiter is in the message, at octet ${at}`);
    }
  }
  return whole;
}

function lengthPrefix({ bytes, order, inclusive }: Extract<Framing, { kind: 'length' }>, size: number): Uint8Array {
  const length = size + (inclusive ? bytes : 0);
  if (bytes < 8 && length >= 256 ** bytes) throw new RangeError(`a length of ${length} does not fit ${bytes} octets`);
  const prefix = new Uint8Array(bytes);
  let rest = length;
  for (let index = 0; index < bytes; index++) {
    prefix[order === 'big' ? bytes - 1 - index : index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return prefix;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
