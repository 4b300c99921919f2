import { type Browser, startBrowser } from './browser.ts';

let started: Promise<Browser> | undefined;

/** The one Chromium of this process, started when the first window needs it. */
export function browser(): Promise<Browser> {
  started ??= startBrowser();
  return started;
}

/** Ends it, if it was ever started. */
export async function closeBrowser(): Promise<void> {
  await (await started)?.close();
}
