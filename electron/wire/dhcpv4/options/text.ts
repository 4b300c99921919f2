import { escapeText, unescapeText, withoutNuls } from '../../text.ts';
import { decoded, type OptionCodec, refused } from '../option-type.ts';

/**
 * Text, at least one byte. The value is as in `escapeText`, without NULs at the end: RFC 2132 section 2 asks receivers to
 * drop them. The text for people shows them. An empty value is sent as one NUL, since the option must not be empty.
 */
export const text: OptionCodec = {
  decode(bytes) {
    if (bytes.length === 0) return refused(bytes, 'length 0, must be at least 1');
    return decoded(escapeText(withoutNuls(bytes)), escapeText(bytes));
  },
  encode(value) {
    if (typeof value !== 'string') return undefined;
    const bytes = unescapeText(value);
    return bytes.length === 0 ? Uint8Array.of(0) : bytes;
  },
};
