import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import type { ScriptedValue } from './object-table.ts';

export const text = (value: string): SnmpValue => ({ type: 'OCTET STRING', value: new TextEncoder().encode(value) });
export const integer = (value: number): SnmpValue => ({ type: 'INTEGER', value });

/** The system group of RFC 3418, with an uptime that runs. */
export function systemObjects(name = 'scripted'): Record<string, ScriptedValue> {
  const system = '1.3.6.1.2.1.1';
  return {
    [`${system}.1.0`]: text('Scripted agent'),
    [`${system}.2.0`]: { type: 'OBJECT IDENTIFIER', value: '1.3.6.1.4.1.32473.1' },
    [`${system}.3.0`]: ({ uptime }) => ({ type: 'TimeTicks', value: uptime }),
    [`${system}.4.0`]: text('noc@example.net'),
    [`${system}.5.0`]: text(name),
    [`${system}.6.0`]: text('Rack 7'),
    [`${system}.7.0`]: integer(72),
  };
}

/** Columns of ifTable (RFC 2863) for so many interfaces, in walking order: ifIndex, ifDescr, ifType, ifMtu, ifSpeed, ifInOctets. */
export function* interfaceObjects(rows: number): Generator<[string, SnmpValue]> {
  const columns: [number, (row: number) => SnmpValue][] = [
    [1, integer],
    [2, (row) => text(`eth${row}`)],
    [3, () => integer(6)],
    [4, () => integer(1500)],
    [5, () => ({ type: 'Gauge32', value: 1_000_000_000 })],
    [10, (row) => ({ type: 'Counter32', value: Math.imul(row, 2_654_435_761) >>> 0 })],
  ];
  for (const [column, value] of columns) {
    for (let row = 1; row <= rows; row++) yield [`1.3.6.1.2.1.2.2.1.${column}.${row}`, value(row)];
  }
}
