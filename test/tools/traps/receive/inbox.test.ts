import { describe, expect, it } from 'vitest';
import { Inbox } from '#electron/tools/traps/receive/inbox.ts';
import type { Received } from '#electron/tools/traps/receive/received.ts';

function item(address: string, more: { bytes?: number; at?: number; wantsAnswer?: boolean } = {}): Received {
  const { bytes = 100, at = 0, wantsAnswer = false } = more;
  return { id: 0, bytes: new Uint8Array(bytes), address, port: 1, receiver: 162, at, source: undefined, wantsAnswer };
}

/** How many of so many are taken. */
function fill(inbox: Inbox, count: number, address: (number: number) => string): number {
  let taken = 0;
  for (let number = 0; number < count; number++) if (inbox.offer(item(address(number))) === 'taken') taken++;
  return taken;
}

describe('the inbox', () => {
  it('gives them in the order in which they came, and keeps them until they are removed', () => {
    const inbox = new Inbox();
    for (let at = 1; at <= 10_000; at++) inbox.offer(item(`192.0.2.${at % 7}`, { at, wantsAnswer: at % 2 === 0 }));
    expect(inbox.wantAnswer).toBe(5000);
    expect(inbox.peek(3).map(({ at }) => at)).toEqual([1, 2, 3]);
    expect(inbox.peek(3).map(({ at }) => at)).toEqual([1, 2, 3]);
    for (let expected = 1; expected <= 10_000; expected += 250) {
      expect(inbox.oldest).toBe(expected);
      expect(inbox.peek(250).at(-1)?.at).toBe(expected + 249);
      inbox.remove(250);
    }
    expect({ size: inbox.size, wantAnswer: inbox.wantAnswer, oldest: inbox.oldest }).toEqual({
      size: 0,
      wantAnswer: 0,
      oldest: undefined,
    });
  });

  it('gives one sender four fifths, and leaves room for the others', () => {
    const inbox = new Inbox({ count: 1000, bytes: 1 << 20 });
    expect(fill(inbox, 5000, () => 'loud')).toBe(800);
    expect(inbox.offer(item('loud'))).toBe('sender');
    expect(fill(inbox, 100, () => 'quiet')).toBe(100);
    expect(inbox.offer(item('loud'))).toBe('sender');
    // Those who share it hold alike.
    const shared = new Inbox({ count: 1000, bytes: 1 << 20 });
    fill(shared, 10_000, (number) => `sender ${number % 10}`);
    const held = new Map<string, number>();
    for (const { address } of shared.peek(1000)) held.set(address, (held.get(address) ?? 0) + 1);
    expect(Math.max(...held.values()) - Math.min(...held.values())).toBeLessThanOrEqual(1);
    expect(shared.offer(item('another'))).toBe('taken');
  });

  it('is bounded in number and in bytes, whoever sends', () => {
    const inbox = new Inbox({ count: 1000, bytes: 1 << 20 });
    expect(fill(inbox, 5000, String)).toBe(1000);
    expect(inbox.offer(item('another'))).toBe('inbox');
    const heavy = new Inbox({ count: 1000, bytes: 100_000 });
    let taken = 0;
    for (let number = 0; number < 100; number++)
      if (heavy.offer(item(String(number), { bytes: 9800 })) === 'taken') taken++;
    expect(taken).toBe(10);
    heavy.remove(1);
    expect(heavy.offer(item('another', { bytes: 9800 }))).toBe('taken');
  });
});
