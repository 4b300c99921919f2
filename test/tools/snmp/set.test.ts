import { describe, expect, it, onTestFinished } from 'vitest';
import type { SetResult } from '#shared/model/snmp-operation.ts';
import { integer, systemObjects, text } from '#test/fakes/snmp/scripted-objects.ts';
import { startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { startSnmpd } from '#test/lab/snmpd.ts';

const told = ({ entries }: SetResult) =>
  entries.map(({ name, old, asked, now }) => [name, old?.value ?? old?.type, asked.value, now?.value ?? now?.type]);

describe.skipIf(!need('snmpd'))('SET on an agent of net-snmp', () => {
  async function start() {
    const snmpd = await startSnmpd({ communities: ['private'], extraConfig: 'rocommunity public' });
    onTestFinished(() => snmpd.stop());
    const { client } = await testEngine();
    const place = { address: '127.0.0.1', port: snmpd.port };
    return { client, place, target: { ...place, version: '2c', community: 'private' } as const };
  }

  it('reads, writes, reads back, keeps it in the journal and undoes it', async () => {
    const { client, target } = await start();
    const before = await client.snmp.get({ target, oids: ['sysName.0', 'sysLocation.0'] });
    const [name, location] = before.varbinds.map(({ value }) => value);
    const varbinds = [
      { oid: 'sysName.0', value: 'core-1' },
      { oid: 'sysLocation.0', value: 'rack 7' },
    ];
    const result = await client.snmp.set({ target, varbinds });
    expect(result).toMatchObject({ outcome: 'complete', verified: true, problems: [], journal: 1 });
    expect(told(result)).toEqual([
      ['sysName.0', name, 'core-1', 'core-1'],
      ['sysLocation.0', location, 'rack 7', 'rack 7'],
    ]);
    await expect(client.snmp.undo({ journal: 1 })).rejects.toMatchObject({ data: { code: 'snmp-undo-needs-target' } });
    const undone = await client.snmp.undo({ journal: 1, target });
    expect(undone).toMatchObject({ outcome: 'complete', verified: true });
    expect(told(undone).map(([, , , now]) => now)).toEqual([name, location]);
    const { total, entries } = await client.snmp.journal({});
    expect(total).toBe(2);
    expect(entries).toMatchObject([
      { id: 2, undoes: 1 },
      { id: 1, undoneBy: 2, outcome: 'complete' },
    ]);
    await expect(client.snmp.undo({ journal: 1, target })).rejects.toMatchObject({
      data: { code: 'snmp-undo-impossible' },
    });
    await expect(client.snmp.undo({ journal: 7, target })).rejects.toMatchObject({
      data: { code: 'snmp-journal-unknown' },
    });
  });

  it('is undone on a saved profile without being told it again', async () => {
    const { client, place, target } = await start();
    const profile = await client.devices.saveProfile({
      name: 'writers',
      credentials: { version: '2c', community: target.community },
    });
    const saved = { ...place, profile: profile.id };
    const { journal = 0 } = await client.snmp.set({ target: saved, varbinds: [{ oid: 'sysName.0', value: 'x' }] });
    expect(await client.snmp.undo({ journal })).toMatchObject({ outcome: 'complete', verified: true });
  });

  it('is not sent when the definition is against it, unless forced; then the agent decides', async () => {
    const { client, target } = await start();
    const varbinds = [
      { oid: 'sysName.0', value: 'core-2' },
      { oid: 'sysDescr.0', value: 'mine' },
    ];
    const blocked = await client.snmp.set({ target, varbinds });
    expect(blocked).toMatchObject({
      outcome: 'failed',
      problems: [{ code: 'snmp-set-blocked', params: { count: 1 } }],
    });
    expect(blocked.entries.map(({ problem }) => problem?.code)).toEqual([undefined, 'snmp-not-writable']);
    expect(blocked.journal).toBeUndefined();
    const refused = await client.snmp.set({ target, varbinds, force: true });
    expect(refused).toMatchObject({
      outcome: 'failed',
      errorStatus: { name: 'notWritable', index: 2, oid: '1.3.6.1.2.1.1.1.0' },
      problems: [{ code: 'snmp-error-status', params: { status: 'notWritable', index: 2, name: 'sysDescr.0' } }],
    });
    // All or none: the first object kept its value.
    expect(refused.entries[0]?.now?.value).toBe(refused.entries[0]?.old?.value);
    expect((await client.snmp.journal({})).entries).toMatchObject([{ outcome: 'refused' }]);
  });

  it('says noAccess where the community may only read', async () => {
    const { client, place } = await start();
    const target = { ...place, version: '2c', community: 'public' } as const;
    const { errorStatus } = await client.snmp.set({ target, varbinds: [{ oid: 'sysName.0', value: 'x' }] });
    expect(errorStatus?.name).toBe('noAccess');
  });

  it('makes and removes rows by RowStatus, and undoes that', async () => {
    const { client, target } = await start();
    const row = {
      target,
      table: 'snmpTargetAddrTable',
      index: '112.117.110.99',
      columns: [
        { oid: 'snmpTargetAddrTDomain', value: '1.3.6.1.6.1.1' },
        { oid: 'snmpTargetAddrTAddress', value: '7f00000100a2', hex: true },
        { oid: 'snmpTargetAddrParams', value: 'nobody' },
      ],
    };
    const made = await client.snmp.createRow(row);
    expect(made).toMatchObject({ outcome: 'complete', verified: true });
    expect(told(made).at(-1)).toEqual([`snmpTargetAddrRowStatus.${row.index}`, 'noSuchInstance', 4, 1]);
    const table = await client.snmp.table({ target, oids: ['snmpTargetAddrTable'] });
    expect(table.table[0]?.parts).toEqual([{ name: 'snmpTargetAddrName', text: 'punc' }]);
    expect(await client.snmp.undo({ journal: made.journal ?? 0, target })).toMatchObject({ verified: true });
    expect((await client.snmp.table({ target, oids: ['snmpTargetAddrTable'] })).rows).toBe(0);
    await client.snmp.createRow({ ...row, how: 'createAndWait' });
    const gone = await client.snmp.destroyRow({ target, table: row.table, index: row.index });
    expect(gone).toMatchObject({ outcome: 'complete', verified: true });
    await expect(client.snmp.undo({ journal: gone.journal ?? 0, target })).rejects.toMatchObject({
      data: { code: 'snmp-undo-impossible' },
    });
    await expect(client.snmp.createRow({ ...row, table: 'ifTable' })).rejects.toMatchObject({
      data: { code: 'snmp-row-status-unknown' },
    });
  });

  it('is shown before it is sent: old value, new value, the PDU', async () => {
    const { client, target } = await start();
    const varbinds = [{ oid: 'sysName.0', value: 'core-3' }];
    const preview = await client.snmp.previewSet({ target, varbinds });
    expect(preview.outcome).toBe('complete');
    expect(preview.entries).toMatchObject([{ name: 'sysName.0', type: 'OCTET STRING', asked: { value: 'core-3' } }]);
    expect(preview.pdu.hex).toMatch(/^a3.*0406636f72652d33$/);
    expect(JSON.stringify(preview.pdu.fields)).toContain('set-request');
    expect((await client.snmp.get({ target, oids: ['sysName.0'] })).varbinds[0]?.value).not.toBe('core-3');
  });
});

describe('SET on an agent that misbehaves', () => {
  const own = '1.3.6.1.4.1.32473.5';

  async function start(behaviour = {}) {
    const agent = await startScriptedAgent({
      objects: { ...systemObjects(), [`${own}.1.0`]: integer(5), [`${own}.2.0`]: text('old') },
      writable: ['1.3.6.1'],
      behaviour,
    });
    onTestFinished(() => agent.stop());
    const { client } = await testEngine();
    const target = { address: agent.address, port: agent.port, version: '2c', community: 'private' } as const;
    return { agent, client, target };
  }

  it('takes the type of an unknown object from what is there', async () => {
    const { client, target } = await start();
    const varbinds = [
      { oid: `${own}.1.0`, value: 7 },
      { oid: `${own}.2.0`, value: 'new' },
    ];
    const result = await client.snmp.set({ target, varbinds });
    expect(result).toMatchObject({ outcome: 'complete', verified: true });
    expect(result.entries.map(({ type }) => type)).toEqual(['INTEGER', 'OCTET STRING']);
    const missing = await client.snmp.set({ target, varbinds: [{ oid: `${own}.3.0`, value: 7 }] });
    expect(missing.problems).toMatchObject([{ code: 'snmp-type-needed' }]);
  });

  it('every error status is named with the varbind it points at', async () => {
    const statuses = { 6: 'noAccess', 7: 'wrongType', 10: 'wrongValue', 12: 'inconsistentValue', 14: 'commitFailed' };
    for (const [code, status] of Object.entries(statuses)) {
      const { client, target } = await start({ setErrors: { [`${own}.2.0`]: Number(code) } });
      const varbinds = [
        { oid: `${own}.1.0`, value: 7 },
        { oid: `${own}.2.0`, value: 'new' },
      ];
      const { errorStatus } = await client.snmp.set({ target, varbinds });
      expect(errorStatus).toMatchObject({ name: status, index: 2, oid: `${own}.2.0` });
    }
  });

  it('whose answer is lost is read back, and stands in the journal as failed', async () => {
    // Reading is answered, writing too late, reading back again.
    const { client, target } = await start({ delay: (request: number) => (request === 2 ? 2000 : 0) });
    const varbinds = [{ oid: `${own}.2.0`, value: 'new' }];
    const result = await client.snmp.set({ target, varbinds, timeout: 100, retries: 0 });
    expect(result).toMatchObject({ outcome: 'failed', verified: false });
    expect(result.problems.map(({ code }) => code)).toContain('snmp-no-answer');
    expect(result.entries[0]?.now?.value).toBe('new');
    expect((await client.snmp.journal({})).entries).toMatchObject([{ outcome: 'failed' }]);
  });

  it('of what cannot be sent never begins', async () => {
    const { agent, client, target } = await start();
    for (const varbind of [
      { oid: 'sysName.0', type: 'IpAddress', value: '300.1.1.1' },
      { oid: 'ifAdminStatus.1', value: 'sideways' },
      { oid: 'no-such-name.0', value: 1 },
    ] as const) {
      await expect(client.snmp.set({ target, varbinds: [varbind] })).rejects.toMatchObject({ code: 'PROBLEM' });
    }
    expect(agent.requests).toEqual([]);
  });
});
