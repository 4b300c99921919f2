/** For a sentence: "1.214 ms", "4.012 s", "01:02:03". */
export function printDuration(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  return size >= 999.9995 && size < 3_599_999.5 ? `${(milliseconds / 1000).toFixed(3)} s` : printElapsed(milliseconds);
}

/** For a column: milliseconds to the microsecond for as long as that is short, so that points stand under points. */
export function printElapsed(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  if (size < 99_999.9995) return `${milliseconds.toFixed(3)} ms`;
  if (size < 3_599_999.5) return `${(milliseconds / 1000).toFixed(3)} s`;
  const seconds = Math.round(size / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${milliseconds < 0 ? '-' : ''}${clock}`;
}

/** Local date and time with microseconds, for milliseconds since the epoch with a fraction. */
export function printMoment(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return String(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const micros = Math.floor((at - Math.floor(at)) * 1000);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${time}.${String(date.getMilliseconds()).padStart(3, '0')}${String(micros).padStart(3, '0')}`;
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Whole seconds in the two largest units that say something: "1 hour 30 minutes". */
export function printSpan(seconds: number, locale: string): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0 || (unit === 'second' && parts.length === 0)) {
      parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
      rest -= count * size;
    } else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}
