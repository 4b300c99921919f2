import { ProblemError } from '#shared/problem/problem.ts';
import { type Experiment, type LessonRun, sampleEvery } from './lesson-run.ts';
import { type LessonEnd, type LessonPair, withListener } from './pair.ts';

/** Octets that each side has to send where nobody says: more than the buffers of any system's defaults. */
export const usualBytes = 8 << 20;
/** Octets that each hands over between two samples, so that the filling can be watched. */
const portion = 256 << 10;
/** Milliseconds in which no octet moves until it is called a standstill, and in which everything must have come. */
const stillFor = 1000;
const patience = 60_000;

/**
 * Two programs that read only once they have sent everything (a shape that RFC 9293 section 3.8.6 leaves to them): each waits for the other.
 */
export const deadlock: Experiment = async (lesson) => {
  const bytes = lesson.input.options.bytes ?? usualBytes;
  return await withListener(lesson, async (open) => {
    await lesson.step('deadlock-write');
    const pair = await open({ paused: true });
    const { client, server } = pair;
    const watch = new Watch(lesson, pair);
    const startedAt = lesson.now();
    lesson.did('deadlock-did-write', { bytes });
    client.plan(bytes);
    server.plan(bytes);
    const still = await watch.untilStill(() => client.unsent === 0 || server.unsent === 0);
    if (!still) {
      lesson.saw('deadlock-saw-fits', { bytes, milliseconds: lesson.now() - startedAt });
      lesson.means('deadlock-means-fits');
      await readAll(lesson, watch, pair, bytes);
      return { outcome: 'otherwise', lines: [{ code: 'deadlock-concludes-fits', params: { bytes } }] };
    }
    const fullIn = watch.movedAt - startedAt;
    const sides = await whereEverythingIs(pair, bytes);
    const taken = { client: sides.client.taken, server: sides.server.taken };
    lesson.saw('deadlock-saw-full', { ...taken, milliseconds: fullIn });
    lesson.saw('deadlock-saw-still', { milliseconds: lesson.now() - watch.movedAt });
    for (const from of ['client', 'server'] as const) {
      const { queues, unsent, unread, held, isProbing } = sides[from];
      if (queues === undefined) lesson.saw('deadlock-saw-held', { from, unsent, held, unread });
      else lesson.saw('deadlock-saw-where', { from, unsent, ...queues, unread });
      if (isProbing) lesson.saw('deadlock-saw-probe', { from });
    }
    lesson.means('deadlock-means-still');

    await lesson.step('deadlock-read');
    const whole = await readAll(lesson, watch, pair, bytes);
    const params = { ...taken, bytes };
    return whole
      ? { outcome: 'shown', lines: [{ code: 'deadlock-concludes', params }] }
      : { outcome: 'otherwise', lines: [{ code: 'deadlock-concludes-missing', params }] };
  });
};

/** The server reads although it has not sent everything; each side that has sent everything reads too. Tells whether all octets came. */
async function readAll(lesson: LessonRun, watch: Watch, pair: LessonPair, bytes: number): Promise<boolean> {
  const { client, server } = pair;
  const startedAt = lesson.now();
  lesson.did('deadlock-did-read');
  client.sendPlanned();
  server.sendPlanned();
  server.connection.resume();
  let clientSentAt: number | undefined;
  const whole = await watch.until(() => {
    if (clientSentAt === undefined && client.unsent === 0) {
      clientSentAt = lesson.now();
      client.connection.resume();
    }
    return client.read >= bytes && server.read >= bytes;
  });
  if (clientSentAt !== undefined) {
    const params = { client: clientSentAt - startedAt, all: lesson.now() - startedAt };
    if (whole) lesson.saw('deadlock-saw-released', params);
  }
  const counts = { sent: client.written, received: server.read, back: server.written, backReceived: client.read };
  lesson.saw(whole ? 'deadlock-saw-whole' : 'deadlock-saw-missing', counts);
  if (whole) lesson.means('deadlock-means-read');
  return whole;
}

/** Where the octets of one direction are. */
interface Side {
  /** Octets that the program has to send yet, and that the system took. */
  unsent: number;
  taken: number;
  /** Those that the other side's program could have and does not take, and that lie in the system's buffers. */
  unread: number;
  held: number;
  /** The buffers one by one, where the system tells of them. */
  queues: { sendQueue: number; receiveQueue: number } | undefined;
  isProbing: boolean;
}

async function whereEverythingIs({ client, server }: LessonPair, bytes: number) {
  return { client: await sideOf(client, server, bytes), server: await sideOf(server, client, bytes) };
}

async function sideOf(from: LessonEnd, to: LessonEnd, bytes: number): Promise<Side> {
  const [ours, theirs] = await Promise.all([from.row(), to.row()]);
  const unread = to.connection.unread;
  if (ours === undefined || theirs === undefined) {
    const taken = bytes - from.unsent;
    return { unsent: from.unsent, taken, unread, held: taken - unread, queues: undefined, isProbing: false };
  }
  const queues = { sendQueue: ours.sendQueue, receiveQueue: theirs.receiveQueue };
  // The write under way was taken in part, so that what the system says is exact and what a runtime says may not be.
  const held = queues.sendQueue + queues.receiveQueue;
  const taken = held + unread + to.read;
  return { unsent: bytes - taken, taken, unread, held, queues, isProbing: ours.timer === 'zero-window-probe' };
}

/** Looks at both ends, a sample each time, and notices when nothing moves any more. */
class Watch {
  /** When an octet moved last. */
  movedAt: number;
  readonly #lesson: LessonRun;
  readonly #pair: LessonPair;
  #moved = '';

  constructor(lesson: LessonRun, pair: LessonPair) {
    this.#lesson = lesson;
    this.#pair = pair;
    this.movedAt = lesson.now();
  }

  /** False: it was done before it came to a standstill. @throws ProblemError connection-ended, cancelled. */
  async untilStill(isDone: () => boolean): Promise<boolean> {
    const { client, server } = this.#pair;
    for (;;) {
      client.sendPlanned(portion);
      server.sendPlanned(portion);
      await this.#look();
      if (isDone()) return false;
      if (this.#lesson.now() - this.movedAt >= stillFor) return true;
      await this.#lesson.pause(sampleEvery);
    }
  }

  /** False: it did not come to be so in time. @throws ProblemError connection-ended, cancelled. */
  async until(isSo: () => boolean): Promise<boolean> {
    const end = this.#lesson.now() + patience;
    let sampledAt = Number.NEGATIVE_INFINITY;
    for (;;) {
      const isNow = isSo();
      if (isNow || this.#lesson.now() - sampledAt >= sampleEvery) {
        sampledAt = this.#lesson.now();
        await this.#look();
      }
      if (isNow || this.#lesson.now() > end) return isNow;
      await this.#lesson.pause(5);
    }
  }

  async #look(): Promise<void> {
    const { client, server } = this.#pair;
    for (const { isOver, code = 'FIN', connection } of [client, server]) {
      if (isOver) throw new ProblemError('connection-ended', { ...connection.remote, code });
    }
    const [ours, theirs] = await Promise.all([client.row(), server.row()]);
    const at = (end: LessonEnd) => [end.unsent, end.connection.unread, end.read];
    const moved = [...at(client), ...at(server), ours?.sendQueue, theirs?.sendQueue].join(' ');
    if (moved !== this.#moved) {
      this.#moved = moved;
      this.movedAt = this.#lesson.now();
    }
    this.#lesson.sample({
      clientWritten: client.written - client.connection.waiting,
      clientWaiting: client.unsent,
      clientRead: client.read,
      serverWritten: server.written - server.connection.waiting,
      serverWaiting: server.unsent,
      serverRead: server.read,
      ...(ours === undefined ? {} : { clientSendQueue: ours.sendQueue, clientReceiveQueue: ours.receiveQueue }),
      ...(theirs === undefined ? {} : { serverSendQueue: theirs.sendQueue, serverReceiveQueue: theirs.receiveQueue }),
    });
  }
}
