/** What `scanOptions` meets, in the order of the bytes. Offsets are in the scanned bytes. */
export interface OptionSink {
  /** A whole option: its header at `offset`, `length` bytes of value behind the two bytes of header. */
  option(code: number, offset: number, length: number): void;
  /** The area ends, at `end`, inside an option: `length` is what its header claims, undefined when that is missing. */
  overrun(code: number, offset: number, length: number | undefined, end: number): void;
  /** A run of Pad options. */
  pad(offset: number, length: number): void;
  /** The End option, with the bytes of the area behind it. */
  end(offset: number, rest: number): void;
  /** The area ended without an End option. */
  unended(offset: number): void;
}

export const padCode = 0;
export const endCode = 255;

/** Walks the options in bytes `start` to `end` (RFC 2132 section 2): tag and length, but for Pad and End. */
export function scanOptions(bytes: Uint8Array, start: number, end: number, sink: OptionSink): void {
  let at = start;
  while (at < end) {
    const code = bytes[at] ?? 0;
    if (code === endCode) {
      sink.end(at, end - at - 1);
      return;
    }
    if (code === padCode) {
      const from = at;
      while (at < end && bytes[at] === padCode) at++;
      sink.pad(from, at - from);
      continue;
    }
    if (at + 1 >= end) {
      sink.overrun(code, at, undefined, end);
      return;
    }
    const length = bytes[at + 1] ?? 0;
    if (at + 2 + length > end) {
      sink.overrun(code, at, length, end);
      return;
    }
    sink.option(code, at, length);
    at += 2 + length;
  }
  sink.unended(end);
}
