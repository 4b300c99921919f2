import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '#electron/engine/tools.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import { samplesKept, WatchStore } from '#electron/tools/snmp/watch/watch-store.ts';
import type { Sample, SnmpWatch } from '#shared/model/snmp-watch.ts';

const objects = Array.from({ length: 50 }, (_, index) => ({ oid: `1.3.6.1.2.1.2.2.1.10.${index + 1}` }));
const about: Omit<SnmpWatch, 'id'> = {
  exchange: 'e',
  address: '192.0.2.1',
  port: 161,
  interval: 1,
  objects,
  startedAt: 0,
  state: 'running',
  polls: 0,
  failed: 0,
};

test('the oldest polls go when there are too many, and all of them with their watch', async () => {
  const workspace = openWorkspace({ file: undefined, program: 'test', migrations });
  onTestFinished(() => workspace.close());
  const store = new WatchStore(workspace);
  const id = await store.add(about);
  const other = await store.add(about);
  const samples = (at: number): Sample[] =>
    objects.map((_, object) => ({ at, object, type: 'Counter32', value: at, rate: 1 }));
  await store.addPoll({ ...about, id: other }, 0, 1, samples(1));
  const extra = 7;
  const polls = samplesKept / objects.length + extra;
  const adding: Promise<void>[] = [];
  for (let poll = 0; poll < polls; poll++) {
    adding.push(store.addPoll({ ...about, id, polls: poll + 1 }, poll, poll + 1, samples(poll + 1)));
    if (adding.length === 2000) await Promise.all(adding.splice(0));
  }
  await Promise.all(adding);
  const count = workspace.prepare('SELECT count(*) AS count FROM snmp_poll WHERE watch = ?');
  expect(count.get(id)).toEqual({ count: samplesKept / objects.length });
  expect(store.samples(id, 0, 1)[0]?.at).toBe(extra + 1);
  expect(store.samples(id, polls - 1, 1000)).toEqual(samples(polls));
  expect(store.find(id)?.polls).toBe(polls);
  expect(await store.delete(id)).toBe(true);
  expect(count.get(id)).toEqual({ count: 0 });
  expect(store.list().map((watch) => watch.id)).toEqual([other]);
  expect(store.samples(other, 0, 1000)).toEqual(samples(1));
  // On its way while its watch was deleted: nothing is kept, nothing fails.
  await store.addPoll({ ...about, id }, polls, polls + 1, samples(polls + 1));
  expect(count.get(id)).toEqual({ count: 0 });
});
