import { z } from 'zod';
import { dhcpVerbs, handshakeInputSchema } from '#shared/model/dhcp-exchange.ts';
import { ipv4Schema } from '#shared/model/ip-address.ts';

const defaults = handshakeInputSchema.parse({ interface: '-' });

/** What every verb takes, in one: the contract of each picks its own. */
const inputSchema = handshakeInputSchema.extend({ address: ipv4Schema.optional() });
type ExchangeInput = z.output<typeof inputSchema>;

/** One option of what is sent: as text in its kind's form, or as bytes. */
const optionRowSchema = z.object({
  code: z.string().catch(''),
  /** The bytes are typed, not the text. */
  raw: z.boolean().catch(true),
  text: z.string().catch(''),
  hex: z.string().catch(''),
  /** Typed text was turned into `hex`; not so while it cannot be read. */
  encoded: z.boolean().catch(false),
});
export type OptionRow = z.infer<typeof optionRowSchema>;

/**
 * What a person has typed, as typed: text that may not be valid yet. It is kept between visits, so every field falls back
 * to its default by itself when an older or damaged draft is read.
 */
export const handshakeDraftSchema = z.object({
  /** What the main button does. */
  verb: z.enum(dhcpVerbs).catch('handshake'),
  transport: z.enum(['auto', 'raw', 'udp']).catch(defaults.transport),
  mac: z.string().catch(''),
  clientIdentifierKind: z.enum(['own', 'none', 'bytes']).catch('own'),
  clientIdentifier: z.string().catch(''),
  hostName: z.string().catch(defaults.hostName),
  vendorClass: z.string().catch(''),
  broadcast: z.boolean().catch(defaults.broadcast),
  requestedOptions: z
    .array(z.int().min(1).max(254))
    .max(255)
    .catch(() => [...defaults.requestedOptions]),
  requestedAddress: z.string().catch(''),
  /** The address that RENEW, RELEASE and the like are about. */
  address: z.string().catch(''),
  rapidCommit: z.boolean().catch(defaults.rapidCommit),
  options: z
    .array(optionRowSchema)
    .max(100)
    .catch(() => []),
  vlan: z.string().catch(''),
  server: z.string().catch(''),
  /** Milliseconds. */
  offerWindow: z.string().catch(String(defaults.offerWindow)),
  attempts: z.string().catch(String(defaults.attempts)),
  /** Milliseconds. */
  firstTimeout: z.string().catch(String(defaults.firstTimeout)),
  keep: z.boolean().catch(defaults.keep),
  /** Seconds. */
  hold: z.string().catch('0'),
});
export type HandshakeDraft = z.infer<typeof handshakeDraftSchema>;

/** A draft from whatever was kept; missing and damaged fields are defaults. */
export function readDraft(kept: unknown): HandshakeDraft {
  return handshakeDraftSchema.safeParse(kept).data ?? handshakeDraftSchema.parse({});
}

/** What is wrong with a field, for `faultText`. */
export type FieldFault =
  | { kind: 'interface' | 'mac' | 'hex' | 'hex-empty' | 'text' | 'ipv4' | 'options' | 'option' }
  | { kind: 'number'; min: number; max: number };

/** Field name ("mac"), or list, row and column ("options.0.hex"), to what is wrong with it. */
export type FieldFaults = ReadonlyMap<string, FieldFault>;

const faultOfField: Record<string, FieldFault | undefined> = {
  interface: { kind: 'interface' },
  mac: { kind: 'mac' },
  clientIdentifier: { kind: 'hex' },
  hostName: { kind: 'text' },
  vendorClass: { kind: 'text' },
  requestedOptions: { kind: 'options' },
  requestedAddress: { kind: 'ipv4' },
  address: { kind: 'ipv4' },
  server: { kind: 'ipv4' },
  vlan: { kind: 'number', min: 1, max: 4094 },
  offerWindow: { kind: 'number', min: 0, max: 60_000 },
  attempts: { kind: 'number', min: 1, max: 8 },
  firstTimeout: { kind: 'number', min: 50, max: 64_000 },
  hold: { kind: 'number', min: 0, max: 3600 },
};

function wholeNumber(text: string): number {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
}

/** The input of the verbs' calls a draft stands for, or what is wrong with its fields. */
export function parseDraft(draft: HandshakeDraft & { interface: string }): {
  input?: ExchangeInput /** What is sent, also while no interface is chosen. */;
  sent?: ExchangeInput;
  faults: FieldFaults;
} {
  const text = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const raw = {
    interface: draft.interface,
    transport: draft.transport,
    mac: text(draft.mac),
    clientIdentifier: { own: undefined, none: '', bytes: draft.clientIdentifier }[draft.clientIdentifierKind],
    hostName: draft.hostName,
    vendorClass: draft.vendorClass === '' ? undefined : draft.vendorClass,
    broadcast: draft.broadcast,
    requestedOptions: draft.requestedOptions,
    requestedAddress: text(draft.requestedAddress),
    address: text(draft.address),
    rapidCommit: draft.rapidCommit,
    options: draft.options.map((option) => ({ code: wholeNumber(option.code), hex: option.hex })),
    vlan: text(draft.vlan) === undefined ? undefined : wholeNumber(draft.vlan),
    server: text(draft.server),
    offerWindow: wholeNumber(draft.offerWindow),
    attempts: wholeNumber(draft.attempts),
    firstTimeout: wholeNumber(draft.firstTimeout),
    keep: draft.keep,
    hold: 1000 * wholeNumber(draft.hold),
  };
  const faults = new Map<string, FieldFault>();
  if (draft.clientIdentifierKind === 'bytes' && draft.clientIdentifier.trim() === '') {
    faults.set('clientIdentifier', { kind: 'hex-empty' });
  }
  for (const [index, row] of draft.options.entries()) {
    if (!row.raw && !row.encoded) faults.set(`options.${index}.text`, { kind: 'option' });
  }
  const parsed = inputSchema.safeParse(raw);
  for (const { path } of parsed.error?.issues ?? []) {
    const field = String(path[0]);
    if (field === 'options' && path.length > 2) {
      faults.set(path.join('.'), path[2] === 'code' ? { kind: 'number', min: 1, max: 254 } : { kind: 'hex' });
    } else faults.set(field, faultOfField[field] ?? { kind: 'text' });
  }
  const others = [...faults.keys()].filter((field) => field !== 'interface');
  const sent = others.length > 0 ? undefined : inputSchema.safeParse({ ...raw, interface: raw.interface || '-' }).data;
  if (sent === undefined) return { faults };
  return parsed.success ? { input: parsed.data, sent, faults } : { sent, faults };
}

/** How many expert fields differ from their defaults. */
export function countChanged(draft: HandshakeDraft): number {
  const fresh = readDraft({});
  const fields = Object.keys(fresh) as (keyof HandshakeDraft)[];
  return fields.filter((field) => field !== 'verb' && JSON.stringify(draft[field]) !== JSON.stringify(fresh[field]))
    .length;
}
