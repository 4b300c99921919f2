import { expect, it } from 'vitest';
import { TimeOrder } from '#electron/tools/echo/capture/time-order.ts';
import { TestClock } from '#test/fakes/test-clock.ts';

it('what is told at once waits for frames of before it, but not for ever', async () => {
  const clock = new TestClock();
  const order = new TimeOrder(clock);
  const seen: string[] = [];
  const start = clock.now();
  const note = (name: string) => order.prompt(clock.now(), () => seen.push(name));
  const frame = (name: string, at: number) => order.late(start + at, () => seen.push(name));

  await clock.advance(5);
  note('connected at 5');
  await clock.advance(10);
  frame('SYN of 1', 1);
  frame('SYN-ACK of 4', 4);
  expect(seen).toEqual(['SYN of 1', 'SYN-ACK of 4']);
  frame('data of 9', 9);
  expect(seen.slice(2)).toEqual(['connected at 5', 'data of 9']);

  note('quiet at 15');
  await clock.advance(100);
  note('quiet at 115');
  expect(seen).toHaveLength(4);
  await clock.advance(420);
  expect(seen.slice(4)).toEqual(['quiet at 15']);
  await clock.advance(100);
  expect(seen.slice(5)).toEqual(['quiet at 115']);

  note('last');
  order.flush();
  expect(seen.at(-1)).toBe('last');
  expect(clock.waiting).toBe(0);
});
