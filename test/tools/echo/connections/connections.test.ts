import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { need } from '#test/lab/need.ts';
import { type StartedProgram, startProgram } from '#test/lab/started-program.ts';
import { connecting, freePort } from './connecting.ts';

const lab = connecting();
const { connect, send, segments, serve, tcpPeer, udpPeer, now, notes, outcomes, deps } = lab;
const programs: StartedProgram[] = [];
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.stop()));
});
const codes = () => notes.map(({ code }) => code);

describe('a connection', () => {
  it('tells its times, both ends and what it did', async () => {
    const port = await serve({});
    const one = await connect({ address: 'localhost', port, noDelay: false, keepAlive: 60 });
    expect(one).toMatchObject({ state: 'open', remote: { port }, bytesIn: 0 });
    expect(one.local?.port).toBeGreaterThan(0);
    expect(one.times.lookUp).toBeGreaterThan(0);
    expect(one.times.connect).toBeGreaterThan(0);
    await send(one, 'hello');
    await expect.poll(() => now(one)?.times.firstByte).toBeGreaterThan(0);
    expect(codes()).toEqual(
      expect.arrayContaining(['started', 'echo-looked-up', 'echo-connected', 'echo-first-octet']),
    );
    const ended = await lab.connections.disconnect(one.id, 'close');
    expect(ended.state).toBe('closed');
    expect(outcomes).toContain('closed');
  });

  it('is one of many at once', async () => {
    const port = await serve({});
    const many = await Promise.all(Array.from({ length: 100 }, () => connect({ port })));
    await Promise.all(many.map((one, index) => send(one, `number ${index}`)));
    await expect
      .poll(() => many.map((one) => segments(one)[1]?.text))
      .toEqual(many.map((_, index) => `number ${index}`));
  });

  it('comes from the address and the port that were asked for', async () => {
    const { port, clients } = await tcpPeer();
    const sourcePort = await freePort();
    const one = await connect({ port, sourceAddress: '127.0.0.9', sourcePort });
    expect(one.local).toEqual({ address: '127.0.0.9', port: sourcePort });
    await expect.poll(() => clients[0]?.remoteAddress).toBe('127.0.0.9');
    const taken = await connect({ port, sourceAddress: '127.0.0.9', sourcePort });
    expect(taken).toMatchObject({ state: 'failed', problem: { code: 'echo-source-failed' } });
    const foreign = await connect({ port, sourceAddress: '192.0.2.250' });
    expect(foreign.problem?.code).toBe('echo-source-failed');
    const out = await connect({ port, interface: 'lo' });
    expect(out.state === 'open' || out.problem?.code === 'interface-unknown').toBe(true);
    expect((await connect({ port, interface: 'no-such-0' })).problem?.code).toBe('interface-unknown');
  });

  it('tries the addresses of a name one after the other', async () => {
    const port = await serve({ address: '127.0.0.1' });
    deps.resolve = async () => [
      { address: '::1', family: 'ipv6' },
      { address: '127.0.0.1', family: 'ipv4' },
    ];
    const one = await connect({ address: 'two.example', port });
    expect(one).toMatchObject({ state: 'open', remote: { address: '127.0.0.1' } });
    expect(notes.find(({ code }) => code === 'echo-attempt-failed')?.params).toMatchObject({
      address: '::1',
      reason: 'ECONNREFUSED',
    });
  });

  it('tells refused, unreachable, silent and unknown apart', async () => {
    const { resolve } = deps;
    deps.resolve = (await import('#electron/net/names/resolve-host.ts')).resolveHost;
    const problemOf = async (input: object) => (await connect({ timeout: 400, ...input })).problem?.code;
    expect(await problemOf({ port: await freePort() })).toBe('connect-refused');
    expect(await problemOf({ port: 7, address: 'nobody.invalid' })).toMatch(/^names-(unknown|no-server)$/);
    expect(await problemOf({ port: 7, address: '::1', family: 'ipv4' })).toBe('names-no-address');
    expect(await problemOf({ port: 7, address: 'fe80::1' })).toBe('echo-zone-needed');
    expect(await problemOf({ port: 7, address: 'fe80::1%no-such-0' })).toBe('names-unknown');
    expect(await problemOf({ port: 7, address: '255.255.255.255' })).toBe('connect-net-unreachable');
    expect(await problemOf({ protocol: 'udp', port: 7, address: '127.255.255.255' })).toBe('echo-broadcast-off');
    deps.resolve = resolve;
    expect(outcomes.every((outcome) => outcome === 'failed')).toBe(true);
  });

  it('ends when its call is cancelled, or when it is closed before it is there', async () => {
    deps.resolve = () => new Promise(() => {});
    const stop = new AbortController();
    const pending = connect({ address: 'slow.example', port: 7 }, stop.signal);
    stop.abort();
    expect(await pending).toMatchObject({ state: 'failed', problem: { code: 'cancelled' } });
    const other = connect({ address: 'slow.example', port: 7 });
    const connecting = lab.connections.list().find(({ state }) => state === 'connecting');
    await lab.connections.disconnect(connecting?.id ?? '', 'close');
    expect(await other).toMatchObject({ state: 'failed', problem: { code: 'cancelled' } });
    expect((await connect({ address: 'slow.example', port: 7, timeout: 60 })).problem?.code).toBe('names-failed');
    deps.resolve = (await import('#electron/net/names/resolve-host.ts')).resolveHost;
  });
});

describe('the end of a connection', () => {
  it('is half of it first: ours, and the other side goes on', async () => {
    const { port, clients } = await tcpPeer();
    const one = await connect({ port });
    await expect.poll(() => clients.length).toBe(1);
    expect(await lab.connections.disconnect(one.id, 'finish')).toMatchObject({ state: 'half-closed', finished: 'us' });
    await expect(send(one, 'x')).rejects.toMatchObject({ problem: { code: 'echo-not-connected' } });
    clients[0]?.resume().write('still here');
    await expect.poll(() => now(one)?.bytesIn).toBe(10);
    clients[0]?.end();
    await expect.poll(() => now(one)?.state).toBe('closed');
    expect(now(one)?.problem).toBeUndefined();
    expect(segments(one).map(({ direction, mark = '' }) => `${direction} ${mark}`)).toEqual([
      'sent fin',
      'received ',
      'received fin',
    ]);
  });

  it('is half of it first: theirs, and we go on', async () => {
    const got: string[] = [];
    const { port } = await tcpPeer((socket) => {
      socket.on('data', (bytes) => got.push(bytes.toString()));
      socket.end();
    });
    const one = await connect({ port });
    await expect.poll(() => now(one)).toMatchObject({ state: 'half-closed', finished: 'them' });
    await send(one, 'last words');
    await expect.poll(() => got).toEqual(['last words']);
    expect(await lab.connections.disconnect(one.id, 'close')).toMatchObject({ state: 'closed' });
  });

  it('is a reset: theirs with its name, ours without', async () => {
    const { port, clients } = await tcpPeer();
    const theirs = await connect({ port });
    await expect.poll(() => clients.length).toBe(1);
    clients[0]?.resetAndDestroy();
    await expect
      .poll(() => now(theirs))
      .toMatchObject({
        state: 'closed',
        problem: { code: 'connection-ended', params: { code: 'ECONNRESET' } },
      });
    expect(segments(theirs).at(-1)).toMatchObject({ direction: 'received', mark: 'reset' });
    await expect(send(theirs, 'x')).rejects.toMatchObject({ problem: { code: 'connection-ended' } });
    const ours = await connect({ port });
    await expect.poll(() => clients.length).toBe(2);
    const error = new Promise<NodeJS.ErrnoException>((done) => clients[1]?.once('error', done));
    clients[1]?.resume();
    expect(await lab.connections.disconnect(ours.id, 'reset')).toMatchObject({ state: 'closed' });
    expect((await error).code).toBe('ECONNRESET');
  });

  it('is seen when somebody writes to a peer that is gone', async () => {
    const { port, clients } = await tcpPeer();
    const one = await connect({ port });
    await expect.poll(() => clients.length).toBe(1);
    // Closed on their side, not merely finished: what comes now is answered by RST.
    clients[0]?.destroy();
    await expect.poll(() => now(one)?.state).toBe('half-closed');
    // The reset is told with the write after it.
    await expect
      .poll(async () => {
        await send(one, 'is anybody there?').catch(() => {});
        return now(one)?.state;
      })
      .toBe('closed');
    expect(now(one)?.problem).toMatchObject({ code: 'connection-ended' });
  });

  it('waits until everything was sent', async () => {
    let got = 0;
    const { port } = await tcpPeer((socket) => {
      socket.pause();
      setTimeout(
        () =>
          socket
            .on('data', (bytes) => {
              got += bytes.length;
            })
            .resume(),
        100,
      );
    });
    const one = await connect({ port });
    await send(one, '{size:1000000}', { repeat: 3 });
    const { bytesOut } = now(one) ?? {};
    await lab.connections.disconnect(one.id, 'close');
    await expect.poll(() => now(one)?.state).toBe('closed');
    await expect.poll(() => got).toBe(bytesOut);
    expect(await lab.connections.remove(one.id)).toBe(true);
    expect(await lab.connections.remove(one.id)).toBe(false);
  });
});

describe('sending', () => {
  it('replaces macros for each message, framed or as it is', async () => {
    const framing = { kind: 'netstring' };
    const one = await connect({ port: await serve({ framing }), framing });
    expect(await send(one, 'n{counter}', { repeat: 3 })).toEqual({ messages: 3, bytes: 15 });
    await send(one, '2:\\x6f', { raw: true });
    await send(one, '6b 2c', { as: 'hex', raw: true });
    await expect.poll(() => now(one)?.messagesIn).toBe(4);
    const sent = segments(one).filter(({ direction }) => direction === 'sent');
    expect(sent.map(({ text }) => text)).toEqual(['2:n1,', '2:n2,', '2:n3,', '2:o', 'k,']);
    expect(sent.map(({ ends }) => ends.length)).toEqual([1, 1, 1, 0, 1]);
  });

  it('refuses what the framing cannot carry, and what is no hex', async () => {
    const one = await connect({ port: await serve({}), framing: { kind: 'fixed', size: 3 } });
    await expect(send(one, 'four')).rejects.toMatchObject({ problem: { code: 'echo-message-unfit' } });
    await expect(send(one, 'x', { as: 'hex' })).rejects.toMatchObject({ problem: { code: 'echo-payload-unreadable' } });
    const two = await connect({ protocol: 'udp', port: 7 });
    await expect(send(two, '{size:70000}')).rejects.toMatchObject({ problem: { code: 'echo-message-unfit' } });
  });

  it('repeats with a delay until it is stopped', async () => {
    const one = await connect({ port: await serve({}) });
    const stop = new AbortController();
    const sending = send(one, 'tick', { repeat: 0, delay: 5, signal: stop.signal });
    await expect.poll(() => now(one)?.messagesOut).toBeGreaterThan(5);
    expect(now(one)?.repeating).toBe(true);
    stop.abort();
    const { messages } = await sending;
    expect(now(one)).toMatchObject({ repeating: false, messagesOut: messages });
  });

  it('ends with the connection', async () => {
    const { port, clients } = await tcpPeer((socket) => socket.resume());
    const one = await connect({ port });
    await expect.poll(() => clients.length).toBe(1);
    const sending = send(one, 'x', { repeat: 0 });
    sending.catch(() => {});
    await expect.poll(() => now(one)?.messagesOut).toBeGreaterThan(0);
    clients[0]?.resetAndDestroy();
    await expect(sending).rejects.toMatchObject({ problem: { code: 'connection-ended' } });
  });

  it('waits for a slow reader, with little in memory, and holds nobody up', async () => {
    const { port, clients } = await tcpPeer((socket) => socket.pause());
    const one = await connect({ port });
    await expect.poll(() => clients.length).toBe(1);
    const stop = new AbortController();
    const sending = send(one, '{size:100000}', { repeat: 0, signal: stop.signal });
    let before = -1;
    await expect
      .poll(
        () => {
          const sent = now(one)?.bytesOut ?? 0;
          const same = sent === before && sent > 0;
          before = sent;
          return same;
        },
        { interval: 100, timeout: 20_000 },
      )
      .toBe(true);
    expect(now(one)?.waiting).toBeGreaterThan(0);
    expect(now(one)?.waiting).toBeLessThan(1 << 20);
    clients[0]?.resume();
    await expect.poll(() => now(one)?.bytesOut, { timeout: 20_000 }).toBeGreaterThan(before + (1 << 20));
    stop.abort();
    await sending;
  });

  it('sends a file in pieces, tells how far it is, and can be stopped', async () => {
    const file = join(tmpdir(), `punchdown-send-${process.pid}`);
    const content = Buffer.alloc(24_000_000);
    for (let at = 0; at < content.length; at += 4) content.writeUInt32BE(at, at);
    await writeFile(file, content);
    const got: Buffer[] = [];
    const { port, clients } = await tcpPeer((socket) =>
      socket
        .pause()
        .on('data', (bytes) => got.push(bytes))
        .pause(),
    );
    const one = await connect({ port });
    await expect.poll(() => clients.length).toBe(1);
    const sending = lab.connections.sendFile(one.id, file, new AbortController().signal);
    await expect.poll(() => now(one)?.file).toMatchObject({ size: content.length });
    clients[0]?.resume();
    expect(await sending).toEqual({ bytes: content.length });
    await expect.poll(() => Buffer.concat(got).length, { timeout: 20_000 }).toBe(content.length);
    expect(Buffer.concat(got).equals(content)).toBe(true);
    clients[0]?.pause();
    const stop = new AbortController();
    await writeFile(file, Buffer.alloc(60_000_000));
    const stopped = lab.connections.sendFile(one.id, file, stop.signal);
    await expect.poll(() => now(one)?.file?.sent).toBeGreaterThan(0);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    expect(now(one)?.file).toBeUndefined();
    const none = lab.connections.sendFile(one.id, '/dev/zero', new AbortController().signal);
    await expect(none).rejects.toMatchObject({ problem: { code: 'file-unreadable' } });
  });
});

describe('over UDP', () => {
  it('speaks with one peer, datagram by datagram, the empty one too', async () => {
    const one = await connect({ protocol: 'udp', port: await serve({ protocol: 'udp' }), sourceAddress: '127.0.0.1' });
    for (const text of ['hello', '', 'again']) {
      const before = now(one)?.segments ?? 0;
      await send(one, text);
      await expect.poll(() => now(one)?.segments).toBe(before + 2);
    }
    expect(segments(one).map(({ direction, text }) => `${direction} ${text}`)).toEqual([
      'sent hello',
      'received hello',
      'sent ',
      'received ',
      'sent again',
      'received again',
    ]);
    expect(await lab.connections.disconnect(one.id, 'close')).toMatchObject({ state: 'closed', messagesIn: 3 });
  });

  it('tells of a port where nobody listens, and goes on', async () => {
    const port = await freePort();
    const one = await connect({ protocol: 'udp', port });
    await send(one, 'anybody?');
    await expect.poll(() => now(one)).toMatchObject({ state: 'open', problem: { code: 'connect-refused' } });
  });

  it('hears whoever answers a broadcast', async () => {
    const port = await udpPeer((bytes, answer) => answer(Buffer.concat([Buffer.from('re: '), bytes])), '0.0.0.0');
    const one = await connect({ protocol: 'udp', address: '127.255.255.255', port, broadcast: true });
    await send(one, 'who?');
    await expect.poll(() => segments(one).length).toBe(2);
    expect(segments(one)[1]).toMatchObject({ direction: 'received', text: 're: who?' });
    expect(segments(one)[1]?.peer).toMatch(new RegExp(`^127\\.[\\d.]+:${port}$`));
  });
});

describe('real peers', () => {
  it.skipIf(!need('socat'))('socat echoes, over TCP and UDP', async () => {
    for (const [protocol, word] of [
      ['tcp', 'TCP'],
      ['udp', 'UDP'],
    ] as const) {
      const port = await freePort();
      const args = ['-d', '-d', `${word}-LISTEN:${port},reuseaddr,bind=127.0.0.1`, 'PIPE'];
      programs.push(await startProgram({ file: 'socat', args, ready: /listening on/ }));
      const one = await connect({ protocol, port, framing: { kind: 'delimiter' } });
      await send(one, 'through socat');
      await expect.poll(() => now(one)?.messagesIn).toBe(1);
      expect(segments(one)[1]?.text).toBe('through socat\\x0a');
    }
  });

  it.skipIf(!need('ncat'))('ncat answers and ends', async () => {
    const port = await freePort();
    const args = ['-v', '-l', '127.0.0.1', String(port), '--sh-exec', 'read line; echo "you said $line"'];
    programs.push(await startProgram({ file: 'ncat', args, ready: /Listening on/ }));
    const one = await connect({ port, framing: { kind: 'delimiter' } });
    await send(one, 'hello');
    await expect.poll(() => now(one)?.state).not.toBe('open');
    expect(segments(one).map(({ text, mark = '' }) => text + mark)).toContain('you said hello\\x0a');
  });
});
