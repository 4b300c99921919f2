/** How long a key waits on the traps page while notifications pour in: the page follows them, is read, and is filtered. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from 'playwright';
import { chromiumFile } from '#test/lab/need.ts';
import { engineFlags } from '../../build/scripts/setup.mjs';
import { processMemory } from './process-memory.ts';
import { mebibytes, milliseconds, percentile, printTable } from './table.ts';
import { port, send } from './trap-receivers.ts';

declare global {
  interface Window {
    keys: { delay: number; painted: number }[];
  }
}

/** Notifications a second, and for how many seconds. */
const rate = 15_000;
const seconds = 12;
/** Milliseconds between two keys. */
const between = 60;

const executablePath = chromiumFile();
if (executablePath === undefined) throw new Error('There is no Chromium on this machine.');
const workspace = join(tmpdir(), `punchdown-bench-page-${process.pid}.punchdown`);
const script = resolve(import.meta.dirname, '../../out/serve/main.js');
const host = spawn(process.execPath, [...engineFlags, script, '--no-open', '--workspace', workspace], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [url] = (await once(createInterface({ input: host.stdout }), 'line')) as [string];
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
await page.goto(url);
await page.locator('nav').getByText('Traps').click();
await page.locator('[data-field="port"]').fill(String(port));
await page.getByRole('button', { name: 'Start receiving' }).click();
await page.locator('[data-receiver]').waitFor();
// From the system's stamp of a key to its handler, and to the first task after the frame that follows.
await page.evaluate(() => {
  window.keys = [];
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      const delay = performance.now() - timeStamp;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.keys.push({ delay, painted: performance.now() - timeStamp });
        port2.postMessage(undefined);
      });
    },
    true,
  );
});

const rows: string[][] = [];
async function measure(name: string, key: (number: number) => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    window.keys = [];
  });
  const sent = send({ count: rate * seconds, rate });
  let over = false;
  void sent.finally(() => {
    over = true;
  });
  for (let number = 0; !over; number++) {
    await key(number);
    await wait(between);
  }
  await sent;
  const keys = await page.evaluate(() => window.keys);
  const delays = keys.map(({ delay }) => delay);
  const painted = keys.map((one) => one.painted);
  rows.push([
    name,
    String(keys.length),
    milliseconds(percentile(delays, 0.5)),
    milliseconds(percentile(delays, 0.95)),
    milliseconds(Math.max(...delays)),
    milliseconds(percentile(painted, 0.95)),
  ]);
  await wait(2000);
}

const grid = page.locator('[role="grid"]:visible');
const word = 'linkdown gigabit';
await grid.focus();
await measure('followed: keys that do nothing', () => page.keyboard.press('Shift'));
await measure('read: arrow down', () => page.keyboard.press('ArrowDown'));
await showNew(page);
await page.keyboard.press('Control+f');
await measure('filtered: typed and deleted again', (number) => {
  const at = number % (2 * word.length);
  return page.keyboard.press(at < word.length ? (word[at] ?? 'x') : 'Backspace');
});
const counts = await page.locator('[data-counts]').innerText();
const peak = processMemory(host.pid, 'peak');
const lost = await page.locator('[data-traps]').innerText();
await browser.close();
host.kill('SIGTERM');
await once(host, 'exit');
for (const suffix of ['', '-wal', '-shm', '.lock', '.owner']) rmSync(workspace + suffix, { force: true });

printTable([
  [
    `${rate.toLocaleString('en')} traps a second for ${seconds} s each`,
    'keys',
    'input delay p50',
    'p95 (goal: under 50 ms)',
    'longest',
    'to the next frame p95',
  ],
  ...rows,
]);
printTable([
  ['stored', counts],
  ['status bar', lost],
  ['engine with all of it, peak', mebibytes(peak)],
]);

async function showNew(on: Page): Promise<void> {
  const button = on.getByRole('button', { name: 'Show new' });
  if ((await button.count()) > 0) await button.click();
}
