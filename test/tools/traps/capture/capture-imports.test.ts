import { describe, expect, it } from 'vitest';
import { ChangeFeed } from '#electron/tools/timeline/change-feed.ts';
import { CaptureImports } from '#electron/tools/traps/capture/capture-imports.ts';
import type { Arrival } from '#electron/tools/traps/opened-notification.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { capturedNotifications } from './notification-frames.ts';

/** Imports of a file of 8,000 notifications in small chunks, before a storage of the test's own. */
function importing(store: (arrivals: readonly Arrival[]) => Promise<{ accepted: number; refused: number }>) {
  const file = capturedNotifications(2000);
  const state = { isClosed: false };
  const imports = new CaptureImports({
    store,
    newFeed: () => new ChangeFeed(),
    captureFile: async () => ({
      name: 'a file',
      size: file.length,
      async *chunks() {
        try {
          for (let at = 0; at < file.length; at += 4096) yield file.subarray(at, at + 4096);
        } finally {
          state.isClosed = true;
        }
      },
    }),
  });
  const run = (signal: AbortSignal) => imports.run({ path: 'a file', ports: [162] }, signal);
  return { run, state };
}

describe('importing notifications', () => {
  it('hands over a thousand at a time and waits for them', async () => {
    let under = 0;
    let most = 0;
    const sizes: number[] = [];
    const { run } = importing(async (arrivals) => {
      most = Math.max(most, ++under);
      sizes.push(arrivals.length);
      await new Promise((resolve) => setImmediate(resolve));
      under--;
      return { accepted: arrivals.length, refused: 0 };
    });
    expect(await run(new AbortController().signal)).toMatchObject({ found: 8000, accepted: 8000, ended: 'complete' });
    expect(most).toBe(1);
    expect(Math.max(...sizes)).toBeLessThan(1300);
  });

  it('stops when it is cancelled; what was found till then is stored', async () => {
    const cancel = new AbortController();
    let stored = 0;
    const { run, state } = importing(async (arrivals) => {
      stored += arrivals.length;
      cancel.abort();
      return { accepted: arrivals.length, refused: 0 };
    });
    const result = await run(cancel.signal);
    expect(result).toMatchObject({ ended: 'cancelled', found: stored, accepted: stored });
    expect(stored).toBeLessThan(2000);
    expect(state.isClosed).toBe(true);
  });

  it('rejects when nothing more can be stored, and closes the file', async () => {
    const { run, state } = importing(() => Promise.reject(new ProblemError('trap-disk-full')));
    await expect(run(new AbortController().signal)).rejects.toMatchObject({ problem: { code: 'trap-disk-full' } });
    expect(state.isClosed).toBe(true);
  });
});
