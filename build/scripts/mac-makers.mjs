// Makes out/data/mac-makers.txt of the npm package oui-data: one line a prefix, "001122<TAB>Maker", a quarter of its size.
import { createRequire } from 'node:module';

/** The file's content. Prefixes have 6, 7 or 9 hex digits (MA-L, MA-M, MA-S); of an entry only its first line, the name. */
export function macMakers() {
  const entries = createRequire(import.meta.url)('oui-data');
  const lines = Object.entries(entries).map(([prefix, text]) => {
    const name = text.split('\n', 1)[0].replaceAll(/\s+/g, ' ').trim();
    return `${prefix.toLowerCase()}\t${name}`;
  });
  return `${lines.sort().join('\n')}\n`;
}
