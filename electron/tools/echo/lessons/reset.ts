import type { Experiment, LessonRun } from './lesson-run.ts';
import { type LessonPair, type PairOptions, withListener } from './pair.ts';

type Open = (options?: PairOptions) => Promise<LessonPair>;

/** Octets that the client sends where nobody says, and those of the server's answer. */
export const usualResetBytes = 1 << 20;
const answer = 8192;
/** Octets that have come before the server closes, where there are so many: more than the runtime reads ahead. */
const enough = 64 << 10;
/** Milliseconds for what a system does at once, and for everything to come. */
const patience = 5000;
const longPatience = 30_000;

/** Closing with octets unread says RST instead of FIN (RFC 2525 section 2.17, RFC 1122 section 4.2.2.13). */
export const reset: Experiment = async (lesson) => {
  const bytes = lesson.input.options.bytes ?? usualResetBytes;
  return await withListener(lesson, async (open) => {
    await lesson.step('reset-unread');
    const { code, lost } = await closeUnread(lesson, open, bytes);
    await lesson.step('reset-orderly');
    const missing = await closeOrderly(lesson, open, bytes);
    const params = { code, lost, missing, bytes };
    return code === 'ECONNRESET' && lost > 0 && missing === 0
      ? { outcome: 'shown', lines: [{ code: 'reset-concludes', params }] }
      : { outcome: 'otherwise', lines: [{ code: 'reset-concludes-otherwise', params }] };
  });
};

async function closeUnread(lesson: LessonRun, open: Open, bytes: number): Promise<{ code: string; lost: number }> {
  const { client, server } = await open({ paused: true });
  client.send(bytes);
  lesson.did('reset-did-send', { bytes });
  // What has come is in the server's queue, or was taken from there by the runtime and not given to the program.
  await lesson.until(async () => {
    const row = await server.row();
    const here = server.connection.unread + (row?.receiveQueue ?? 0);
    return here >= Math.min(bytes, enough);
  }, patience);
  await lesson.pause(50);
  const [ours, theirs] = await Promise.all([client.row(), server.row()]);
  if (ours !== undefined && theirs !== undefined) {
    const { sendQueue } = ours;
    const { receiveQueue } = theirs;
    lesson.saw('reset-saw-unread', {
      sendQueue,
      receiveQueue,
      unread: server.connection.unread,
      unsent: client.unsent,
    });
  }
  server.write(new Uint8Array(answer));
  await lesson.pause(20);
  server.connection.destroy();
  lesson.did('reset-did-close', { bytes: answer });
  // Reading is how a program hears of it.
  client.connection.resume();
  await lesson.until(() => client.isOver || client.sawFinish, patience);
  const code = client.code ?? 'FIN';
  lesson.saw(client.code === undefined ? 'reset-saw-peace' : 'reset-saw-code', { code });
  const lost = bytes - server.read;
  lesson.saw('reset-saw-lost', { bytes, received: server.read, lost });
  lesson.saw('reset-saw-answer', { bytes: answer, received: client.read, lost: answer - client.read });
  lesson.means(client.code === undefined ? 'reset-means-taken' : 'reset-means-unread');
  return { code, lost };
}

/** Gives how many octets were lost. */
async function closeOrderly(lesson: LessonRun, open: Open, bytes: number): Promise<number> {
  const { client, server } = await open();
  client.send(bytes);
  await lesson.until(() => client.unsent === 0, longPatience);
  client.connection.finish();
  lesson.did('reset-did-orderly', { bytes });
  await lesson.until(() => server.sawFinish || server.isOver, longPatience);
  server.write(new Uint8Array(answer));
  server.connection.finish();
  await lesson.until(() => client.isOver && server.isOver, longPatience);
  const params = { bytes, received: server.read, answer, answerReceived: client.read, code: client.code ?? 'FIN' };
  lesson.saw('reset-saw-orderly', params);
  lesson.means('reset-means-orderly');
  return bytes - server.read + answer - client.read;
}
