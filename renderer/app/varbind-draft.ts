import type { z } from 'zod';
import { fromHex } from '#shared/model/hex.ts';
import { type SettableType, settableTypes, type setVarbindSchema } from '#shared/model/snmp-varbind.ts';

/** One varbind to be written or sent, as it is typed. */
export interface VarbindDraft {
  key: number;
  oid: string;
  /** Empty: what the object's definition says. */
  type: SettableType | '';
  value: string;
  hex: boolean;
}

export type VarbindFault = 'oid' | 'value';
export type WrittenVarbinds = z.input<typeof setVarbindSchema>[];

/** Drafts that are kept: more are nobody's typing. */
const mostKept = 200;

/** A draft with nothing in it. Its key is above all that are there. */
export function emptyVarbind(
  drafts: readonly VarbindDraft[],
  given: Partial<Omit<VarbindDraft, 'key'>> = {},
): VarbindDraft {
  const key = 1 + Math.max(0, ...drafts.map((draft) => draft.key));
  return { key, oid: '', type: '', value: '', hex: false, ...given };
}

/** Takes what was kept of drafts, field by field; there is always one. */
export function readVarbindDrafts(kept: unknown): VarbindDraft[] {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const drafts = (Array.isArray(kept) ? kept.slice(0, mostKept) : []).map((one: unknown, index): VarbindDraft => {
    const draft: Partial<Record<string, unknown>> = typeof one === 'object' && one !== null ? { ...one } : {};
    const type = settableTypes.find((known) => known === draft.type) ?? '';
    return { key: index + 1, oid: text(draft.oid), type, value: text(draft.value), hex: draft.hex === true };
  });
  return drafts.length > 0 ? drafts : [emptyVarbind([])];
}

const isBlank = ({ oid, value, type }: VarbindDraft) => oid.trim() === '' && value === '' && type === '';

/** Turns drafts into the call's input. Those left blank do not count; `faults` has what is wrong, by the draft's key. */
export function parseVarbindDrafts(drafts: readonly VarbindDraft[]): {
  varbinds: WrittenVarbinds;
  faults: ReadonlyMap<number, VarbindFault>;
} {
  const faults = new Map<number, VarbindFault>();
  const varbinds: WrittenVarbinds = [];
  for (const { key, oid, type, value, hex } of drafts.filter((draft) => !isBlank(draft))) {
    if (oid.trim() === '') faults.set(key, 'oid');
    else if (hex && fromHex(value.replaceAll(/[\s:.-]/g, '')) === undefined) faults.set(key, 'value');
    varbinds.push({
      oid: oid.trim(),
      value: hex ? value.replaceAll(/[\s:.-]/g, '') : value,
      hex,
      ...(type === '' ? {} : { type }),
    });
  }
  return { varbinds, faults };
}
