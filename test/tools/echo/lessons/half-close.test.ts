import { expect, it } from 'vitest';
import { lessonCourse } from './lesson-course.ts';

const { take } = lessonCourse();

it('closes one direction, gets the answer over the other, and is reset where both were closed', async () => {
  const course = await take({ kind: 'half-close' });
  expect(course.conclusion?.outcome).toBe('shown');
  if (process.platform === 'linux') {
    expect(course.all('half-close-saw-states')).toEqual([{ client: 'FIN-WAIT-2', server: 'CLOSE-WAIT' }]);
    expect(course.all('half-close-saw-end-state')).toEqual([{ state: 'TIME-WAIT' }]);
  }
  expect(course.numbers('half-close-saw-answer')).toEqual({ bytes: 3000 });
  const [full] = course.all('half-close-saw-reset');
  expect(['ECONNRESET', 'EPIPE']).toContain(full?.code);
  expect(full?.received).toBe(0);
}, 30_000);
