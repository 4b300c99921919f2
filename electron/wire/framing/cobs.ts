/** Longest run of octets without a zero that one code octet stands for. */
const longestRun = 254;

/** Consistent overhead byte stuffing: what stands before the zero. A text says what is wrong. */
export function decodeCobs(octets: Uint8Array): Uint8Array | string {
  const message = new Uint8Array(octets.length);
  let length = 0;
  for (let at = 0; at < octets.length; ) {
    const code = octets[at] ?? 0;
    const next = at + code;
    if (next > octets.length) {
      return `code ${code} at octet ${at} of the message points ${next - octets.length} octets behind its end`;
    }
    message.set(octets.subarray(at + 1, next), length);
    length += code - 1;
    at = next;
    if (code <= longestRun && at < octets.length) length++;
  }
  return message.subarray(0, length);
}

export function encodeCobs(message: Uint8Array): Uint8Array {
  const octets = new Uint8Array(message.length + Math.floor(message.length / longestRun) + 2);
  let codeAt = 0;
  let length = 1;
  let code = 1;
  for (const [index, octet] of message.entries()) {
    if (octet !== 0) {
      octets[length++] = octet;
      code++;
    }
    // A full run at the end of the message needs no code behind it.
    if (octet === 0 || (code === longestRun + 1 && index < message.length - 1)) {
      octets[codeAt] = code;
      codeAt = length++;
      code = 1;
    }
  }
  octets[codeAt] = code;
  octets[length++] = 0;
  return octets.subarray(0, length);
}
