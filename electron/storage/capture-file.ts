import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CaptureSource } from '#electron/wire/capture/capture-source.ts';
import { ProblemError } from '#shared/problem/problem.ts';

/** Large enough that the system's calls do not count, small enough for the processor's cache and for a quick cancel. */
const chunkSize = 1024 * 1024;

/**
 * A file of this machine, read once from its start to where it ended at the call: one that still grows comes to an end too.
 *
 * @throws ProblemError file-unreadable: not there, no right to it, or no plain file.
 */
export async function captureFile(path: string): Promise<CaptureSource> {
  const unreadable = (error: unknown): never => {
    throw new ProblemError('file-unreadable', { file: path }, error instanceof Error ? error.message : String(error));
  };
  const found = await stat(path).catch(unreadable);
  // A pipe or a device could keep us waiting for ever.
  if (!found.isFile()) return unreadable('not a plain file');
  return {
    name: basename(path),
    size: found.size,
    async *chunks() {
      const file = await open(path, 'r').catch(unreadable);
      try {
        yield* doubleBuffered(file, found.size);
      } catch (error) {
        unreadable(error);
      } finally {
        await file.close().catch(() => undefined);
      }
    },
  };
}

/** Reads the next chunk while the one before is being worked on. */
async function* doubleBuffered(file: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  const buffers = [new Uint8Array(chunkSize), new Uint8Array(chunkSize)] as const;
  const read = (at: number, buffer: Uint8Array) => {
    const reading = file.read(buffer, 0, Math.min(buffer.length, size - at), at);
    // It may fail before anybody waits for it.
    reading.catch(() => undefined);
    return reading;
  };
  let reading = read(0, buffers[0]);
  try {
    for (let at = 0, turn = 0; at < size; turn ^= 1) {
      const { bytesRead, buffer } = await reading;
      // Shorter than it was.
      if (bytesRead === 0) return;
      at += bytesRead;
      if (at < size) reading = read(at, turn === 0 ? buffers[1] : buffers[0]);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await reading.catch(() => undefined);
  }
}
