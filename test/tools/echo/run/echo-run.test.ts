import { describe, expect, it } from 'vitest';
import { EchoRun } from '#electron/tools/echo/run/echo-run.ts';
import { echoRunInputSchema } from '#shared/model/echo.ts';

/** A run whose octets are brought back by hand, at a time that is set by hand. */
function runByHand(input: object) {
  const time = { now: 1000 };
  const sent: Buffer[] = [];
  const run = new EchoRun(
    echoRunInputSchema.parse({ protocol: 'tcp', address: '127.0.0.1', port: 7, ...input }),
    { send: (octets) => sent.push(Buffer.from(octets)) },
    () => time.now,
  );
  return {
    run,
    time,
    /** What is due, as it goes out. */
    send(): Buffer {
      run.sendDue();
      return Buffer.concat(sent.splice(0));
    },
    sendApart(): Buffer[] {
      run.sendDue();
      return sent.splice(0);
    },
    receive: (octets: Uint8Array) => run.received(octets, time.now),
  };
}

/** Pieces of changing sizes, so that edges of messages lie anywhere in them. */
function* pieces(octets: Buffer): Generator<Buffer> {
  for (let at = 0, size = 1; at < octets.length; at += size, size = ((size * 7) % 97) + 1) {
    yield octets.subarray(at, at + size);
  }
}

const framings = [
  { kind: 'none' },
  { kind: 'delimiter', delimiter: '\\r\\n' },
  { kind: 'delimiter', delimiter: '\\n', limit: 20 },
  { kind: 'length', bytes: 1 },
  { kind: 'length', bytes: 8, order: 'little', inclusive: true },
  { kind: 'fixed', size: 20 },
  { kind: 'netstring' },
  { kind: 'slip' },
  { kind: 'cobs' },
];

describe('what a run makes of a stream', () => {
  it.each(framings)('is right wherever it is cut: %j', (framing) => {
    const { run, send, receive } = runByHand({ framing, size: 20, messages: 3000, inFlight: 50 });
    while (!run.done) for (const piece of pieces(send())) receive(piece);
    expect(run.statistics()).toMatchObject({ sent: 3000, answered: 3000, corrupted: 0, duplicates: 0, reordered: 0 });
  });

  it.each(framings)('names the octet that differs, and goes on: %j', (framing) => {
    const { run, send, receive } = runByHand({ framing, size: 20, messages: 200, inFlight: 50 });
    for (const piece of pieces(send())) receive(piece);
    const octets = send();
    // The last octet but one of the payload of message 60 is changed into another that no framing minds.
    const one = octets.length / 50;
    const at = framing.kind === 'slip' || framing.kind === 'cobs' ? octets.indexOf(0x41, 10 * one) : 10 * one + 12;
    octets[at] = octets[at] === 0x41 ? 0x42 : 0x41;
    for (const piece of pieces(octets)) receive(piece);
    while (!run.done) for (const piece of pieces(send())) receive(piece);
    expect(run.statistics()).toMatchObject({ sent: 200, answered: 200, corrupted: 1, duplicates: 0 });
    const { message = 0, sent, received } = run.firstCorruption ?? {};
    expect(message).toBeGreaterThanOrEqual(60);
    expect(sent).not.toBe(received);
    expect(sent?.length).toBe(received?.length);
  });

  it('has the place of the first difference', () => {
    const { run, send, receive } = runByHand({ size: 20, messages: 10, inFlight: 10 });
    const octets = send();
    receive(octets.subarray(0, 3 * 20 + 5));
    octets[3 * 20 + 17] = (octets[3 * 20 + 17] ?? 0) ^ 0x80;
    receive(octets.subarray(3 * 20 + 5));
    expect(run.firstCorruption).toMatchObject({ message: 3, at: 17 });
    expect(run.statistics()).toMatchObject({ answered: 10, corrupted: 1 });
  });

  it('counts messages that were never sent, whole or begun', () => {
    const { run, send, receive } = runByHand({ size: 20, messages: 4, inFlight: 2 });
    const first = send();
    receive(Buffer.concat([first, first]));
    expect(run.statistics()).toMatchObject({ answered: 2, duplicates: 2, corrupted: 0 });
    receive(first.subarray(0, 10));
    const second = send();
    // The ten octets before stand in the way now.
    receive(second);
    expect(run.statistics()).toMatchObject({ answered: 4, corrupted: 2, bytesIn: 2 * 40 + 10 + 40 });
  });

  it('loses octets in the middle: all behind them are not as they were', () => {
    const { run, send, receive } = runByHand({ size: 20, messages: 10, inFlight: 10 });
    const octets = send();
    receive(octets.subarray(0, 50));
    receive(octets.subarray(51));
    expect(run.statistics()).toMatchObject({ answered: 9, corrupted: 7 });
    run.giveUp();
    expect(run.statistics()).toMatchObject({ answered: 9, lost: 1 });
  });

  it('has a round trip for each message, from its own write to the read that ends it', () => {
    const { run, time, send, receive } = runByHand({ size: 20, messages: 6, inFlight: 4 });
    const first = send();
    time.now += 10;
    receive(first.subarray(0, 50));
    const second = send();
    time.now += 5;
    receive(Buffer.concat([first.subarray(50), second]));
    // 10, 10, then 15, 15 of the first write and 5, 5 of the second.
    expect(run.statistics()).toMatchObject({ answered: 6, min: 5, max: 15, mean: 10 });
    expect(run.takeRecent()).toEqual([10, 10, 15, 15, 5, 5].map((ms, index) => ({ ms, at: index < 2 ? 1010 : 1015 })));
    let jitter = 0;
    for (const difference of [0, 5, 0, 10, 0]) jitter += (difference - jitter) / 16;
    expect(run.statistics().jitter).toBeCloseTo(jitter, 9);
  });

  it('takes more in flight than it has different bodies', () => {
    const { run, send, receive } = runByHand({ size: 3, messages: 20_000, inFlight: 5000 });
    while (!run.done) {
      const octets: Buffer[] = [];
      for (let next = send(); next.length > 0; next = send()) octets.push(next);
      receive(Buffer.concat(octets));
    }
    expect(run.statistics()).toMatchObject({ answered: 20_000, corrupted: 0 });
  });
});

describe('what a run makes of datagrams', () => {
  it.each(framings)('lost, doubled, swapped, changed, put together: %j', (framing) => {
    const { run, sendApart, receive } = runByHand({ protocol: 'udp', framing, size: 20, messages: 40, inFlight: 40 });
    const datagrams = sendApart();
    expect(datagrams).toHaveLength(40);
    const [a, b, c, d] = datagrams.splice(0, 4);
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('nothing was sent');
    receive(b);
    receive(a);
    receive(a);
    c[c.length - 4] = c[c.length - 4] === 0x41 ? 0x42 : 0x41;
    receive(c);
    // `d` is lost; the others come two and two where their framing tells them apart.
    for (let at = 0; at < datagrams.length; at += 2) {
      const two = datagrams.slice(at, at + 2);
      if (framing.kind === 'none') two.forEach(receive);
      else receive(Buffer.concat(two));
    }
    expect(run.statistics()).toMatchObject({ answered: 39, duplicates: 1, reordered: 1, corrupted: 1 });
    run.giveUp();
    expect(run.statistics().lost).toBe(1);
  });
});
