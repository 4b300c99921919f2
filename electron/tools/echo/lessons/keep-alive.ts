import type { Experiment, LessonRun } from './lesson-run.ts';
import { type LessonEnd, withListener } from './pair.ts';

/** Seconds of silence before the first probe where nobody says. */
export const usualSeconds = 1;
/** What Node's sockets have besides, in libuv: seconds between probes that are not answered, and how many of them. */
const between = 1;
const probes = 10;
/** Milliseconds between two looks at the timer. */
const lookEvery = 25;
/** Milliseconds until the frames of the handshake must have come. */
const patience = 2000;
/** Answered probes that are waited for. */
const wanted = 3;

/** A quiet connection is asked now and then whether there is still somebody (RFC 9293 section 3.8.4). */
export const keepAlive: Experiment = async (lesson) => {
  const seconds = lesson.input.options.seconds ?? usualSeconds;
  return await withListener(lesson, async (open) => {
    await lesson.step('keep-alive-quiet');
    const { client, server } = await open({ keepAlive: seconds });
    const quiet = seconds * 1000 * (wanted + 0.7);
    lesson.did('keep-alive-did-connect', { seconds, milliseconds: quiet });
    // The handshake is not counted among the probes.
    await lesson.until(() => lesson.capture.counts.client >= 2 || lesson.capture.interface === undefined, patience);
    const before = { ...lesson.capture.counts };
    const restarts = await watchTimer(lesson, client, quiet);
    if (restarts === undefined) lesson.saw('keep-alive-saw-no-timer');
    else if (restarts > 0) lesson.saw('keep-alive-saw-restarts', { restarts });
    else lesson.saw('keep-alive-saw-no-restart');
    if (lesson.capture.interface !== undefined) {
      const probes = lesson.capture.counts.client - before.client;
      lesson.saw('keep-alive-saw-probes', { probes, answers: lesson.capture.counts.server - before.server });
    }
    const isOpen = !client.isOver && !server.isOver;
    if (isOpen) lesson.saw('keep-alive-saw-open', { bytes: client.read + server.read });
    if (restarts !== undefined && restarts > 0) lesson.means('keep-alive-means-answered');

    await lesson.step('keep-alive-compare');
    lesson.did('keep-alive-did-compare');
    const other = await server.row();
    if (other !== undefined) lesson.saw('keep-alive-saw-other', { timer: other.timer });
    const after = seconds + probes * between;
    lesson.means('keep-alive-means-vanish', { seconds, probes, between, after });
    const params = { restarts: restarts ?? 0, seconds, after };
    return isOpen && restarts !== undefined && restarts > 0
      ? { outcome: 'shown', lines: [{ code: 'keep-alive-concludes', params }] }
      : { outcome: 'otherwise', lines: [{ code: 'keep-alive-concludes-unseen', params }] };
  });
};

/** How often the timer ran out and began anew, which it does when a probe was answered; undefined where none is seen. */
async function watchTimer(lesson: LessonRun, client: LessonEnd, milliseconds: number): Promise<number | undefined> {
  const end = lesson.now() + milliseconds;
  let last: number | undefined;
  let restarts = 0;
  while (lesson.now() < end && !client.isOver) {
    const row = await client.row();
    if (row?.timer === 'keep-alive') {
      if (last === undefined) lesson.saw('keep-alive-saw-timer', { milliseconds: row.timerIn });
      else if (row.timerIn > last + lookEvery) restarts++;
      last = row.timerIn;
      lesson.sample({ timerMilliseconds: row.timerIn });
    }
    await lesson.pause(lookEvery);
  }
  return last === undefined ? undefined : restarts;
}
