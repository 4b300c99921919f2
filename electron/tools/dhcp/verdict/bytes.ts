/** Whether an option's bytes begin with this ASCII text. */
export function startsWithText(bytes: Uint8Array | undefined, text: string): boolean {
  if (bytes === undefined || bytes.length < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[i] !== text.charCodeAt(i)) return false;
  return true;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
