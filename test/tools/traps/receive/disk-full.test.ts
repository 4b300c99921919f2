import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { freePort } from './free-port.ts';
import { numbered, openSender, sendTo } from './traps.ts';

const mebibyte = 1024 * 1024;

describe.skipIf(!need('linux', 'root', 'mount'))('a disk that becomes full', () => {
  it('is told, nothing is acknowledged meanwhile, and all goes on when there is room', {
    timeout: 120_000,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]);
    onTestFinished(() => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    });
    const workspace = join(folder, 'full.punchdown');
    const { client } = await testEngine({ workspace });
    const port = await freePort();
    await client.traps.start({ port, kept: false });
    const { bavail, bsize } = statfsSync(folder);
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, new Uint8Array(bavail * bsize - 2 * mebibyte));

    const sender = await openSender();
    onTestFinished(() => {
      sender.close();
    });
    const acknowledged = new Set<number>();
    sender.on('message', (bytes) => acknowledged.add(decodeSnmp(bytes).pdu?.requestId ?? -1));
    let sent = 0;
    const problemOf = async () => (await client.traps.status()).problem?.code;
    // What does not fit may fit once the log was copied: it is full when trying again has not helped for some time.
    let fullSince = performance.now();
    while (performance.now() - fullSince < 3500 && sent < 200_000) {
      const isFull = (await problemOf()) !== undefined;
      if (!isFull) fullSince = performance.now();
      for (let burst = 0; burst < (isFull ? 1 : 50); burst++)
        await sendTo(sender, numbered(++sent, 'InformRequest'), port);
      await delay(isFull ? 10 : 1);
    }
    expect(await problemOf()).toBe('trap-disk-full');
    const answered = async () => (await client.traps.status()).receivers[0]?.acknowledged;
    const before = await answered();
    const durable = () => {
      const database = new Database(workspace, { readonly: true });
      try {
        const rows = database.prepare('SELECT bytes FROM trap_datagram').all() as { bytes: Uint8Array }[];
        return new Set(rows.map(({ bytes }) => decodeSnmp(bytes).pdu?.requestId ?? -1));
      } finally {
        database.close();
      }
    };
    const stored = durable();
    expect([...acknowledged].filter((number) => !stored.has(number))).toEqual([]);
    for (let late = 0; late < 100; late++) await sendTo(sender, numbered(++sent, 'InformRequest'), port);
    await expect
      .poll(async () => {
        const {
          received = 0,
          stored: kept = 0,
          waiting = 0,
          lost = 0,
        } = (await client.traps.status()).receivers[0] ?? {};
        return { received: received + lost, held: kept + waiting + lost };
      })
      .toEqual({ received: sent, held: sent });
    expect(await answered()).toBe(before);

    rmSync(ballast);
    await expect.poll(problemOf, { timeout: 20_000 }).toBeUndefined();
    await expect.poll(answered, { timeout: 20_000 }).toBe(sent);
    expect(durable().size).toBe(sent);
  });
});
