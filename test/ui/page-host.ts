import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { type Engine, startEngine } from '#electron/engine/engine.ts';
import { openLog } from '#electron/engine/log.ts';
import { type AllHandlers, createRouter, RunningCalls } from '#electron/engine/router.ts';
import type { StartPacketProcess } from '#electron/net/packet/packet-process-protocol.ts';
import { type BrowserHost, startBrowserHost } from '#electron/serve/browser-host.ts';
import { chromiumFile } from '#test/lab/need.ts';
import { type PageId, pageIds, pageKey } from '../../renderer/app/page-id.ts';

const root = resolve(import.meta.dirname, '../..');
const pageFolder = resolve(root, 'out/renderer');

/** Builds the page unless it is current, so that a test never looks at an old one. */
export function buildPage(): void {
  execFileSync(process.execPath, ['build/scripts/build.mjs', '--no-setup', '--only=messages,renderer'], { cwd: root });
}

export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumFile();
  if (executablePath === undefined) throw new Error('There is no Chromium on this machine.');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

function noPacketProcess(): never {
  throw new Error('the page is tested in the lab');
}

/** The real engine on a throw-away workspace: the lab works, raw frames do not, unless it is told how to start a packet process. */
export function startRealEngine(startPacketProcess: StartPacketProcess = noPacketProcess): Promise<Engine> {
  return startEngine({
    host: 'browser',
    workspace: undefined,
    version: '0.1.0',
    hostReason: 'no-display',
    startPacketProcess,
  });
}

/** An engine whose calls are these; the transport, the contract and its checks are the real ones. */
export function scriptedEngine(handlers: AllHandlers): Pick<Engine, 'router' | 'close'> {
  const calls = new RunningCalls();
  return {
    router: createRouter(handlers, openLog({ folder: undefined, verbose: false }), calls),
    close: () => calls.end(100),
  };
}

export function servePage(engine: Pick<Engine, 'router'>, port = 0): Promise<BrowserHost> {
  return startBrowserHost({ engine: engine as Engine, page: pageFolder, address: '127.0.0.1', port });
}

export interface OpenedPage {
  page: Page;
  /** Everything the page complained about: script errors and broken content security policy. */
  complaints: string[];
}

/** Opens the page as a person would: the printed address in a new browser profile. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints };
}

/** Goes to a page by its key. */
export async function goTo(page: Page, id: PageId): Promise<void> {
  await page.keyboard.press(pageKey(pageIds.indexOf(id)));
}
