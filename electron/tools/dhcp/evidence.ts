import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { dhcpContract } from '#shared/contract/dhcp.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { captureProgressSchema, captureResultSchema, listenResultSchema } from '#shared/model/dhcp-capture.ts';
import type { CapturedExchange, CaptureRecording, CaptureSink } from './capture/capture-sink.ts';
import { ExchangeGroups } from './capture/exchange-groups.ts';
import { importCapture } from './capture/import-capture.ts';
import type { DhcpDeps, Feed } from './deps.ts';
import { waitUntil } from './wait.ts';

type Input<Call extends 'open' | 'listen'> = Parameters<Handlers<typeof dhcpContract>[Call]>[0];
type Progress = z.input<typeof captureProgressSchema>;

/** Exchanges that were seen, not made: verbs under which they stand on the timeline. */
export const seenVerbs: ReadonlySet<string> = new Set(['captured', 'heard']);

/** A client that was silent for so many milliseconds has ended its exchange, as far as a listener is concerned. */
const heardSilence = 30_000;
const expireEvery = 2000;

/** Exchanges of others: out of capture files, or heard on an interface. They stand on the timeline like our own. */
export class Evidence {
  readonly #deps: DhcpDeps;
  readonly #feed: Feed;
  /** Imports that run, and each one's last word. */
  readonly #imports = new Map<string, Progress>();

  constructor(deps: DhcpDeps) {
    this.#deps = deps;
    this.#feed = deps.newFeed();
  }

  /** @throws ProblemError file-unreadable, capture-compressed, capture-foreign. */
  async open({ file, ...input }: Input<'open'>, signal: AbortSignal): Promise<z.input<typeof captureResultSchema>> {
    const startedAt = performance.now();
    const id = input.import ?? randomUUID();
    const source = await this.#deps.captureFile(file);
    const sink = new TimelineSink(this.#deps, { verb: 'captured', target: source.name });
    const tell = (progress: Progress) => {
      this.#imports.set(id, progress);
      this.#feed.tell(id);
    };
    const about = { import: id, file, size: source.size };
    try {
      const imported = await importCapture({
        source,
        sink,
        signal,
        onProgress: ({ bytes, packets, messages, exchanges }) =>
          tell({ ...about, read: bytes, packets, dhcpPackets: messages, exchanges, done: false }),
      });
      await sink.stored();
      const { packets, messages, exchanges, faults, faultsTotal, ended, problem, unread, notKept } = imported;
      tell({ ...about, read: imported.bytes, packets, dhcpPackets: messages, exchanges, done: true });
      return {
        ...about,
        ended,
        ...(imported.format === undefined ? {} : { format: imported.format }),
        packets,
        dhcpPackets: messages,
        exchanges,
        outcomes: sink.outcomes,
        unread,
        notKept,
        faults,
        faultsTotal,
        ...(problem === undefined ? {} : { problem }),
        duration: Math.round(performance.now() - startedAt),
      };
    } finally {
      setTimeout(() => this.#imports.delete(id), expireEvery).unref();
    }
  }

  async *progress(signal: AbortSignal): AsyncGenerator<Progress> {
    for await (const ids of this.#feed.listen(signal)) {
      for (const id of ids) {
        const progress = this.#imports.get(id);
        if (progress !== undefined) yield progress;
      }
    }
  }

  /** Records what others say until cancelled, or for so many seconds. */
  async listen(input: Input<'listen'>, signal: AbortSignal): Promise<z.input<typeof listenResultSchema>> {
    const { clock } = this.#deps;
    const startedAt = clock.now();
    const sink = new TimelineSink(this.#deps, { verb: 'heard', target: input.interface });
    const groups = new ExchangeGroups(sink, { silence: heardSilence });
    let packets = 0;
    const { port } = await this.#deps.openPort({
      interface: input.interface,
      transport: 'raw',
      signal,
      onFrame: ({ bytes, link, at }) => {
        packets++;
        groups.take({ bytes, link, interface: input.interface, at });
      },
    });
    const failed = port.ended.then(({ problem }) => problem);
    const end = input.seconds === undefined ? Number.POSITIVE_INFINITY : startedAt + input.seconds * 1000;
    let problem: Awaited<typeof failed>;
    while (!signal.aborted && problem === undefined && clock.now() < end) {
      problem = await waitUntil(clock, Math.min(end, clock.now() + expireEvery), signal, failed);
      groups.expire(clock.now());
    }
    const lost = port.lost();
    await port.close();
    groups.endAll();
    await sink.stored();
    const { messages, exchanges, notKept } = groups.counts;
    return {
      packets,
      dhcpPackets: messages,
      exchanges,
      outcomes: sink.outcomes,
      notKept,
      lost,
      ...(problem === undefined ? {} : { problem }),
      duration: Math.round(clock.now() - startedAt),
    };
  }
}

/** Puts exchanges on the timeline as they are found. */
class TimelineSink implements CaptureSink {
  readonly outcomes: Record<string, number> = {};
  readonly #deps: DhcpDeps;
  readonly #about: { verb: string; target: string };
  #lastEnd: Promise<void> = Promise.resolve();

  constructor(deps: DhcpDeps, about: { verb: string; target: string }) {
    this.#deps = deps;
    this.#about = about;
  }

  begin({ subject, startedAt }: CapturedExchange): CaptureRecording {
    const recording = this.#deps.recorder.begin({ tool: 'dhcp', ...this.#about, subject, startedAt });
    return {
      packet: ({ bytes, link, at, from, ...packet }) => {
        // The timeline's client lane is the exchange's client, though it was not we who sent.
        const direction = from === 'client' ? 'sent' : 'received';
        recording.packet({ bytes, link, interface: packet.interface, at, direction });
      },
      end: ({ outcome, endedAt, notKept }) => {
        if (notKept > 0) recording.addLost(notKept);
        this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
        this.#lastEnd = recording.end(outcome, endedAt);
      },
    };
  }

  ready(): Promise<void> | undefined {
    return this.#deps.recorder.ready();
  }

  /** Resolves when all of it is durable: the writer keeps the order, so the last end is the last of all. */
  async stored(): Promise<void> {
    await this.#lastEnd;
  }
}
