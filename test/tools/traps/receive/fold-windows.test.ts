import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { freePort } from './free-port.ts';
import { KeptEngine, settings } from './kept-engine.ts';
import { runSender } from './receiving.ts';

const traps = '1.3.6.1.6.3.1.1.5';
const ifIndex = '1.3.6.1.2.1.2.2.1.1';

describe.skipIf(!need('snmptrap'))('what a rule folds', () => {
  it('goes on where it was after a restart, but for alarms that were cleared', { timeout: 60_000 }, async () => {
    const kept = new KeptEngine();
    mkdirSync(join(kept.folder, 'cert_indexes'));
    let client = await kept.start();
    await client.traps.saveSettings({ ...settings, communities: 'any' });
    await client.traps.saveRule({
      name: 'links',
      enabled: true,
      match: { notification: 'linkDown', varbinds: [] },
      actions: { severity: 'major', notify: false, suppress: { seconds: 3600, objects: ['ifIndex'] } },
    });
    const port = await freePort();
    await client.traps.start({ port });
    let sent = 0;
    const send = async (trap: number, index: number) => {
      const what = ['0', `${traps}.${trap}`, `${ifIndex}.${index}`, 'i', String(index)];
      await runSender('snmptrap', kept.folder, ['-v', '2c', '-c', 'public', `127.0.0.1:${port}`, ...what]);
      sent++;
      await expect.poll(async () => (await client.traps.status()).last, { timeout: 20_000 }).toBe(sent);
    };
    const shown = async () =>
      (await client.traps.page({ order: 'oldest' })).rows.map(({ id, repeats, clearedBy }) => ({
        id,
        repeats,
        clearedBy,
      }));
    for (const index of [1, 2, 1, 2]) await send(3, index);
    await send(4, 2);
    const [first, second, up] = [
      { id: 1, repeats: 1, clearedBy: undefined },
      { id: 2, repeats: 1, clearedBy: 5 },
      { id: 5, repeats: 0, clearedBy: undefined },
    ];
    expect(await shown()).toEqual([first, second, up]);

    client = await kept.start();
    await expect.poll(async () => (await client.traps.status()).receivers[0]?.state).toBe('listening');
    for (const index of [1, 2]) await send(3, index);
    const again = { id: 7, repeats: 0, clearedBy: undefined };
    expect(await shown()).toEqual([{ ...first, repeats: 2 }, second, up, again]);
  });
});
