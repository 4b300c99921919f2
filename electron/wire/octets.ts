const hexDigits: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const byteOfHex: ReadonlyMap<string, number> = new Map(
  hexDigits.flatMap((digits, byte): [string, number][] => [
    [digits, byte],
    [digits.toUpperCase(), byte],
  ]),
);

/** Two lower-case hex digits. */
export function hexByte(byte: number): string {
  return hexDigits[byte & 255] ?? '';
}

/** Lower-case hex without separators of `length` bytes; what lies past the end is left out. */
export function hexAt(bytes: Uint8Array, offset: number, length: number): string {
  let text = '';
  const end = Math.min(offset + length, bytes.length);
  for (let i = offset; i < end; i++) text += hexDigits[bytes[i] ?? 0];
  return text;
}

/** Lower-case hex with colons: a MAC address when length is 6. What lies past the end is left out. */
export function colonHexAt(bytes: Uint8Array, offset: number, length: number): string {
  const end = Math.min(offset + length, bytes.length);
  if (end <= offset) return '';
  let text = hexByte(bytes[offset] ?? 0);
  for (let i = offset + 1; i < end; i++) text += `:${hexDigits[bytes[i] ?? 0]}`;
  return text;
}

/** Dotted IPv4 address; missing bytes read as zero. */
export function ipv4At(bytes: Uint8Array, offset: number): string {
  const a = bytes[offset] ?? 0;
  const b = bytes[offset + 1] ?? 0;
  const c = bytes[offset + 2] ?? 0;
  const d = bytes[offset + 3] ?? 0;
  if ((a | b | c | d) === 0) return '0.0.0.0';
  return `${a}.${b}.${c}.${d}`;
}

/** Reads colon hex ("02:00:5e") into bytes; anything that is no hex byte reads as zero. At most `limit` bytes. */
export function colonHexBytes(text: string, limit: number): Uint8Array {
  if (text === '') return new Uint8Array(0);
  const parts = text.split(':', limit);
  const bytes = new Uint8Array(parts.length);
  for (let i = 0; i < parts.length; i++) bytes[i] = byteOfHex.get(parts[i] ?? '') ?? 0;
  return bytes;
}

/** Writes a MAC address ("02:00:5e:00:00:01") as six bytes. Short text leaves zeros. */
export function putMac(bytes: Uint8Array, offset: number, mac: string): void {
  bytes.fill(0, offset, offset + 6);
  bytes.set(colonHexBytes(mac, 6), offset);
}

/** Writes a dotted IPv4 address as four bytes; what is no address becomes zeros. */
export function putIpv4(bytes: Uint8Array, offset: number, address: string): void {
  putUint32(bytes, offset, ipv4Number(address) ?? 0);
}

/** The four bytes of a dotted IPv4 address; what is no address becomes zeros. */
export function octetsOfIpv4(address: string): Uint8Array {
  const bytes = new Uint8Array(4);
  putIpv4(bytes, 0, address);
  return bytes;
}

const zeroDigit = 48;
const dot = 46;

/** Dotted addresses as four bytes each; what is no address becomes zeros. */
export function ipv4Bytes(...addresses: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(4 * addresses.length);
  for (const [index, address] of addresses.entries()) putIpv4(bytes, 4 * index, address);
  return bytes;
}

/** The 32-bit number of a dotted address; undefined when it is none. No octal, no short forms. */
export function ipv4Number(text: string): number | undefined {
  if (text === '0.0.0.0') return 0;
  let value = 0;
  let part = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character === dot && part >= 0 && dots < 3) {
      value = value * 256 + part;
      part = -1;
      dots++;
      continue;
    }
    const digit = character - zeroDigit;
    if (digit < 0 || digit > 9 || part === 0) return undefined;
    part = part < 0 ? digit : part * 10 + digit;
    if (part > 255) return undefined;
  }
  return dots === 3 && part >= 0 ? value * 256 + part : undefined;
}

export function uint16At(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}

export function uint32At(bytes: Uint8Array, offset: number): number {
  return ((uint16At(bytes, offset) << 16) | uint16At(bytes, offset + 2)) >>> 0;
}

export function putUint16(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 8;
  bytes[offset + 1] = value;
}

export function putUint32(bytes: Uint8Array, offset: number, value: number): void {
  putUint16(bytes, offset, (value >>> 16) & 0xffff);
  putUint16(bytes, offset + 2, value & 0xffff);
}
