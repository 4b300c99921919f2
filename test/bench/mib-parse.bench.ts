/** How fast MIB modules are read: those of net-snmp, or of the folder that PUNCHDOWN_MIBS names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseModules } from '#electron/tools/mibs/compile/parse-modules.ts';
import { readMibText } from '#electron/tools/mibs/compile/read-mib-file.ts';
import { mebibytes, percentile, printTable } from './table.ts';

const folder = process.env.PUNCHDOWN_MIBS ?? resolve(import.meta.dirname, '../../node_modules/net-snmp/lib/mibs');

/** A few files are read again and again, so that there is something to measure. */
const leastBytes = 100_000_000;

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

const total = { bytes: 0, modules: 0, withError: 0, definitions: 0, reading: 0, parsing: 0 };
const times: number[] = [];

function readFile(file: string): void {
  const start = performance.now();
  const read = readMibText(readFileSync(file));
  const between = performance.now();
  total.reading += between - start;
  if ('notMib' in read) return;
  const { modules, diagnostics } = parseModules(read.text, file, { strict: false });
  const time = performance.now() - between;
  times.push(time);
  total.parsing += time;
  total.bytes += read.text.length;
  total.modules += modules.length;
  for (const { definitions } of modules) total.definitions += definitions.length;
  if (diagnostics.some(({ severity }) => severity === 'error')) total.withError++;
}

do {
  for (const file of files) readFile(file);
} while (total.bytes > 0 && total.bytes < leastBytes);

const perSecond = (time: number) => `${mebibytes((total.bytes * 1000) / time)}/s`;
printTable([
  [folder, ''],
  ['modules', total.modules.toLocaleString('en')],
  ['with an error', total.withError.toLocaleString('en')],
  ['definitions', total.definitions.toLocaleString('en')],
  ['text', mebibytes(total.bytes)],
  ['read and decoded', perSecond(total.reading)],
  ['parsed', perSecond(total.parsing)],
  ['longest file', `${percentile(times, 1).toFixed(1)} ms`],
  ['memory of the process', mebibytes(process.memoryUsage().rss)],
]);
