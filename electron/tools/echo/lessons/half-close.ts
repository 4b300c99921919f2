import type { Conclusion, Experiment, LessonRun } from './lesson-run.ts';
import { type LessonEnd, type LessonPair, type PairOptions, withListener } from './pair.ts';

/** Milliseconds for what a system does at once. */
const patience = 5000;
const answer = 3000;

/** RFC 9293 section 3.6: a connection has two directions, and each is closed by itself. */
export const halfClose: Experiment = async (lesson) =>
  await withListener(lesson, async (open) => {
    await lesson.step('half-close-finish');
    const pair = await open();
    await finish(lesson, pair);
    await lesson.step('half-close-answer');
    const answered = await takeAnswer(lesson, pair);
    await lesson.step('half-close-full');
    const code = await closeFully(lesson, open);
    const params = { answered, code };
    return answered === answer && code !== 'FIN'
      ? conclude('shown', 'half-close-concludes', params)
      : conclude('otherwise', 'half-close-concludes-otherwise', params);
  });

const conclude = (
  outcome: Conclusion['outcome'],
  code: 'half-close-concludes' | 'half-close-concludes-otherwise',
  params: Record<string, string | number>,
): Conclusion => ({ outcome, lines: [{ code, params }] });

async function finish(lesson: LessonRun, { client, server }: LessonPair): Promise<void> {
  client.write(new Uint8Array(100));
  client.connection.finish();
  lesson.did('half-close-did-finish', { bytes: 100 });
  await lesson.until(() => server.sawFinish && server.read === 100, patience);
  // The acknowledgement of the FIN takes a moment.
  await lesson.until(async () => (await client.row())?.state !== 'FIN-WAIT-1', patience);
  const seen = await states(client, server);
  if (seen !== undefined) lesson.saw('half-close-saw-states', seen);
  lesson.means('half-close-means-finish');
}

/** Gives how much of the answer came. */
async function takeAnswer(lesson: LessonRun, { client, server }: LessonPair): Promise<number> {
  for (let part = 0; part < 3; part++) server.write(new Uint8Array(answer / 3));
  lesson.did('half-close-did-answer', { bytes: answer });
  await lesson.until(() => client.read >= answer, patience);
  lesson.saw('half-close-saw-answer', { bytes: client.read });
  server.connection.finish();
  lesson.did('half-close-did-finish-back');
  await lesson.until(() => client.isOver && server.isOver, patience);
  const row = await client.row();
  if (row === undefined) lesson.saw('half-close-saw-end');
  else lesson.saw('half-close-saw-end-state', { state: row.state });
  lesson.means('half-close-means-answer');
  return client.read;
}

/** The same with both directions closed at once. Gives how the server's end came. */
async function closeFully(lesson: LessonRun, open: (options?: PairOptions) => Promise<LessonPair>): Promise<string> {
  const { client, server } = await open();
  client.write(new Uint8Array(100));
  client.connection.close();
  lesson.did('half-close-did-full', { bytes: 100 });
  await lesson.until(() => server.sawFinish && client.isOver, patience);
  // Our program has let go of the connection: what comes now has nobody to take it.
  for (let part = 0; part < 3 && !server.isOver; part++) {
    server.write(new Uint8Array(answer / 3));
    await lesson.pause(20);
  }
  const isReset = await lesson.until(() => server.isOver && server.code !== undefined, patience);
  const code = server.code ?? 'FIN';
  lesson.saw(isReset ? 'half-close-saw-reset' : 'half-close-saw-no-reset', {
    code,
    bytes: server.written,
    received: client.read,
  });
  if (isReset) lesson.means('half-close-means-full');
  return code;
}

async function states(client: LessonEnd, server: LessonEnd) {
  const [ours, theirs] = await Promise.all([client.row(), server.row()]);
  return ours === undefined || theirs === undefined ? undefined : { client: ours.state, server: theirs.state };
}
