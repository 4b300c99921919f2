/** From the start of the browser host to a running engine and to the first paint of the page; memory at rest. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright';
import { chromiumFile } from '#test/lab/need.ts';
import { processMemory } from './process-memory.ts';
import { mebibytes, milliseconds, percentile, printTable } from './table.ts';

const rounds = 5;
const script = resolve(import.meta.dirname, '../../out/serve/main.js');
const workspace = join(tmpdir(), `punchdown-bench-${process.pid}.punchdown`);

const running: number[] = [];
const painted: number[] = [];
const used: number[] = [];
const executablePath = chromiumFile();
const browser =
  executablePath === undefined
    ? undefined
    : await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
for (let round = 0; round < rounds; round++) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [script, '--workspace', workspace], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  running.push(performance.now() - startedAt);
  if (browser !== undefined) {
    painted.push(await firstPaint(browser, url));
    await wait(3000);
    used.push(processMemory(child.pid, 'now'));
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
}
await browser?.close();
for (const suffix of ['', '-wal', '-shm', '.lock', '.owner']) rmSync(workspace + suffix, { force: true });

printTable([
  [`browser host, ${rounds} starts`, 'median', 'longest'],
  ['process start to running engine', milliseconds(percentile(running, 0.5)), milliseconds(Math.max(...running))],
  [
    'page asked for to its first contentful paint',
    milliseconds(percentile(painted, 0.5)),
    milliseconds(Math.max(...painted)),
  ],
  [
    'resident memory of the engine, page open and idle (goal: under 120 MiB)',
    mebibytes(percentile(used, 0.5)),
    mebibytes(Math.max(...used)),
  ],
]);

async function firstPaint(on: Browser, url: string): Promise<number> {
  const page = await on.newPage();
  await page.goto(url);
  await page.getByRole('main').waitFor();
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const entry = list.getEntriesByName('first-contentful-paint')[0];
          if (entry) resolve(entry.startTime);
        });
        observer.observe({ type: 'paint', buffered: true });
      }),
  );
  return paint;
}
