import { expect, it } from 'vitest';
import { type Notice, Notices } from '#electron/tools/traps/rules/notices.ts';
import type { NotificationRow } from '#shared/model/notification.ts';

function row(id: number): NotificationRow {
  return {
    id,
    at: 0,
    address: '192.0.2.1',
    port: 1,
    receiver: 162,
    ...(id === 5 ? { device: { id: 'd', name: 'core' } } : {}),
    state: 'accepted',
    acknowledged: false,
    oid: '1.3.6.1.6.3.1.1.5.3',
    name: 'linkDown',
    severity: 'major',
    summary: 'ifIndex 3',
    marked: false,
    note: '',
    repeats: 0,
  };
}

it('a person is told of the newest at most once a second, and how many there were besides', async () => {
  const notices = new Notices((id) => (id === 99 ? undefined : row(id)));
  const ending = new AbortController();
  const told: (Notice & { at: number })[] = [];
  const listening = (async () => {
    for await (const notice of notices.listen(ending.signal)) {
      told.push({ ...notice, at: performance.now() });
      if (told.length === 3) ending.abort();
    }
  })();
  notices.tell([], 0);
  notices.tell([1], 0);
  await expect.poll(() => told.length).toBe(1);
  notices.tell([2, 3, 4], 10);
  notices.tell([5], 0);
  await expect.poll(() => told.length, { timeout: 20_000 }).toBe(2);
  notices.tell([6], 0);
  await listening;
  expect(told.map(({ at: _at, ...notice }) => notice)).toEqual([
    { id: 1, severity: 'major', title: 'linkDown · 192.0.2.1', text: 'ifIndex 3', more: 0 },
    { id: 5, severity: 'major', title: 'linkDown · core', text: 'ifIndex 3', more: 13 },
    { id: 6, severity: 'major', title: 'linkDown · 192.0.2.1', text: 'ifIndex 3', more: 0 },
  ]);
  const [first, second, third] = told.map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(990);
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThan(990);
});

it('ends with its listener, and tells nobody who does not listen', async () => {
  const notices = new Notices(row);
  notices.tell([1], 0);
  const ending = new AbortController();
  const told: Notice[] = [];
  const listening = (async () => {
    for await (const notice of notices.listen(ending.signal)) told.push(notice);
  })();
  notices.tell([2], 0);
  await expect.poll(() => told.length).toBe(1);
  ending.abort();
  await listening;
  notices.tell([3], 0);
  expect(told.map(({ id }) => id)).toEqual([2]);
});
