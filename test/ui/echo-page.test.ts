import { spawn } from 'node:child_process';
import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it, onTestFinished } from 'vitest';
import { need, programFile } from '#test/lab/need.ts';
import { freePort } from '../tools/traps/receive/free-port.ts';
import { goTo } from './page-host.ts';
import { expectToFit, itFits, itIsAccessible, realEngineTests } from './page-tests.ts';

/** The built page in Chromium, before the real engine with real sockets. */
describe.skipIf(!need('chromium'))('the TCP/UDP page', () => {
  const real = realEngineTests(async (client) => {
    for (const { id } of await client.echo.servers()) await client.echo.removeServer({ id });
    for (const { id } of await client.echo.connections()) await client.echo.removeConnection({ id });
    for (const { id } of await client.echo.saved()) await client.echo.forget({ id });
    await client.settings.update({
      drafts: { 'echo-servers': {}, 'echo-connections': {}, 'echo-run': {}, 'echo-page': {} },
    });
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
    await page.locator('form:visible').getByText('A whole number from 0 to 65535').waitFor();
    await page.locator('[data-view="run"]:visible').click();
    await field(page, 'port').fill(String(await freePort()));
    await field(page, 'port').press('Enter');
    await page.getByText(/^127\.0\.0\.1 refuses connections on port/).waitFor();
  });

  async function toConnections(page: Page): Promise<void> {
    await page.locator('[data-view="connections"]:visible').click();
    await field(page, 'address').waitFor();
  }
  /** A peer that listens and sends what the test writes; what it hears is kept. */
  async function listen(program: 'ncat' | 'socat') {
    const port = await freePort();
    const how = {
      ncat: ['-l', '127.0.0.1', String(port)],
      socat: [`TCP-LISTEN:${port},bind=127.0.0.1,reuseaddr`, 'STDIO'],
    };
    const peer = spawn(programFile(program) ?? program, how[program], { stdio: ['pipe', 'pipe', 'ignore'] });
    let heard = Buffer.alloc(0);
    peer.stdout.on('data', (bytes: Buffer) => {
      heard = Buffer.concat([heard, bytes]);
    });
    onTestFinished(() => void peer.kill());
    return { port, peer, heard: () => heard.toString('latin1') };
  }
  /** Until the peer listens a connection is refused: then it is tried again. */
  async function connect(page: Page, port: number): Promise<void> {
    const last = async () => (await real.client.echo.connections()).at(-1);
    await field(page, 'port').fill(String(port));
    let tried: string | undefined;
    await expect
      .poll(
        async () => {
          const connection = await last();
          if (connection?.state !== 'open' && connection?.state !== 'connecting' && connection?.id === tried) {
            await field(page, 'port').press('Enter');
            await expect.poll(async () => (await last())?.id).not.toBe(tried);
            tried = (await last())?.id;
          }
          return (await last())?.state;
        },
        { timeout: 15_000, interval: 200 },
      )
      .toBe('open');
    await field(page, 'payload').waitFor();
  }
  const segmentOf = (page: Page, direction: string) => page.locator(`li.${direction}[data-segment]`);

  it.skipIf(!need('ncat'))('shows a message split over segments, and messages in one segment', async () => {
    const page = await open();
    await toConnections(page);
    await field(page, 'framing').selectOption('length');
    const { port, peer, heard } = await listen('ncat');
    await connect(page, port);
    const received = segmentOf(page, 'received');
    peer.stdin.write(Buffer.from([0, 0, 0, 5, 0x68, 0x65]));
    await received.nth(0).getByText('no message ends').waitFor();
    peer.stdin.write(Buffer.from('llo'));
    await received.nth(1).getByText('began earlier').waitFor();
    expect(await received.nth(0).locator('[data-end]').count()).toBe(0);
    expect(await received.nth(1).locator('.text').innerText()).toBe('llo');
    peer.stdin.write(Buffer.from([0, 0, 0, 2, 0x61, 0x62, 0, 0, 0, 1, 0x63, 0, 0]));
    const third = received.nth(2);
    await third.getByText('2 messages end: 2–3').waitFor();
    await third.getByText('goes on').waitFor();
    for (const number of ['2', '3']) expect(await third.locator(`.text [data-end="${number}"]`).count()).toBe(1);
    expect((await third.locator('.hex').innerText()).trim()).toBe('00 00 00 02 61 62 00 00 00 01 63 00 00');

    await field(page, 'payload').fill('a\\x00{counter}');
    await field(page, 'payload').press('Enter');
    await segmentOf(page, 'sent').getByText('ends message 1').waitFor();
    await expect.poll(heard).toBe('\0\0\0\x03a\x001');
    await page.getByRole('button', { name: 'Finish', exact: true }).click();
    await segmentOf(page, 'sent').nth(1).getByText('FIN: no more follows').waitFor();
    // Its end sends FIN, and the message that was begun is named.
    peer.kill();
    await segmentOf(page, 'received')
      .last()
      .getByText(/Framing, byte \d+: incomplete/)
      .waitFor();
    await table(page, 'Connections').getByText('Closed', { exact: true }).waitFor();
  });

  it.skipIf(!need('socat'))('sends again and again until it is stopped, sends a file, and resets', async () => {
    const page = await open();
    await toConnections(page);
    const { port, heard } = await listen('socat');
    await connect(page, port);
    await field(page, 'payload').fill('ff 00');
    await field(page, 'as').selectOption('hex');
    await field(page, 'end').selectOption('crlf');
    await field(page, 'repeat').fill('0');
    await field(page, 'delay').fill('5');
    await field(page, 'payload').press('Enter');
    await expect.poll(heard).toContain('\xff\x00\r\n\xff\x00\r\n');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    const [connection] = await real.client.echo.connections();
    await expect.poll(async () => (await real.client.echo.connections())[0]?.repeating).toBe(false);
    await page.getByRole('button', { name: 'Send file…' }).click();
    await field(page, 'path').fill(import.meta.filename);
    await field(page, 'path').press('Enter');
    await expect.poll(heard, { timeout: 10_000 }).toContain('sends a file, and resets');
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByText('RST: the connection was reset').waitFor();
    expect(connection?.messagesOut).toBeGreaterThan(1);
  });

  it('saves a request in a folder and opens it again', async () => {
    const page = await open();
    await toConnections(page);
    await field(page, 'address').fill('198.51.100.7');
    await field(page, 'framing').selectOption('netstring');
    await page.getByRole('button', { name: 'Save…' }).click();
    await field(page, 'savedName').fill('Printer');
    await field(page, 'savedFolder').fill('Office');
    await field(page, 'savedFolder').press('Enter');
    await expect
      .poll(() => field(page, 'saved').locator('optgroup[label="Office"] option').innerText())
      .toBe('Printer');
    await field(page, 'address').fill('127.0.0.1');
    await page.reload();
    await field(page, 'saved').selectOption({ label: 'Printer' });
    await expect.poll(() => field(page, 'address').inputValue()).toBe('198.51.100.7');
    expect(await field(page, 'framing').inputValue()).toBe('netstring');
    await page.getByRole('button', { name: 'Delete saved request' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete saved request' }).click();
    await expect.poll(() => real.client.echo.saved()).toEqual([]);
  });

  it('saves a server and opens it again, also one that was saved elsewhere', async () => {
    const page = await open();
    const rule = page.locator('[data-rule="0"]');
    await field(page, 'port').fill('7100');
    await field(page, 'held').fill('0.5');
    await field(page, 'behaviour').selectOption('rules');
    await rule.getByLabel('Text, bytes or expression').fill('ping');
    await rule.getByLabel('Answer').fill('pong {counter}');
    await page.getByRole('button', { name: 'Save…' }).click();
    await field(page, 'savedName').fill('Pong');
    await field(page, 'savedName').press('Enter');
    await expect.poll(() => field(page, 'saved').locator('option:checked').innerText()).toBe('Pong');
    const [saved] = await real.client.echo.saved();
    expect(saved?.server).toMatchObject({
      ...{ protocol: 'tcp', port: 7100, held: 512 << 10 },
      behaviour: { kind: 'rules', rules: [{ match: 'contains', value: 'ping', answer: { text: 'pong {counter}' } }] },
    });
    const answer = { text: 'ff {', as: 'plain', end: 'crlf' } as const;
    await real.client.echo.save({
      name: 'Elsewhere',
      server: { protocol: 'udp', port: 7101, behaviour: { kind: 'fixed', answer } },
    });
    await page.reload();
    await field(page, 'saved').selectOption({ label: 'Elsewhere' });
    await expect.poll(() => field(page, 'answer').inputValue()).toBe('ff \\x7b\\r\\n');
    await expect.poll(() => field(page, 'port').inputValue()).toBe('7101');
    await field(page, 'saved').selectOption({ label: 'Pong' });
    await expect.poll(() => rule.getByLabel('Answer').inputValue()).toBe('pong {counter}');
    await expect.poll(() => field(page, 'held').inputValue()).toBe('0.5');
    await page.getByRole('button', { name: 'Delete saved server' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete saved server' }).click();
    await expect.poll(async () => (await real.client.echo.saved()).map(({ name }) => name)).toEqual(['Elsewhere']);
  });

  it('says why nothing came of a connection', async () => {
    const page = await open();
    await toConnections(page);
    await field(page, 'port').fill(String(await freePort()));
    await field(page, 'port').press('Enter');
    await table(page, 'Connections').getByText('Failed').waitFor();
    await page.getByText(/^127\.0\.0\.1 refuses connections on port/).waitFor();
    expect(await page.getByRole('button', { name: 'Send', exact: true }).getAttribute('aria-disabled')).toBe('true');
  });

  /** To a server of ours, with something said. */
  async function talk(page: Page): Promise<void> {
    const { bound } = await real.client.echo.startServer({ protocol: 'tcp', address: '127.0.0.1', port: 0 });
    await toConnections(page);
    await field(page, 'framing').selectOption('length');
    await connect(page, bound[0]?.port ?? 0);
    await field(page, 'payload').fill('a long line of words that says hello again and again {size:300}');
    await field(page, 'payload').press('Enter');
    await segmentOf(page, 'received').first().waitFor();
  }

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
    (page) => talk(page),
    (page) => page.locator('[data-view="run"]:visible').click(),
  );
  itFits(async (options) => {
    const page = await open(options);
    await expectToFit(page);
    await talk(page);
    await expectToFit(page);
    await page.locator('[data-view="run"]:visible').click();
    return page;
  });
});
