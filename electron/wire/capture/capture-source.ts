/** The bytes of a capture, wherever they come from. */
export interface CaptureSource {
  /** For people. */
  name: string;
  /** Bytes in all, for the progress. */
  size: number;
  /** A chunk is good until the next is asked for. Throws ProblemError file-unreadable. */
  chunks(): AsyncIterable<Uint8Array>;
}
