import { expect, it, onTestFinished } from 'vitest';
import { testEngine } from '#test/fakes/test-engine.ts';
import { freePort } from '../receive/free-port.ts';
import { numbered, openSender, sendTo } from '../receive/traps.ts';

it('a device that is saved by its host name is the sender, in the table, in filters and in rules', async () => {
  const { client } = await testEngine();
  const port = await freePort();
  await client.traps.start({ port, address: '127.0.0.1', kept: false });
  const sender = await openSender();
  onTestFinished(() => void sender.close());
  await sendTo(sender, numbered(1), port);
  await expect.poll(async () => (await client.traps.page({})).total).toBe(1);
  const { changes } = await client.traps.status();

  // What every system's resolver knows.
  const { id } = await client.devices.save({ name: 'This one', address: 'localhost' });
  await client.devices.save({ name: 'Another', address: 'nowhere.invalid' });
  const rows = async (filter: Parameters<typeof client.traps.page>[0]) => (await client.traps.page(filter)).rows;
  await expect.poll(async () => (await rows({}))[0]?.device, { timeout: 20_000 }).toEqual({ id, name: 'This one' });
  expect((await client.traps.status()).changes).toBeGreaterThan(changes);
  expect(await rows({ sender: 'This one' })).toHaveLength(1);
  expect(await rows({ text: 'this one' })).toHaveLength(1);
  expect(await rows({ text: 'another' })).toHaveLength(0);
  const unresolved = await client.traps.page({ sender: 'Another' }).catch((error) => error.data);
  expect(unresolved).toMatchObject({ code: 'trap-filter-unreadable', params: { value: 'Another' } });

  await client.traps.saveRule({
    ...{ name: 'mine', enabled: true, match: { sender: 'This one', varbinds: [] } },
    actions: { severity: 'critical', notify: false },
  });
  await sendTo(sender, numbered(2), port);
  await expect.poll(async () => (await rows({ severities: ['critical'] })).length, { timeout: 20_000 }).toBe(1);
  await client.devices.delete({ id });
  await expect.poll(async () => (await rows({}))[0]?.device).toBeUndefined();
});
