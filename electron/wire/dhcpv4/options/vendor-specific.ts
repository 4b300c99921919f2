import { hexAt } from '../../octets.ts';
import { decoded, hexBytes, type OptionCodec, opaqueText } from '../option-type.ts';
import { decodeSuboptions, type SuboptionTable } from './suboptions.ts';

/**
 * Options 43 (RFC 2132 section 8.4) and 63: bytes that the vendor's own rules explain, usually suboptions, which are shown
 * where the bytes have exactly that form. Nothing here can be wrong. The value is hex.
 */
export function vendorSpecific(table: SuboptionTable = new Map()): OptionCodec {
  return {
    decode(bytes) {
      const hex = hexAt(bytes, 0, bytes.length);
      // An End suboption closes the list (RFC 2132 section 8.4); nothing may follow it here.
      const ended = bytes.length > 1 && bytes[bytes.length - 1] === 255;
      for (const end of ended ? [bytes.length, bytes.length - 1] : [bytes.length]) {
        const { children, faults } = decodeSuboptions(bytes, 0, end, table);
        if (faults.length === 0 && children.length > 0) return decoded(hex, opaqueText(bytes), children);
      }
      return decoded(hex, opaqueText(bytes));
    },
    encode: hexBytes,
  };
}
