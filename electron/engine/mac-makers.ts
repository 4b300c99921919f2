import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Beside the bundles, or, run from source, in the folder that the build writes to. */
const places = ['../data/mac-makers.txt', '../../out/data/mac-makers.txt'];
/** Hex digits of the IEEE's assignments, most specific first: MA-S, MA-M, MA-L. */
const prefixLengths = [9, 7, 6];

let makers: Map<string, string> | undefined;

/** Who made a card, by its MAC address; undefined for unknown and for locally administered addresses. Read at the first use. */
export function macMaker(mac: string): string | undefined {
  const digits = mac.replaceAll(':', '').toLowerCase();
  // The second bit of the first byte: an address that somebody made up.
  if (digits.length !== 12 || (Number.parseInt(digits.slice(0, 2), 16) & 2) !== 0) return undefined;
  makers ??= readMakers();
  for (const length of prefixLengths) {
    const maker = makers.get(digits.slice(0, length));
    if (maker !== undefined) return maker;
  }
  return undefined;
}

function readMakers(): Map<string, string> {
  const file = places.map((place) => resolve(import.meta.dirname, place)).find((path) => existsSync(path));
  const lines = file === undefined ? [] : readFileSync(file, 'utf8').split('\n');
  return new Map(lines.map((line) => line.split('\t', 2) as [string, string]));
}
