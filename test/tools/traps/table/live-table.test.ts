import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#electron/engine/engine.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { identity, smiv2 } from '../../mibs/mib-library.ts';
import { freePort } from '../receive/free-port.ts';
import { runSender } from '../receive/receiving.ts';

const linkDown = '1.3.6.1.6.3.1.1.5.3';
const linkUp = '1.3.6.1.6.3.1.1.5.4';
const ifIndex = (index: number) => [`1.3.6.1.2.1.2.2.1.1.${index}`, 'i', String(index)];
const acme = smiv2(
  'ACME-MIB',
  `${identity('acme', 'enterprises 99999')}
acmeFanFailed NOTIFICATION-TYPE STATUS current DESCRIPTION "A fan." ::= { acme 0 7 }`,
  'NOTIFICATION-TYPE FROM SNMPv2-SMI',
);

describe.skipIf(!need('snmptrap'))('the table while notifications come', () => {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-table-'));
  let engine: Engine;
  let port: number;
  let close: () => Promise<void>;

  beforeAll(async () => {
    engine = await testEngine({}, (closing) => {
      close = closing;
    });
    port = await freePort();
    await engine.client.traps.start({ port, kept: false });
  });
  afterAll(async () => {
    await close?.();
    rmSync(folder, { recursive: true, force: true });
  });

  const page = (input: Parameters<Engine['client']['traps']['page']>[0] = {}) => engine.client.traps.page(input);
  const newest = async () => (await page({ count: 1, repeats: true })).rows[0];

  /** Sends, and gives the row once it is there. */
  async function sent(...args: string[]) {
    const before = (await newest())?.id ?? 0;
    const { code } = await runSender('snmptrap', folder, [
      '-v',
      '2c',
      '-c',
      'public',
      `127.0.0.1:${port}`,
      '4711',
      ...args,
    ]);
    expect(code).toBe(0);
    await expect.poll(async () => (await newest())?.id, { timeout: 20_000 }).toBeGreaterThan(before);
    const row = await newest();
    if (row === undefined) throw new Error('it is gone');
    return row;
  }

  it('has alarms open until they are cleared', async () => {
    const down = await sent(linkDown, ...ifIndex(3));
    const other = await sent(linkDown, ...ifIndex(4));
    expect(down).toMatchObject({ name: 'linkDown', severity: 'major', category: 'link', summary: 'ifIndex 3' });
    expect((await page({ show: 'open' })).rows.map(({ id }) => id)).toEqual([other.id, down.id]);
    const up = await sent(linkUp, ...ifIndex(3));
    expect(up.severity).toBe('cleared');
    expect((await page({ show: 'open' })).rows.map(({ id }) => id)).toEqual([other.id]);
    expect(await engine.client.traps.details({ id: down.id })).toMatchObject({ clearedBy: up.id, clearedAt: up.at });
  });

  it('obeys a rule from the moment it is saved: severity, folding, a notice', async () => {
    const ending = new AbortController();
    const notices = await engine.client.traps.notices({}, { signal: ending.signal });
    const rule = await engine.client.traps.saveRule({
      name: 'uplinks',
      enabled: true,
      match: {
        notification: 'linkDown',
        sender: '127.0.0.0/8',
        varbinds: [{ object: 'ifIndex', is: 'less', value: '3' }],
      },
      actions: { severity: 'critical', colour: 'red', notify: true, suppress: { seconds: 3600, objects: ['ifIndex'] } },
    });
    const told = notices[Symbol.asyncIterator]().next();
    const first = await sent(linkDown, ...ifIndex(1));
    expect(first).toMatchObject({ severity: 'critical', colour: 'red' });
    expect(await sent(linkDown, ...ifIndex(1))).toMatchObject({ repeatOf: first.id });
    expect(await engine.client.traps.details({ id: first.id })).toMatchObject({ rule: rule.name, repeats: 1 });
    expect((await told).value).toMatchObject({
      id: first.id,
      severity: 'critical',
      title: 'linkDown · 127.0.0.1',
      more: 0,
    });
    ending.abort();
    await engine.client.traps.deleteRule({ id: rule.id });
    expect(await sent(linkDown, ...ifIndex(1))).toMatchObject({ severity: 'major' });
    expect(await engine.client.traps.applyRules({ text: 'linkdown' })).toEqual({ changed: 2 });
  });

  it('calls everything by its name once its MIB and its device are there; rules that name them begin to match', async () => {
    const oid = '1.3.6.1.4.1.99999.0.7';
    expect((await sent(oid)).name).toBe('enterprises.99999.0.7');
    const rule = {
      name: 'fans',
      enabled: false,
      match: { notification: 'acmeFanFailed', varbinds: [] },
      actions: { severity: 'minor' as const, notify: false },
    };
    const kept = await engine.client.traps.saveRule(rule);
    expect(kept.unresolved).toContain('acmeFanFailed');
    const file = join(folder, 'acme.mib');
    writeFileSync(file, acme);
    await engine.client.mibs.import({ path: file });
    await engine.client.devices.save({ name: 'Fan tray', address: '127.0.0.1' });
    expect((await page({ text: 'fanfailed tray' })).rows).toMatchObject([
      { name: 'acmeFanFailed', device: { name: 'Fan tray' } },
    ]);
    await engine.client.traps.saveRule({ ...rule, id: kept.id, enabled: true });
    expect(await sent(oid)).toMatchObject({ name: 'acmeFanFailed', severity: 'minor' });
    await engine.client.mibs.removeModules({ names: ['ACME-MIB'] });
    expect((await engine.client.traps.rules())[0]).toMatchObject({
      id: kept.id,
      unresolved: expect.stringContaining('acmeFanFailed'),
    });
    expect(await sent(oid)).toMatchObject({ severity: 'indeterminate' });
  });

  it('keeps marks and notes, and deletes while more come', async () => {
    const row = await sent(linkDown, ...ifIndex(9));
    expect(await engine.client.traps.mark({ ids: [row.id], marked: true })).toEqual({ changed: 1 });
    expect(await engine.client.traps.annotate({ id: row.id, note: 'cable' })).toMatchObject({
      marked: true,
      note: 'cable',
    });
    expect((await page({ show: 'marked', text: 'cable' })).total).toBe(1);
    expect((await engine.client.traps.deleteAll({ notification: 'linkDown' })).deleted).toBeGreaterThan(3);
    expect((await page({ notification: 'linkDown', repeats: true })).total).toBe(0);
    const next = await sent(linkDown, ...ifIndex(9));
    expect(next.id).toBe(row.id + 1);
    expect((await page({ notification: 'linkDown' })).rows.map(({ id }) => id)).toEqual([next.id]);
  });
});
