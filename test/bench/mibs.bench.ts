/**
 * Imports a corpus of MIBs (PUNCHDOWN_MIBS=FOLDER) with the built command line, beside `snmptranslate -m ALL` on the same folder; then the opening
 * of what was imported, searches as one types, children, names for a walk.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { migrations } from '#electron/engine/tools.ts';
import { builtInDefinitions } from '#electron/objects/built-in-objects.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import { createMibs } from '#electron/tools/mibs/index.ts';
import { KeptModules } from '#electron/tools/mibs/kept-modules.ts';
import { KeptNodes } from '#electron/tools/mibs/kept-nodes.ts';
import { ChangeFeed } from '#electron/tools/timeline/change-feed.ts';
import type { MibImportResult } from '#shared/contract/mibs.ts';
import { programFile } from '#test/lab/need.ts';
import { neutralDefinitions } from './neutral-count.ts';
import { processMemory } from './process-memory.ts';
import { mebibytes, milliseconds, percentile, printTable } from './table.ts';

const searches = [
  'i',
  'if',
  'ifd',
  'ifDescr',
  'octets',
  'temperature',
  'cpu',
  'cpu usage',
  'vlan',
  '1.3.6.1.4.1.9',
  'DisplayString',
  'power supply failure',
  'zzzz',
];

const corpus = process.env.PUNCHDOWN_MIBS;
if (corpus === undefined) process.stdout.write('  skipped: PUNCHDOWN_MIBS names no folder of MIBs\n');
else await measure(resolve(corpus));

async function measure(corpus: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-bench-'));
  const file = join(folder, 'mibs.punchdown');
  try {
    await measureImport(corpus, file);
    await measureUse(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureImport(corpus: string, file: string): Promise<void> {
  const folders = [corpus, ...readdirSync(corpus, { recursive: true, withFileTypes: true }).flatMap(folderOf)];
  const translate = programFile('snmptranslate');
  const judge =
    translate === undefined
      ? undefined
      : await run(translate, ['-M', folders.join(':'), '-m', 'ALL', '-Tz'], (text) => text.split('\n').length - 1);
  const script = resolve(import.meta.dirname, '../../out/cli/main.js');
  const input = JSON.stringify({ path: corpus });
  const args = [script, 'call', 'mibs.import', input, '--workspace', file];
  const ours = await run(process.execPath, args, (text) => JSON.parse(text) as MibImportResult);
  const { objects, lost, files } = ours.value;
  const share = (100 * objects) / (objects + lost);
  printTable([
    ['import of a corpus', 'time', 'memory', 'objects'],
    [
      'snmptranslate -m ALL',
      seconds(judge?.time),
      judge === undefined ? '-' : mebibytes(judge.memory),
      String(judge?.value ?? '-'),
    ],
    [
      `mibs.import, ${files} files (goal: no slower, under 600 MiB)`,
      seconds(ours.time),
      mebibytes(ours.memory),
      String(objects),
    ],
    ['definitions with a place, by our own count', '', '', `${share.toFixed(2)} %`],
    ['the same by a neutral count of the texts (goal: 99.6 %)', '', '', neutralShare(corpus, file)],
    ['workspace afterwards', '', mebibytes(statSync(file).size), ''],
  ]);
}

/** How many of the definitions that patterns find in the texts have an OID in the workspace. */
function neutralShare(corpus: string, file: string): string {
  const workspace = openWorkspace({ file, program: 'bench', migrations });
  const modules = new KeptModules(workspace);
  const { index } = new KeptNodes(workspace, builtInDefinitions).get();
  const wanted = neutralDefinitions(corpus);
  let count = 0;
  for (const names of wanted.values()) count += names.size;
  for (let line = 0; line < index.count; line++) {
    wanted.get(modules.byId(index.module(line))?.name ?? '')?.delete(index.name(line));
  }
  let lost = 0;
  for (const names of wanted.values()) lost += names.size;
  workspace.close();
  return `${((100 * (count - lost)) / count).toFixed(2)} % of ${count}`;
}

function folderOf(entry: { parentPath: string; name: string; isDirectory(): boolean }): string[] {
  return entry.isDirectory() ? [join(entry.parentPath, entry.name)] : [];
}

async function run<T>(
  command: string,
  args: string[],
  read: (output: string) => T,
): Promise<{ time: number; memory: number; value: T }> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let memory = 0;
  const timer = setInterval(() => {
    memory = Math.max(memory, highWater(child.pid));
  }, 20);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  clearInterval(timer);
  return { time: performance.now() - start, memory, value: read(Buffer.concat(chunks).toString('latin1')) };
}

/** The most memory that a process had so far; Linux only. */
function highWater(pid: number | undefined): number {
  try {
    return processMemory(pid, 'peak') || 0;
  } catch {
    return 0;
  }
}

async function measureUse(file: string): Promise<void> {
  const workspace = openWorkspace({ file, program: 'bench', migrations });
  const { handlers, registry, close } = createMibs({
    store: workspace,
    builtIn: builtInDefinitions,
    newFeed: () => new ChangeFeed(),
    now: () => 0,
  });
  const signal = new AbortController().signal;
  const opening = await timed(async () => handlers.node({ oid: 'ifAdminStatus' }, signal));
  const firstSearch = await timed(async () =>
    handlers.find({ search: 'octets', descriptions: true, count: 50 }, signal),
  );
  const finding: number[] = [];
  for (let round = 0; round < 10; round++) {
    for (const search of searches) {
      finding.push(await timed(async () => handlers.find({ search, descriptions: true, count: 50 }, signal)));
    }
  }
  const children: number[] = [];
  for (let round = 0; round < 10; round++) {
    for (const oid of ['', '1.3.6.1.4.1', '1.3.6.1.2.1', 'ifEntry'])
      children.push(await timed(async () => handlers.children({ oid, from: 0, count: 200 }, signal)));
  }
  const columns = registry.search('table', 2000).flatMap((table) => registry.columns(table));
  const walked = columns.flatMap(({ oid }) => Array.from({ length: 50 }, (_, row) => `${oid}.${row}`));
  const walk = await timed(async () => {
    for (const oid of walked) registry.find(oid);
  });
  const { nodes } = await handlers.counts(undefined, signal);
  printTable([
    [`${nodes} nodes`, 'median', 'longest'],
    ['first node after opening (goal: under 500 ms)', milliseconds(opening), ''],
    ['first search', milliseconds(firstSearch), ''],
    [
      'find, 50 results (goal: under 20 ms)',
      milliseconds(percentile(finding, 0.5)),
      milliseconds(Math.max(...finding)),
    ],
    ['children, 200 a page', milliseconds(percentile(children, 0.5)), milliseconds(Math.max(...children))],
    [`names of ${walked.length} OIDs in order (goal: 200,000/s)`, `${Math.round((1000 * walked.length) / walk)}/s`, ''],
  ]);
  await close();
  workspace.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function seconds(value: number | undefined): string {
  return value === undefined ? '-' : `${(value / 1000).toFixed(1)} s`;
}
