/** The least and the greatest that a number may be. */
export interface Range {
  min: number;
  max: number;
}

/** Reads the fields that were kept of a form; what is no text, or too long for its field, is put right. */
export function keptFields(kept: unknown): {
  fields: Partial<Record<string, unknown>>;
  text: (name: string, usual: string, limit?: number) => string;
} {
  const fields: Partial<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  return {
    fields,
    text(name, usual, limit = 9) {
      const value = fields[name];
      return typeof value === 'string' ? value.slice(0, limit) : typeof value === 'number' ? String(value) : usual;
    },
  };
}

/** What is wrong with a number as it is typed: the range that it must be in. */
export function numberFault(text: string, { min, max }: Range): Range | undefined {
  const value = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? undefined : { min, max };
}
