import { named } from '../../field.ts';
import { colonHexAt, hexAt, uint16At, uint32At } from '../../octets.ts';
import { decoded, hexBytes, type OptionCodec, type OptionField, refused } from '../option-type.ts';
import { uuidText } from './client-machine.ts';

const duidTypes = new Map([
  [1, 'link-layer address plus time'],
  [2, 'enterprise number'],
  [3, 'link-layer address'],
  [4, 'UUID'],
]);

/** Seconds from the epoch of DUIDs, 1 January 2000 UTC (RFC 8415 section 11.2), to that of Unix. */
const duidEpoch = 946_684_800;

/** A DUID (RFC 8415 section 11) in bytes `start` to `end`, field by field. A short or unknown one is shown in hex. */
export function describeDuid(bytes: Uint8Array, start: number, end: number, prefix: string): OptionField {
  const length = end - start;
  const text = hexAt(bytes, start, length);
  const duid: OptionField = { id: `${prefix}duid`, name: 'DUID', text, offset: start, length };
  if (length < 3) return duid;
  const type = uint16At(bytes, start);
  const part = (id: string, name: string, value: string, at: number, size: number): OptionField => ({
    id: `${prefix}duid.${id}`,
    name,
    text: value,
    offset: start + at,
    length: size,
  });
  const children = [part('type', 'type', named(duidTypes, type), 0, 2)];
  const address = (at: number) =>
    part('address', 'link-layer address', colonHexAt(bytes, start + at, length - at), at, length - at);
  const hardware = () => part('hardwareType', 'hardware type', String(uint16At(bytes, start + 2)), 2, 2);
  if (type === 1 && length > 8) {
    const time = new Date((uint32At(bytes, start + 4) + duidEpoch) * 1000).toISOString();
    children.push(hardware(), part('time', 'time', time, 4, 4), address(8));
  } else if (type === 2 && length > 6) {
    children.push(part('enterprise', 'enterprise number', String(uint32At(bytes, start + 2)), 2, 4));
    children.push(part('identifier', 'identifier', hexAt(bytes, start + 6, length - 6), 6, length - 6));
  } else if (type === 3 && length > 4) children.push(hardware(), address(4));
  else if (type === 4 && length === 18) children.push(part('uuid', 'UUID', uuidText(bytes, start + 2), 2, 16));
  else children.push(part('identifier', 'identifier', hexAt(bytes, start + 2, length - 2), 2, length - 2));
  duid.children = children;
  return duid;
}

/** A DUID alone (relay agent suboption 12, RFC 6925). The value is hex. */
export const duid: OptionCodec = {
  decode(bytes) {
    if (bytes.length < 3) return refused(bytes, `length ${bytes.length}, must be at least 3`);
    const line = describeDuid(bytes, 0, bytes.length, '');
    return decoded(line.text, line.text, [line]);
  },
  encode: hexBytes,
};
