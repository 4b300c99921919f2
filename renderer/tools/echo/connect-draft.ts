import { type ConnectInput, connectInputSchema } from '#shared/model/echo.ts';
import { keptFields, numberFault, type Range } from './draft-text.ts';
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
  /** Where raw frames are allowed. */
  capture: boolean;
  framing: FramingDraft;
}

export type ConnectNumber = 'port' | 'sourcePort' | 'keepAlive' | 'timeout';

/** As in the contract. */
const limits: Readonly<Record<ConnectNumber, Range>> = {
  port: { min: 1, max: 65_535 },
  sourcePort: { min: 0, max: 65_535 },
  keepAlive: { min: 0, max: 32_767 },
  timeout: { min: 50, max: 120_000 },
};
const numbers = Object.keys(limits) as ConnectNumber[];

export function readConnectDraft(kept: unknown): ConnectDraft {
  const { fields: draft, text } = keptFields(kept);
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
    capture: draft.capture !== false,
    framing: readFramingDraft(draft.framing),
  };
}

/** A connection as the form has it. */
export function connectDraftOf(input: ConnectInput): ConnectDraft {
  return readConnectDraft({ ...input, capture: input.capture !== 'off', framing: framingDraftOf(input.framing) });
}

/** What is wrong with a number: the range that it must be in. */
export function connectFault(draft: ConnectDraft, name: ConnectNumber): Range | undefined {
  if (name === 'sourcePort' && draft[name].trim() === '') return undefined;
  return numberFault(draft[name], limits[name]);
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
    capture: draft.capture ? 'auto' : 'off',
    framing,
  }).data;
}
