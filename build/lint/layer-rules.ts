/**
 * The layers, as in the table of the design: which files belong to each, and what those may import. The first layer whose
 * `files` matches owns a file. `$1` in `imports` stands for what the first group of `files` matched.
 */
export interface Layer {
  name: string;
  files: RegExp;
  /** Files it may import, by path from the repository's root. */
  imports: readonly string[];
  /** Files it may import for their types only: nothing of them runs. */
  types?: readonly string[];
  /** npm packages by name; `name/*` allows every subpath too. Others are an error. */
  packages?: readonly string[];
  /** Node's own modules: none, all but those that open sockets, or all. */
  node: 'none' | 'no-sockets' | 'all';
}

/** Node modules that open sockets. */
export const socketModules = ['dgram', 'net', 'tls', 'http', 'https', 'http2', 'dns', 'inspector', 'cluster'];

const shared = 'shared/.*';
const wire = 'electron/wire/.*';
const objects = 'electron/objects/.*';
const usm = 'electron/usm/.*';
const engineParts = 'electron/(engine|net|storage|tools|wire|objects|usm)/.*';
const interfaces = 'electron/(net|storage)/.*';
/** How a host in plain Node starts the packet process; the desktop host has a way of its own. */
const startChild = 'electron/net/packet/start-child\\.ts';
const orpcServer = ['@orpc/server', '@orpc/server/*', '@orpc/contract', 'zod'];
const pagePackages = [
  'svelte',
  'svelte/*',
  'bits-ui',
  '@lucide/svelte',
  '@lucide/svelte/*',
  '@tanstack/svelte-virtual',
  'svelte-sonner',
  'zod',
];

export const layers: readonly Layer[] = [
  {
    name: 'shared',
    files: /^shared\//,
    imports: [shared],
    packages: ['zod', '@orpc/contract'],
    node: 'none',
  },
  { name: 'wire', files: /^electron\/wire\//, imports: [shared, wire], node: 'none' },
  { name: 'objects', files: /^electron\/objects\//, imports: [shared, wire, objects], node: 'none' },
  { name: 'usm', files: /^electron\/usm\//, imports: [shared, wire, usm], node: 'no-sockets' },
  {
    // What a machine imports from its own folder is held to the same rule; see `reachOfMachines`.
    name: 'machine',
    files: /^electron\/tools\/([^/]+)\/machine\.ts$/,
    imports: [shared, wire, objects, 'electron/tools/$1/.*'],
    node: 'none',
  },
  {
    name: 'packet',
    files: /^electron\/net\/packet\//,
    imports: [shared, wire, 'electron/net/.*'],
    packages: ['cap', 'koffi'],
    node: 'all',
  },
  {
    name: 'names',
    files: /^electron\/net\/names\//,
    imports: [shared, wire, 'electron/net/.*'],
    packages: ['koffi'],
    node: 'all',
  },
  {
    name: 'sockets',
    files: /^electron\/net\/sockets\//,
    imports: [shared, wire, 'electron/net/.*'],
    packages: ['koffi'],
    node: 'all',
  },
  { name: 'net', files: /^electron\/net\//, imports: [shared, wire, 'electron/net/.*'], node: 'all' },
  {
    name: 'storage',
    files: /^electron\/storage\//,
    imports: [shared, wire, 'electron/storage/.*'],
    packages: ['better-sqlite3'],
    node: 'no-sockets',
  },
  {
    // The simulated devices: npm net-snmp plays them, so that somebody else's code judges ours. It gets no socket of its own.
    name: 'lab',
    files: /^electron\/tools\/lab\//,
    imports: [shared, wire, 'electron/tools/lab/.*'],
    types: [interfaces],
    packages: [...orpcServer, 'net-snmp'],
    node: 'no-sockets',
  },
  {
    name: 'tool',
    files: /^electron\/tools\/([^/]+)\//,
    imports: [shared, wire, objects, usm, 'electron/tools/$1/.*'],
    types: [interfaces],
    packages: [...orpcServer],
    node: 'no-sockets',
  },
  {
    name: 'engine',
    files: /^electron\/engine\//,
    imports: [shared, engineParts],
    packages: [...orpcServer, 'electron-log', 'electron-log/*'],
    node: 'no-sockets',
  },
  {
    name: 'main',
    files: /^electron\/main\//,
    imports: [shared, 'electron/(main|engine)/.*'],
    types: [interfaces],
    packages: ['electron', 'electron-log', 'electron-log/*', ...orpcServer],
    node: 'no-sockets',
  },
  {
    name: 'preload',
    files: /^electron\/preload\//,
    imports: [shared, 'electron/preload/.*', 'electron/main/channels\\.ts'],
    packages: ['electron'],
    node: 'none',
  },
  {
    name: 'serve',
    files: /^electron\/serve\//,
    imports: [shared, 'electron/(serve|engine)/.*', startChild],
    types: [interfaces],
    packages: ['ws', ...orpcServer],
    node: 'all',
  },
  {
    name: 'cli',
    files: /^electron\/cli\//,
    imports: [shared, 'electron/(cli|engine)/.*', startChild],
    types: [interfaces],
    packages: [...orpcServer],
    node: 'no-sockets',
  },
  {
    name: 'styles',
    files: /^renderer\/styles\/[^/]+\.css$/,
    imports: ['renderer/styles/.*'],
    node: 'none',
  },
  { name: 'public', files: /^renderer\/public\/[^/]+\.svg$/, imports: [], node: 'none' },
  {
    name: 'ui',
    files: /^renderer\/ui\//,
    imports: [shared, 'renderer/(ui|styles)/.*'],
    packages: [...pagePackages, 'uplot', 'uplot/*'],
    node: 'none',
  },
  {
    name: 'rpc',
    files: /^renderer\/rpc\//,
    imports: [shared, 'renderer/rpc/.*'],
    packages: ['svelte', 'svelte/*', '@orpc/client', '@orpc/client/*', '@orpc/contract', 'zod'],
    node: 'none',
  },
  {
    name: 'page',
    files: /^renderer\/tools\/([^/]+)\//,
    imports: [shared, 'renderer/(ui|rpc|styles|app)/.*', 'renderer/tools/$1/.*'],
    packages: [...pagePackages, '@orpc/client', '@orpc/contract'],
    node: 'none',
  },
  {
    name: 'app',
    files: /^renderer\/(app\/|[^/]+\.(ts|html)$)/,
    imports: [shared, 'renderer/.*'],
    packages: [...pagePackages, '@orpc/client', '@orpc/contract'],
    node: 'none',
  },
];

/** Folders in which every file must belong to a layer. */
export const layeredFolders = ['shared', 'electron', 'renderer'];
/** Folders whose sources have no layer but obey the other rules. */
export const otherFolders = ['build', 'test'];
/** Not written by hand. */
export const generated = /^shared\/messages\/compiled\//;

/** What may lie in a layered folder at all. */
export const endings = /\.(ts|svelte|css|json|html|svg)$/;
/** Files that hold code, and therefore the limit of lines and the rule for names. */
export const code = /\.(ts|mjs|cjs|js|svelte|css)$/;
export const lineLimit = 400;
/** A test lists cases; it may be longer before it hides something. */
export const testLineLimit = 600;

export const emptyNames = /^(utils?|helpers?|common|managers?|misc)$/;
