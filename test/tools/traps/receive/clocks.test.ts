import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { need } from '#test/lab/need.ts';
import { freePort } from './free-port.ts';
import { KeptEngine, settings } from './kept-engine.ts';
import { runSender, senderOptions } from './receiving.ts';

const user: Credentials = {
  version: '3',
  user: 'operator',
  auth: { protocol: 'SHA-256', password: 'authentic words' },
  priv: { protocol: 'AES', password: 'private words' },
};
const engine = '8000000001020304';
const linkDown = '1.3.6.1.6.3.1.1.5.3';

describe.skipIf(!need('snmptrap'))('a device that lost its count', () => {
  it('is refused until a person says so, and what it sent since is read then', { timeout: 60_000 }, async () => {
    const kept = new KeptEngine();
    mkdirSync(join(kept.folder, 'cert_indexes'));
    let client = await kept.start();
    await client.traps.saveSettings(settings);
    await client.devices.saveProfile({ name: 'operator', credentials: user });
    const port = await freePort();
    await client.traps.start({ port });
    let sent = 0;
    const send = async (boots: number, time: number) => {
      const clock = ['-e', `0x${engine}`, '-Z', `${boots},${time}`];
      await runSender('snmptrap', kept.folder, [...clock, ...senderOptions(user), `127.0.0.1:${port}`, '0', linkDown]);
      sent++;
      await expect.poll(async () => (await client.traps.status()).last, { timeout: 20_000 }).toBe(sent);
      return sent;
    };
    const state = async (id: number) => (await client.traps.details({ id })).state;
    const first = await send(5, 9000);
    expect(await state(first)).toBe('accepted');
    // Recorded before and sent again, and then by a device that begins anew.
    const replay = await send(5, 100);
    const lost = [await send(2, 10), await send(2, 12)];
    for (const id of [replay, ...lost]) expect(await state(id)).toBe('not-in-time-window');
    const [chosen = 0] = lost;
    expect((await client.traps.details({ id: chosen })).clock).toEqual({ boots: 2, time: 10 });
    expect((await client.traps.details({ id: first })).clock).toBeUndefined();
    const other = await client.traps.forgetClock({ id: first }).catch((error) => error.data);
    expect(other).toMatchObject({ code: 'trap-clock-not-refused', params: { id: first } });

    expect(await client.traps.forgetClock({ id: chosen })).toEqual({ engine, boots: 2, time: 10 });
    for (const id of lost) await expect.poll(() => state(id), { timeout: 20_000 }).toBe('accepted');
    expect(await state(replay)).toBe('not-in-time-window');
    expect(await state(await send(2, 20))).toBe('accepted');
    await expect
      .poll(async () => (await client.traps.forgetClock({ id: chosen }).catch((error) => error.data)).code)
      .toBe('trap-clock-not-refused');

    client = await kept.start();
    await expect.poll(async () => (await client.traps.status()).receivers[0]?.state).toBe('listening');
    expect(await state(await send(2, 30))).toBe('accepted');
    expect(await state(await send(1, 40))).toBe('not-in-time-window');
    // Who is accepted has changed: the replay is looked at again, and stays one.
    await client.devices.saveProfile({ name: 'more', credentials: { version: '2c', community: 'other' } });
    await client.traps.saveSettings({ ...settings, communities: 'any' });
    expect(await state(await send(2, 50))).toBe('accepted');
    expect(await state(replay)).toBe('not-in-time-window');
  });
});
