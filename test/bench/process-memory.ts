import { readFileSync } from 'node:fs';

const fields = { now: /^VmRSS:\s+(\d+) kB$/m, peak: /^VmHWM:\s+(\d+) kB$/m };

/**
 * Bytes of memory that a process has, or the most that it had so far, as Linux counts them (proc_pid_status(5)); NaN where that is not told.
 *
 * @throws where there is no such process any more, or no Linux.
 */
export function processMemory(pid: number | undefined, which: keyof typeof fields): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return 1024 * Number(fields[which].exec(status)?.[1] ?? Number.NaN);
}
