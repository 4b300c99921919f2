/** Time and timers, given from outside so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch with a fraction of microseconds; never goes backwards within a process. */
  now(): number;
  /** Calls back once after so many milliseconds; returns what cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Read once: its getter costs more than the time since. */
const origin = performance.timeOrigin;

export const systemClock: Clock = {
  now: () => origin + performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
