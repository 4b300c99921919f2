/** RFC 1055. */
const end = 0xc0;
const escapeOctet = 0xdb;
const escapedEnd = 0xdc;
const escapedEscape = 0xdd;

export const slipEnd = Uint8Array.of(end);

/** What stands between two END octets; a text where an escape is none. */
export function decodeSlip(octets: Uint8Array): Uint8Array | string {
  if (!octets.includes(escapeOctet)) return octets;
  const payload = new Uint8Array(octets.length);
  let length = 0;
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at] ?? 0;
    if (octet !== escapeOctet) {
      payload[length++] = octet;
      continue;
    }
    const escaped = octets[++at];
    if (escaped === escapedEnd) payload[length++] = end;
    else if (escaped === escapedEscape) payload[length++] = escapeOctet;
    else
      return `ESC at octet ${at - 1} of the message is followed by ${escaped === undefined ? 'its end' : `0x${escaped.toString(16).padStart(2, '0')}`}`;
  }
  return payload.subarray(0, length);
}

/** With an END before it too, which throws away noise of the line (RFC 1055). */
export function encodeSlip(message: Uint8Array): Uint8Array {
  const octets = [end];
  for (const octet of message) {
    if (octet === end) octets.push(escapeOctet, escapedEnd);
    else if (octet === escapeOctet) octets.push(escapeOctet, escapedEscape);
    else octets.push(octet);
  }
  octets.push(end);
  return Uint8Array.from(octets);
}
