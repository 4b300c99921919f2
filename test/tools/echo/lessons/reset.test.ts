import { expect, it } from 'vitest';
import { createTcpIo } from '#electron/net/tcp/tcp-io.ts';
import { lessonCourse } from './lesson-course.ts';

const { take } = lessonCourse();
const { take: takeThroughNode } = lessonCourse(createTcpIo());

it('loses what was on its way where unread octets are closed upon, and nothing in an orderly close', async () => {
  const bytes = 512 << 10;
  const course = await take({ kind: 'reset', options: { bytes } });
  expect(course.conclusion?.outcome).toBe('shown');
  expect(course.all('reset-saw-code')).toEqual([{ code: 'ECONNRESET' }]);
  expect(course.numbers('reset-saw-lost')).toEqual({ bytes, received: 0, lost: bytes });
  expect(course.all('reset-saw-orderly')).toEqual([
    { bytes, received: bytes, answer: 8192, answerReceived: 8192, code: 'FIN' },
  ]);
  if (process.platform !== 'linux') return;
  const { sendQueue, receiveQueue, unread, unsent } = course.numbers('reset-saw-unread');
  expect(receiveQueue).toBeGreaterThan(0);
  expect([sendQueue, receiveQueue, unread, unsent].reduce((sum = 0, some = 0) => sum + some, 0)).toBe(bytes);
}, 60_000);

it('says that nothing was reset where everything had been taken', async () => {
  // Node reads so little at once, before the program closes.
  const course = await takeThroughNode({ kind: 'reset', options: { bytes: 1 } });
  expect(course.conclusion?.outcome).toBe('otherwise');
  expect(course.codes).toContain('reset-saw-peace');
}, 60_000);
