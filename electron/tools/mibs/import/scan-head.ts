import { Buffer } from 'node:buffer';
import { findHeader } from '../compile/find-header.ts';

/** What a module imports, before anybody reads it whole: only to know what has to be read before it. */
export interface ModuleHead {
  name: string;
  /** Names by the module they are imported from. */
  imports: Map<string, string[]>;
}

/** Imports are at the front; a module that has none there has none that matter for the order. */
const reach = 100_000;

/** Heads of the modules in the octets of a file, read as they are: whatever is wrong with them is told when they are compiled. */
export function scanHeads(text: string): ModuleHead[] {
  const heads: ModuleHead[] = [];
  for (let header = findHeader(text, 0); header !== undefined; header = findHeader(text, header.end)) {
    heads.push({ name: header.name, imports: importsOf(text.slice(header.end, header.end + reach)) });
  }
  return heads;
}

function importsOf(text: string): Map<string, string[]> {
  const imports = new Map<string, string[]>();
  const definition = text.indexOf('::=');
  const front = (definition < 0 ? text : text.slice(0, definition)).replaceAll(/--[^\r\n]*?(?:--|[\r\n]|$)/g, ' ');
  const begin = /\bIMPORTS\b/.exec(front);
  if (begin === null) return imports;
  const start = begin.index + begin[0].length;
  const end = front.indexOf(';', start);
  // A copy: names that are pieces of the text would hold on to all of it.
  const block = Buffer.from(front.slice(start, end < 0 ? front.length : end), 'latin1').toString('latin1');
  for (const [, names = '', module = ''] of block.matchAll(/([^;]*?)\bFROM\s+([A-Za-z][\w.-]*)/g)) {
    const list = imports.get(module) ?? [];
    list.push(...names.split(/[\s,]+/).filter((name) => name !== ''));
    imports.set(module, list);
  }
  return imports;
}
