import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Engine } from '#electron/engine/engine.ts';
import type { StartPacketProcess } from '#electron/net/packet/packet-process-protocol.ts';
import type { BrowserHost } from '#electron/serve/browser-host.ts';
import { seriousFindings } from './axe.ts';
import {
  buildPage,
  launchChromium,
  type OpenedPage,
  openPage,
  scriptedEngine,
  servePage,
  startRealEngine,
} from './page-host.ts';
import { type ScriptedAgent, scriptedAgent } from './scripted-snmp-agent.ts';

type Drafts = Awaited<ReturnType<Engine['client']['settings']['get']>>['drafts'];

/** Milliseconds that a test waits for what has to appear: the machine may be busy. */
const patience = 15_000;

/**
 * For a describe: the built page and one browser for all its tests. The page that a test opened is closed after it, then
 * comes `after`, and the page must not have complained.
 */
export function browserTests(after: () => Promise<unknown> = async () => {}) {
  let browser: Browser;
  let opened: OpenedPage | undefined;
  beforeAll(async () => {
    buildPage();
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    const complaints = opened?.complaints ?? [];
    await opened?.page.context().close();
    opened = undefined;
    await after();
    expect(complaints).toEqual([]);
  });
  return {
    async open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
      opened = await openPage(browser, url, options);
      opened.page.setDefaultTimeout(patience);
      return opened.page;
    },
  };
}

/** As `browserTests`, before one real engine, whose settings are put back after each test; `after` does the rest. */
export function realEngineTests(
  after: (client: Engine['client']) => Promise<void> = async () => {},
  startPacketProcess?: StartPacketProcess,
) {
  let engine: Engine;
  let host: BrowserHost;
  beforeAll(async () => {
    engine = await startRealEngine(startPacketProcess);
    host = await servePage(engine);
  });
  afterAll(async () => {
    await engine?.close();
    await host?.close();
  });
  const { open } = browserTests(async () => {
    await after(engine.client);
    await engine.client.settings.update({ theme: 'system', locale: 'system', drafts: { frame: {} } });
  });
  return {
    get client() {
      return engine.client;
    },
    get url() {
      return host.url;
    },
    /** At another address than the host's own. */
    openAt: open,
    open: async (options: BrowserContextOptions = {}): Promise<Page> => await open(host.url, options),
  };
}

/** As `browserTests`, before a scripted agent, new for each test and prepared for it. */
export function scriptedAgentTests(prepare: (agent: ScriptedAgent) => void = () => {}) {
  let agent: ScriptedAgent;
  let engine: ReturnType<typeof scriptedEngine>;
  let host: BrowserHost;
  beforeEach(async () => {
    agent = scriptedAgent();
    prepare(agent);
    engine = scriptedEngine(agent.handlers);
    host = await servePage(engine);
  });
  const { open } = browserTests(async () => {
    await engine.close();
    await host.close();
  });
  return {
    get agent() {
      return agent;
    },
    async open(options: BrowserContextOptions, drafts: Drafts): Promise<Page> {
      await agent.handlers.settings.update({ drafts }, new AbortController().signal);
      return await open(host.url, options);
    },
  };
}

/** Everything that can be read on the page. */
export function words(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('main')?.innerText ?? '');
}

/** Nothing reaches beyond the window's width. */
export async function expectToFit(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

/** Tests in both themes that axe finds nothing serious: in the page as it is opened, and after each step. */
export function itIsAccessible(
  open: (options: BrowserContextOptions) => Promise<Page>,
  ...steps: ((page: Page) => Promise<unknown>)[]
): void {
  it.each(['light', 'dark'] as const)('has no serious accessibility finding in the %s theme', async (colorScheme) => {
    const page = await open({ colorScheme });
    expect(await seriousFindings(page)).toEqual([]);
    for (const step of steps) {
      await step(page);
      expect(await seriousFindings(page)).toEqual([]);
    }
  });
}

/** Tests in Chinese that the page fits small windows. `open` brings it to where it has most to show. */
export function itFits(open: (options: BrowserContextOptions) => Promise<Page>): void {
  it.each([
    { width: 1000, height: 700 },
    { width: 1280, height: 800 },
  ])('fits a window of $width by $height in Chinese', async (viewport) => {
    const page = await open({ viewport, locale: 'zh-CN' });
    await expectToFit(page);
  });
}
