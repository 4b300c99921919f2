import { execFile } from 'node:child_process';
import { connect, createServer, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createDatagramIo } from '#electron/net/udp/datagram-io.ts';
import { Servers } from '#electron/tools/echo/servers/servers.ts';
import { serveInputSchema } from '#shared/model/echo.ts';
import { need } from '#test/lab/need.ts';
import { echoDeps } from '../echo-deps.ts';

const run = promisify(execFile);
const { deps, recorded, notes, outcomes, forget } = echoDeps();
let servers: Servers | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await servers?.close();
  servers = undefined;
  forget();
});
async function serve(input: object) {
  servers ??= new Servers(deps);
  const server = await servers.start(serveInputSchema.parse({ protocol: 'tcp', port: 0, ...input }));
  return { ...server, port: server.bound[0]?.port ?? 0, now: () => servers?.list().find(({ id }) => id === server.id) };
}
async function client(
  port: number,
  host = '127.0.0.1',
): Promise<{ socket: Socket; text: () => string; ended: () => boolean }> {
  const socket = connect({ host, port, allowHalfOpen: true });
  sockets.push(socket);
  let text = '';
  let ended = false;
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
  });
  socket.on('end', () => {
    ended = true;
  });
  socket.on('error', () => {});
  await new Promise((done) => socket.once('connect', done));
  return { socket, text: () => text, ended: () => ended };
}

describe('TCP servers', () => {
  it('echo to many at once, over IPv4 and IPv6, and list who is there', async () => {
    const { port, id, now } = await serve({});
    const clients = await Promise.all([client(port), client(port, '::1'), client(port)]);
    for (const [index, { socket }] of clients.entries()) socket.write(`hello ${index}`);
    await expect.poll(() => clients.map(({ text }) => text())).toEqual(['hello 0', 'hello 1', 'hello 2']);
    expect(now()).toMatchObject({ open: 3, seen: 3, bytesIn: 21, bytesOut: 21, messages: 3, waiting: 0 });
    const { total, clients: shown } = servers?.clients(id, 0, 10) ?? { total: 0, clients: [] };
    expect([total, shown[0]]).toMatchObject([3, { state: 'open', bytesIn: 7, messages: 1 }]);
    expect(shown.map(({ address }) => address).sort()).toEqual(['127.0.0.1', '127.0.0.1', '::1']);
    servers?.closeClients(id, shown[0]?.id, 'reset');
    await expect.poll(() => now()?.open).toBe(2);
    servers?.closeClients(id, undefined, 'close');
    await expect.poll(() => now()?.open).toBe(0);
  });

  it('answer what is there after the other side has finished, then finish too', async () => {
    const { port } = await serve({ framing: { kind: 'delimiter' } });
    const { socket, text, ended } = await client(port);
    socket.end('one\ntwo\nthr');
    await expect.poll(ended).toBe(true);
    expect(text()).toBe('one\ntwo\n');
    await expect.poll(() => notes.map(({ code }) => code)).toContain('echo-fault');
    expect(notes.find(({ code }) => code === 'echo-fault')?.params).toMatchObject({ kind: 'incomplete', at: 8 });
  });

  it('put messages together however they come, by a length prefix', async () => {
    const { port, now } = await serve({ framing: { kind: 'length', bytes: 2 } });
    const { socket, text } = await client(port);
    socket.write(Buffer.from([0]));
    await expect.poll(() => now()?.bytesIn).toBe(1);
    socket.write(Buffer.from([3, 0x61, 0x62]));
    await expect.poll(() => now()?.bytesIn).toBe(4);
    expect(text()).toBe('');
    socket.write(Buffer.from([0x63, 0, 1, 0x64]));
    await expect.poll(text).toBe('\0\x03abc\0\x01d');
    expect(now()?.messages).toBe(2);
  });

  it.each([
    ['discard', 'x', ''],
    ['fixed', 'anything', 'n=1;'],
  ])('%s', async (kind, sent, expected) => {
    const behaviour = kind === 'fixed' ? { kind, answer: { text: 'n={counter};' } } : { kind };
    const { port, now } = await serve({ behaviour });
    const { socket, text } = await client(port);
    socket.write(sent);
    await expect.poll(() => now()?.messages).toBe(1);
    await expect.poll(text).toBe(expected);
  });

  it('tell the time of day and end (RFC 867)', async () => {
    const { port } = await serve({ behaviour: { kind: 'daytime' } });
    const { text, ended } = await client(port);
    await expect.poll(ended).toBe(true);
    expect(text()).toMatch(/^\w+day, \w+ \d+, 20\d\d \d\d:\d\d:\d\d-UTC\r\n$/);
  });

  it('generate characters as fast as they are taken, and no faster (RFC 864)', async () => {
    const { port, now } = await serve({ behaviour: { kind: 'chargen' } });
    const { socket, text } = await client(port);
    await expect.poll(() => text().length).toBeGreaterThan(200_000);
    const lines = text().split('\r\n');
    expect(lines[0]).toBe(' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg');
    expect(lines[1]?.[0]).toBe('!');
    socket.pause();
    let before = -1;
    await expect
      .poll(
        () => {
          const sent = now()?.bytesOut ?? 0;
          const same = sent === before;
          before = sent;
          return same;
        },
        { interval: 200 },
      )
      .toBe(true);
    expect(now()?.waiting).toBeLessThan(1 << 20);
  });

  it('answer by rule: text, hex and regular expression, with a delay, and end', async () => {
    const rules = [
      { match: 'equal', value: 'ping\\n', answer: { text: 'pong', end: 'lf' } },
      { match: 'hex', value: '00 ff', answer: { text: 'hex' } },
      { match: 'regex', value: '^user [a-z]+$', answer: { text: 'hello' }, delay: 30 },
      { match: 'starts', value: 'quit', answer: { text: 'bye' }, close: true },
    ];
    const { port } = await serve({ behaviour: { kind: 'rules', rules } });
    const { socket, text, ended } = await client(port);
    const steps: [string | Buffer, string][] = [
      ['ping\n', 'pong\n'],
      [Buffer.from([1, 0, 255, 2]), 'hex'],
      ['user kim', 'hello'],
      ['quit now', 'bye'],
    ];
    let whole = '';
    for (const [sent, answer] of steps) {
      socket.write(sent);
      whole += answer;
      await expect.poll(text).toBe(whole);
    }
    await expect.poll(ended).toBe(true);
  });

  it.each([
    [{ match: 'regex', value: '(' }, 'echo-expression-unreadable'],
    [{ match: 'regex', value: '(a)\\1' }, 'echo-expression-unreadable'],
    [{ match: 'hex', value: 'xyz' }, 'echo-payload-unreadable'],
  ])('refuse a rule that cannot be read: %j', async (rule, code) => {
    const behaviour = { kind: 'rules', rules: [{ ...rule, answer: { text: '' } }] };
    await expect(serve({ behaviour })).rejects.toMatchObject({ problem: { code } });
  });

  it('stop reading from one that takes no answers, and go on when it does', async () => {
    const { port, now, id } = await serve({});
    const { socket } = await client(port);
    socket.pause();
    const chunk = Buffer.alloc(1 << 16, 0x61);
    let sent = 0;
    const pump = () => {
      while (sent < 64 << 20 && socket.write(chunk)) sent += chunk.length;
    };
    socket.on('drain', pump);
    pump();
    const slow = () => servers?.clients(id, 0, 1).clients[0]?.state;
    await expect.poll(slow, { timeout: 10_000 }).toBe('slow');
    expect(now()?.waiting).toBeLessThan(2 << 20);
    socket.resume();
    await expect.poll(slow, { timeout: 20_000 }).toBe('open');
  });

  it('turn away more clients than they may have, and count them', async () => {
    const { port, now } = await serve({ clients: 1 });
    await client(port);
    const second = connect({ host: '127.0.0.1', port });
    second.on('error', () => {});
    sockets.push(second);
    await expect.poll(() => now()).toMatchObject({ open: 1, refused: 1 });
  });

  it('pass over a message of a gigabyte, and name it', async () => {
    const { port } = await serve({ framing: { kind: 'length', limit: 1000 } });
    const { socket, text } = await client(port);
    socket.write(Buffer.from([0x40, 0, 0, 0]));
    await expect
      .poll(() => notes.find(({ code }) => code === 'echo-fault')?.params)
      .toMatchObject({ kind: 'oversized' });
    expect(text()).toBe('');
  });

  it('name the program that has the port', async () => {
    const holder = createServer().listen(0);
    await new Promise((done) => holder.once('listening', done));
    const { port } = holder.address() as { port: number };
    const taken = serve({ port }).catch((error) => error.problem);
    expect(await taken).toMatchObject({ code: 'echo-port-taken', params: { port, pid: process.pid } });
    holder.close();
    expect(outcomes).toEqual(['failed']);
    await expect(serve({ address: '192.0.2.1' })).rejects.toMatchObject({ problem: { code: 'echo-address-unknown' } });
  });

  it('put what they hear and say on the timeline, with both ends', async () => {
    const { port } = await serve({ address: '127.0.0.1' });
    const { socket, text } = await client(port);
    socket.write('hello');
    await expect.poll(text).toBe('hello');
    await expect
      .poll(() => recorded.map(({ direction, link }) => [direction, link]))
      .toEqual([
        ['received', 'upper-pdu'],
        ['sent', 'upper-pdu'],
      ]);
  });

  it.skipIf(!need('socat', 'ncat'))('serve socat and ncat', async () => {
    const { port } = await serve({ framing: { kind: 'delimiter' } });
    const { stdout } = await run('sh', ['-c', `printf 'a\\nb\\n' | socat -t 5 - TCP:127.0.0.1:${port}`]);
    expect(stdout).toBe('a\nb\n');
    const six = await run('sh', ['-c', `printf 'c\\n' | ncat ::1 ${port}`]);
    expect(six.stdout).toBe('c\n');
  });
});

describe('UDP servers', () => {
  it('echo datagrams of IPv4 and IPv6, with a message in each', async () => {
    const { port, now, id } = await serve({ protocol: 'udp' });
    const four: string[] = [];
    const six: string[] = [];
    const io = createDatagramIo();
    const v4 = await io.open({
      family: 'ipv4',
      receiveBuffer: 65_536,
      onDatagram: ({ bytes }) => four.push(Buffer.from(bytes).toString()),
    });
    const v6 = await io.open({
      family: 'ipv6',
      receiveBuffer: 65_536,
      onDatagram: ({ bytes }) => six.push(Buffer.from(bytes).toString()),
    });
    v4.send(Buffer.from('four'), port, '127.0.0.1');
    v6.send(Buffer.from('six'), port, '::1');
    await expect.poll(() => [four, six]).toEqual([['four'], ['six']]);
    expect(now()).toMatchObject({ open: 2, messages: 2, bytesIn: 7, bytesOut: 7 });
    expect(servers?.clients(id, 0, 10).total).toBe(2);
    await Promise.all([v4.close(), v6.close()]);
  });

  it('take each datagram by itself, whatever framing it has', async () => {
    const { port, now } = await serve({ protocol: 'udp', framing: { kind: 'netstring' } });
    const got: string[] = [];
    const io = await createDatagramIo().open({
      family: 'ipv4',
      receiveBuffer: 65_536,
      onDatagram: ({ bytes }) => got.push(Buffer.from(bytes).toString()),
    });
    io.send(Buffer.from('1:a,2:bc,9:x'), port, '127.0.0.1');
    await expect.poll(() => got).toEqual(['1:a,', '2:bc,']);
    await expect.poll(() => now()?.faults).toBe(1);
    await io.close();
  });

  it.skipIf(!need('socat'))('serve socat', async () => {
    const { port } = await serve({ protocol: 'udp', behaviour: { kind: 'daytime' } });
    const { stdout } = await run('sh', ['-c', `printf x | socat -t 2 - UDP:127.0.0.1:${port}`]);
    expect(stdout).toMatch(/-UTC\r\n$/);
  });
});
