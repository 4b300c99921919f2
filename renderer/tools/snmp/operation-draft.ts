import { z } from 'zod';

/** What the view can do with objects; an overview needs none. */
export const operationVerbs = ['get', 'getNext', 'getBulk', 'walk', 'table'] as const;
export type OperationVerb = (typeof operationVerbs)[number];
export type RunVerb = OperationVerb | 'overview';
export const runVerbs: readonly RunVerb[] = [...operationVerbs, 'overview'];

/** What a walk without objects reads: everything standard (RFC 1213 section 6). */
const wholeMib = '1.3.6.1.2.1';

/** Objects in one request, as in the contract. */
const objectsLimit = 2000;

const operationDraftSchema = z.object({
  verb: z.enum(operationVerbs).catch('get'),
  /** Names or numbers, as typed: spaces, commas or lines between them. */
  oids: z.string().max(100_000).catch(''),
  /** Pixels of the timeline. */
  timeline: z.number().min(0).max(4000).catch(190),
});
export type OperationDraft = z.infer<typeof operationDraftSchema>;

/** A draft from whatever was kept; missing and damaged fields are defaults. */
export function readOperationDraft(kept: unknown): OperationDraft {
  return operationDraftSchema.safeParse(kept).data ?? operationDraftSchema.parse({});
}

/** The objects that are meant; none: nothing that this verb could ask for. */
export function readOids(verb: OperationVerb, text: string): string[] {
  const oids = text.split(/[\s,;]+/).filter((oid) => oid !== '');
  return oids.length === 0 && verb === 'walk' ? [wholeMib] : oids.slice(0, objectsLimit);
}

/** The word of a text that the caret is in or right behind. */
export function wordAt(text: string, caret: number): { from: number; to: number; word: string } {
  const from = text.slice(0, caret).search(/[^\s,;]*$/);
  const rest = /^[^\s,;]*/.exec(text.slice(caret))?.[0] ?? '';
  return { from, to: caret + rest.length, word: text.slice(from, caret + rest.length) };
}
