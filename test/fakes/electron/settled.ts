import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until there is an answer, and fails with `what` after `limit` milliseconds. */
export async function settled<Value>(
  what: string,
  ask: () => Value | undefined | false | Promise<Value | undefined | false>,
  limit = 20_000,
): Promise<Value> {
  const end = performance.now() + limit;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const value = await ask();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
    await delay(50);
  }
  throw new Error(`Waited in vain for ${what}.`, { cause: last });
}
