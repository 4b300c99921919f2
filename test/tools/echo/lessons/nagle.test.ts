import { expect, it } from 'vitest';
import { lessonCourse } from './lesson-course.ts';

const { take } = lessonCourse();

it('measures write, write, read with and without delay, and explains what this system did', async () => {
  const course = await take({ kind: 'nagle', options: { rounds: 15 } });
  const trips = (name: 'delayedMilliseconds' | 'noDelayMilliseconds' | 'togetherMilliseconds') =>
    course.samples.flatMap((sample) => sample[name] ?? []);
  expect(trips('delayedMilliseconds')).toHaveLength(15);
  expect(trips('noDelayMilliseconds')).toHaveLength(15);
  expect(trips('togetherMilliseconds')).toHaveLength(15);
  // The words follow from what was measured.
  const { median } = course.numbers('nagle-saw-delayed');
  expect(median).toBe(trips('delayedMilliseconds').toSorted((one, other) => one - other)[7]);
  const isShown = course.conclusion?.outcome === 'shown';
  expect(course.codes).toContain(isShown ? 'nagle-means-held' : 'nagle-means-none');
  if (process.platform !== 'linux') return;
  // Linux delays an acknowledgement by 40 ms at least; how long the rest takes is the machine's.
  expect(median).toBeGreaterThan(30);
  const { median: noDelay = 0 } = course.numbers('nagle-saw-no-delay');
  const { median: together = 0 } = course.numbers('nagle-saw-together');
  expect(isShown).toBe((median ?? 0) > noDelay + 10 && together < (median ?? 0) / 2);
}, 60_000);
