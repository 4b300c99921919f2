import { randomUUID } from 'node:crypto';
import type { CaptureSource } from '#electron/wire/capture/capture-source.ts';
import { readCapture } from '#electron/wire/capture/read-capture.ts';
import type { CaptureInput, ImportProgress, NotificationImport } from '#shared/model/notification-capture.ts';
import type { Feed } from '../deps.ts';
import type { Arrival } from '../opened-notification.ts';
import { NotificationScan } from './notification-scan.ts';

export interface ImportsNeed {
  /** @throws ProblemError file-unreadable */
  captureFile(path: string): Promise<CaptureSource>;
  newFeed(): Feed;
  /** Stores and reads datagrams, in the order of their arrival. @throws ProblemError */
  store(arrivals: readonly Arrival[]): Promise<{ accepted: number; refused: number }>;
}

/** Datagrams that are handed over together: while they are stored nothing is read. */
const together = 1000;
/** Milliseconds for which the last word about an import is kept. */
const remembered = 2000;

/** Reads the notifications of capture files, and tells how far it is. */
export class CaptureImports {
  readonly #need: ImportsNeed;
  readonly #feed: Feed;
  readonly #running = new Map<string, ImportProgress>();

  constructor(need: ImportsNeed) {
    this.#need = need;
    this.#feed = need.newFeed();
  }

  /** @throws ProblemError file-unreadable, capture-compressed, capture-foreign, trap-disk-full, trap-not-stored */
  async run(input: CaptureInput, signal: AbortSignal): Promise<NotificationImport> {
    const startedAt = performance.now();
    const { path, ports } = input;
    const source = await this.#need.captureFile(path);
    const scan = new NotificationScan(ports);
    const progress: ImportProgress = {
      import: input.import ?? randomUUID(),
      ...{ path, size: source.size, read: 0, packets: 0, found: 0, accepted: 0, refused: 0, done: false },
    };
    let fragments = 0;
    let waiting: Arrival[] = [];
    const storeAll = async () => {
      const arrivals = waiting;
      if (arrivals.length === 0) return;
      waiting = [];
      const { accepted, refused } = await this.#need.store(arrivals);
      progress.accepted += accepted;
      progress.refused += refused;
    };
    try {
      const reading = await readCapture({
        source,
        wanted: scan.wanted,
        take: (packet) => {
          const found = scan.read(packet);
          if (found === 'fragment') fragments++;
          else if (found !== undefined) {
            progress.found++;
            waiting.push(found);
          }
        },
        ready: () => (waiting.length < together ? undefined : storeAll()),
        signal,
        now: () => performance.now(),
        onProgress: (read, packets) => this.#tell(progress, { read, packets }),
      });
      await storeAll();
      const { bytes: read, packets, ...how } = reading;
      this.#tell(progress, { read, packets, done: true });
      const { done: _, ...counts } = progress;
      return { ...counts, ...how, fragments, duration: Math.round(performance.now() - startedAt) };
    } finally {
      setTimeout(() => this.#running.delete(progress.import), remembered).unref();
    }
  }

  async *progress(signal: AbortSignal): AsyncGenerator<ImportProgress> {
    for await (const ids of this.#feed.listen(signal)) {
      for (const id of ids) {
        const progress = this.#running.get(id);
        if (progress !== undefined) yield { ...progress };
      }
    }
  }

  #tell(progress: ImportProgress, now: Partial<ImportProgress>): void {
    Object.assign(progress, now);
    this.#running.set(progress.import, progress);
    this.#feed.tell(progress.import);
  }
}
