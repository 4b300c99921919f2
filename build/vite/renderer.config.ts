import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/**
 * The page: one folder of files without inline scripts, served as app:// by the desktop host and over HTTP by the browser
 * host; hence relative addresses. `#shared/...` is resolved by the imports of package.json.
 */
export default defineConfig({
  root: resolve(root, 'renderer'),
  base: './',
  publicDir: resolve(root, 'renderer/public'),
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: resolve(root, 'out/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    // The polyfill would be one more script, for browsers older than light-dark().
    modulePreload: { polyfill: false },
    // A data: font or script would break the page's content security policy.
    assetsInlineLimit: 0,
    // One file from this machine: nothing is won by splitting it.
    chunkSizeWarningLimit: 2000,
    sourcemap: true,
    reportCompressedSize: false,
  },
});
