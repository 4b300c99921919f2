import { readFile } from 'node:fs/promises';

/** Whether the system takes a port of its own choice again while it is in TIME-WAIT (ip-sysctl, tcp_tw_reuse). */
export interface TimeWaitReuse {
  /** 0: no; 1: yes; 2: on loopback only. */
  reuse: number;
  /** Milliseconds that it waits at least before it does. */
  delay: number;
}

/** What Linux waited before its delay could be set. */
const usualDelay = 1000;

/** Undefined where the system has no such setting. */
export async function readTimeWaitReuse(): Promise<TimeWaitReuse | undefined> {
  const read = async (name: string) =>
    Number(await readFile(`/proc/sys/net/ipv4/${name}`, 'utf8').catch(() => Number.NaN));
  const [reuse, delay] = await Promise.all([read('tcp_tw_reuse'), read('tcp_tw_reuse_delay')]);
  return Number.isNaN(reuse) ? undefined : { reuse, delay: Number.isNaN(delay) ? usualDelay : delay };
}
