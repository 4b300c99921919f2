import { hexAt, ipv4At, ipv4Bytes, ipv4Number, putUint32, uint32At } from '#electron/wire/octets.ts';
import { escapeText, unescapeText } from '#electron/wire/text.ts';
import { ipv6Bytes, ipv6Text } from './ipv6-text.ts';

/** InetAddressType (RFC 4001). AddressFamilyNumbers of IANA has the same numbers for the first two and for names. */
export const inetTypes = { unknown: 0, ipv4: 1, ipv6: 2, ipv4z: 3, ipv6z: 4, dns: 16 } as const;

const typeOfLength: ReadonlyMap<number, number> = new Map([
  [4, inetTypes.ipv4],
  [16, inetTypes.ipv6],
  [8, inetTypes.ipv4z],
  [20, inetTypes.ipv6z],
]);

/**
 * InetAddress as text: by its type, or, where that is not known, by its length. What is no address of its type is "0x" and hex digits.
 * `inetBytes` with the same type gives the bytes back.
 */
export function inetText(bytes: Uint8Array, type: number | undefined): string {
  if (type === inetTypes.dns) return escapeText(bytes);
  if (bytes.length === 0) return '';
  const byLength = typeOfLength.get(bytes.length);
  if (byLength === undefined || (type !== undefined && type !== byLength)) return `0x${hexAt(bytes, 0, bytes.length)}`;
  switch (byLength) {
    case inetTypes.ipv4:
      return ipv4At(bytes, 0);
    case inetTypes.ipv4z:
      return `${ipv4At(bytes, 0)}%${uint32At(bytes, 4)}`;
    case inetTypes.ipv6:
      return ipv6Text(bytes, 0);
    default:
      return `${ipv6Text(bytes, 0)}%${uint32At(bytes, 16)}`;
  }
}

/** The octets of an InetAddress; undefined when the text is none of its type. */
export function inetBytes(text: string, type: number | undefined): Uint8Array | undefined {
  if (type === inetTypes.dns) return unescapeText(text);
  const word = text.trim();
  if (word === '') return new Uint8Array(0);
  const hex = /^0x((?:[0-9a-fA-F]{2})+)$/.exec(word)?.[1];
  if (hex !== undefined) return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
  const [address = '', zone, ...more] = word.split('%');
  const bytes = ipv4Number(address) === undefined ? ipv6Bytes(address) : ipv4Bytes(address);
  if (bytes === undefined || more.length > 0) return undefined;
  const whole = zone === undefined ? bytes : withZone(bytes, zone);
  if (whole === undefined) return undefined;
  return type === undefined || typeOfLength.get(whole.length) === type ? whole : undefined;
}

/** Zones are numbers here (RFC 4001: InetZoneIndex). */
function withZone(address: Uint8Array, zone: string): Uint8Array | undefined {
  if (!/^(0|[1-9][0-9]{0,9})$/.test(zone) || Number(zone) > 0xffff_ffff) return undefined;
  const bytes = new Uint8Array(address.length + 4);
  bytes.set(address);
  putUint32(bytes, address.length, Number(zone));
  return bytes;
}
