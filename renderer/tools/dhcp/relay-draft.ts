import { z } from 'zod';
import { relayInputSchema } from '#shared/model/dhcp-relay.ts';
import { toHex } from '#shared/model/hex.ts';

/** One subnet as typed. */
const subnetDraftSchema = z.object({
  giaddr: z.string().catch(''),
  circuitId: z.string().catch(''),
  remoteId: z.string().catch(''),
  linkSelection: z.string().catch(''),
});
export type SubnetDraft = z.infer<typeof subnetDraftSchema>;

const empty: SubnetDraft = { giaddr: '', circuitId: '', remoteId: '', linkSelection: '' };

/** What a person has typed into the relay view; kept between visits, so that every field falls back by itself. */
const relayDraftSchema = z.object({
  server: z.string().catch(''),
  hops: z.string().catch('1'),
  /** How circuit and remote ids are typed. */
  idsAs: z.enum(['text', 'hex']).catch('text'),
  subnets: z
    .array(subnetDraftSchema)
    .max(100)
    .catch(() => []),
});
export type RelayDraft = z.infer<typeof relayDraftSchema>;

export function readRelayDraft(kept: unknown): RelayDraft {
  const draft = relayDraftSchema.safeParse(kept).data ?? relayDraftSchema.parse({});
  return draft.subnets.length > 0 ? draft : { ...draft, subnets: [{ ...empty }] };
}

export function emptySubnet(): SubnetDraft {
  return { ...empty };
}

type RelayCall = Pick<z.input<typeof relayInputSchema>, 'server' | 'hops' | 'subnets'>;
/** Field ("server"), or row and column ("0.giaddr"), to the kind of what is wrong with it. */
export type RelayFaults = ReadonlyMap<string, 'ipv4' | 'hex' | 'number' | 'long'>;

/** An option's length is one byte, and two more go to the suboption itself (RFC 3046 section 2.0). */
const longestId = 253;

/** The input of `dhcp.relay` a draft stands for, without the interface, or what is wrong with its fields. */
export function parseRelayDraft(draft: RelayDraft): { input?: RelayCall; faults: RelayFaults } {
  const bytes = (text: string) =>
    text === '' ? undefined : draft.idsAs === 'hex' ? text : toHex(new TextEncoder().encode(text));
  const optional = (text: string) => (text.trim() === '' ? undefined : text.trim());
  const input = {
    server: draft.server.trim(),
    hops: /^\s*\d{1,3}\s*$/.test(draft.hops) ? Number(draft.hops) : Number.NaN,
    subnets: draft.subnets.map(({ giaddr, circuitId, remoteId, linkSelection }) => ({
      giaddr: giaddr.trim(),
      ...given('circuitId', bytes(circuitId)),
      ...given('remoteId', bytes(remoteId)),
      ...given('linkSelection', optional(linkSelection)),
    })),
  };
  const faults = new Map<string, 'ipv4' | 'hex' | 'number' | 'long'>();
  const parsed = relayInputSchema.pick({ server: true, hops: true, subnets: true }).safeParse(input);
  for (const { path } of parsed.error?.issues ?? []) {
    const [field, row, column] = path.map(String);
    if (field === 'server') faults.set('server', 'ipv4');
    else if (field === 'hops') faults.set('hops', 'number');
    else if (column !== undefined) faults.set(`${row}.${column}`, column.endsWith('Id') ? 'hex' : 'ipv4');
  }
  for (const [row, subnet] of (parsed.data?.subnets ?? []).entries()) {
    for (const column of ['circuitId', 'remoteId'] as const)
      if ((subnet[column]?.length ?? 0) / 2 > longestId) faults.set(`${row}.${column}`, 'long');
  }
  return faults.size === 0 && parsed.success ? { input: parsed.data, faults } : { faults };
}

function given<Name extends string>(name: Name, value: string | undefined) {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]: string });
}
