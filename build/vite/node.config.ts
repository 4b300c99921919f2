import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InlineConfig } from 'vite';

/** What stays outside the bundles: found in node_modules (or in Electron) at run time. */
export const externalPackages = ['electron', 'better-sqlite3', 'cap', 'koffi', 'net-snmp'];

/** Built file below out/ (without its ending) and the source it is made from. */
export const nodeEntries: Readonly<Record<string, string>> = {
  'main/main': 'electron/main/main.ts',
  'engine/utility-process': 'electron/engine/utility-process.ts',
  'packet/packet-process': 'electron/net/packet/packet-process.ts',
  'storage/checkpoint-worker': 'electron/storage/checkpoint-worker.ts',
  'mibs/compile-worker': 'electron/tools/mibs/import/compile-worker.ts',
  'mibs/pack-worker': 'electron/tools/mibs/import/pack-worker.ts',
  'engine/trap-worker': 'electron/engine/trap-worker.ts',
  'serve/main': 'electron/serve/main.ts',
  'cli/main': 'electron/cli/main.ts',
};

export const preloadEntry = { 'preload/preload': 'electron/preload/preload.ts' };

/** Sources of entries that are not there. */
export function missingEntries(root: string): string[] {
  return Object.values({ ...nodeEntries, ...preloadEntry }).filter((source) => !existsSync(resolve(root, source)));
}

function present(root: string, entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries)
      .map(([name, source]) => [name, resolve(root, source)] as const)
      .filter(([, source]) => existsSync(source)),
  );
}

/**
 * The Vite builds of everything that runs in Node or in Electron's own processes. Every built file lies exactly one folder
 * below out/, chunks too, so `new URL('../packet/packet-process.js', import.meta.url)` is right wherever a module ends up.
 */
export function nodeBuilds(root: string): InlineConfig[] {
  const modules = present(root, nodeEntries);
  const preload = present(root, preloadEntry);
  const builds: InlineConfig[] = [];
  if (Object.keys(modules).length > 0) {
    builds.push(
      bundle(root, modules, {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
      }),
    );
  }
  if (Object.keys(preload).length > 0) {
    // A sandboxed preload is one CommonJS file: no imports of its own files, no ESM.
    builds.push(bundle(root, preload, { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false }));
  }
  return builds;
}

type Output = Extract<
  NonNullable<NonNullable<NonNullable<InlineConfig['build']>['rolldownOptions']>['output']>,
  { format?: unknown }
>;

function bundle(root: string, input: Record<string, string>, output: Output): InlineConfig {
  return {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    mode: 'production',
    ssr: { noExternal: true, external: externalPackages, target: 'node' },
    build: {
      ssr: true,
      target: 'node24',
      outDir: resolve(root, 'out'),
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: { input, external: externalPackages, output },
    },
  };
}
