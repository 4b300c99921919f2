/** Something that is done at the engine once at a time, until it ends or a person cancels it. */
export class RunningCall {
  phase = $state<'idle' | 'running' | 'cancelling'>('idle');
  /** Milliseconds since the epoch. */
  startedAt = $state(0);
  #abort: AbortController | undefined;

  /** Stops what runs, at its source. */
  cancel(): void {
    if (this.phase !== 'running') return;
    this.phase = 'cancelling';
    this.#abort?.abort();
  }

  /** Nobody waits for the answer any more. */
  close(): void {
    this.#abort?.abort();
  }

  /** Does the work; the signal is aborted when it is cancelled. To be called while idle. @throws what the work throws. */
  protected async whileRunning(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    this.phase = 'running';
    this.startedAt = Date.now();
    try {
      await work(abort.signal);
    } finally {
      this.#abort = undefined;
      this.phase = 'idle';
    }
  }
}
