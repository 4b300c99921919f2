import { createServer, type Server } from 'node:net';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#electron/engine/engine.ts';
import type { BrowserHost } from '#electron/serve/browser-host.ts';
import { need } from '#test/lab/need.ts';
import { seriousFindings } from './axe.ts';
import { buildPage, goTo, launchChromium, type OpenedPage, openPage, servePage, startRealEngine } from './page-host.ts';

/** The built page with the real engine: the system's own resolver answers. */
describe.skipIf(!need('chromium'))('the names page', () => {
  let engine: Engine;
  let host: BrowserHost;
  let browser: Browser;
  let opened: OpenedPage | undefined;
  let server: Server;
  let port = 0;

  beforeAll(async () => {
    buildPage();
    engine = await startRealEngine();
    host = await servePage(engine);
    browser = await launchChromium();
    server = createServer((socket) => socket.on('error', () => {}));
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(async () => {
    await browser?.close();
    await engine?.close();
    await host?.close();
    server?.close();
  });
  afterEach(async () => {
    const complaints = opened?.complaints ?? [];
    await opened?.page.context().close();
    opened = undefined;
    await engine.client.settings.update({ theme: 'system', locale: 'system', drafts: { 'names-page': {} } });
    expect(complaints).toEqual([]);
  });

  async function open(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
    opened = await openPage(browser, host.url, options);
    await opened.page.getByText('Engine ok').or(opened.page.getByText('引擎正常')).waitFor();
    await goTo(opened.page, 'names');
    await opened.page.locator('[data-field="host"]').waitFor();
    return opened.page;
  }
  const cells = (page: Page, section: string) => page.locator(`[data-section="${section}"] tbody tr`);

  it('looks up what was typed with Enter, and shows all five parts of each entry', async () => {
    const page = await open();
    await page.locator('[data-field="host"]').fill('127.0.0.1');
    await page.locator('[data-field="service"]').fill('80');
    await page.locator('[data-field="socketType"]').selectOption('any');
    await page.getByLabel('AI_CANONNAME').check();
    await page.locator('[data-field="host"]').press('Enter');
    await page.locator('[data-result]').waitFor();
    expect(await cells(page, 'addresses').allInnerTexts()).toEqual([
      '1\tAF_INET\tSOCK_STREAM\tIPPROTO_TCP\t127.0.0.1\t127.0.0.1\t80',
      '2\tAF_INET\tSOCK_DGRAM\tIPPROTO_UDP\t\t127.0.0.1\t80',
      '3\tAF_INET\tSOCK_RAW\t0\t\t127.0.0.1\t80',
    ]);
    await page.getByText('1 addresses in 3 entries').waitFor();
  });

  it('times the connections, and says which address fails', async () => {
    const page = await open();
    await page.locator('[data-field="host"]').fill('127.0.0.1');
    await page.locator('[data-field="race"]').fill(String(port));
    await page.getByRole('button', { name: 'Look up', exact: true }).click();
    await page.locator('[data-outcome="won"]').waitFor();
    await page.locator('[data-field="race"]').fill('99999');
    await page.locator('form').getByText('A port is a number from 1 to 65535.').waitFor();
    expect(await page.getByRole('button', { name: 'Look up', exact: true }).getAttribute('aria-disabled')).toBe('true');
  });

  it('names the error of the system in words', async () => {
    const page = await open({ locale: 'zh-CN' });
    await page.locator('[data-field="host"]').fill('no such name');
    await page.getByLabel('AI_NUMERICHOST').check();
    await page.locator('[data-field="host"]').press('Enter');
    await page.getByText('没有这个名称：no such name').waitFor();
    expect(await page.locator('[data-result]').innerText()).toContain('EAI_NONAME');
  });

  it('finds its form after a reload', async () => {
    const page = await open();
    await page.locator('[data-field="host"]').fill('localhost');
    await page.getByLabel('AI_V4MAPPED').check();
    const kept = async () => JSON.stringify(await engine.client.settings.get());
    await expect.poll(kept).toContain('AI_V4MAPPED');
    await page.reload();
    await expect.poll(() => page.locator('[data-field="host"]').inputValue()).toBe('localhost');
    expect(await page.getByLabel('AI_V4MAPPED').isChecked()).toBe(true);
  });

  it.each([
    ['light', 'en-GB', 1280],
    ['dark', 'zh-CN', 900],
  ] as const)('has nothing serious for axe, and fits: %s %s %i', async (colorScheme, locale, width) => {
    const page = await open({ colorScheme, locale, viewport: { width, height: 760 } });
    await page.locator('[data-field="host"]').fill('localhost');
    await page.locator('[data-field="race"]').fill('1');
    await page.locator('[data-field="host"]').press('Enter');
    await page.locator('[data-result]').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
});
