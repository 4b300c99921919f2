import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names of definitions that have an OID, by module, as patterns find them in the text of every file below a folder: whoever compiles the modules
 * is measured by the same list. Of modules of one name the first counts, in the order of paths; what a corpus says about itself (EXTRAS) is left
 * out. A few names are no definitions at all (`objectID-value OBJECT IDENTIFIER` of a CHOICE).
 */
export function neutralDefinitions(folder: string): Map<string, Set<string>> {
  const modules = new Map<string, Set<string>>();
  countFolder(folder, modules);
  return modules;
}

const leftOut: ReadonlySet<string> = new Set(['EXTRAS', '.github']);

function countFolder(folder: string, modules: Map<string, Set<string>>): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isFile()) countText(readFileSync(join(folder, entry.name), 'latin1'), modules);
  }
  for (const entry of entries) {
    if (entry.isDirectory() && !leftOut.has(entry.name)) countFolder(join(folder, entry.name), modules);
  }
}

const stringOrComment = /"[^"]*"|--(?:(?!--)[^\n])*(?:--|\n|$)/g;
const header =
  /(?<![\w-])([A-Za-z][\w.-]*)\s*(?:\{[^}]*\}\s*)?DEFINITIONS\s*(?:(?:IMPLICIT|EXPLICIT|AUTOMATIC)\s+TAGS\s*)?::=\s*BEGIN/g;
const macro = /[\w-]+\s+MACRO\s*::=\s*BEGIN[\s\S]*?\bEND\b/g;
const kinds = [
  ...['OBJECT-TYPE', 'MODULE-IDENTITY', 'NOTIFICATION-TYPE', 'OBJECT-IDENTITY', 'OBJECT-GROUP', 'NOTIFICATION-GROUP'],
  ...['MODULE-COMPLIANCE', 'AGENT-CAPABILITIES', 'OBJECT\\s+IDENTIFIER'],
].join('|');
/** TRAP-TYPE is left out: it has no OID of its own. */
const definition = new RegExp(`(?<![\\w-])([a-z][\\w-]*)\\s+(?:${kinds})\\b(?!\\s*,)(?=[^;]{0,4000}?::=)`, 'g');

function countText(raw: string, modules: Map<string, Set<string>>): void {
  const text = raw.replace(stringOrComment, (found) => (found.startsWith('"') ? '""' : '\n'));
  const heads = [...text.matchAll(header)];
  for (const [i, head] of heads.entries()) {
    const [whole, name = ''] = head;
    if (modules.has(name)) continue;
    const body = text.slice(head.index + whole.length, heads[i + 1]?.index);
    const imports = /\bIMPORTS\b[\s\S]*?;/.exec(body);
    const rest = (imports === null ? body : body.slice(imports.index + imports[0].length)).replace(macro, '');
    modules.set(name, new Set(Array.from(rest.matchAll(definition), ([, found = '']) => found)));
  }
}
