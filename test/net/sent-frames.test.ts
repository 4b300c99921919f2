import { describe, expect, it } from 'vitest';
import { SentFrames } from '#electron/net/packet/sent-frames.ts';
import { frameOf } from '#test/suites/packet-io.ts';

describe('SentFrames', () => {
  it('knows a sent frame once for each time it was sent', () => {
    const sent = new SentFrames();
    const frame = frameOf(1);
    sent.remember(frame, 0);
    sent.remember(frame, 0);
    expect(sent.isEcho(frameOf(2), 1)).toBe(false);
    expect([1, 2, 3].map((now) => sent.isEcho(frameOf(1), now))).toEqual([true, true, false]);
  });

  it('keeps its own copy, not for ever, and not too many', () => {
    const sent = new SentFrames();
    const frame = frameOf(1);
    sent.remember(frame, 0);
    frame.fill(9);
    expect(sent.isEcho(frameOf(1), 1001)).toBe(false);
    for (let mark = 0; mark < 1000; mark++) sent.remember(frameOf(mark & 0xff, '0806', 60 + (mark >> 8)), 2000);
    expect(sent.isEcho(frameOf(0), 2001)).toBe(false);
    expect(sent.isEcho(frameOf(999 & 0xff, '0806', 60 + (999 >> 8)), 2001)).toBe(true);
  });
});
