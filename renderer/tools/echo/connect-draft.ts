import { type ConnectInput, connectInputSchema } from '#shared/model/echo.ts';
import { type FramingDraft, framingDraftOf, readFramingDraft, toFraming } from './framing-draft.ts';

/** A connection as it is chosen and typed. */
export interface ConnectDraft {
  protocol: 'tcp' | 'udp';
  address: string;
  port: string;
  /** '': whichever the name has. */
  family: '' | 'ipv4' | 'ipv6';
  sourceAddress: string;
  sourcePort: string;
  /** '': the system chooses. */
  interface: string;
  broadcast: boolean;
  noDelay: boolean;
  keepAlive: string;
  timeout: string;
  framing: FramingDraft;
}

export type ConnectNumber = 'port' | 'sourcePort' | 'keepAlive' | 'timeout';

/** As in the contract. */
const limits: Readonly<Record<ConnectNumber, { min: number; max: number }>> = {
  port: { min: 1, max: 65_535 },
  sourcePort: { min: 0, max: 65_535 },
  keepAlive: { min: 0, max: 32_767 },
  timeout: { min: 50, max: 120_000 },
};
const numbers = Object.keys(limits) as ConnectNumber[];

export function readConnectDraft(kept: unknown): ConnectDraft {
  const draft: Partial<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  const text = (name: string, usual: string, limit = 9) => {
    const value = draft[name];
    return typeof value === 'string' ? value.slice(0, limit) : typeof value === 'number' ? String(value) : usual;
  };
  return {
    protocol: draft.protocol === 'udp' ? 'udp' : 'tcp',
    address: text('address', '127.0.0.1', 253),
    port: text('port', '7007'),
    family: draft.family === 'ipv4' || draft.family === 'ipv6' ? draft.family : '',
    sourceAddress: text('sourceAddress', '', 100),
    sourcePort: text('sourcePort', ''),
    interface: text('interface', '', 100),
    broadcast: draft.broadcast === true,
    noDelay: draft.noDelay !== false,
    keepAlive: text('keepAlive', '0'),
    timeout: text('timeout', '10000'),
    framing: readFramingDraft(draft.framing),
  };
}

/** A connection as the form has it. */
export function connectDraftOf(input: ConnectInput): ConnectDraft {
  return readConnectDraft({ ...input, framing: framingDraftOf(input.framing) });
}

/** What is wrong with a number: the range that it must be in. */
export function connectFault(draft: ConnectDraft, name: ConnectNumber): { min: number; max: number } | undefined {
  if (name === 'sourcePort' && draft[name].trim() === '') return undefined;
  const value = /^\s*\d{1,9}\s*$/.test(draft[name]) ? Number(draft[name]) : Number.NaN;
  const { min, max } = limits[name];
  return value >= min && value <= max ? undefined : { min, max };
}

/** Undefined while something in it cannot be read. */
export function toConnect(draft: ConnectDraft): ConnectInput | undefined {
  const framing = toFraming(draft.framing);
  if (framing === undefined || numbers.some((name) => connectFault(draft, name) !== undefined)) return undefined;
  const { protocol, address, port, family, sourceAddress, sourcePort, broadcast, noDelay, keepAlive, timeout } = draft;
  return connectInputSchema.safeParse({
    protocol,
    address,
    port: Number(port),
    ...(family === '' ? {} : { family }),
    ...(sourceAddress.trim() === '' ? {} : { sourceAddress: sourceAddress.trim() }),
    ...(sourcePort.trim() === '' ? {} : { sourcePort: Number(sourcePort) }),
    ...(draft.interface === '' ? {} : { interface: draft.interface }),
    broadcast: protocol === 'udp' && broadcast,
    noDelay,
    keepAlive: Number(keepAlive),
    timeout: Number(timeout),
    framing,
  }).data;
}
