/** Milliseconds of work after which everybody else gets a turn. */
const slice = 8;

/** Lets long work go on in slices, so that answers and pages are served meanwhile. */
export class Slices {
  #until = performance.now() + slice;
  readonly #signal: AbortSignal | undefined;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** Undefined while the slice lasts, else a promise of the next one. @throws the signal's reason */
  pause(): Promise<void> | undefined {
    if (performance.now() < this.#until) return undefined;
    this.#signal?.throwIfAborted();
    return new Promise((resolve) =>
      setImmediate(() => {
        this.#until = performance.now() + slice;
        resolve();
      }),
    );
  }
}

/** Rows sorted at once; a few milliseconds. */
const run = 8192;

/** Sorts positions in slices, stably. */
export async function sortInSlices(
  positions: Uint32Array,
  compare: (a: number, b: number) => number,
  slices: Slices,
): Promise<Uint32Array<ArrayBuffer>> {
  const { length } = positions;
  let from = positions.slice();
  for (let at = 0; at < length; at += run) {
    const part = Array.from(from.subarray(at, at + run)).sort(compare);
    from.set(part, at);
    await slices.pause();
  }
  let to = new Uint32Array(length);
  for (let width = run; width < length; width *= 2) {
    for (let at = 0; at < length; at += 2 * width) {
      await merge(from, to, at, Math.min(at + width, length), Math.min(at + 2 * width, length), compare, slices);
    }
    [from, to] = [to, from];
  }
  return from;
}

async function merge(
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
  compare: (a: number, b: number) => number,
  slices: Slices,
): Promise<void> {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const takeLeft = left < middle && (right >= end || compare(from[left] ?? 0, from[right] ?? 0) <= 0);
    to[at] = (takeLeft ? from[left++] : from[right++]) ?? 0;
    if ((at & 4095) === 0) await slices.pause();
  }
}
