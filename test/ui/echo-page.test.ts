import { spawn } from 'node:child_process';
import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { need, programFile } from '#test/lab/need.ts';
import { freePort } from '../tools/traps/receive/free-port.ts';
import { goTo } from './page-host.ts';
import { expectToFit, itFits, itIsAccessible, realEngineTests } from './page-tests.ts';

/** The built page in Chromium, before the real engine with real sockets. */
describe.skipIf(!need('chromium'))('the TCP/UDP page', () => {
  const real = realEngineTests(async (client) => {
    for (const { id } of await client.echo.servers()) await client.echo.removeServer({ id });
    await client.settings.update({ drafts: { 'echo-servers': {}, 'echo-run': {}, 'echo-page': {} } });
  });
  const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]:visible`);
  const table = (page: Page, name: string) => page.getByRole('grid', { name });
  const start = (page: Page) => page.getByRole('button', { name: 'Start server' }).first().click();

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await real.open(options);
    await goTo(page, 'echo');
    await field(page, 'behaviour').waitFor();
    return page;
  }
  async function serve(page: Page, fill: (page: Page) => Promise<unknown> = async () => {}): Promise<number> {
    const port = await freePort();
    await field(page, 'port').fill(String(port));
    await fill(page);
    await field(page, 'port').press('Enter');
    await table(page, 'Servers').getByText(String(port)).waitFor();
    return port;
  }

  it.skipIf(!need('ncat'))('starts a server, shows who comes, and sends them away', async () => {
    const page = await open();
    const port = await serve(page);
    const peer = spawn(programFile('ncat') ?? 'ncat', ['127.0.0.1', String(port)], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let heard = '';
    peer.stdout.on('data', (bytes) => {
      heard += bytes;
    });
    peer.stdin.write('hello');
    await expect.poll(() => heard).toBe('hello');
    const clients = table(page, 'Clients');
    await clients.getByText('Open', { exact: true }).waitFor();
    await clients.getByText('127.0.0.1').waitFor();
    await page.getByRole('button', { name: 'Close all' }).click();
    await clients.getByText('Closed', { exact: true }).waitFor();
    peer.kill();
    await page.getByRole('button', { name: /^Stop: / }).click();
    await table(page, 'Servers').getByText('Stopped').waitFor();
  });

  it('measures one’s own server, and shows the packets', async () => {
    const page = await open();
    await serve(page, async () => {
      await field(page, 'framing').selectOption('length');
    });
    await table(page, 'Servers').getByRole('row').nth(1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Run against it…' }).click();
    await expect.poll(() => field(page, 'framing').inputValue()).toBe('length');
    await field(page, 'messages').fill('500');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('[data-result="complete"]').waitFor();
    await page.getByText('500 of 500 answered').waitFor();
    await page.getByText('data', { exact: true }).first().waitFor();
  });

  it('answers by rule', async () => {
    const page = await open();
    await field(page, 'behaviour').selectOption('rules');
    const rule = page.locator('[data-rule="0"]');
    await rule.getByLabel('Text, bytes or expression').fill('ping');
    await rule.getByLabel('Answer').fill('pong {counter}');
    await serve(page);
    const [server] = await real.client.echo.servers();
    expect(server?.behaviour).toMatchObject({ kind: 'rules', rules: [{ match: 'contains', value: 'ping' }] });
  });

  it('names the program that has the port, a refusal, and what cannot be read', async () => {
    const page = await open();
    const port = await serve(page);
    await start(page);
    await page.getByText(`tcp port ${port} is taken.`).waitFor();
    await field(page, 'port').fill('70000');
    await page.locator('form:visible').getByText('A port is a number from 0 to 65535.').waitFor();
    await page.locator('[data-view="run"]').click();
    await field(page, 'port').fill(String(await freePort()));
    await field(page, 'port').press('Enter');
    await page.getByText(/^127\.0\.0\.1 refuses connections on port/).waitFor();
  });

  it('finds its form after a reload', async () => {
    const page = await open();
    await field(page, 'behaviour').selectOption('chargen');
    await field(page, 'port').fill('7019');
    await expect.poll(async () => JSON.stringify(await real.client.settings.get())).toContain('7019');
    await page.reload();
    await expect.poll(() => field(page, 'port').inputValue()).toBe('7019');
    expect(await field(page, 'behaviour').inputValue()).toBe('chargen');
  });

  itIsAccessible(
    open,
    (page) => serve(page),
    (page) => page.locator('[data-view="run"]').click(),
  );
  itFits(async (options) => {
    const page = await open(options);
    await expectToFit(page);
    await page.locator('[data-view="run"]').click();
    return page;
  });
});
