// Fails when a file breaks a layer or fits none. Run by `npm run check`; by hand: `node build/lint/layers.ts [folder]`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FoundImport, importsOf } from './imports.ts';
import {
  code,
  emptyNames,
  endings,
  generated,
  type Layer,
  layeredFolders,
  layers,
  lineLimit,
  otherFolders,
  socketModules,
  testLineLimit,
} from './layer-rules.ts';

/** One broken rule. `line` is 0 when the whole file is meant. */
export interface Finding {
  file: string;
  line: number;
  text: string;
}

interface SourceFile {
  file: string;
  layer: Layer;
  /** What the groups of the layer's pattern matched. */
  groups: string[];
  imports: FoundImport[];
}

/** Every rule over every file below `root`. An empty list is what is wanted. */
export function checkLayers(root: string): Finding[] {
  const findings: Finding[] = [];
  const sources: SourceFile[] = [];
  for (const file of [...layeredFolders, ...otherFolders].flatMap((folder) => filesBelow(root, folder))) {
    if (generated.test(file)) continue;
    const layered = layeredFolders.some((folder) => file.startsWith(`${folder}/`));
    findings.push(...checkFile(root, file, layered));
    if (!layered) continue;
    const owner = layerOf(file);
    if (owner) sources.push({ file, ...owner, imports: importsOf(join(root, file)) });
    else findings.push({ file, line: 0, text: 'fits no layer; see build/lint/layer-rules.ts' });
  }
  const machines = reachOfMachines(root, sources);
  for (const source of sources) {
    const layer = machines.get(source.file) ?? source.layer;
    for (const found of source.imports) {
      const text = checkImport(root, { ...source, layer }, found);
      if (text) findings.push({ file: source.file, line: found.line, text });
    }
  }
  return findings;
}

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.name === 'node_modules') return [];
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });
}

function layerOf(file: string): { layer: Layer; groups: string[] } | undefined {
  for (const layer of layers) {
    const match = layer.files.exec(file);
    if (match) return { layer, groups: match.slice(1).map((group) => group ?? '') };
  }
  return undefined;
}

function checkFile(root: string, file: string, layered: boolean): Finding[] {
  const findings: Finding[] = [];
  const report = (text: string): number => findings.push({ file, line: 0, text });
  if (layered && !endings.test(file)) report('a file of this kind does not belong here');
  if (!code.test(file) || file.includes('/fixtures/')) return findings;
  const lines = readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length;
  const limit = file.startsWith('test/') ? testLineLimit : lineLimit;
  if (lines > limit) report(`${lines} lines; the limit is ${limit}`);
  const stem = basename(file).split('.')[0] ?? '';
  if (
    emptyNames.test(stem) ||
    file
      .split('/')
      .slice(0, -1)
      .some((name) => emptyNames.test(name))
  ) {
    report('a name that says nothing; name it after what it exports');
  }
  const wanted = file.endsWith('.svelte') ? /^[A-Z][A-Za-z0-9]*$/ : /^[a-z0-9]+(-[a-z0-9]+)*$/;
  if (!wanted.test(stem)) {
    report(
      file.endsWith('.svelte') ? 'a component is named in PascalCase' : 'a file is named in lower-case-with-dashes',
    );
  }
  return findings;
}

/**
 * A machine is pure together with everything it imports from its own folder, so all of that is held to the machine's rule:
 * a neighbour that opens a file would be found there, not excused by being a neighbour.
 */
function reachOfMachines(root: string, sources: readonly SourceFile[]): Map<string, Layer> {
  const byName = new Map(sources.map((source) => [source.file, source]));
  const reached = new Map<string, Layer>();
  const visit = (source: SourceFile, layer: Layer): void => {
    if (reached.has(source.file)) return;
    reached.set(source.file, layer);
    for (const { specifier, typeOnly } of source.imports) {
      const target = typeOnly ? undefined : fileOf(root, source.file, specifier);
      const neighbour = target === undefined ? undefined : byName.get(target);
      if (neighbour && neighbour.groups[0] === source.groups[0] && neighbour.file.startsWith('electron/tools/')) {
        visit(neighbour, layer);
      }
    }
  };
  for (const source of sources) {
    if (source.layer.name === 'machine') visit(source, source.layer);
  }
  return reached;
}

/** The path from the root that a relative import or an alias means; undefined for packages and Node's modules. */
function fileOf(root: string, from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('.')) return posix.normalize(posix.join(dirname(from), bare));
  if (!bare.startsWith('#')) return undefined;
  for (const [alias, target] of Object.entries(aliases(root))) {
    const prefix = alias.replace(/\*$/, '');
    if (bare.startsWith(prefix)) return posix.normalize(target.replace('*', bare.slice(prefix.length)));
  }
  return bare;
}

const aliasCache = new Map<string, Record<string, string>>();

function aliases(root: string): Record<string, string> {
  const cached = aliasCache.get(root);
  if (cached) return cached;
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const imports = (manifest as { imports?: Record<string, string> }).imports ?? {};
  aliasCache.set(root, imports);
  return imports;
}

/** What is wrong with an import; undefined when nothing is. */
function checkImport(root: string, source: SourceFile, { specifier, typeOnly }: FoundImport): string | undefined {
  const { layer, groups } = source;
  const target = fileOf(root, source.file, specifier);
  if (target !== undefined) {
    const allows = (patterns: readonly string[] = []): boolean =>
      patterns.some((pattern) => new RegExp(`^${pattern.replaceAll('$1', groups[0] ?? '')}$`).test(target));
    if (allows(layer.imports)) return undefined;
    if (!allows(layer.types)) return `${layer.name} may not import ${target}`;
    return typeOnly ? undefined : `${layer.name} may import only types from ${target} (import type)`;
  }
  const builtin = specifier.replace(/^node:/, '').split('/')[0] ?? '';
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    if (layer.node === 'none') return `${layer.name} may not use Node (${specifier})`;
    if (layer.node === 'no-sockets' && socketModules.includes(builtin) && !typeOnly) {
      return `${layer.name} may not open sockets (${specifier})`;
    }
    return undefined;
  }
  const allowed = (layer.packages ?? []).some((name) =>
    name.endsWith('/*') ? specifier.startsWith(name.slice(0, -1)) : specifier === name,
  );
  return allowed ? undefined : `${layer.name} may not import the package ${specifier}`;
}

export function printFinding({ file, line, text }: Finding): string {
  return `${file}${line > 0 ? `:${line}` : ''}  ${text}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const findings = checkLayers(resolve(process.argv[2] ?? join(import.meta.dirname, '../..')));
  for (const finding of findings) process.stdout.write(`${printFinding(finding)}\n`);
  if (findings.length > 0) process.exitCode = 1;
}
