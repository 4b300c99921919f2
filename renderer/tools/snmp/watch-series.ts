import type { Sample, SnmpWatch } from '#shared/model/snmp-watch.ts';

/** How a rate of octets is shown. */
export type OctetUnit = 'bits' | 'octets';

/** One poll of one object as it is drawn. */
export interface Point {
  /** Milliseconds since the epoch. */
  at: number;
  /** Null: nothing came, or there is no rate to tell. */
  y: number | null;
  /** Value as received: Counter64 exact. */
  value: string | number | null;
  note?: Sample['note'];
}

export interface WatchSeries {
  /** Position of its object in the watch. */
  object: number;
  oid: string;
  name: string;
  counter: boolean;
  /** "bit/s", "s", "/s", the object's own; empty: a plain number. */
  unit: string;
  points: readonly Point[];
}

/** The newest, smallest, mean and largest of what is in view. */
export interface Summary {
  newest?: number;
  min?: number;
  mean?: number;
  max?: number;
  /** Polls without a value or rate, and what befell counters, in view. */
  gaps: number;
  wraps: number;
  restarts: number;
}

/** Samples kept of a watch; the oldest go first. */
export const samplesKept = 200_000;

/** The samples of one watch as they come in, each object by itself. */
export class SampleStore {
  readonly #byObject = new Map<number, Sample[]>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Where to ask on: a hair before the newest, for a poll that was answered in part. */
  get after(): number {
    let newest = 0;
    for (const samples of this.#byObject.values()) newest = Math.max(newest, samples.at(-1)?.at ?? 0);
    return newest === 0 ? 0 : newest - 0.001;
  }

  /** Takes samples, oldest first; those it has already it leaves. Tells how many were new. */
  add(samples: readonly Sample[]): number {
    let added = 0;
    for (const sample of samples) {
      const known = this.#byObject.get(sample.object);
      if (known === undefined) this.#byObject.set(sample.object, [sample]);
      else if (sample.at > (known.at(-1)?.at ?? 0)) known.push(sample);
      else continue;
      added++;
    }
    this.#count += added;
    if (this.#count > samplesKept) this.#forget();
    return added;
  }

  of(object: number): readonly Sample[] {
    return this.#byObject.get(object) ?? [];
  }

  /** Drops the older tenth of each object, so that it is not done for every poll. */
  #forget(): void {
    this.#count = 0;
    for (const [object, samples] of this.#byObject) {
      const kept = samples.slice(Math.ceil(samples.length / 10));
      this.#byObject.set(object, kept);
      this.#count += kept.length;
    }
  }
}

const isCounter = (type: string | undefined) => type === 'Counter32' || type === 'Counter64';
const isOctets = (name: string, unit: string | undefined) =>
  /octets?(\.|$)/i.test(name) || /^(octets?|bytes?)$/i.test(unit ?? '');

/** An object's samples as a line: rates of counters, values of everything else. */
export function seriesOf(
  { objects, interval }: Pick<SnmpWatch, 'objects' | 'interval'>,
  object: number,
  samples: readonly Sample[],
  octets: OctetUnit,
): WatchSeries {
  const { oid, name = oid, unit } = objects[object] ?? { oid: String(object) };
  const type = samples.findLast(({ value }) => value !== null)?.type;
  const counter = isCounter(type);
  const bits = counter && octets === 'bits' && isOctets(name, unit);
  const factor = bits ? 8 : type === 'TimeTicks' && !counter ? 0.01 : 1;
  const points: Point[] = [];
  for (const { at, value, rate, note } of samples) {
    const before = points.at(-1);
    // Nobody polled meanwhile, the engine was away: no line may lead across.
    if (before !== undefined && before.y !== null && at - before.at > 3500 * interval) {
      points.push({ at: before.at + 1000 * interval, y: null, value: null, note: 'gap' });
    }
    points.push({ at, y: scaled(counter ? rate : numberOf(value), factor), value, ...(note ? { note } : {}) });
  }
  return { object, oid, name, counter, unit: unitOf({ counter, bits, type, name, unit }), points };
}

function unitOf(of: {
  counter: boolean;
  bits: boolean;
  type: string | undefined;
  name: string;
  unit: string | undefined;
}): string {
  if (of.bits) return 'bit/s';
  if (of.counter) return isOctets(of.name, of.unit) ? 'octets/s' : `${of.unit ?? ''}/s`;
  return of.type === 'TimeTicks' ? 's' : (of.unit ?? '');
}

function scaled(value: number | null, factor: number): number | null {
  return value === null || !Number.isFinite(value) ? null : value * factor;
}

function numberOf(value: string | number | null): number | null {
  if (value === null) return null;
  if (typeof value === 'number') return value;
  // A gauge in a string ("42.5" of a vendor's DisplayString) is worth drawing too.
  return /^\s*[-+]?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null;
}

/** Points whose times lie in a range, both ends included. */
export function inRange(points: readonly Point[], from: number, to: number): readonly Point[] {
  const first = points.findIndex(({ at }) => at >= from);
  if (first < 0) return [];
  const last = points.findLastIndex(({ at }) => at <= to);
  return points.slice(first, last + 1);
}

export function summarise(points: readonly Point[]): Summary {
  const summary: Summary = { gaps: 0, wraps: 0, restarts: 0 };
  let sum = 0;
  let count = 0;
  for (const { y, note } of points) {
    if (note === 'wrapped') summary.wraps++;
    if (note === 'restarted') summary.restarts++;
    if (y === null) {
      if (note !== 'first') summary.gaps++;
      continue;
    }
    summary.min = Math.min(summary.min ?? y, y);
    summary.max = Math.max(summary.max ?? y, y);
    sum += y;
    count++;
  }
  if (count > 0) summary.mean = sum / count;
  const newest = points.at(-1)?.y;
  return newest === null || newest === undefined ? summary : { ...summary, newest };
}

/** Several lines over one axis of times. Undefined: this object was not polled at that time; null: a gap. */
export function align(series: readonly Pick<WatchSeries, 'points'>[]): {
  times: number[];
  values: (number | null | undefined)[][];
} {
  const times = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b);
  const place = new Map(times.map((at, index) => [at, index]));
  const values = series.map(({ points }) => {
    const line: (number | null | undefined)[] = new Array(times.length).fill(undefined);
    for (const { at, y } of points) {
      const index = place.get(at);
      if (index !== undefined) line[index] = y;
    }
    return line;
  });
  return { times, values };
}

const prefixes = ['', 'k', 'M', 'G', 'T', 'P'];

/** A number with at most four digits and a decimal prefix: "1.234 Mbit/s", "0.052". Seconds have none: nobody reads kiloseconds. */
export function formatValue(value: number, unit: string): string {
  const size = Math.abs(value);
  const from = unit === 's' ? Number.POSITIVE_INFINITY : unit.endsWith('/s') ? 1000 : 10_000;
  const power = size < from ? 0 : Math.min(prefixes.length - 1, Math.floor(Math.log10(size) / 3));
  const shown = value / 1000 ** power;
  const whole = Number.isInteger(shown) || Math.abs(shown) >= 1000;
  const digits = whole ? 0 : Math.abs(shown) >= 100 ? 1 : Math.abs(shown) >= 10 ? 2 : 3;
  return `${Number(shown.toFixed(digits))} ${prefixes[power]}${unit}`.trimEnd();
}
