import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NotificationLoss } from '#shared/model/notification.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { freePort } from './free-port.ts';
import { numbered, openSender, sendTo } from './traps.ts';

const flood = 60_000;
const few = 200;

describe.skipIf(!need('linux'))('a flood from one sender while the disk does nothing', () => {
  it('is counted to the last datagram, and takes no room from others', { timeout: 300_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-overflow-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const workspace = join(folder, 'overflow.punchdown');
    const { client } = await testEngine({ workspace });
    const port = await freePort();
    await client.traps.start({ port, kept: false });
    const loud = await openSender('127.0.0.1');
    const quiet = await openSender('127.0.0.2');
    onTestFinished(() => {
      loud.close();
      quiet.close();
    });
    const receiver = async () => (await client.traps.status()).receivers[0];

    // Nothing can be stored while somebody else writes.
    const other = new Database(workspace);
    onTestFinished(() => {
      other.close();
    });
    other.exec('BEGIN IMMEDIATE');
    let sent = 0;
    for (let number = 1; number <= flood; number++) {
      await sendTo(loud, numbered(number), port);
      if (number % (flood / few) !== 0) continue;
      await sendTo(quiet, numbered(number), port);
      sent++;
      // So much that the inbox overflows, and not so fast that the system's buffer does at once.
      const read = number + sent;
      await expect
        .poll(
          async () => {
            const { received = 0, lost = 0 } = (await receiver()) ?? {};
            return received + lost;
          },
          { timeout: 60_000, interval: 5 },
        )
        .toBeGreaterThan(read - 2000);
    }
    await expect.poll(async () => (await receiver())?.waiting, { timeout: 30_000 }).toBeGreaterThan(flood / 2);
    other.exec('ROLLBACK');

    await expect
      .poll(
        async () => {
          const { stored = 0, lost = 0, waiting = 0 } = (await receiver()) ?? {};
          return { all: stored + lost, waiting };
        },
        { timeout: 60_000 },
      )
      .toEqual({ all: flood + few, waiting: 0 });
    const { lost = 0 } = (await receiver()) ?? {};
    await expect.poll(async () => (await client.traps.status()).lost).toBe(lost);
    const counted = (losses: readonly NotificationLoss[], where: string) =>
      losses.filter((loss) => loss.where === where).reduce((sum, { count }) => sum + count, 0);
    // They are written down a second at a time.
    let losses: readonly NotificationLoss[] = [];
    await expect
      .poll(
        async () => {
          losses = (await client.traps.losses({ count: 500 })).losses;
          return counted(losses, 'sender') + counted(losses, 'system');
        },
        { timeout: 20_000 },
      )
      .toBe(lost);
    expect(counted(losses, 'sender')).toBeGreaterThan(5000);
    expect(new Set(losses.filter(({ where }) => where === 'sender').map(({ address }) => address))).toEqual(
      new Set(['127.0.0.1']),
    );
    // What the system drops it drops of all. The last ones are read a moment after they were stored.
    await expect
      .poll(async () => (await client.traps.page({ sender: '127.0.0.2', count: 1 })).total, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(few - counted(losses, 'system'));
  });
});
