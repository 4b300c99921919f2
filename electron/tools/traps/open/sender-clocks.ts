import type { SeenClock, SeenEngines } from './seen-engines.ts';

/** Seconds (RFC 3414 section 2.2.3). */
const timeWindow = 150;
/** An engine that has counted so far must be given a new ID and keys (RFC 3414 section 2.2.2). */
const greatestBoots = 0x7fff_ffff;

/** What a message says of the clock of its authoritative engine. */
export interface ToldClock {
  boots: number;
  time: number;
}

/** Judges the clock that an authentic message tells. */
export interface ClockJudge {
  /** Whether an authentic message of the engine has been seen before. */
  knows(engine: string): boolean;
  /** Why a message is outside of the time window; undefined when it is within, which is remembered. `at` is its arrival in milliseconds. */
  fault(engine: string, told: ToldClock, at: number): string | undefined;
}

/** Of messages that come now, from engines that are authoritative themselves (RFC 3414 section 3.2 step 7b). The first is believed. */
export class SenderClocks implements ClockJudge {
  readonly #seen: SeenEngines;

  constructor(seen: SeenEngines) {
    this.#seen = seen;
  }

  knows(engine: string): boolean {
    return this.#seen.get(engine) !== undefined;
  }

  fault(engine: string, told: ToldClock, at: number): string | undefined {
    const seen = this.#seen.get(engine);
    const fault = impossible(told) ?? (seen === undefined ? undefined : behind(seen, told, at));
    if (fault === undefined && (seen === undefined || isLater(told, seen))) {
      this.#seen.put(engine, { ...seen, boots: told.boots, time: told.time, at });
    }
    return fault;
  }
}

/**
 * Of messages that came earlier, in the order of their arrival: as if each had been judged then. What engines said meanwhile is known, so
 * a clock that was lower then is no fault, but it must fit what was said later.
 */
export class PastClocks implements ClockJudge {
  readonly #seen: SeenEngines;
  /** What the messages of this pass said. */
  readonly #pass = new Map<string, SeenClock>();
  /** The message judged next was refused for its clock when it came. */
  refusedBefore = false;

  constructor(seen: SeenEngines) {
    this.#seen = seen;
  }

  knows(engine: string): boolean {
    return this.#pass.has(engine) || this.#seen.get(engine) !== undefined;
  }

  fault(engine: string, told: ToldClock, at: number): string | undefined {
    const seen = this.#seen.get(engine);
    const pass = this.#passOf(engine, seen, at);
    const fault =
      impossible(told) ??
      (pass === undefined ? undefined : behind(pass, told, at)) ??
      (seen === undefined ? undefined : this.#faultBySeen(seen, told, at));
    if (fault !== undefined) return fault;
    const clock = { ...seen, boots: told.boots, time: told.time, at };
    if (pass === undefined || isLater(told, pass)) this.#pass.set(engine, clock);
    if (seen === undefined || (at >= seen.at && isLater(told, seen))) this.#seen.put(engine, clock);
    return undefined;
  }

  /** What was said before the engine was reset tells nothing of what came since. */
  #passOf(engine: string, seen: SeenClock | undefined, at: number): SeenClock | undefined {
    const pass = this.#pass.get(engine);
    const resetAt = seen?.resetAt ?? 0;
    return pass !== undefined && pass.at < resetAt && at >= resetAt ? undefined : pass;
  }

  /** Once refused as a replay it stays one, as long as the engine is remembered, unless it fits what the engine counts since it was reset. */
  #faultBySeen(seen: SeenClock, told: ToldClock, at: number): string | undefined {
    if (at >= (seen.resetAt ?? 0)) {
      return this.refusedBefore || at >= seen.at ? behind(seen, told, at) : behindThen(seen, told, at);
    }
    if (!this.refusedBefore) return undefined;
    return told.boots === seen.boots
      ? timeBehind(seen, told.time, at - seen.at)
      : `engine boots ${told.boots} came before the engine was reset to ${seen.boots}`;
  }
}

/** Of messages under our own engine (RFC 3414 section 3.2 step 7a). */
export function ownClockFault(own: ToldClock, { boots, time }: ToldClock): string | undefined {
  if (own.boots >= greatestBoots) return 'our engine has counted its boots to the end and needs a new ID';
  if (boots !== own.boots) return `engine boots ${boots} are not ours, ${own.boots}`;
  const off = time - own.time;
  if (Math.abs(off) <= timeWindow) return undefined;
  return `engine time ${time} s is ${Math.abs(off)} s ${off < 0 ? 'behind' : 'ahead of'} ours, ${timeWindow} s are allowed`;
}

function impossible({ boots, time }: ToldClock): string | undefined {
  if (boots < 0 || time < 0) return `engine boots ${boots}, time ${time}: neither can be negative`;
  if (boots === greatestBoots) return `engine boots ${boots}: the engine has counted to the end and needs a new ID`;
  return undefined;
}

function isLater(told: ToldClock, seen: SeenClock): boolean {
  return told.boots > seen.boots || (told.boots === seen.boots && told.time > seen.time);
}

/** Against what was seen before. */
function behind(seen: SeenClock, { boots, time }: ToldClock, at: number): string | undefined {
  if (boots < seen.boots) {
    return `engine boots ${boots} are below ${seen.boots}, seen before: a message sent again, or the engine lost its count`;
  }
  return boots > seen.boots ? undefined : timeBehind(seen, time, Math.max(0, at - seen.at));
}

/** Against what was seen after it came. */
function behindThen(seen: SeenClock, { boots, time }: ToldClock, at: number): string | undefined {
  return boots === seen.boots ? timeBehind(seen, time, at - seen.at) : undefined;
}

function timeBehind(seen: SeenClock, time: number, passed: number): string | undefined {
  // Later than the latest: the clock is set by it, whatever it should have been (RFC 3414 section 3.2 step 7b 1).
  if (time > seen.time) return undefined;
  const expected = seen.time + Math.floor(passed / 1000);
  if (time >= expected - timeWindow) return undefined;
  return `engine time ${time} s is ${expected - time} s behind what it must be, ${timeWindow} s are allowed`;
}
