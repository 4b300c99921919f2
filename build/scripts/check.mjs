// `npm run check`: format and lint, layers, types per layer, dead code. One line per check; details of those that fail.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logFolder, reportFailure, root } from './process.mjs';
import { ensureBuilt, ensureInstalled, pinnedEnvironment, pinnedNode } from './setup.mjs';

const inModules = (path) => join(root, 'node_modules', path);

const shownLines = 60;

function types(layer) {
  const buildInfo = join(root, `out/types/${layer}.tsbuildinfo`);
  const args = [
    '-p',
    `build/tsconfig/${layer}.json`,
    '--incremental',
    '--tsBuildInfoFile',
    buildInfo,
    '--pretty',
    'false',
  ];
  return { name: `types of ${layer}`, args: [inModules('typescript/bin/tsc'), ...args] };
}

/** Each runs on the pinned Node, from the root. The long ones first: two run at a time. */
const checks = [
  {
    name: 'types of renderer',
    args: [
      inModules('svelte-check/bin/svelte-check'),
      ...[
        '--workspace',
        'renderer',
        '--tsconfig',
        join(root, 'build/tsconfig/renderer.json'),
        '--output',
        'human-verbose',
      ],
      ...['--fail-on-warnings'],
    ],
  },
  types('test'),
  types('electron'),
  { name: 'dead code', args: [inModules('knip/bin/knip.js'), '--config', 'build/lint/knip.json', '--no-progress'] },
  types('wire'),
  types('shared'),
  {
    name: 'format and lint',
    args: [inModules('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '--max-diagnostics=20'],
  },
  { name: 'layers', args: ['build/lint/layers.ts'] },
];

function run({ name, args }) {
  const start = performance.now();
  return new Promise((done) => {
    const child = spawn(pinnedNode(), args, { cwd: root, env: pinnedEnvironment({ NO_COLOR: '1' }) });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => done({ name, ok: false, seconds: 0, output: String(error) }));
    child.once('close', (code) => {
      done({ name, ok: code === 0, seconds: (performance.now() - start) / 1000, output: output.trim() });
    });
  });
}

/** What a person can read at once; all of it goes to a file. */
function excerpt(name, output) {
  const lines = output.split('\n');
  if (lines.length <= shownLines) return output;
  const file = join(logFolder, `check-${name.replaceAll(' ', '-')}.log`);
  mkdirSync(logFolder, { recursive: true });
  writeFileSync(file, `${output}\n`);
  return [...lines.slice(0, shownLines), `... ${lines.length - shownLines} more lines in ${file}`].join('\n');
}

/**
 * Runs the checks, two at a time, and prints their lines.
 * @returns {Promise<{ passed: number, failed: string[] }>}
 */
export async function runChecks() {
  const waiting = [...checks];
  const failed = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { name, ok, seconds, output } = await run(check);
      process.stdout.write(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(20)} ${seconds.toFixed(1).padStart(5)} s\n`);
      if (ok) continue;
      failed.push(name);
      process.stdout.write(`${excerpt(name, output).replace(/^/gm, '    ')}\n`);
    }
  };
  await Promise.all([worker(), worker()]);
  return { passed: checks.length - failed.length, failed };
}

async function main() {
  await ensureInstalled();
  await ensureBuilt({ only: ['messages'] });
  const { failed } = await runChecks();
  if (failed.length > 0) process.exitCode = 1;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main().catch(reportFailure);
