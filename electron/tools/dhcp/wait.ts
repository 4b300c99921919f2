import type { Clock } from '#electron/net/clock.ts';
import type { Problem } from '#shared/problem/problem.ts';

/** Waits until a time, a cancel, or the port's end, whichever is first. Resolves with the port's problem if it had one. */
export function waitUntil(
  clock: Clock,
  time: number,
  signal: AbortSignal,
  failed: Promise<Problem | undefined>,
): Promise<Problem | undefined> {
  return new Promise((resolve) => {
    const finish = (problem: Problem | undefined) => {
      cancel();
      signal.removeEventListener('abort', onAbort);
      resolve(problem);
    };
    const onAbort = () => finish(undefined);
    const cancel = clock.after(Math.max(0, time - clock.now()), () => finish(undefined));
    signal.addEventListener('abort', onAbort, { once: true });
    failed.then((problem) => problem !== undefined && finish(problem));
    if (signal.aborted) finish(undefined);
  });
}
