/** Parts that each power of two of microseconds is cut into: a value read back is off by 1.6 percent at most. */
const parts = 64;
/** Beyond this many microseconds (an hour) all are one. */
const most = 3_600_000_000;
const first = parts;
const bucketCount = first + Math.ceil(Math.log2(most / first)) * parts;
/** Lines of a histogram for people. */
const shownBuckets = 24;

/** Round trips of any number of messages in a few kilobytes: counts by size, finer where they are small. */
export class RoundTrips {
  readonly #counts = new Float64Array(bucketCount);
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = 0;
  #last: number | undefined;
  #jitter = 0;

  get count(): number {
    return this.#count;
  }

  /** Milliseconds; `times`: so many messages after one another took as long. */
  add(milliseconds: number, times = 1): void {
    const value = Math.max(0, milliseconds);
    this.#count += times;
    this.#sum += value * times;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    // RFC 3550 section 6.4.1, with round trips in place of transit times; between equal ones nothing is added.
    if (this.#last !== undefined) this.#jitter += (Math.abs(value - this.#last) - this.#jitter) / 16;
    if (times > 1) this.#jitter *= (15 / 16) ** (times - 1);
    this.#last = value;
    const bucket = bucketOf(value * 1000);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + times;
  }

  summary(): {
    min?: number;
    median?: number;
    mean?: number;
    p95?: number;
    p99?: number;
    max?: number;
    jitter?: number;
    histogram: { to: number; count: number }[];
  } {
    if (this.#count === 0) return { histogram: [] };
    return {
      min: this.#min,
      median: this.#quantile(0.5),
      mean: this.#sum / this.#count,
      p95: this.#quantile(0.95),
      p99: this.#quantile(0.99),
      max: this.#max,
      jitter: this.#jitter,
      histogram: this.#histogram(),
    };
  }

  /** The upper edge of the bucket that holds it, within what was met. */
  #quantile(share: number): number {
    const wanted = Math.max(1, Math.ceil(this.#count * share));
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= wanted) return Math.min(this.#max, Math.max(this.#min, upperEdge(bucket) / 1000));
    }
    return this.#max;
  }

  /** Equal steps of the logarithm between the least and the greatest. */
  #histogram(): { to: number; count: number }[] {
    const low = Math.max(0.001, this.#min);
    const high = Math.max(low * 1.01, this.#max);
    const step = (Math.log(high) - Math.log(low)) / shownBuckets;
    const lines = Array.from({ length: shownBuckets }, (_, index) => ({
      to: index === shownBuckets - 1 ? high : low * Math.exp(step * (index + 1)),
      count: 0,
    }));
    for (const [bucket, count] of this.#counts.entries()) {
      if (count === 0) continue;
      const value = Math.min(high, Math.max(low, upperEdge(bucket) / 1000));
      const line =
        lines[Math.min(shownBuckets - 1, Math.max(0, Math.ceil((Math.log(value) - Math.log(low)) / step - 1e-9) - 1))];
      if (line !== undefined) line.count += count;
    }
    return lines;
  }
}

function bucketOf(microseconds: number): number {
  const value = Math.min(most, microseconds);
  if (value < first) return Math.floor(value);
  const power = Math.floor(Math.log2(value / first));
  const base = first * 2 ** power;
  return Math.min(bucketCount - 1, first + power * parts + Math.floor(((value - base) / base) * parts));
}

function upperEdge(bucket: number): number {
  if (bucket < first) return bucket + 1;
  const power = Math.floor((bucket - first) / parts);
  const base = first * 2 ** power;
  return base + (base / parts) * (((bucket - first) % parts) + 1);
}
