import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { Engine } from '#electron/engine/engine.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { need } from '#test/lab/need.ts';
import { packetProcessEntry } from '#test/lab/network.ts';
import { freePort } from '../tools/traps/receive/free-port.ts';
import { goTo } from './page-host.ts';
import { expectToFit, itIsAccessible, realEngineTests } from './page-tests.ts';

async function tidy(client: Engine['client']): Promise<void> {
  for (const { id } of await client.echo.connections()) await client.echo.removeConnection({ id });
  for (const { id } of await client.echo.servers()) await client.echo.removeServer({ id });
  await client.settings.update({ drafts: { 'echo-connections': {}, 'echo-servers': {}, 'echo-page': {} } });
}

const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]:visible`);
const state = (page: Page) => page.locator('[data-captured]:visible');

/** Until the capture of this end is ready in time: on a busy machine its process takes long to start, and then is there for the next. */
async function untilCaptured(client: Engine['client'], port: number): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    const { id, captured } = await client.echo.connect({ protocol: 'tcp', address: '127.0.0.1', port });
    if (captured?.problem?.code !== 'echo-capture-late') return;
    await client.echo.removeConnection({ id });
  }
}

async function connect(page: Page, client: Engine['client'], isCaptured = false): Promise<void> {
  const server = await client.echo.startServer({ protocol: 'tcp', port: 0, address: '127.0.0.1' });
  // It stays open, and its capture with it.
  if (isCaptured) await untilCaptured(client, server.bound[0]?.port ?? 0);
  await goTo(page, 'echo');
  await page.locator('[data-view="connections"]:visible').click();
  await field(page, 'port').fill(String(server.bound[0]?.port));
  await field(page, 'port').press('Enter');
  await field(page, 'payload').waitFor();
}

describe.skipIf(!need('chromium', 'root', 'libpcap', 'linux'))('the segments of a connection', () => {
  const real = realEngineTests(tidy, startChildProcess({ entry: packetProcessEntry }));

  async function open(options = {}): Promise<Page> {
    const page = await real.open(options);
    await connect(page, real.client, true);
    await state(page).getByText('Captured on lo').waitFor();
    await field(page, 'payload').fill('hello');
    await field(page, 'payload').press('Enter');
    await page.getByRole('button', { name: 'Timeline', exact: true }).click();
    await page.getByText('PSH-ACK', { exact: true }).nth(1).waitFor();
    return page;
  }

  it('are on its timeline from SYN to FIN, with their fields in the inspector', async () => {
    const page = await open();
    await page.getByText('SYN-ACK', { exact: true }).waitFor();
    await page.getByText(/^seq 0, win \d+, MSS 65495, SACK, timestamps, scale \d+$/).waitFor();
    await page
      .getByText(/^5 bytes, seq 1, ack 1, win \d+$/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByText('FIN-ACK', { exact: true }).nth(1).waitFor();
    expect(await page.getByText('data', { exact: true }).count()).toBe(0);
    await page.getByText('SYN', { exact: true }).dblclick();
    await page.getByText('maximum segment size').waitFor();
    await page.getByText(/\d+ \(0 from the beginning\)/).waitFor();
  });

  it('show why nothing came of it', async () => {
    const page = await real.open();
    await goTo(page, 'echo');
    await page.locator('[data-view="connections"]:visible').click();
    const port = await freePort();
    await field(page, 'port').fill(String(port));
    await untilCaptured(real.client, port);
    await field(page, 'port').press('Enter');
    await expect
      .poll(async () => (await real.client.echo.connections()).at(-1)?.state, { timeout: 15_000 })
      .toBe('failed');
    await page.getByRole('button', { name: 'Show the packets' }).click();
    await page.getByText('SYN', { exact: true }).waitFor();
    await page.getByText('RST-ACK', { exact: true }).waitFor();
  });

  it('are on the timeline of a server where that was asked for', async () => {
    const page = await real.open();
    await goTo(page, 'echo');
    const port = await freePort();
    await field(page, 'port').fill(String(port));
    await field(page, 'address').fill('127.0.0.1');
    await field(page, 'capture').check();
    await field(page, 'port').press('Enter');
    await expect
      .poll(async () => (await real.client.echo.servers())[0]?.captured?.state, { timeout: 15_000 })
      .toMatch(/^captured|not-captured$/);
    const [server] = await real.client.echo.servers();
    // A process that took too long to start is said, and the server serves.
    await state(page)
      .getByText(server?.captured?.state === 'captured' ? 'Captured on lo' : 'Not captured: why?')
      .waitFor();
    await page.getByRole('button', { name: 'Timeline', exact: true }).click();
    await real.client.echo.connect({ protocol: 'tcp', address: '127.0.0.1', port, capture: 'off' });
    await page
      .getByText(server?.captured?.state === 'captured' ? 'SYN-ACK' : /connected$/, { exact: true })
      .first()
      .waitFor();
  });

  it('are not captured where nobody wants that', async () => {
    const page = await real.open();
    await goTo(page, 'echo');
    await page.locator('[data-view="connections"]:visible').click();
    await field(page, 'capture').uncheck();
    await connect(page, real.client);
    expect(await state(page).count()).toBe(0);
    expect((await real.client.echo.connections())[0]).toMatchObject({ state: 'open', capture: 'off' });
  });

  it.each([
    { width: 1000, height: 700 },
    { width: 1280, height: 800 },
  ])('fit a window of $width × $height', async (viewport) => {
    await expectToFit(await open({ viewport }));
  });

  itIsAccessible(open);
});

describe.skipIf(!need('chromium'))('a connection that is not captured', () => {
  const real = realEngineTests(tidy);

  it('says why, and what to do about it', async () => {
    const page = await real.open();
    await connect(page, real.client);
    await page.getByRole('button', { name: 'Not captured: why?' }).click();
    const [connection] = await real.client.echo.connections();
    expect(connection?.captured).toMatchObject({
      state: 'not-captured',
      problem: { code: expect.stringMatching(/^(raw-|packet-process-not-started)/) },
    });
    const box = page.locator('section.problem:visible');
    await box.waitFor();
    await box.getByRole('button', { name: 'Dismiss' }).click();
    await box.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Timeline', exact: true }).click();
    await page.getByText('Segments are not captured', { exact: true }).waitFor();
  });
});
