import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCommand } from './command.ts';

/** The command-line host's entry, built to out/cli/main.js. */
const built = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

process.exitCode = await runCommand(process.argv.slice(2), {
  version: JSON.parse(readFileSync(built('../../package.json'), 'utf8')).version,
  packetProcess: built('../packet/packet-process.js'),
  signal: stopping.signal,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
