import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { must, run } from './namespace.ts';
import { isAlive } from './network.ts';

let count = 0;

/** Two interfaces of this very namespace on one wire: up, without addresses, and silent, because IPv6 is off. */
export interface VethPair {
  near: string;
  far: string;
  setLink(name: string, up: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Makes a pair with names of its own; pairs of test processes that are gone are removed on the way. */
export async function createVethPair(): Promise<VethPair> {
  if (count === 0) await removeStale();
  const stem = `pd${process.pid.toString(36)}v${++count}`; // 15 characters are the most
  const pair = { near: `${stem}a`, far: `${stem}b` };
  const setLink = async (name: string, up: boolean) => {
    await must('ip', 'link', 'set', name, up ? 'up' : 'down');
  };
  await must('ip', 'link', 'add', pair.near, 'type', 'veth', 'peer', 'name', pair.far);
  for (const name of [pair.near, pair.far]) {
    await must('sysctl', '-qw', `net.ipv6.conf.${name}.disable_ipv6=1`);
    await setLink(name, true);
  }
  for (const name of [pair.near, pair.far]) await running(name);
  return {
    ...pair,
    setLink,
    async close() {
      await run('ip', ['link', 'del', pair.near]);
    },
  };
}

/** Waits until the kernel says that the interface runs, which it does up to a second after the carrier. */
async function running(name: string): Promise<void> {
  const deadline = performance.now() + 5000;
  while (readFileSync(`/sys/class/net/${name}/operstate`, 'utf8').trim() !== 'up') {
    if (performance.now() > deadline) throw new Error(`${name} does not come up`);
    await delay(5);
  }
}

async function removeStale(): Promise<void> {
  for (const name of readdirSync('/sys/class/net')) {
    const pid = /^pd([0-9a-z]+)v\d+a$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number.parseInt(pid, 36))) await run('ip', ['link', 'del', name]);
  }
}
