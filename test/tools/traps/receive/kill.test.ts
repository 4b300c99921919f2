import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import { Random } from '#test/fuzz/random.ts';
import { need } from '#test/lab/need.ts';
import { engineFlags } from '../../../../build/scripts/setup.mjs';
import { freePort } from './free-port.ts';
import type { FromSender, ToSender } from './inform-sender.ts';

const kills = Number(process.env.PUNCHDOWN_KILLS ?? 100);
const rate = 10_000;
/** Milliseconds of receiving before a kill. */
const shortest = 30;
const longest = 300;

const folder = mkdtempSync(join(tmpdir(), 'punchdown-kill-'));
const workspace = join(folder, 'kill.punchdown');
const program = resolve(import.meta.dirname, '../../../../out/cli/main.js');
const env = { ...process.env, XDG_DATA_HOME: folder };
const listening = '"state":"listening"';
const random = new Random(Number(process.env.PUNCHDOWN_SEED ?? 162));
let sender: ChildProcess;

beforeAll(async () => {
  sender = fork(join(import.meta.dirname, 'inform-sender.ts'), { execArgv: engineFlags });
  await once(sender, 'message');
});
afterAll(() => {
  sender.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function tell(message: ToSender): void {
  sender.send(message);
}

/** The built program with a receiver that starts with it; resolves when it listens. */
async function startProgram(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...engineFlags, program, 'call', 'traps.news', '--workspace', workspace], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said = said.includes(listening) ? '' : said + text;
    if (said.includes(listening)) child.emit('listening');
  });
  await once(child, 'listening');
  return child;
}

/** The numbers of informs that are stored behind an id, and the last id; as any program finds the file now. */
function storedNumbers(after: number): { numbers: Set<number>; last: number } {
  const database = new Database(workspace);
  try {
    const rows = database.prepare('SELECT id, bytes FROM trap_datagram WHERE id > ? ORDER BY id').all(after);
    const numbers = new Set<number>();
    for (const { bytes } of rows as { bytes: Uint8Array }[]) numbers.add(decodeSnmp(bytes).pdu?.requestId ?? -1);
    return { numbers, last: (rows.at(-1) as { id: number } | undefined)?.id ?? after };
  } finally {
    database.close();
  }
}

describe.skipIf(!need('linux'))('an engine that is killed while informs come', () => {
  it(`has stored every inform that it acknowledged, ${kills} times`, { timeout: 600_000 }, async () => {
    const port = await freePort();
    const asked = JSON.stringify({ port, address: '127.0.0.1' });
    execFileSync(process.execPath, [...engineFlags, program, 'call', 'traps.start', asked, '--workspace', workspace], {
      env,
      stdio: 'ignore',
    });
    let acknowledged = 0;
    let sent = 0;
    let after = 0;
    for (let kill = 0; kill < kills; kill++) {
      const engine = await startProgram();
      const answer = once(sender, 'message');
      tell({ type: 'start', port, rate, window: 1000 });
      await delay(shortest + random.below(longest - shortest));
      const ended = once(engine, 'exit');
      engine.kill('SIGKILL');
      await ended;
      tell({ type: 'stop' });
      const [said] = (await answer) as [FromSender];
      const { numbers, last } = storedNumbers(after);
      expect(said.acknowledged.filter((number) => !numbers.has(number))).toEqual([]);
      after = last;
      sent += said.sent;
      acknowledged += said.acknowledged.length;
    }
    // It is no proof when hardly any came through.
    expect(acknowledged).toBeGreaterThan(kills * 50);
    expect(sent).toBeGreaterThanOrEqual(acknowledged);

    // What was stored and not read is read at the next start.
    const engine = await startProgram();
    await expect
      .poll(
        () => {
          const database = new Database(workspace, { readonly: true });
          try {
            return database
              .prepare('SELECT count(*) AS left FROM trap_datagram WHERE id NOT IN (SELECT id FROM notification)')
              .get();
          } finally {
            database.close();
          }
        },
        { timeout: 20_000 },
      )
      .toEqual({ left: 0 });
    const ended = once(engine, 'exit');
    engine.kill('SIGINT');
    await ended;
  });
});
