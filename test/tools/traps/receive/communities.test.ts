import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { freePort } from './free-port.ts';
import { KeptEngine, settings } from './kept-engine.ts';
import { runSender } from './receiving.ts';

const community = 'Schluesselkind';
const linkDown = '1.3.6.1.6.3.1.1.5.3';
const what = ['4711', linkDown, '1.3.6.1.2.1.2.2.1.1.3', 'i', '3'];

describe.skipIf(!need('snmptrap', 'snmpinform'))('what came with a community of no profile', () => {
  it('opens when the profile is there, also after a restart, and nothing keeps the community', {
    timeout: 60_000,
  }, async () => {
    const kept = new KeptEngine();
    mkdirSync(join(kept.folder, 'cert_indexes'));
    let client = await kept.start();
    await client.traps.saveSettings(settings);
    const port = await freePort();
    await client.traps.start({ port });
    const send = (program: 'snmptrap' | 'snmpinform', version: string, name: string, more: readonly string[] = what) =>
      runSender(program, kept.folder, ['-v', version, '-c', name, '-r', '0', `127.0.0.1:${port}`, ...more]);
    await send('snmptrap', '2c', community);
    await send('snmpinform', '2c', community);
    await send('snmptrap', '1', community, ['1.3.6.1.4.1.8072.3.2.10', '192.0.2.9', '2', '0', '4711']);
    await send('snmptrap', '2c', `${community}!`);
    const states = async () =>
      (await client.traps.page({ order: 'oldest' })).rows.map(({ state, name }) => [state, name]);
    const refused = ['community-refused', 'linkDown'];
    await expect.poll(states, { timeout: 20_000 }).toEqual([refused, refused, refused, refused]);

    client = await kept.start();
    expect(await states()).toEqual([refused, refused, refused, refused]);
    const { id } = await client.devices.saveProfile({ name: 'late', credentials: { version: '2c', community } });
    const accepted = ['accepted', 'linkDown'];
    await expect.poll(states, { timeout: 20_000 }).toEqual([accepted, accepted, accepted, refused]);
    const { rows } = await client.traps.page({ order: 'oldest' });
    for (const row of rows.slice(0, 3)) {
      expect(row).toMatchObject({ severity: 'major', acknowledged: false });
      expect(await client.traps.details({ id: row.id })).toMatchObject({ profile: id, oid: linkDown });
    }
    const told = JSON.stringify(await Promise.all(rows.map((row) => client.traps.details({ id: row.id }))));
    expect(told).not.toContain(community);
    expect(told).not.toContain(Buffer.from(community).toString('hex'));
    await kept.stop();
    expect(kept.stored().includes(linkDown)).toBe(true);
    expect(kept.stored().includes(community)).toBe(false);
  });
});
