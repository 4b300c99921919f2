/**
 * What goes into the desktop package. Everything of ours is bundled into out/, so of node_modules only better-sqlite3 is
 * needed, with the binary of the one platform. `cap`, where it was built for Electron, lies beside it in out/native.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFuses } from './fuses.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const electron = join(root, 'node_modules/electron');
const read = (file) => readFileSync(join(electron, file), 'utf8').trim();

/** @param {{ electronDist: string }} options */
export function packageConfiguration({ electronDist }) {
  return {
    appId: 'org.punchdown.Punchdown',
    productName: 'Punchdown',
    copyright: 'The Punchdown authors',
    directories: { output: 'dist', buildResources: 'build/package' },
    electronVersion: JSON.parse(read('package.json')).version,
    electronDist,
    electronLanguages: ['en', 'en-US', 'zh-CN', 'zh_CN'],
    // No native module has to be built against Electron by electron-builder, and its headers cannot be had everywhere.
    npmRebuild: false,
    nodeGypRebuild: false,
    asar: true,
    asarUnpack: ['**/*.node', 'out/native/**'],
    files: [
      'package.json',
      'LICENSE',
      'out/{main,preload,engine,packet,renderer,chunks,data}/**',
      `out/native/cap-${read('abi_version')}/**`,
      '!**/*.map',
      '!node_modules/{cap,nan,node-addon-api}{,/**}',
      '!node_modules/better-sqlite3/{deps,src}{,/**}',
      '!node_modules/better-sqlite3/binding.gyp',
      // koffi needs only the scripts of its src folder, and the binary of the system's own C library.
      '!node_modules/koffi/{doc,vendor,lib}{,/**}',
      '!node_modules/koffi/cnoke.cjs',
      '!node_modules/koffi/**/{CMakeLists.txt,*.{cc,hh,inc,S,asm,def,md,ts}}',
      '!node_modules/@koromix/*/musl_*{,/**}',
      // The agent that plays the lab's devices reads no MIB files.
      '!node_modules/net-snmp/{example,ref,lib/mibs}{,/**}',
      '!node_modules/net-snmp/*.md',
      '!node_modules/asn1-ber/test{,/**}',
      '!node_modules/smart-buffer/{docs,typings}{,/**}',
      '!node_modules/better-sqlite3/prebuilds/*',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: macros of electron-builder
      'node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node',
    ],
    extraMetadata: { desktopName: 'punchdown.desktop' },
    afterPack: setFuses,
    // The defaults of 26 are years old: an AppImage from them needs FUSE 2 and runs without the sandbox.
    toolsets: { appimage: '1.0.3', nsis: '1.2.1', winCodeSign: '1.1.0' },
    linux: {
      target: ['AppImage', 'deb'],
      category: 'Network',
      executableName: 'punchdown',
      icon: 'icons',
      synopsis: 'A workbench for people who run networks',
      maintainer: 'The Punchdown authors',
    },
    // libpcap for raw frames; the rest is what Electron's own template asks for.
    deb: {
      depends: ['libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libxtst6', 'xdg-utils', 'libatspi2.0-0', 'libuuid1'],
      recommends: ['libpcap0.8t64 | libpcap0.8', 'libsecret-1-0'],
    },
    win: { target: ['nsis'], icon: 'icons/icon.ico' },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    mac: {
      target: ['dmg', 'zip'],
      icon: 'icons/icon.icns',
      category: 'public.app-category.utilities',
      hardenedRuntime: true,
    },
    publish: null,
  };
}
