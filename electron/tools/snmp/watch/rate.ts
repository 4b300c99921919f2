import type { Sample } from '#shared/model/snmp-watch.ts';

/** When an object was read, by our clock and by the agent's. */
export interface PollTime {
  /** Milliseconds since the epoch, when the answer came. */
  at: number;
  /** sysUpTime in hundredths of a second, of the same answer. */
  uptime?: number | undefined;
  /** v3: the engine that answered, and how often it has started. */
  engine?: string | undefined;
  boots?: number | undefined;
}

/** What lies between two polls. */
export interface Span {
  /** How long the agent counted. */
  seconds: number;
  restarted: boolean;
}

/** A value as the contract has it: Counter64 as a decimal string. */
export type Reading = Pick<Sample, 'type' | 'value'>;

const ticksInWrap = 2 ** 32;
/** Milliseconds that sysUpTime cannot tell apart. */
const tick = 10;
/** How far the two clocks may part over a span: a share of it and milliseconds, for slow ones and slow answers. */
const tolerance = { share: 0.1, milliseconds: 5000 };

/**
 * How long it was between two polls, and whether the agent started anew. Its own clock counts, which knows neither the way of the answer nor
 * that our machine slept; within its resolution ours is the finer one.
 */
export function spanBetween(before: PollTime, now: PollTime): Span {
  const ours = now.at - before.at;
  const otherEngine = before.engine !== undefined && now.engine !== undefined && before.engine !== now.engine;
  const restarted = otherEngine || (before.boots !== undefined && now.boots !== undefined && now.boots > before.boots);
  if (before.uptime === undefined || now.uptime === undefined) return { seconds: ours / 1000, restarted };
  const theirs = ticksBetween(before.uptime, now.uptime, ours) * tick;
  // It says that it has run for less time than went by since the poll before.
  const late = theirs < ours * (1 - tolerance.share) - tolerance.milliseconds;
  const best = theirs <= 0 || Math.abs(theirs - ours) <= tick ? ours : theirs;
  return { seconds: best / 1000, restarted: restarted || theirs < 0 || late };
}

/** RFC 3418: sysUpTime wraps after 497 days. It did when that gives about the time that went by; else its fall is a restart. */
function ticksBetween(before: number, now: number, ours: number): number {
  const ticks = now - before;
  if (ticks >= 0) return ticks;
  const wrapped = ticks + ticksInWrap;
  const apart = Math.abs(wrapped * tick - ours);
  return apart <= ours * tolerance.share + tolerance.milliseconds ? wrapped : ticks;
}

/**
 * What a reading says against the one before it. `gap`: polls between them brought nothing, so that more than one wrap may have gone by.
 * Only counters have a rate: their increase a second (RFC 2578 section 7.1.6 and 7.1.10).
 */
export function rateOf(
  before: Reading | undefined,
  now: Reading,
  { seconds, restarted, gap }: Span & { gap: boolean },
): Pick<Sample, 'rate' | 'note'> {
  if (!isNumber(now)) return { rate: null, note: 'not-a-number' };
  if (now.type !== 'Counter32' && now.type !== 'Counter64') return { rate: null };
  if (before === undefined || before.type !== now.type || !isNumber(before)) return { rate: null, note: 'first' };
  if (restarted) return { rate: null, note: 'restarted' };
  if (seconds <= 0) return { rate: null, note: 'gap' };
  const increase = BigInt(now.value) - BigInt(before.value);
  if (increase >= 0n) return { rate: Number(increase) / seconds, ...(gap ? { note: 'gap' } : {}) };
  // 64 bits last for years at any speed there is: a fall is a counter that was set back.
  if (now.type === 'Counter64') return { rate: null, note: 'restarted' };
  if (gap) return { rate: null, note: 'gap' };
  const wrapped = increase + 0x1_0000_0000n;
  // More than half of the way round at once is no more likely than a counter that was set back.
  if (wrapped >= 0x8000_0000n) return { rate: null, note: 'restarted' };
  return { rate: Number(wrapped) / seconds, note: 'wrapped' };
}

function isNumber(reading: Reading): reading is Reading & { value: string | number } {
  const { value } = reading;
  if (value === null) return false;
  return typeof value === 'number' ? Number.isFinite(value) : /^\s*[-+]?\d+(\.\d+)?\s*$/.test(value);
}
