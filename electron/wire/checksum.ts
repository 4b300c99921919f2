/** Adds big-endian 16-bit words to a running sum; an odd last byte counts as the high half (RFC 1071 section 1). */
export function sumWords(bytes: Uint8Array, start: number, end: number, sum = 0): number {
  let total = sum;
  const even = end - ((end - start) & 1);
  for (let i = start; i < even; i += 2) total += ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
  if (even !== end) total += (bytes[even] ?? 0) << 8;
  return total;
}

/** Folds a running sum into the 16-bit internet checksum, complemented. */
export function foldSum(sum: number): number {
  let total = sum;
  while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 0x10000);
  return ~total & 0xffff;
}

/** The internet checksum (RFC 1071). Zero over bytes that contain their own right checksum. */
export function internetChecksum(bytes: Uint8Array, start = 0, end: number = bytes.length): number {
  return foldSum(sumWords(bytes, start, end));
}
