import { describe, expect, it } from 'vitest';
import {
  type Column,
  filterRows,
  rowsAsCsv,
  rowsAsJson,
  rowsAsText,
  sortRows,
} from '../../renderer/ui/table-column.ts';

interface Host {
  name: string;
  address: string;
  port: number;
}

const rows: Host[] = [
  { name: 'switch 10', address: '10.0.0.1:67', port: 9 },
  { name: 'switch 2', address: '10.0.0.2:67', port: 10 },
  { name: 'Router', address: '192.0.2.1:161', port: 9 },
];
const columns: Column<Host>[] = [
  { key: 'name', title: 'Name', width: '1fr', value: (row) => row.name },
  { key: 'address', title: 'Address', width: '1fr', value: (row) => row.address },
  { key: 'port', title: 'Port', width: '1fr', value: (row) => row.port, text: (row) => `port ${row.port}` },
  { key: 'buttons', title: 'Buttons', width: '1fr', value: () => 'secret', bare: true },
];
const names = (found: readonly Host[]) => found.map(({ name }) => name);

describe('sortRows', () => {
  it('sorts numbers as numbers, and names with their numbers', () => {
    expect(names(sortRows(rows, columns, { key: 'port', down: false }))).toEqual(['switch 10', 'Router', 'switch 2']);
    expect(names(sortRows(rows, columns, { key: 'name', down: false }))).toEqual(['Router', 'switch 2', 'switch 10']);
    expect(names(sortRows(rows, columns, { key: 'name', down: true }))).toEqual(['switch 10', 'switch 2', 'Router']);
  });

  it('leaves the rows as they came without a sort or with an unknown column', () => {
    expect(sortRows(rows, columns, undefined)).toBe(rows);
    expect(sortRows(rows, columns, { key: 'gone', down: true })).toBe(rows);
  });
});

describe('filterRows', () => {
  it.each([
    ['', ['switch 10', 'switch 2', 'Router']],
    ['  ', ['switch 10', 'switch 2', 'Router']],
    ['SWITCH', ['switch 10', 'switch 2']],
    ['switch 10.0.0.2', ['switch 2']],
    ['-switch', ['Router']],
    ['addr:192', ['Router']],
    ['-addr:10.', ['Router']],
    ['port:"port 9"', ['switch 10', 'Router']],
    ['"switch 2"', ['switch 2']],
    ['10.0.0.1:67', ['switch 10']],
    ['name:"swi', ['switch 10', 'switch 2']],
    ['secret', []],
    ['name:', ['switch 10', 'switch 2', 'Router']],
    [':', ['switch 10', 'switch 2', 'Router']],
  ])('%j leaves %j', (filter, left) => {
    expect(names(filterRows(rows, columns, filter))).toEqual(left);
  });
});

describe('copying', () => {
  it('puts tabs between values and leaves out columns of buttons', () => {
    expect(rowsAsText(rows.slice(0, 2), columns)).toBe(
      'switch 10\t10.0.0.1:67\tport 9\nswitch 2\t10.0.0.2:67\tport 10',
    );
  });

  it('writes CSV with titles, quotes where needed, and no formulae', () => {
    const odd = ['=1+1', '+49', '-5', '-a', '@x', 'a,b', 'say "hi"', 'two\nlines'];
    const csv = rowsAsCsv(
      odd.map((name) => ({ name, address: '', port: 1 })),
      columns.slice(0, 1),
    );
    expect(csv).toBe('Name\r\n\'=1+1\r\n+49\r\n-5\r\n\'-a\r\n\'@x\r\n"a,b"\r\n"say ""hi"""\r\n"two\nlines"\r\n');
  });

  it('writes JSON with the values themselves', () => {
    expect(JSON.parse(rowsAsJson(rows.slice(2), columns))).toEqual([
      { name: 'Router', address: '192.0.2.1:161', port: 9 },
    ]);
  });
});
