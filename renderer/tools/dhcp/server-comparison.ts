/** An option as the engine gives it: decoded. */
interface OptionValue {
  code: number;
  name: string;
  text: string;
}

/** A row of a comparison: one property, and its value in each column; undefined where a column has none. */
export interface ComparedRow {
  key: string;
  name: string;
  values: readonly (string | undefined)[];
  /** The columns do not agree. */
  differs: boolean;
  mono: boolean;
}

/** One row an option that anybody sent, by code. `differences`: which codes count as different; default: whose texts differ. */
export function compareOptions(
  columns: readonly (readonly OptionValue[])[],
  differences?: readonly number[],
): readonly ComparedRow[] {
  const names = new Map<number, string>();
  for (const { code, name } of columns.flat()) if (!names.has(code)) names.set(code, name);
  return [...names]
    .sort(([a], [b]) => a - b)
    .map(([code, name]) => {
      const values = columns.map((options) => textOfOption(options, code));
      const differs = differences === undefined ? new Set(values).size > 1 : differences.includes(code);
      return { key: String(code), name: `${name} (${code})`, values, differs, mono: true };
    });
}

/** An option may be there more than once. */
function textOfOption(options: readonly OptionValue[], code: number): string | undefined {
  const texts = options.filter((option) => option.code === code).map(({ text }) => text);
  return texts.length === 0 ? undefined : texts.join(' · ');
}

/** The comparison as tab-separated lines, for a spreadsheet. */
export function comparisonAsText(heads: readonly string[], rows: readonly ComparedRow[]): string {
  const clean = (text: string) => text.replaceAll(/[\t\r\n]+/g, ' ');
  return [['', ...heads], ...rows.map(({ name, values }) => [name, ...values.map((value) => value ?? '')])]
    .map((line) => line.map(clean).join('\t'))
    .join('\n');
}
