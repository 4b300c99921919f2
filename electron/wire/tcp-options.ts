import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { field, octetCount } from './field.ts';
import { hexAt, uint16At, uint32At } from './octets.ts';

/** An option of a TCP header, as far as it could be read. */
export type TcpOption = { at: number; length: number; fault?: string } & (
  | { kind: 'end' | 'no-operation' | 'sack-permitted' }
  /** Bytes (RFC 9293 section 3.7.1). */
  | { kind: 'mss'; value: number }
  /** Bits that the window is shifted (RFC 7323 section 2). */
  | { kind: 'window-scale'; value: number }
  /** RFC 2018. */
  | { kind: 'sack'; blocks: readonly { from: number; to: number }[] }
  /** RFC 7323 section 3. */
  | { kind: 'timestamps'; value: number; echo: number }
  | { kind: 'other'; number: number; hex: string }
);

/** Length of the whole option; absent: it may have any. */
const known: ReadonlyMap<
  number,
  { kind: 'mss' | 'window-scale' | 'sack-permitted' | 'sack' | 'timestamps'; length?: number }
> = new Map([
  [2, { kind: 'mss', length: 4 }],
  [3, { kind: 'window-scale', length: 3 }],
  [4, { kind: 'sack-permitted', length: 2 }],
  [5, { kind: 'sack' }],
  [8, { kind: 'timestamps', length: 10 }],
]);

/** Reads the options in `start` to `end` (RFC 9293 section 3.2). Stops at the first whose length makes no sense. */
export function readTcpOptions(bytes: Uint8Array, start: number, end: number, faults: PacketFault[]): TcpOption[] {
  const options: TcpOption[] = [];
  let at = start;
  while (at < end) {
    const number = bytes[at] ?? 0;
    if (number === 0) {
      options.push({ kind: 'end', at, length: 1 });
      break;
    }
    if (number === 1) {
      options.push({ kind: 'no-operation', at, length: 1 });
      at++;
      continue;
    }
    const length = bytes[at + 1] ?? 0;
    if (at + 1 >= end || length < 2 || at + length > end) {
      const there = at + 1 >= end ? 'without a length' : `of ${octetCount(length)}, ${end - at} there`;
      faults.push({ offset: at, reason: `TCP option ${number} ${there}` });
      options.push({ kind: 'other', number, hex: hexAt(bytes, at, end - at), at, length: end - at, fault: 'cut' });
      break;
    }
    const option = readOption(bytes, at, number, length);
    if (option.fault !== undefined) faults.push({ offset: at, reason: `TCP option ${number} ${option.fault}` });
    options.push(option);
    at += length;
  }
  return options;
}

function readOption(bytes: Uint8Array, at: number, number: number, length: number): TcpOption {
  const form = known.get(number);
  const place = { at, length };
  const other: TcpOption = { kind: 'other', number, hex: hexAt(bytes, at + 2, length - 2), ...place };
  if (form === undefined) return other;
  const isWrong = form.length === undefined ? (length - 2) % 8 !== 0 : length !== form.length;
  if (isWrong) return { ...other, fault: `of ${octetCount(length)}, which ${form.kind} cannot have` };
  switch (form.kind) {
    case 'mss':
      return { kind: 'mss', value: uint16At(bytes, at + 2), ...place };
    case 'window-scale':
      return { kind: 'window-scale', value: bytes[at + 2] ?? 0, ...place };
    case 'sack-permitted':
      return { kind: 'sack-permitted', ...place };
    case 'timestamps':
      return { kind: 'timestamps', value: uint32At(bytes, at + 2), echo: uint32At(bytes, at + 6), ...place };
    case 'sack': {
      const count = (length - 2) / 8;
      const block = (index: number) => {
        const from = at + 2 + index * 8;
        return { from: uint32At(bytes, from), to: uint32At(bytes, from + 4) };
      };
      return { kind: 'sack', blocks: Array.from({ length: count }, (_, index) => block(index)), ...place };
    }
  }
}

const names: Record<Exclude<TcpOption['kind'], 'other'>, string> = {
  end: 'end of options',
  'no-operation': 'no-operation',
  mss: 'maximum segment size',
  'window-scale': 'window scale',
  'sack-permitted': 'SACK permitted',
  sack: 'SACK',
  timestamps: 'timestamps',
};

function optionText(option: TcpOption): string {
  switch (option.kind) {
    case 'mss':
      return `${option.value} bytes`;
    case 'window-scale':
      return `${option.value} (× ${2 ** Math.min(option.value, 14)})`;
    case 'sack':
      return option.blocks.map(({ from, to }) => `${from}-${to}`).join(', ');
    case 'timestamps':
      return `value ${option.value}, echo ${option.echo}`;
    case 'other':
      return option.hex;
    default:
      return '';
  }
}

/** A few words for it: "MSS 1460", "scale 7"; nothing for what only fills. */
export function shortTcpOption(option: TcpOption): string[] {
  switch (option.kind) {
    case 'mss':
      return [`MSS ${option.value}`];
    case 'window-scale':
      return [`scale ${option.value}`];
    case 'sack-permitted':
      return ['SACK'];
    case 'timestamps':
      return ['timestamps'];
    case 'other':
      return [`option ${option.number}`];
    default:
      return [];
  }
}

export function describeTcpOption(option: TcpOption): PacketField {
  const { kind, at, length, fault } = option;
  const name = kind === 'other' ? `option ${option.number}` : names[kind];
  return field(`tcp.option.${kind}`, name, optionText(option), at, length, { fault, children: partsOf(option) });
}

/** The values of an option, each at its own place. */
function partsOf(option: TcpOption): PacketField[] | undefined {
  const part = (name: string, value: number, behind: number, length: number) =>
    field(`tcp.option.${option.kind}.${name}`, name, String(value), option.at + behind, length);
  switch (option.kind) {
    case 'mss':
      return [part('bytes', option.value, 2, 2)];
    case 'window-scale':
      return [part('shift', option.value, 2, 1)];
    case 'timestamps':
      return [part('value', option.value, 2, 4), part('echo', option.echo, 6, 4)];
    case 'sack':
      return option.blocks.flatMap(({ from, to }, index) => [
        part('from', from, 2 + index * 8, 4),
        part('to', to, 6 + index * 8, 4),
      ]);
    default:
      return undefined;
  }
}
