import { Worker } from 'node:worker_threads';
import type { StartReceiverThread } from '#electron/tools/traps/deps.ts';

/** Starts the thread that receives notifications. */
export const startTrapThread: StartReceiverThread = (start, { onMessage, onExit }) => {
  // Beside this file in the sources; one folder over in the bundles, whose chunks lie elsewhere.
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`../engine/trap-worker.${ending}`, import.meta.url), { workerData: start });
  let reason = 'it ended';
  worker.on('message', onMessage);
  worker.on('error', (error) => {
    reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  });
  worker.on('exit', () => onExit(reason));
  return {
    post: (message) => worker.postMessage(message),
    end: async () => {
      await worker.terminate();
    },
  };
};
