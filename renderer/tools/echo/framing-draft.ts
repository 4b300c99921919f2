import { type Framing, framingSchema } from '#shared/model/framing.ts';

/** A framing as it is chosen and typed. */
export interface FramingDraft {
  kind: Framing['kind'];
  delimiter: string;
  bytes: '1' | '2' | '4' | '8';
  order: 'big' | 'little';
  inclusive: boolean;
  size: string;
}

export const framingKinds = ['none', 'delimiter', 'length', 'fixed', 'netstring', 'slip', 'cobs'] as const;
export const lengthBytes = ['1', '2', '4', '8'] as const;

export function readFramingDraft(kept: unknown): FramingDraft {
  const draft: Partial<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  return {
    kind: framingKinds.find((kind) => kind === draft.kind) ?? 'none',
    delimiter: typeof draft.delimiter === 'string' ? draft.delimiter.slice(0, 64) : '\\n',
    bytes: lengthBytes.find((bytes) => bytes === draft.bytes) ?? '4',
    order: draft.order === 'little' ? 'little' : 'big',
    inclusive: draft.inclusive === true,
    size: typeof draft.size === 'string' ? draft.size.slice(0, 9) : '64',
  };
}

/** A framing as the form has it. */
export function framingDraftOf(framing: Framing): FramingDraft {
  return readFramingDraft(
    Object.fromEntries(
      Object.entries(framing).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
    ),
  );
}

/** Undefined while it cannot be read. */
export function toFraming({ kind, delimiter, bytes, order, inclusive, size }: FramingDraft): Framing | undefined {
  const parts = {
    ...{ none: {}, netstring: {}, slip: {}, cobs: {} },
    ...{ delimiter: { delimiter }, length: { bytes: Number(bytes), order, inclusive }, fixed: { size: Number(size) } },
  }[kind];
  return framingSchema.safeParse({ kind, ...parts }).data;
}
