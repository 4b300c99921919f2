import { expect, it } from 'vitest';
import { lessonCourse } from './lesson-course.ts';

const { take } = lessonCourse();

it('shows who keeps the numbers, what comes of using them again, and that a listener may have its port', async () => {
  const course = await take({ kind: 'time-wait' });
  expect(course.codes).toContain('time-wait-saw-other');
  expect(course.codes).toContain('time-wait-saw-listen');
  if (process.platform !== 'linux') return;
  expect(course.conclusion?.outcome).toBe('shown');
  const seen = course.all('time-wait-saw-state');
  expect(seen.map(({ who, other }) => [who, other])).toEqual([
    ['client', 'CLOSED'],
    ['client', 'CLOSED'],
    ['server', 'CLOSED'],
  ]);
  for (const { milliseconds } of seen) {
    expect(Number(milliseconds)).toBeGreaterThan(30_000);
    expect(Number(milliseconds)).toBeLessThanOrEqual(60_000);
  }
  // A port that the system chose is kept by TIME-WAIT.
  expect(['EADDRINUSE', 'EADDRNOTAVAIL']).toContain(course.all('time-wait-saw-refused')[0]?.code);
  expect(course.codes).toContain('time-wait-saw-setting');
}, 60_000);
