import { tmpdir } from 'node:os';
import { type Browser, startBrowser } from './browser.ts';

let started: Promise<Browser> | undefined;

let folder = tmpdir();

/** Where its profile goes: beside the app's own data, so that both are removed together. */
export function keepProfileIn(userData: string): void {
  folder = userData;
}

/** The one Chromium of this process, started when the first window needs it. */
export function browser(): Promise<Browser> {
  started ??= startBrowser(folder);
  return started;
}

/** Ends it, if it was ever started. */
export async function closeBrowser(): Promise<void> {
  await (await started)?.close();
}
