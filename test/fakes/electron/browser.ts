import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type BrowserContext, chromium } from 'playwright';
import { chromiumFile } from '../../lab/need.ts';

export interface Browser {
  context: BrowserContext;
  /** Where another Playwright can connect over CDP, to click in the same pages. */
  endpoint: string;
  close(): Promise<void>;
}

/** Starts Chromium for all windows of one double. */
export async function startBrowser(parent: string): Promise<Browser> {
  const executablePath = chromiumFile();
  if (executablePath === undefined) throw new Error('There is no Chromium on this machine.');
  const folder = mkdtempSync(join(parent, 'chromium-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    headless: true,
    chromiumSandbox: false,
    viewport: null,
    colorScheme: null,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--remote-debugging-port=0', '--window-size=1280,800'],
  });
  return {
    context,
    endpoint: `http://127.0.0.1:${await debuggingPort(folder)}`,
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function debuggingPort(folder: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      const [port] = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n');
      if (port !== undefined && port !== '') return port;
    } catch {
      // Not written yet.
    }
    await delay(50);
  }
  throw new Error('Chromium did not tell its debugging port.');
}
