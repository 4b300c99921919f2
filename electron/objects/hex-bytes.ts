import { fromHex } from '#shared/model/hex.ts';

/**
 * Octets of hex digits, two an octet: "001b210a", "0x001b210a", or with a colon, hyphen, dot or space between octets or groups of them.
 * Undefined for anything else, also for "0:1b": it could be meant in two ways.
 */
export function hexBytes(text: string): Uint8Array | undefined {
  const digits = text.trim().replace(/^0x/i, '');
  if (digits !== '' && !/^[0-9a-f]{2}(?:[:. -]?[0-9a-f]{2})*$/i.test(digits)) return undefined;
  return fromHex(digits.replaceAll('.', ''));
}
