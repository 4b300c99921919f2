import { expect, it } from 'vitest';
import { lessonCourse } from './lesson-course.ts';

const { take } = lessonCourse();

it('sees the timer of a quiet connection run out and begin anew while the probes are answered', async () => {
  const course = await take({ kind: 'keep-alive', options: { seconds: 1 } });
  expect(course.numbers('keep-alive-saw-open')).toEqual({ bytes: 0 });
  expect(course.numbers('keep-alive-means-vanish')).toEqual({ seconds: 1, probes: 10, between: 1, after: 11 });
  if (process.platform !== 'linux') return;
  expect(course.conclusion?.outcome).toBe('shown');
  expect(course.numbers('keep-alive-saw-timer').milliseconds).toBeLessThanOrEqual(1000);
  expect(course.numbers('keep-alive-saw-restarts').restarts).toBeGreaterThan(0);
  expect(course.all('keep-alive-saw-other')).toEqual([{ timer: 'none' }]);
  for (const { timerMilliseconds = -1 } of course.samples) {
    expect(timerMilliseconds).toBeGreaterThanOrEqual(0);
    expect(timerMilliseconds).toBeLessThanOrEqual(1000);
  }
}, 60_000);
