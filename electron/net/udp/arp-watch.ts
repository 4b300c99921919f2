import { readFile } from 'node:fs/promises';
import type { Clock } from '../clock.ts';

const tableFile = '/proc/net/arp';
/** Milliseconds between two looks. */
const pause = 500;
/** Milliseconds after which nobody answers any more: the kernel asks three times, a second apart (arp(7): mcast_solicit, retrans_time). */
const patience = 3200;

interface Watched {
  address: string;
  /** When its entry was seen without a MAC for the first time, and ever since. */
  unansweredSince: number | undefined;
  onUnanswered: () => void;
}

/**
 * Tells of IPv4 addresses on networks of ours whether nobody answers ARP for them. Linux tells that to the UDP sockets only that set
 * IP_RECVERR, which Node cannot (macOS and Windows tell all); but its table of neighbours shows it. Elsewhere this does nothing.
 */
export class ArpWatch {
  readonly #clock: Clock;
  readonly #read: () => Promise<string>;
  readonly #watched = new Set<Watched>();
  #running = false;

  constructor(clock: Clock, read: () => Promise<string> = readTable) {
    this.#clock = clock;
    this.#read = read;
  }

  /** Calls back once; returns what ends the watch. */
  watch(address: string, onUnanswered: () => void): () => void {
    const watched: Watched = { address, unansweredSince: undefined, onUnanswered };
    this.#watched.add(watched);
    this.#keepLooking();
    return () => void this.#watched.delete(watched);
  }

  #keepLooking(): void {
    if (this.#running || this.#watched.size === 0) return;
    this.#running = true;
    this.#clock.after(pause, () => void this.#look());
  }

  async #look(): Promise<void> {
    const unanswered = unansweredIn(await this.#read().catch(() => ''));
    const now = this.#clock.now();
    for (const watched of this.#watched) {
      if (!unanswered.has(watched.address)) watched.unansweredSince = undefined;
      else watched.unansweredSince ??= now - pause;
      if (now - (watched.unansweredSince ?? now) < patience) continue;
      this.#watched.delete(watched);
      watched.onUnanswered();
    }
    this.#running = false;
    this.#keepLooking();
  }
}

/** Lines such as "10.77.0.99  0x1  0x0  00:00:00:00:00:00  *  eth0": flags without ATF_COM (0x2) are an entry without a MAC (proc(5)). */
function unansweredIn(table: string): Set<string> {
  const found = new Set<string>();
  for (const [, address = '', flags] of table.matchAll(/^(\d+\.\d+\.\d+\.\d+) +0x[0-9a-f]+ +0x([0-9a-f]+) /gm)) {
    if ((Number.parseInt(flags ?? '', 16) & 2) === 0) found.add(address);
  }
  return found;
}

function readTable(): Promise<string> {
  return process.platform === 'linux' ? readFile(tableFile, 'utf8') : Promise.resolve('');
}
