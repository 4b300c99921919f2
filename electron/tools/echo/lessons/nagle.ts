import type { Experiment, LessonRun } from './lesson-run.ts';
import { type LessonPair, withListener } from './pair.ts';

/** Rounds where nobody says: the first ones of a connection are acknowledged at once on Linux, which hides what is to be seen. */
export const usualRounds = 25;
/** Octets of each of the two writes, and of the answer. */
const half = 100;
const patience = 10_000;
/** A round that took so many milliseconds more than the median without delay was held back. */
const heldFrom = 10;

/**
 * Nagle's algorithm (RFC 9293 section 3.7.4) holds a small segment back while another is not acknowledged, and the peer delays that
 * acknowledgement (section 3.8.6.3): write, write, read waits for both.
 */
export const nagle: Experiment = async (lesson) => {
  const rounds = lesson.input.options.rounds ?? usualRounds;
  return await withListener(lesson, async (open) => {
    await lesson.step('nagle-rounds');
    const delayed = new Rounds(await open({ noDelay: false }), [half, half]);
    const noDelay = new Rounds(await open({ noDelay: true }), [half, half]);
    const together = new Rounds(await open({ noDelay: false }), [2 * half]);
    lesson.did('nagle-did-rounds', { rounds, half, answer: half });
    for (let round = 0; round < rounds; round++) {
      lesson.sample({ delayedMilliseconds: await delayed.next(lesson) });
      lesson.sample({ noDelayMilliseconds: await noDelay.next(lesson) });
      lesson.sample({ togetherMilliseconds: await together.next(lesson) });
    }
    const medians = { delayed: delayed.median, noDelay: noDelay.median, together: together.median };
    const held = delayed.times.filter((time) => time > medians.noDelay + heldFrom);
    lesson.saw('nagle-saw-delayed', { median: medians.delayed, max: Math.max(...delayed.times) });
    lesson.saw('nagle-saw-no-delay', { median: medians.noDelay, max: Math.max(...noDelay.times) });
    lesson.saw('nagle-saw-together', { median: medians.together, max: Math.max(...together.times) });
    const first = delayed.times.findIndex((time) => time > medians.noDelay + heldFrom) + 1;
    if (first > 0) lesson.saw('nagle-saw-held', { held: held.length, rounds, first });
    const params = { ...medians, rounds, held: held.length };
    // Single late rounds are the machine's: of an acknowledgement that is delayed they are many.
    if (medians.delayed > medians.noDelay + heldFrom && medians.together < medians.delayed / 2) {
      lesson.means('nagle-means-held', { wait: medians.delayed - medians.noDelay });
      if (first > 1) lesson.means('nagle-means-young');
      return { outcome: 'shown', lines: [{ code: 'nagle-concludes', params }] };
    }
    lesson.means('nagle-means-none');
    return { outcome: 'otherwise', lines: [{ code: 'nagle-concludes-none', params }] };
  });
};

/** Rounds over one connection: the client writes, the server answers once it has all of it. */
class Rounds {
  readonly times: number[] = [];
  readonly #pair: LessonPair;
  readonly #writes: readonly number[];
  readonly #size: number;

  constructor(pair: LessonPair, writes: readonly number[]) {
    this.#pair = pair;
    this.#writes = writes;
    this.#size = writes.reduce((sum, length) => sum + length, 0);
  }

  /** Milliseconds until the answer had come. @throws ProblemError echo-lesson-failed, cancelled. */
  async next(lesson: LessonRun): Promise<number> {
    const { client, server } = this.#pair;
    const due = (this.times.length + 1) * this.#size;
    const answered = client.onceRead((this.times.length + 1) * half);
    void server.onceRead(due).then(() => server.write(new Uint8Array(half)));
    const startedAt = lesson.now();
    for (const length of this.#writes) client.write(new Uint8Array(length));
    await lesson.within(answered, patience);
    const time = lesson.now() - startedAt;
    this.times.push(time);
    return time;
  }

  get median(): number {
    const sorted = this.times.toSorted((one, other) => one - other);
    return sorted[sorted.length >> 1] ?? 0;
  }
}
