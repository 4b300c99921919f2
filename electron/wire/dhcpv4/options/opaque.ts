import { hexAt } from '../../octets.ts';
import { decoded, hexBytes, type OptionCodec, opaqueText } from '../option-type.ts';

/** Bytes as they are, for what has no known structure. The value is hex. */
export const opaque: OptionCodec = {
  decode: (bytes) => decoded(hexAt(bytes, 0, bytes.length), opaqueText(bytes)),
  encode: hexBytes,
};
