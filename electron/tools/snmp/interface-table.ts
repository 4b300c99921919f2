import type { Overview } from '#shared/contract/snmp.ts';
import type { Varbind } from '#shared/model/snmp-varbind.ts';

type Interface = Overview['interfaces'][number];

/** Columns of ifTable and ifXTable (RFC 2863) that an overview shows. */
export const interfaceColumns = {
  description: '1.3.6.1.2.1.2.2.1.2',
  type: '1.3.6.1.2.1.2.2.1.3',
  mtu: '1.3.6.1.2.1.2.2.1.4',
  speed: '1.3.6.1.2.1.2.2.1.5',
  mac: '1.3.6.1.2.1.2.2.1.6',
  admin: '1.3.6.1.2.1.2.2.1.7',
  oper: '1.3.6.1.2.1.2.2.1.8',
  octetsIn: '1.3.6.1.2.1.2.2.1.10',
  errorsIn: '1.3.6.1.2.1.2.2.1.14',
  octetsOut: '1.3.6.1.2.1.2.2.1.16',
  errorsOut: '1.3.6.1.2.1.2.2.1.20',
  name: '1.3.6.1.2.1.31.1.1.1.1',
  longOctetsIn: '1.3.6.1.2.1.31.1.1.1.6',
  longOctetsOut: '1.3.6.1.2.1.31.1.1.1.10',
  highSpeed: '1.3.6.1.2.1.31.1.1.1.15',
  alias: '1.3.6.1.2.1.31.1.1.1.18',
} as const;
type Column = keyof typeof interfaceColumns;

/** RFC 2863 section 3.1.8: what ifSpeed says when the speed is that or more. */
const largestSpeed = 0xffffffff;
const columnsByOid: ReadonlyMap<string, Column> = new Map(
  Object.entries(interfaceColumns).map(([name, oid]) => [oid, name as Column]),
);

/** Cells of the two tables as they come in, joined by ifIndex. */
export class InterfaceTable {
  readonly #limit: number;
  readonly #rows = new Map<number, Partial<Record<Column, Varbind>>>();
  /** The interface that was one too many. */
  excess: number | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes a cell; what is no cell of these columns with one arc of index is passed over. */
  add(varbind: Varbind): void {
    const dot = varbind.oid.lastIndexOf('.');
    const column = columnsByOid.get(varbind.oid.slice(0, dot));
    if (column === undefined) return;
    const index = Number(varbind.oid.slice(dot + 1));
    let row = this.#rows.get(index);
    if (row === undefined) {
      if (this.#rows.size >= this.#limit) {
        this.excess ??= index;
        return;
      }
      row = {};
      this.#rows.set(index, row);
    }
    row[column] = varbind;
  }

  /** By ifIndex. */
  interfaces(): Interface[] {
    return [...this.#rows].sort(([a], [b]) => a - b).map(([index, cells]) => toInterface(index, cells));
  }
}

function toInterface(index: number, cells: Partial<Record<Column, Varbind>>): Interface {
  const description = octets(cells.description) ?? '';
  const made: Interface = {
    index,
    name: octets(cells.name) || description,
    description,
    alias: octets(cells.alias) ?? '',
    type: label(cells.type),
    admin: label(cells.admin),
    oper: label(cells.oper),
  };
  const mtu = number(cells.mtu);
  if (mtu !== undefined) made.mtu = mtu;
  const mac = octets(cells.mac);
  if (mac) made.mac = cells.mac?.text ?? mac;
  const optional = {
    speed: speedOf(number(cells.speed), number(cells.highSpeed)),
    octetsIn: counter(cells.longOctetsIn) ?? counter(cells.octetsIn),
    octetsOut: counter(cells.longOctetsOut) ?? counter(cells.octetsOut),
    errorsIn: counter(cells.errorsIn),
    errorsOut: counter(cells.errorsOut),
  };
  for (const [field, value] of Object.entries(optional)) {
    if (value !== undefined) made[field as keyof typeof optional] = value;
  }
  return made;
}

/** Bits a second. ifHighSpeed counts millions: it is asked only where ifSpeed cannot say it, or does not. */
export function speedOf(speed: number | undefined, high: number | undefined): string | undefined {
  const millions = high === undefined || high === 0 ? undefined : BigInt(high) * 1_000_000n;
  // Some agents give the low 32 bits of what does not fit.
  if (millions !== undefined && millions >= BigInt(largestSpeed)) return millions.toString();
  if (speed === largestSpeed) return undefined;
  if (speed === undefined || (speed === 0 && millions !== undefined)) return millions?.toString();
  return String(speed);
}

function octets(cell: Varbind | undefined): string | undefined {
  return cell?.type === 'OCTET STRING' ? String(cell.value) : undefined;
}

function label(cell: Varbind | undefined): string {
  return number(cell) === undefined ? '' : (cell?.text ?? '');
}

function number(cell: Varbind | undefined): number | undefined {
  const isNumber = cell?.type === 'INTEGER' || cell?.type === 'Gauge32';
  return isNumber && typeof cell.value === 'number' ? cell.value : undefined;
}

function counter(cell: Varbind | undefined): string | undefined {
  return cell?.type === 'Counter32' || cell?.type === 'Counter64' ? String(cell.value) : undefined;
}
