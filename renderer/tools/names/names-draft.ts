import { addressFlags, type LookUpInput } from '#shared/contract/names.ts';

/** The form of a look-up as it is typed. */
export interface NamesDraft {
  host: string;
  service: string;
  family: LookUpInput['family'];
  socketType: LookUpInput['socketType'];
  protocol: LookUpInput['protocol'];
  flags: LookUpInput['flags'];
  race: string;
  beside: boolean;
}

export const families = ['AF_UNSPEC', 'AF_INET', 'AF_INET6'] as const;
export const socketTypes = ['any', 'SOCK_STREAM', 'SOCK_DGRAM', 'SOCK_RAW'] as const;
export const protocols = ['any', 'IPPROTO_TCP', 'IPPROTO_UDP'] as const;

const oneOf = <Value extends string>(values: readonly Value[], kept: unknown): Value =>
  values.find((value) => value === kept) ?? (values[0] as Value);
const text = (kept: unknown, limit: number): string => (typeof kept === 'string' ? kept.slice(0, limit) : '');

/** A draft as it was kept, whatever that is now. */
export function readNamesDraft(kept: unknown): NamesDraft {
  const draft: Partial<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  const flags = Array.isArray(draft.flags) ? draft.flags : [];
  return {
    host: text(draft.host, 1024),
    service: text(draft.service, 64),
    family: oneOf(families, draft.family),
    socketType: oneOf(socketTypes, draft.socketType ?? 'SOCK_STREAM'),
    protocol: oneOf(protocols, draft.protocol),
    flags: addressFlags.filter((flag) => flags.includes(flag)),
    race: text(draft.race, 5),
    beside: draft.beside !== false,
  };
}

/** The port to race to; undefined for none, NaN for what is no port. */
export function racePort({ race }: Pick<NamesDraft, 'race'>): number | undefined {
  if (race.trim() === '') return undefined;
  const port = /^\d{1,5}$/.test(race.trim()) ? Number(race) : Number.NaN;
  return port >= 1 && port <= 65_535 ? port : Number.NaN;
}

/** What the engine is asked; undefined while something in the form is wrong. */
export function toLookUp(draft: NamesDraft): Partial<LookUpInput> | undefined {
  const port = racePort(draft);
  if (Number.isNaN(port)) return undefined;
  const host = draft.host.trim();
  const service = draft.service.trim();
  const { family, socketType, protocol, flags, beside } = draft;
  return {
    ...(host === '' ? {} : { host }),
    ...(service === '' ? {} : { service }),
    ...(port === undefined ? {} : { race: port }),
    ...{ family, socketType, protocol, flags, beside },
  };
}
