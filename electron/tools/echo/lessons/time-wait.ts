import { ProblemError } from '#shared/problem/problem.ts';
import type { Experiment, LessonRun } from './lesson-run.ts';
import { LessonListener, LessonPair, type PairOptions, withListener } from './pair.ts';

type Open = (options?: PairOptions) => Promise<LessonPair>;

/** Milliseconds for what a system does at once; in which the same four numbers are tried again, and between two tries. */
const patience = 5000;
const tryFor = 1500;
const tryEvery = 100;
/** Ports that are tried for the client: another program may take one between. */
const mostPorts = 20;

/** Whoever closes first keeps the connection's numbers for a while, so that what is late cannot reach a new one (RFC 9293 section 3.6.1). */
export const timeWait: Experiment = async (lesson) =>
  await withListener(lesson, async (open, listener) => {
    await lesson.step('time-wait-close');
    const first = await open();
    const remaining = await closeFirst(lesson, first, 'client');
    lesson.did('time-wait-did-second');
    const asked = await openFromPort(lesson, open);
    await closeFirst(lesson, asked, 'client');
    if (remaining !== undefined) lesson.means('time-wait-means-state');

    await lesson.step('time-wait-again');
    lesson.did('time-wait-did-again', numbers(first));
    const chosen = await connectAgain(lesson, listener, first.client.connection.local.port);
    if (chosen.after === undefined) lesson.means('time-wait-means-chosen');
    lesson.did('time-wait-did-again-asked', numbers(asked));
    const again = await connectAgain(lesson, listener, asked.client.connection.local.port);
    if (again.after === undefined) lesson.means('time-wait-means-never');
    else lesson.means(again.code === undefined ? 'time-wait-means-at-once' : 'time-wait-means-later');
    const setting = await lesson.deps.timeWaitReuse();
    if (setting !== undefined) lesson.saw('time-wait-saw-setting', { ...setting });
    await connectFromOther(lesson, listener);

    await lesson.step('time-wait-listen');
    const isListening = await listenAgain(lesson);
    const refused = chosen.code ?? again.code;
    const params = { remaining: remaining ?? 0, code: refused ?? '', after: again.after ?? 0 };
    return remaining !== undefined && refused !== undefined && isListening
      ? { outcome: 'shown', lines: [{ code: 'time-wait-concludes', params }] }
      : { outcome: 'otherwise', lines: [{ code: 'time-wait-concludes-otherwise', params }] };
  });

const numbers = ({ client: { connection } }: LessonPair) => ({
  client: String(connection.local.port),
  server: String(connection.remote.port),
});

/** A connection whose port the program asked for: a system may treat it otherwise than one that it chose itself. */
async function openFromPort(lesson: LessonRun, open: Open): Promise<LessonPair> {
  for (let tried = 1; ; tried++) {
    const { port, close } = await LessonListener.open(lesson);
    await close();
    try {
      return await open({ localPort: port });
    } catch (error) {
      if (tried === mostPorts || lesson.signal.aborted) throw error;
    }
  }
}

/** One side sends FIN first, the other behind it. Gives how long TIME-WAIT lasts yet, in milliseconds; undefined where it is not seen. */
async function closeFirst(
  lesson: LessonRun,
  { client, server }: LessonPair,
  who: 'client' | 'server',
): Promise<number | undefined> {
  const [first, second] = who === 'client' ? [client, server] : [server, client];
  first.connection.finish();
  await lesson.until(() => second.sawFinish, patience);
  second.connection.finish();
  await lesson.until(() => client.isOver && server.isOver, patience);
  lesson.did('time-wait-did-close', { who });
  await lesson.until(async () => (await first.row())?.state === 'TIME-WAIT', lesson.hasTable ? patience : 0);
  const [mine, theirs] = await Promise.all([first.row(), second.row()]);
  if (mine?.state !== 'TIME-WAIT') {
    lesson.saw('time-wait-saw-none', { who });
    return undefined;
  }
  lesson.saw('time-wait-saw-state', { who, milliseconds: mine.timerIn, other: theirs?.state ?? 'CLOSED' });
  return mine.timerIn;
}

/** Tries the same four numbers until they are taken. `code`: how the first try failed; `after`: milliseconds until one worked. */
async function connectAgain(
  lesson: LessonRun,
  listener: LessonListener,
  localPort: number,
): Promise<{ code: string | undefined; after: number | undefined }> {
  const startedAt = lesson.now();
  let code: string | undefined;
  for (;;) {
    const failed = await attempt(lesson, listener, localPort);
    const milliseconds = lesson.now() - startedAt;
    if (failed === undefined) {
      lesson.saw('time-wait-saw-taken', { milliseconds });
      return { code, after: milliseconds };
    }
    if (code === undefined) lesson.saw('time-wait-saw-refused', { code: failed });
    code ??= failed;
    if (milliseconds > tryFor) {
      lesson.saw('time-wait-saw-never', { milliseconds });
      return { code, after: undefined };
    }
    await lesson.pause(tryEvery);
  }
}

/** As programs do that leave the choice of the port to the system. */
async function connectFromOther(lesson: LessonRun, listener: LessonListener): Promise<void> {
  lesson.did('time-wait-did-other');
  const startedAt = lesson.now();
  const other = await LessonPair.open(lesson, listener);
  const { port } = other.client.connection.local;
  lesson.saw('time-wait-saw-other', { client: String(port), milliseconds: lesson.now() - startedAt });
  other.discard();
}

/** The system's code where it failed. */
async function attempt(lesson: LessonRun, listener: LessonListener, localPort: number): Promise<string | undefined> {
  try {
    (await LessonPair.open(lesson, listener, { localPort })).discard();
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** The server closes first and stops; then it listens on the same port again. Tells whether it could. */
async function listenAgain(lesson: LessonRun): Promise<boolean> {
  let port = 0;
  await withListener(lesson, async (open, listener) => {
    port = listener.port;
    await closeFirst(lesson, await open(), 'server');
  });
  lesson.did('time-wait-did-listen', { server: String(port) });
  try {
    const listener = await LessonListener.open(lesson, port);
    await listener.close();
    lesson.saw('time-wait-saw-listen', { server: String(port) });
    lesson.means('time-wait-means-listen');
    return true;
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    lesson.saw('time-wait-saw-listen-failed', { server: String(port), code });
    return false;
  }
}
