import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Engine } from '#electron/engine/engine.ts';
import { type BrowserHost, startBrowserHost } from '#electron/serve/browser-host.ts';
import type { Client } from '#shared/contract/index.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

interface Served {
  engine: Engine;
  host: BrowserHost;
  token: string;
  origin: string;
}

const folder = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
const page = join(folder, 'page');

beforeAll(() => {
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(page, 'assets', 'page.js'), '1');
  writeFileSync(join(page, 'assets', 'page.map'), '{}');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  symlinkSync(join(folder, 'secret.js'), join(page, 'link.js'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function serve(): Promise<Served> {
  const engine = await testEngine();
  const host = await startBrowserHost({ engine, page, address: '127.0.0.1', port: 0 });
  onTestFinished(() => host.close());
  const { origin, hash } = new URL(host.url);
  return { engine, host, token: hash.replace('#token=', ''), origin };
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request as its bytes say, not as a client library would correct it. */
function get({ host }: Served, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject).end();
  });
}

function open(
  served: Served,
  change: { token?: string; origin?: string; host?: string; path?: string } = {},
): WebSocket {
  const { token = served.token, origin = served.origin, path = '/rpc', host } = change;
  const socket = new WebSocket(`ws://127.0.0.1:${served.host.port}${path}`, ['punchdown.v1', `token.${token}`], {
    origin,
    headers: host === undefined ? {} : { host },
  });
  onTestFinished(() => socket.terminate());
  return socket;
}

/** "open", or the status that refused it. */
function outcome(socket: WebSocket): Promise<string> {
  return new Promise((resolve) => {
    socket.on('open', () => resolve('open'));
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    socket.on('error', () => {});
  });
}

function clientOf(socket: WebSocket): Client {
  return createORPCClient(new RPCLink({ websocket: socket as never }));
}

test('the page comes with its security headers, and only its files do', async () => {
  const served = await serve();
  const answer = await get(served, '/');
  expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('<title>page') });
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  expect((await get(served, '/assets/page.js')).headers['content-type']).toContain('javascript');
  expect((await get(served, '/assets/page.map')).status).toBe(404);
  expect((await get(served, '/missing.js')).status).toBe(404);
  expect((await get(served, '/', {}, 'POST')).status).toBe(405);
});

describe('refused', () => {
  test.each([
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/..%5csecret.js',
    '/%00',
    '/%ff',
    '//etc/passwd.js',
    '/link.js',
  ])('path traversal: %s', async (path) => {
    const { status, body } = await get(await serve(), path);
    expect([403, 404]).toContain(status);
    expect(body).not.toContain('secret');
  });

  test('a foreign Host, for the page and for the socket', async () => {
    const served = await serve();
    const { port } = served.host;
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1:1', `127.0.0.1.evil.example:${port}`]) {
      expect((await get(served, '/', { host })).status).toBe(421);
      expect(await outcome(open(served, { host }))).toBe('421');
    }
    expect((await get(served, '/', { host: `localhost:${port}` })).status).toBe(200);
  });

  test('a foreign Origin', async () => {
    const served = await serve();
    for (const origin of [
      'http://evil.example',
      'null',
      'http://127.0.0.1:1',
      `https://127.0.0.1:${served.host.port}`,
    ]) {
      expect(await outcome(open(served, { origin }))).toBe('403');
    }
  });

  test('a wrong, short or missing token', async () => {
    const served = await serve();
    for (const token of ['0'.repeat(64), served.token.slice(0, -1), 'x']) {
      expect(await outcome(open(served, { token }))).toBe('401');
    }
    const bare = new WebSocket(`ws://127.0.0.1:${served.host.port}/rpc`, { origin: served.origin });
    expect(await outcome(bare)).toBe('401');
  });

  test('another socket path', async () => {
    expect(await outcome(open(await serve(), { path: '/other' }))).toBe('403');
  });

  test('an oversized message closes its connection; the host goes on', async () => {
    const served = await serve();
    const socket = open(served);
    expect(await outcome(socket)).toBe('open');
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.send('x'.repeat(1024 * 1024 + 1));
    expect([1006, 1009]).toContain(await closed);
    expect(await outcome(open(served))).toBe('open');
  });

  test('garbage instead of a call, and instead of HTTP', async () => {
    const served = await serve();
    const socket = open(served);
    await outcome(socket);
    for (const message of ['', 'nonsense', '{"i":1}', '[]', '{"i":"a","p":{"u":"/dhcp/nothing","b":{}}}'])
      socket.send(message);
    socket.send(Buffer.from([0, 1, 2, 255]));
    const raw = connect(served.host.port, '127.0.0.1');
    raw.on('error', () => {});
    raw.resume().end('\0\0garbage\r\n\r\n');
    await new Promise((resolve) => raw.on('close', resolve));
    const other = open(served);
    await outcome(other);
    expect(await clientOf(other).app.info()).toMatchObject({ host: 'command-line' });
  });
});

describe('uploads', () => {
  const upload = ({ origin }: Served, token: string, from = origin, body = 'captured') =>
    fetch(`${origin}/upload?name=${encodeURIComponent('../../a file.pcap')}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, origin: from },
      body,
    });

  test('a file handed over is there for calls, under a harmless name, until the host ends', async () => {
    const served = await serve();
    const answer = await upload(served, served.token);
    const { file } = (await answer.json()) as { file: string };
    expect(answer.status).toBe(200);
    expect(file).toMatch(/punchdown-uploads-\w+\/1-\.\._\.\._a file\.pcap$/);
    expect(readFileSync(file, 'utf8')).toBe('captured');
    await served.host.close();
    expect(existsSync(file)).toBe(false);
  });

  test('refused without the token or from another origin', async () => {
    const served = await serve();
    expect((await upload(served, 'wrong')).status).toBe(401);
    expect((await upload(served, served.token, 'http://evil.example')).status).toBe(403);
  });
});

test('a token is made for each start', async () => {
  const [one, other] = [await serve(), await serve()];
  expect(one.token).toMatch(/^[0-9a-f]{64}$/);
  expect(other.token).not.toBe(one.token);
});

test('calls and streams cross the socket; bad input comes back as a problem', async () => {
  const served = await serve();
  const socket = open(served);
  await outcome(socket);
  const client = clientOf(socket);
  const result = await client.dhcp.handshake({ interface: 'lab-office', offerWindow: 20 });
  expect(result.outcome).toBe('bound');
  await expect(client.dhcp.handshake({ interface: '' })).rejects.toMatchObject({
    data: { code: 'input-invalid', params: { field: 'interface' } },
  });
  for await (const status of await client.app.watchStatus()) {
    expect(status.session.name).not.toBe('');
    break;
  }
});

test('losing the connection stops the work at its source', async () => {
  const served = await serve();
  const socket = open(served);
  await outcome(socket);
  const running = clientOf(socket).dhcp.handshake({ interface: 'lab-silent' });
  running.catch(() => {});
  await expect.poll(async () => (await served.engine.client.timeline.exchanges({})).total).toBe(1);
  socket.terminate();
  await expect
    .poll(async () => (await served.engine.client.timeline.exchanges({})).exchanges[0])
    .toMatchObject({ state: 'ended', outcome: 'cancelled' });
});

test('a port that is taken is named', async () => {
  const { engine, host } = await serve();
  await expect(startBrowserHost({ engine, page, address: '127.0.0.1', port: host.port })).rejects.toMatchObject({
    problem: { code: 'port-taken', params: { port: host.port } },
  });
});
