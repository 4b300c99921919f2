import { type EchoRunInput, echoRunInputSchema } from '#shared/model/echo.ts';
import { keptFields, numberFault, type Range } from './draft-text.ts';
import { type FramingDraft, readFramingDraft, toFraming } from './framing-draft.ts';

/** A run as it is typed. */
export interface RunDraft {
  protocol: 'tcp' | 'udp';
  address: string;
  port: string;
  messages: string;
  size: string;
  /** Messages a second; '' for as fast as they are answered. */
  rate: string;
  inFlight: string;
  timeout: string;
  sourceAddress: string;
  capture: boolean;
  framing: FramingDraft;
}

export type RunNumber = 'port' | 'messages' | 'size' | 'rate' | 'inFlight' | 'timeout';
/** As in the contract. */
export const runLimits: Readonly<Record<RunNumber, Range>> = {
  port: { min: 1, max: 65_535 },
  messages: { min: 1, max: 10_000_000 },
  size: { min: 1, max: 65_507 },
  rate: { min: 1, max: 1_000_000 },
  inFlight: { min: 1, max: 10_000 },
  timeout: { min: 10, max: 60_000 },
};

export function readRunDraft(kept: unknown): RunDraft {
  const { fields: draft, text } = keptFields(kept);
  return {
    protocol: draft.protocol === 'udp' ? 'udp' : 'tcp',
    address: text('address', '127.0.0.1', 253),
    port: text('port', '7007'),
    messages: text('messages', '1000'),
    size: text('size', '64'),
    rate: text('rate', ''),
    inFlight: text('inFlight', '1'),
    timeout: text('timeout', '2000'),
    sourceAddress: text('sourceAddress', '', 100),
    capture: draft.capture === true,
    framing: readFramingDraft(draft.framing),
  };
}

/** What is wrong with a number: the range that it must be in. */
export function runFault(draft: RunDraft, name: RunNumber): Range | undefined {
  if (name === 'rate' && draft.rate.trim() === '') return undefined;
  return numberFault(draft[name], runLimits[name]);
}

/** Undefined while something in it cannot be read. */
export function toRun(draft: RunDraft): EchoRunInput | undefined {
  const framing = toFraming(draft.framing);
  const names = Object.keys(runLimits) as RunNumber[];
  if (framing === undefined || draft.address.trim() === '' || names.some((name) => runFault(draft, name)))
    return undefined;
  const { protocol, address, port, messages, size, rate, inFlight, timeout, sourceAddress } = draft;
  return echoRunInputSchema.safeParse({
    protocol,
    address,
    ...(rate.trim() === '' ? {} : { rate: Number(rate) }),
    ...(sourceAddress.trim() === '' ? {} : { sourceAddress: sourceAddress.trim() }),
    port: Number(port),
    messages: Number(messages),
    size: Number(size),
    inFlight: Number(inFlight),
    timeout: Number(timeout),
    capture: draft.capture ? 'auto' : 'off',
    framing,
  }).data;
}
