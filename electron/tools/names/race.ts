import type { TimedConnect } from '#electron/net/tcp/timed-connect.ts';
import type { LookUpResult } from '#shared/contract/names.ts';
import { connectProblem } from '#shared/problem/connect-problem.ts';

/** Milliseconds between one attempt and the next while none has succeeded (Connection Attempt Delay, RFC 8305 section 5). */
export const attemptDelay = 250;
/** Addresses raced; more would be a scan. */
const mostAttempts = 16;

export interface Racer {
  address: string;
  port: number;
}

type Attempt = NonNullable<LookUpResult['race']>[number];

/** The order of RFC 8305 section 4: that of the system, but with the two families taking turns, the first one's first. */
export function interleave<Item extends { address: string }>(items: readonly Item[]): Item[] {
  const isIpv6 = ({ address }: Item) => address.includes(':');
  const [first] = items;
  if (first === undefined) return [];
  const same = items.filter((item) => isIpv6(item) === isIpv6(first));
  const other = items.filter((item) => isIpv6(item) !== isIpv6(first));
  const ordered: Item[] = [];
  for (let at = 0; at < Math.max(same.length, other.length); at++) {
    for (const item of [same[at], other[at]]) if (item !== undefined) ordered.push(item);
  }
  return ordered;
}

/**
 * Connects to the addresses as RFC 8305 section 5 says: one after the other with a delay, the next at once when one fails. The first that is
 * connected has won; the others go on all the same, so that each has its time. Never rejects.
 */
export async function race(
  racers: readonly Racer[],
  { connect, timeout, now, signal }: { connect: TimedConnect; timeout: number; now: () => number; signal: AbortSignal },
): Promise<Attempt[]> {
  const ordered = interleave(racers).slice(0, mostAttempts);
  const startedAt = now();
  let won = false;
  const attempts: Promise<Attempt>[] = [];
  for (const racer of ordered) {
    const startedAfter = now() - startedAt;
    const attempt = connect({ ...racer, timeout, signal }).then(({ milliseconds, error }): Attempt => {
      const result = { address: racer.address, port: racer.port, startedAfter, milliseconds };
      if (error === 'ABORTED') return { ...result, outcome: 'cancelled' };
      if (error !== undefined)
        return { ...result, outcome: 'failed', problem: connectProblem(error, { ...racer, timeout }) };
      const outcome = won ? 'connected' : 'won';
      won = true;
      return { ...result, outcome };
    });
    attempts.push(attempt);
    await Promise.race([pause(attemptDelay, signal), attempt]);
  }
  return Promise.all(attempts);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
