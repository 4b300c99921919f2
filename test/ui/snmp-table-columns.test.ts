import { expect, it } from 'vitest';
import { tableColumns } from '../../renderer/tools/snmp/table-columns.ts';

it('numbers stand at the right, words at the left, those of enumerations too', () => {
  const entry = '1.3.6.1.2.1.2.2.1';
  const columns = tableColumns({
    parts: ['ifIndex'],
    columns: [
      { oid: `${entry}.2`, name: 'ifDescr', type: 'OCTET STRING' },
      { oid: `${entry}.3`, name: 'ifType', type: 'INTEGER', labelled: true },
      { oid: `${entry}.4`, name: 'ifMtu', type: 'INTEGER', unit: 'octets' },
      { oid: `${entry}.9`, name: 'ifLastChange', type: 'TimeTicks' },
    ],
  });
  expect(columns.map(({ title, right }) => [title, right ?? false])).toEqual([
    ['ifIndex', false],
    ['ifDescr', false],
    ['ifType', false],
    ['ifMtu (octets)', true],
    ['ifLastChange', true],
  ]);
});
