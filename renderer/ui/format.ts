/** Bytes with a binary unit and at most one decimal: "87.4 MiB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** Making a formatter costs a hundred times what using it does, and tables use them a row at a time. */
function once<Formatter>(make: (language: string) => Formatter): (language: string) => Formatter {
  const made = new Map<string, Formatter>();
  return (language) => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}

const dateTimes = once((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }));
const relativeTimes = once((language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
const counts = once((language) => new Intl.NumberFormat(language));

/** An absolute time for a person, to the second, in their language and zone. */
export function formatDateTime(at: number, language: string): string {
  return dateTimes(language).format(at);
}

/** How long ago, in the largest unit that fits: "3 minutes ago", "yesterday". */
export function formatAgo(at: number, now: number, language: string): string {
  const format = relativeTimes(language);
  const seconds = (at - now) / 1000;
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, 'second');
}

/** A whole number with the language's separators. */
export function formatCount(count: number | bigint, language: string): string {
  return counts(language).format(count);
}
