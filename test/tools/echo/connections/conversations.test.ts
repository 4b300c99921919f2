import { describe, expect, it } from 'vitest';
import { Conversation, ConversationBudget } from '#electron/tools/echo/connections/conversation.ts';
import { frameMessage } from '#electron/wire/framing/frame-message.ts';
import { framingSchema } from '#shared/model/framing.ts';
import { connecting } from './connecting.ts';

const { connect, send, segments, serve, tcpPeer, udpPeer, now, notes, recorded } = connecting();

const framings = [
  { kind: 'none' },
  { kind: 'delimiter', delimiter: '\\r\\n' },
  { kind: 'length', bytes: 1 },
  { kind: 'length', bytes: 2, order: 'little' },
  { kind: 'length', bytes: 4, inclusive: true },
  { kind: 'length', bytes: 8 },
  { kind: 'fixed', size: 5 },
  { kind: 'netstring' },
  { kind: 'slip' },
  { kind: 'cobs' },
];
const framed = (framing: object, text: string) => frameMessage(framingSchema.parse(framing), Buffer.from(text));

describe('a conversation', () => {
  it.each(framings)('with our own server, message by message: %j', async (framing) => {
    const one = await connect({ port: await serve({ framing }), framing });
    for (const text of ['hello', 'again']) {
      const before = now(one)?.messagesIn ?? 0;
      await send(one, text);
      await expect.poll(() => now(one)?.messagesIn).toBe(before + 1);
    }
    const wire = ['hello', 'again'].map((text) => framed(framing, text));
    const [first, second] = wire.map((octets) => Buffer.from(octets).toString('hex'));
    const said = segments(one);
    expect(said.map(({ direction, hex }) => [direction, hex])).toEqual([
      ['sent', first],
      ['received', first],
      ['sent', second],
      ['received', second],
    ]);
    const length = wire[0]?.length ?? 0;
    // SLIP begins each message with an END too.
    expect(said.map(({ ends }) => ends.map(({ message, at }) => [message, at]))).toEqual(
      [0, 0, 1, 1].map((message) => [[message, length]]),
    );
    expect(now(one)).toMatchObject({ messagesIn: 2, messagesOut: 2, faults: 0, bytesIn: 2 * length });
  });

  it.each(framings.slice(1))('shows a message that came in pieces, and several in one: %j', async (framing) => {
    const { port, clients } = await tcpPeer((socket) => socket.setNoDelay(true));
    const one = await connect({ port, framing });
    await expect.poll(() => clients.length).toBe(1);
    const message = framed(framing, 'abcde');
    const whole = Buffer.concat([message.subarray(0, 3)]);
    clients[0]?.write(whole);
    await expect.poll(() => now(one)?.bytesIn).toBe(3);
    expect(segments(one)[0]?.ends.filter(({ length }) => length > 1)).toEqual([]);
    clients[0]?.write(Buffer.concat([message.subarray(3), message, message]));
    await expect.poll(() => now(one)?.messagesIn).toBe(3);
    const ends = segments(one).flatMap((segment) => segment.ends.map((end) => ({ segment: segment.index, ...end })));
    const begin = (message.length - (ends[0]?.length ?? 0)) as number;
    expect(ends.map(({ at, from, message: number }) => [number, from, at])).toEqual([
      [0, begin - 3, message.length - 3],
      [1, expect.any(Number), 2 * message.length - 3],
      [2, expect.any(Number), 3 * message.length - 3],
    ]);
  });

  it('counts its bytes of each direction from the beginning', async () => {
    const one = await connect({ port: await serve() });
    for (const text of ['abc', 'defg']) {
      const before = now(one)?.bytesIn ?? 0;
      await send(one, text);
      await expect.poll(() => now(one)?.bytesIn).toBe(before + text.length);
    }
    expect(segments(one).map(({ direction, offset, length, text }) => [direction, offset, length, text])).toEqual([
      ['sent', 0, 3, 'abc'],
      ['received', 0, 3, 'abc'],
      ['sent', 3, 4, 'defg'],
      ['received', 3, 4, 'defg'],
    ]);
    // The server's as well.
    await expect.poll(() => recorded.length).toBe(8);
  });

  it.each([
    [{ kind: 'length', bytes: 4 }, [0x40, 0, 0, 0, 1, 2], 'oversized', 0],
    [{ kind: 'length', bytes: 8 }, [0xff, 0, 0, 0, 0, 0, 0, 0, 1], 'oversized', 0],
    [{ kind: 'netstring' }, [...Buffer.from('1:a,x')], 'garbage', 4],
    [{ kind: 'slip' }, [0xdb, 1, 0xc0], 'garbage', 0],
    [{ kind: 'cobs' }, [9, 1, 0], 'garbage', 0],
    [{ kind: 'delimiter', limit: 4 }, [...Buffer.from('abcdefgh')], 'oversized', 0],
  ])('names what is wrong in it: %j', async (framing, octets, kind, at) => {
    const { port } = await tcpPeer((socket) => socket.write(Uint8Array.from(octets)));
    const one = await connect({ port, framing });
    await expect.poll(() => now(one)?.faults).toBe(1);
    expect(segments(one)[0]?.faults).toEqual([expect.objectContaining({ kind, at })]);
    expect(notes.filter(({ code }) => code === 'echo-fault')).toHaveLength(1);
  });

  it('holds nothing of a gigabyte that is announced and comes', async () => {
    const { port } = await tcpPeer((socket) => {
      socket.write(Buffer.from([0x40, 0, 0, 0]));
      const chunk = Buffer.alloc(1 << 20, 0x61);
      let left = 64;
      const more = () => {
        while (left > 0) {
          left--;
          if (!socket.write(chunk)) return;
        }
      };
      socket.on('drain', more);
      more();
    });
    const one = await connect({ port, framing: { kind: 'length', bytes: 4 } });
    await expect.poll(() => now(one)?.bytesIn, { timeout: 30_000 }).toBe(4 + (64 << 20));
    expect(now(one)).toMatchObject({ faults: 1, messagesIn: 0 });
    expect(segments(one)[0]?.faults[0]).toMatchObject({ kind: 'oversized' });
    for (const { hex } of segments(one)) expect(hex.length).toBeLessThanOrEqual(8192);
  });

  it('names a message that the end cut short', async () => {
    const { port } = await tcpPeer((socket) => socket.end('one\ntw'));
    const one = await connect({ port, framing: { kind: 'delimiter' } });
    await expect.poll(() => now(one)?.state).toBe('half-closed');
    expect(segments(one).at(-1)).toMatchObject({ mark: 'fin', faults: [{ kind: 'incomplete', at: 4 }] });
  });

  it('takes each datagram by itself', async () => {
    const port = await udpPeer((_bytes, answer) => answer(Buffer.from('1:a,2:bc,9:x')));
    const one = await connect({ protocol: 'udp', port, framing: { kind: 'netstring' } });
    await send(one, 'x');
    await expect.poll(() => now(one)?.bytesIn).toBe(12);
    await send(one, 'y');
    await expect.poll(() => now(one)?.bytesIn).toBe(24);
    const received = segments(one).filter(({ direction }) => direction === 'received');
    expect(received.map(({ ends }) => ends.map(({ message, from, at }) => [message, from, at]))).toEqual([
      [
        [0, 0, 4],
        [1, 4, 9],
      ],
      [
        [2, 0, 4],
        [3, 4, 9],
      ],
    ]);
    expect(received.map(({ faults }) => faults.map(({ kind, at }) => [kind, at]))).toEqual([
      [['incomplete', 9]],
      [['incomplete', 21]],
    ]);
  });
});

describe('what is held', () => {
  it('are the newest segments, each with its beginning and a few ends', () => {
    const conversation = new Conversation(
      { kind: 'delimiter', delimiter: '\\n', limit: 100 },
      true,
      new ConversationBudget(),
    );
    for (let index = 0; index < 25_000; index++) conversation.add('received', Buffer.from(`${index}\n`), index);
    const { total, dropped, segments: held } = conversation.page(0, 1000);
    expect([total, dropped]).toEqual([25_000, 5000]);
    expect(held).toEqual([]);
    expect(conversation.page(4999, 3).segments.map(({ index, text }) => [index, text])).toEqual([
      [5000, '5000\\x0a'],
      [5001, '5001\\x0a'],
    ]);
    expect(conversation.page(24_999, 10).segments.map(({ index, at }) => [index, at])).toEqual([[24_999, 24_999]]);
    conversation.add('received', Buffer.alloc(100_000, '\n'), 0);
    const [long] = conversation.page(25_000, 1).segments;
    expect(long).toMatchObject({ length: 100_000, moreEnds: 100_000 - 256 });
    expect([long?.hex.length, long?.ends.length]).toEqual([8192, 256]);
  });

  it('never takes more memory than all may have together', () => {
    const budget = new ConversationBudget(1 << 20);
    const many = Array.from({ length: 10 }, () => new Conversation({ kind: 'none' }, true, budget));
    const [first] = many;
    const bytes = new Uint8Array(4096);
    for (let round = 0; round < 1000; round++) for (const one of many) one.add('sent', bytes, 0);
    const held = () => many.reduce((sum, one) => sum + one.held, 0);
    expect(held()).toBeLessThanOrEqual(1 << 20);
    expect(held()).toBeGreaterThan(1 << 18);
    expect(first?.total).toBe(1000);
    first?.forget();
  });
});
