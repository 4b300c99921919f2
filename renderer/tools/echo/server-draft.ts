import { type Payload, type ServeInput, serveInputSchema } from '#shared/model/echo.ts';
import { keptFields, numberFault, type Range } from './draft-text.ts';
import { type FramingDraft, framingDraftOf, readFramingDraft, toFraming } from './framing-draft.ts';

export const behaviourKinds = ['echo', 'discard', 'chargen', 'daytime', 'fixed', 'rules'] as const;
export const matchKinds = ['equal', 'contains', 'starts', 'hex', 'regex', 'any'] as const;
export type BehaviourKind = (typeof behaviourKinds)[number];

export interface RuleDraft {
  match: (typeof matchKinds)[number];
  value: string;
  answer: string;
  delay: string;
  close: boolean;
}

/** A server as it is chosen and typed. */
export interface ServerDraft {
  protocol: 'tcp' | 'udp';
  address: string;
  port: string;
  behaviour: BehaviourKind;
  answer: string;
  rules: RuleDraft[];
  framing: FramingDraft;
  clients: string;
  /** MiB. */
  held: string;
  capture: boolean;
}

export const newRule = (): RuleDraft => ({ match: 'contains', value: '', answer: '', delay: '0', close: false });
const mostRules = 100;
const mebibyte = 1 << 20;

export function readServerDraft(kept: unknown): ServerDraft {
  const { fields: draft, text } = keptFields(kept);
  return {
    protocol: draft.protocol === 'udp' ? 'udp' : 'tcp',
    address: text('address', '', 100),
    port: text('port', '7007', 5),
    behaviour: behaviourKinds.find((kind) => kind === draft.behaviour) ?? 'echo',
    answer: text('answer', 'hello\\r\\n', 100_000),
    rules: Array.isArray(draft.rules) ? draft.rules.slice(0, mostRules).map(readRule) : [newRule()],
    framing: readFramingDraft(draft.framing),
    clients: text('clients', '20000', 6),
    held: text('held', '64', 9),
    capture: draft.capture === true,
  };
}

function readRule(kept: unknown): RuleDraft {
  const { fields: rule, text } = keptFields(kept);
  return {
    match: matchKinds.find((kind) => kind === rule.match) ?? 'contains',
    value: text('value', '', 10_000),
    answer: text('answer', '', 100_000),
    delay: text('delay', '', 5) || '0',
    close: rule.close === true,
  };
}

/** As in the contract. */
const limits: Readonly<Record<'port' | 'clients', Range>> = {
  port: { min: 0, max: 65_535 },
  clients: { min: 1, max: 100_000 },
};

/** What is wrong with a number: the range that it must be in. */
export function serverFault(draft: ServerDraft, name: keyof typeof limits): Range | undefined {
  return numberFault(draft[name], limits[name]);
}

/** A server as the form has it. */
export function serverDraftOf(input: ServeInput): ServerDraft {
  const { protocol, address, port, behaviour, framing, clients, held, capture } = input;
  const rules = behaviour.kind === 'rules' ? behaviour.rules : undefined;
  return readServerDraft({
    ...{ protocol, address, port: String(port), clients: String(clients), behaviour: behaviour.kind },
    held: String(held / mebibyte),
    capture: capture === 'auto',
    framing: framingDraftOf(framing),
    answer: behaviour.kind === 'fixed' ? mixedText(behaviour.answer) : undefined,
    rules: rules?.map((rule) => ({ ...rule, delay: String(rule.delay), answer: mixedText(rule.answer) })),
  });
}

const ends: Readonly<Record<Payload['end'], string>> = { none: '', lf: '\\n', crlf: '\\r\\n', cr: '\\r', nul: '\\x00' };

/** A payload as text with escapes and macros, which is the only way that the form has. */
function mixedText({ text, as, end }: Payload): string {
  // A backslash that ends it is not to be taken with what follows.
  if (as === 'mixed') return end === 'none' ? text : text.replace(/(?<!\\)(\\\\)*\\$/, '$&\\') + ends[end];
  if (as === 'plain') return text.replaceAll('\\', '\\\\').replaceAll('{', '\\x7b') + ends[end];
  const digits = text.replace(/0x|[\s,:-]/gi, '');
  return digits.replace(/[0-9a-f]{2}/gi, '\\x$&') + ends[end];
}

/** Undefined while something in it cannot be read. */
export function toServe(draft: ServerDraft): ServeInput | undefined {
  const framing = toFraming(draft.framing);
  if (framing === undefined || serverFault(draft, 'port') !== undefined || serverFault(draft, 'clients') !== undefined)
    return undefined;
  const address = draft.address.trim();
  return serveInputSchema.safeParse({
    protocol: draft.protocol,
    ...(address === '' ? {} : { address }),
    port: Number(draft.port),
    framing,
    clients: Number(draft.clients),
    held: Math.round(Number(draft.held) * mebibyte),
    capture: draft.capture ? 'auto' : 'off',
    behaviour: behaviourOf(draft),
  }).data;
}

function behaviourOf({ behaviour, answer, rules }: ServerDraft): object {
  if (behaviour === 'fixed') return { kind: behaviour, answer: { text: answer } };
  if (behaviour !== 'rules') return { kind: behaviour };
  return {
    kind: behaviour,
    rules: rules.map((rule) => ({ ...rule, delay: Number(rule.delay), answer: { text: rule.answer } })),
  };
}
