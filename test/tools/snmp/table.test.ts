import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import type { TableResult } from '#shared/model/snmp-operation.ts';
import type { SnmpTargetInput } from '#shared/model/snmp-target.ts';
import type { ScriptedObjects } from '#test/fakes/snmp/object-table.ts';
import { integer, interfaceObjects, systemObjects, text } from '#test/fakes/snmp/scripted-objects.ts';
import { startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

const ifTable = '1.3.6.1.2.1.2.2';
const enterprise = '1.3.6.1.4.1.32473';

async function tableOf(objects: ScriptedObjects, oids: string[], more: object = {}) {
  const agent = await startScriptedAgent({ objects });
  onTestFinished(() => agent.stop());
  const { client } = await testEngine();
  const target: SnmpTargetInput = { address: agent.address, port: agent.port, version: '2c', community: 'public' };
  const read = () => client.snmp.table({ target, oids, ...more });
  return { client, read };
}

async function table(objects: ScriptedObjects, oids: string[], more: object = {}) {
  const { client, read } = await tableOf(objects, oids, more);
  const result = await read();
  expect(result).toMatchObject({ outcome: 'complete', problems: [] });
  return { client, result, exchange: result.exchange };
}

const names = ({ columns }: TableResult) => columns.map(({ name }) => name);
const grid = ({ table: rows }: Pick<TableResult, 'table'>) =>
  rows.map(({ index, cells }) => [index, ...cells.map((cell) => cell?.text ?? null)]);
const partsOf = ({ table: rows }: TableResult) => rows.map(({ parts }) => parts);

describe('a table', () => {
  it('joins its columns by index, in the order of indexes, and keeps its holes', async () => {
    const entry = `${ifTable}.1`;
    const { result, client, exchange } = await table(
      [
        [`${entry}.1.3`, integer(3)],
        [`${entry}.1.20`, integer(20)],
        [`${entry}.2.3`, text('three')],
        // Rows that only later columns have.
        [`${entry}.2.1`, text('one')],
        [`${entry}.4.100`, integer(1500)],
        [`${entry}.4.20`, integer(9000)],
      ],
      ['ifTable'],
    );
    expect(names(result)).toEqual(['ifIndex', 'ifDescr', 'ifMtu']);
    expect(result.columns.map(({ type }) => type)).toEqual(['INTEGER', 'OCTET STRING', 'INTEGER']);
    expect(grid(result)).toEqual([
      ['1', null, 'one', null],
      ['3', '3', 'three', null],
      ['20', '20', null, '9000 octets'],
      ['100', null, null, '1500 octets'],
    ]);
    expect(result).toMatchObject({ rows: 4, holes: 6 });

    const sorted = async (column: number, down: boolean) => {
      const page = await client.snmp.tableRows({ exchange, sort: { column, down } });
      expect(page).toMatchObject({ total: 4, matching: 4, holes: 6 });
      return page.rows.map(({ index }) => index).join();
    };
    // Holes last, whichever way.
    expect(await sorted(0, false)).toBe('3,20,1,100');
    expect(await sorted(0, true)).toBe('20,3,1,100');
    expect(await sorted(1, false)).toBe('1,3,20,100');
    expect(await sorted(1, true)).toBe('3,1,20,100');
    expect(await sorted(2, true)).toBe('20,100,1,3');
    expect(await sorted(-1, true)).toBe('100,20,3,1');
    expect(await sorted(-1, false)).toBe('1,3,20,100');
    expect(await sorted(77, true)).toBe('1,3,20,100');
    const page = await client.snmp.tableRows({ exchange, sort: { column: 2, down: true }, from: 1, count: 2 });
    expect(page.rows.map(({ index, at }) => [index, at])).toEqual([
      ['100', 3],
      ['1', 0],
    ]);
  });

  it('sorts 64-bit counters exactly', async () => {
    const big = 2n ** 63n;
    const values = [3n, 1n, 2n].map((more, at): [string, SnmpValue] => [
      `1.3.6.1.2.1.31.1.1.1.6.${at + 1}`,
      { type: 'Counter64', value: big + more },
    ]);
    const { client, exchange } = await table(values, ['ifXTable']);
    const page = await client.snmp.tableRows({ exchange, sort: { column: 0, down: false } });
    expect(page.rows.map(({ index }) => index)).toEqual(['2', '3', '1']);
  });

  it('is filtered by words and by a regular expression, over index and cells', async () => {
    const { client, exchange } = await table([...interfaceObjects(30)], ['ifTable']);
    const indexes = async (filter: string, regex = false) => {
      const { rows, total } = await client.snmp.tableRows({ exchange, filter, regex });
      expect(total).toBe(30);
      return rows.map(({ index }) => index).join();
    };
    expect(await indexes('ETH3 1500')).toBe('3,30');
    expect(await indexes('nothing')).toBe('');
    expect(await indexes('\\beth[12]\\b', true)).toBe('1,2');
    const sorted = { column: 1, down: true };
    const page = await client.snmp.tableRows({ exchange, filter: 'eth1', sort: sorted, count: 3 });
    expect(page.rows.map(({ index }) => index)).toEqual(['19', '18', '17']);
    for (const filter of ['(', '(?<=']) {
      const call = client.snmp.tableRows({ exchange, filter, regex: true });
      await expect(call).rejects.toMatchObject({ data: { code: 'snmp-filter-unreadable' } });
    }
  });

  it('by its entry, its name or its number is the same', async () => {
    const objects = [...interfaceObjects(3)];
    const [byName, byEntry, byNumber] = await Promise.all(
      ['IF-MIB::ifTable', 'ifEntry', `.${ifTable}`].map(async (oid) => (await table(objects, [oid])).result),
    );
    expect(grid(byName as TableResult).length).toBe(3);
    expect(byEntry).toMatchObject({ table: byName?.table, columns: byName?.columns });
    expect(byNumber).toMatchObject({ table: byName?.table, columns: byName?.columns });
  });

  it('of some columns only reads those', async () => {
    const { result } = await table([...interfaceObjects(3)], ['ifSpeed', `${ifTable}.1.2`, 'ifSpeed']);
    expect(names(result)).toEqual(['ifDescr', 'ifSpeed']);
    expect(result).toMatchObject({ rows: 3, holes: 0 });
    expect(result.columns[1]?.unit).toBe('bits per second');
  });

  it('tells which of its columns are enumerations', async () => {
    const { result } = await table([...interfaceObjects(1)], ['ifTable']);
    expect(result.columns.filter(({ labelled }) => labelled).map(({ name }) => name)).toEqual(['ifType']);
  });

  it('with an index of several parts names each', async () => {
    const entry = '1.3.6.1.2.1.4.22.1';
    const { result } = await table(
      [
        [`${entry}.4.7.10.0.0.9`, integer(3)],
        [`${entry}.2.7.10.0.0.9`, { type: 'OCTET STRING', value: Uint8Array.of(2, 0, 0, 0, 0, 9) }],
        [`${entry}.4.7.9.255.0.1`, integer(4)],
      ],
      ['ipNetToMediaTable'],
    );
    expect(grid(result)).toEqual([
      ['7.9.255.0.1', null, 'static(4)'],
      ['7.10.0.0.9', '02:00:00:00:00:09', 'dynamic(3)'],
    ]);
    expect(partsOf(result)[1]).toEqual([
      { name: 'ipNetToMediaIfIndex', text: '7' },
      { name: 'ipNetToMediaNetAddress', text: '10.0.0.9' },
    ]);
  });

  it('with an index of strings, of a length told and IMPLIED, shows them', async () => {
    const arcs = (word: string) => [...Buffer.from(word)].join('.');
    const extend = '1.3.6.1.4.1.8072.1.3.2.2.1.2';
    const { result } = await table([[`${extend}.4.${arcs('uptm')}`, text('/usr/bin/uptime')]], ['nsExtendConfigTable']);
    expect(partsOf(result)).toEqual([[{ name: 'nsExtendToken', text: 'uptm' }]]);
    const target = '1.3.6.1.6.3.12.1.2.1.4';
    const implied = await table([[`${target}.${arcs('noc')}`, integer(1500)]], ['snmpTargetAddrTable']);
    expect(partsOf(implied.result)).toEqual([[{ name: 'snmpTargetAddrName', text: 'noc' }]]);
    const fourTargets = ['1.3.6.1.2.1.4.20.1.3', '1.3.6.1.2.1.4.20.1.2'].map((column, at): [string, SnmpValue] => [
      `${column}.10.0.0.${at + 1}`,
      integer(at),
    ]);
    const addresses = await table(fourTargets, ['ipAddrTable']);
    expect(partsOf(addresses.result).map((parts) => parts[0]?.text)).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  it('of which nothing is known is read by its form', async () => {
    const { result } = await table(
      [
        [`${enterprise}.5.1.1.1.1`, integer(11)],
        [`${enterprise}.5.1.1.1.2`, integer(12)],
        [`${enterprise}.5.1.7.1.2`, text('seven')],
        // No cell: an agent's mistake, or another object.
        [`${enterprise}.5.1.9`, integer(0)],
        [`${enterprise}.5.2.0`, integer(0)],
      ],
      [`${enterprise}.5`],
    );
    expect(result.columns.map(({ oid }) => oid)).toEqual([`${enterprise}.5.1.1`, `${enterprise}.5.1.7`]);
    expect(grid(result)).toEqual([
      ['1.1', '11', null],
      ['1.2', '12', 'seven'],
    ]);
    expect(partsOf(result)).toEqual([[], []]);
  });

  it('without rows, or that the agent does not have, is empty', async () => {
    const { result, client, exchange } = await table(systemObjects(), ['ifTable']);
    expect(result).toMatchObject({ rows: 0, holes: 0, columns: [], table: [] });
    expect(await client.snmp.tableRows({ exchange, filter: 'x' })).toMatchObject({ total: 0, matching: 0, rows: [] });
  });

  it.each([
    ['a scalar', ['sysName']],
    ['an instance of a scalar', ['sysName.0']],
    ['a cell', ['ifDescr.3']],
    ['two tables', ['ifTable', 'ipAddrTable']],
    ['columns of two tables', ['ifDescr', 'ipAdEntAddr']],
    ['a table and its column', ['ifTable', 'ifDescr']],
  ])('cannot be %s', async (_name, oids) => {
    const { read } = await tableOf(systemObjects(), oids);
    await expect(read()).rejects.toMatchObject({ data: { code: 'snmp-table-unreadable' } });
  });

  it('as wide as no table is, is a problem, and its objects stay as rows', async () => {
    const objects = Array.from({ length: 3000 }, (_, at) => [`${enterprise}.5.1.${at}.${at}`, integer(at)] as const);
    const { client, read } = await tableOf(objects, [`${enterprise}.5`]);
    const result = await read();
    expect(result.outcome).toBe('failed');
    expect(result.problems).toMatchObject([{ code: 'snmp-table-unreadable' }]);
    expect((await client.snmp.rows({ exchange: result.exchange })).total).toBe(3000);
  });

  it('of many columns pages quickly: a row has its cells in as many places', async () => {
    const columns = 20;
    const objects = Array.from(
      { length: columns * 2000 },
      (_, at) => [`${enterprise}.5.1.${1 + Math.floor(at / 2000)}.${1 + (at % 2000)}`, integer(at)] as const,
    );
    const { client, exchange } = await table(objects, [`${enterprise}.5`], { first: 0 });
    await client.snmp.tableRows({ exchange });
    const since = performance.now();
    for (const from of [0, 700, 1800]) {
      const page = await client.snmp.tableRows({ exchange, from });
      expect(page.rows[5]?.cells[19]?.value).toBe(19 * 2000 + from + 5);
    }
    const filtered = await client.snmp.tableRows({ exchange, filter: '38077' });
    expect(filtered.rows.map(({ index }) => index)).toEqual(['78']);
    // A fifth of a second in a quiet machine; it took several when each cell had its chunk read again.
    expect(performance.now() - since).toBeLessThan(3000);
  });

  it('can be read while it is being walked, with every cell in its row', async () => {
    const agent = await startScriptedAgent({ objects: [...interfaceObjects(1200)], behaviour: { delay: 10 } });
    onTestFinished(() => agent.stop());
    const { client } = await testEngine();
    const target = { address: agent.address, port: agent.port, version: '2c', community: 'public' } as const;
    const exchange = crypto.randomUUID();
    let isRunning = true;
    const running = client.snmp.table({ target, oids: ['ifTable'], exchange, first: 0, maxRepetitions: 20 });
    void running.finally(() => {
      isRunning = false;
    });
    await expect.poll(() => client.snmp.tableRows({ exchange, count: 1 }).catch(() => undefined)).toBeDefined();
    let pages = 0;
    while (isRunning) {
      const { rows, columns } = await client.snmp.tableRows({ exchange, from: 200 });
      const column = columns.findIndex(({ name }) => name === 'ifDescr');
      for (const { index, cells } of rows) {
        const shown = cells[column]?.value;
        if (shown !== undefined) expect(shown).toBe(`eth${index}`);
      }
      pages++;
      await delay(5);
    }
    expect(await running).toMatchObject({ outcome: 'complete', rows: 1200, holes: 0 });
    expect(pages).toBeGreaterThan(3);
  });
});
