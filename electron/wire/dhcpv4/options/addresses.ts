import { ipv4At, ipv4Number } from '../../octets.ts';
import { Writer } from '../../writer.ts';
import { type DecodedOption, decoded, type OptionCodec, type OptionField, partly, refused } from '../option-type.ts';

/** One IPv4 address of four bytes. The value is the dotted text. */
export const address: OptionCodec = {
  decode(bytes) {
    if (bytes.length !== 4) return refused(bytes, `length ${bytes.length}, must be 4`);
    const text = ipv4At(bytes, 0);
    return decoded(text, text);
  },
  encode(value) {
    return typeof value === 'string' ? addressList([value]) : undefined;
  },
};

/** IPv4 addresses in order of preference. The value is a list of dotted texts. */
export function addresses({ minimum }: { minimum: 0 | 1 }): OptionCodec {
  return {
    decode: (bytes) => decodeAddresses(bytes, minimum),
    encode: (value) => (Array.isArray(value) ? addressList(value) : undefined),
  };
}

function decodeAddresses(bytes: Uint8Array, minimum: number): DecodedOption {
  const list: string[] = [];
  const children: OptionField[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const text = ipv4At(bytes, at);
    list.push(text);
    children.push({ id: `address.${list.length}`, name: `address ${list.length}`, text, offset: at, length: 4 });
  }
  const reason =
    bytes.length % 4 !== 0
      ? `length ${bytes.length}, must be a multiple of 4`
      : list.length < minimum
        ? 'length 0, must be at least 4'
        : undefined;
  const fault = reason === undefined ? undefined : { offset: 4 * list.length, reason };
  return partly(list, list.join(', '), fault, children.length > 1 ? children : undefined);
}

/** Pairs of addresses: destination and router (option 33), address and mask (option 21). The value is a list of objects. */
export function addressPairs(first: string, second: string): OptionCodec {
  return {
    decode(bytes) {
      const list: { [name: string]: string }[] = [];
      const children: OptionField[] = [];
      for (let at = 0; at + 8 <= bytes.length; at += 8) {
        const pair = { [first]: ipv4At(bytes, at), [second]: ipv4At(bytes, at + 4) };
        list.push(pair);
        children.push({
          id: `pair.${list.length}`,
          name: `${first}, ${second}`,
          text: `${pair[first]}, ${pair[second]}`,
          offset: at,
          length: 8,
          children: [
            { id: `pair.${list.length}.${first}`, name: first, text: pair[first] ?? '', offset: at, length: 4 },
            { id: `pair.${list.length}.${second}`, name: second, text: pair[second] ?? '', offset: at + 4, length: 4 },
          ],
        });
      }
      const whole = bytes.length % 8 === 0 && bytes.length > 0;
      const reason = `length ${bytes.length}, must be a multiple of 8`;
      const text = children.map((child) => child.text).join('; ');
      return partly(list, text, whole ? undefined : { offset: 8 * list.length, reason }, children);
    },
    encode(value) {
      if (!Array.isArray(value)) return undefined;
      return addressList(value.flatMap((pair: Record<string, unknown> | null) => [pair?.[first], pair?.[second]]));
    },
  };
}

function addressList(list: readonly unknown[]): Uint8Array | undefined {
  const writer = new Writer();
  for (const text of list) {
    const number = typeof text === 'string' ? ipv4Number(text) : undefined;
    if (number === undefined) return undefined;
    writer.uint32(number);
  }
  return writer.take();
}
