import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '../..');

/** Folders whose tests start processes, browsers or network namespaces: two files at a time, so that they do not starve each other. */
const twoAtATime = /^test\/(build|net|main|ui|serve|cli|e2e|dhcp|package)\//;
/** Elsewhere a test file that asks for a system tool, or drives a browser, says so itself. */
const usesTheMachine = /\bneed\(|from 'playwright|from '@axe-core/;

const files = globSync('test/**/*.test.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
const serial = files.filter(
  (file) => twoAtATime.test(file) || usesTheMachine.test(readFileSync(resolve(root, file), 'utf8')),
);
const parallel = files.filter((file) => !serial.includes(file));

/** Milliseconds that a polled expectation has: on a machine with other things to do a second is not much. */
const poll = { timeout: 10_000 };

/** An empty list would mean vitest's own default pattern. */
const only = (list: string[]): string[] => (list.length > 0 ? list : ['test/none/*.test.ts']);

export default defineConfig({
  root,
  publicDir: false,
  test: {
    passWithNoTests: true,
    projects: [
      {
        root,
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'unit',
          include: only(parallel),
          pool: 'threads',
          testTimeout: 20_000,
          expect: { poll },
          sequence: { groupOrder: 0 },
        },
      },
      {
        root,
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'machine',
          include: only(serial),
          // Processes, not threads: cap and namespaces belong to a process, and a test may change its working folder.
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll },
          sequence: { groupOrder: 1 },
        },
      },
    ],
    // Nothing here may start a download of the Electron binary; its npm package asks for this before it tries.
    env: { ELECTRON_OVERRIDE_DIST_PATH: resolve(root, 'node_modules/electron/dist') },
  },
});
