import { type LabObjects, octetsOf } from './lab-objects.ts';
import { RowTable } from './row-table.ts';
import { anOid, integer, integerWithin, octetsUpTo, oid, text } from './write-checks.ts';

const entry = '1.3.6.1.6.3.12.1.2.1';
const snmpUdpDomain = '1.3.6.1.6.1.1';
const largest = 2 ** 31 - 1;

/** snmpTargetAddrTable (RFC 3413 section 4.1): rows to try RowStatus on. The lab sends no notification to them. */
export function targetAddresses(objects: LabObjects): RowTable {
  const table = new RowTable(
    {
      entry,
      statusColumn: 9,
      columns: {
        2: { check: anOid },
        3: { check: octetsUpTo(255, 1) },
        4: { check: integerWithin(0, largest), default: integer(1500) },
        5: { check: integerWithin(0, 255), default: integer(3) },
        6: { check: octetsUpTo(255), default: text('') },
        7: { check: octetsUpTo(32, 1) },
        8: { check: integerWithin(1, 5), default: integer(3) },
      },
      // IMPLIED snmpTargetAddrName: 1 to 32 octets, without their number before them.
      isIndex: (arcs) => arcs.length >= 1 && arcs.length <= 32 && arcs.every((arc) => arc <= 255),
    },
    objects,
  );
  const index = [...'noc'].map((letter) => letter.charCodeAt(0)).join('.');
  const column = (number: number) => octetsOf(`${entry}.${number}.${index}`);
  const prepared = table.prepare([
    { place: 1, oid: column(9), value: integer(4) },
    { place: 2, oid: column(2), value: oid(snmpUdpDomain) },
    // 192.0.2.10, port 162.
    { place: 3, oid: column(3), value: { type: 'OCTET STRING', value: Uint8Array.of(192, 0, 2, 10, 0, 162) } },
    { place: 4, oid: column(7), value: text('noc') },
  ]);
  if (typeof prepared === 'function') prepared();
  return table;
}
