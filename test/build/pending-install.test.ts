import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pendingInstall } from '../../build/scripts/setup.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-'));
  mkdirSync(join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manifest = { devDependencies: { vite: '8.0.0', node: '24.0.0' } };
const packages = {
  'node_modules/vite': { version: '8.0.0' },
  'node_modules/node': { version: '24.0.0' },
  'node_modules/for-macos': { version: '1.0.0', optional: true },
};

function pending({ asked = manifest, installed = packages }: { asked?: object; installed?: object | undefined } = {}) {
  const write = (file: string, value: unknown): void => writeFileSync(join(folder, file), JSON.stringify(value));
  write('package.json', asked);
  write('package-lock.json', { packages: { '': manifest, ...packages } });
  if (Object.keys(installed).length > 0) write('node_modules/.package-lock.json', { packages: installed });
  return pendingInstall(folder);
}

const { 'node_modules/for-macos': _other, ...ofThisPlatform } = packages;

test('nothing to do when everything of this platform is there', () => {
  expect(pending()).toBe('nothing');
  expect(pending({ installed: ofThisPlatform })).toBe('nothing');
});

test('packages are installed when there are none, one is missing, or one has another version', () => {
  expect(pending({ installed: {} })).toBe('locked');
  expect(pending({ installed: { 'node_modules/vite': { version: '8.0.0' } } })).toBe('locked');
  expect(pending({ installed: { ...packages, 'node_modules/vite': { version: '7.9.9' } } })).toBe('locked');
  expect(pending({ installed: { ...packages, 'node_modules/for-macos': { version: '0.9.0' } } })).toBe('locked');
});

test('the lock file may change only for what package.json newly asks for', () => {
  expect(pending({ asked: { devDependencies: { ...manifest.devDependencies, knip: '6.0.0' } } })).toBe('unlocked');
  expect(pending({ asked: { devDependencies: { ...manifest.devDependencies, vite: '8.1.0' } } })).toBe('unlocked');
  expect(pending({ asked: { devDependencies: { vite: '8.0.0' } } })).toBe('nothing');
});
