import { describeFrame } from '#electron/wire/describe.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { Exchange, timelineContract } from '#shared/contract/timeline.ts';
import type { StoredPacket } from '#shared/model/packet-record.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { ChangeFeed } from './change-feed.ts';
import type { TimelineDeps } from './deps.ts';
import { streamOf, toEvent } from './event.ts';
import { Recorder } from './recorder.ts';
import { TimelineStore } from './store.ts';

export interface Timeline {
  handlers: Handlers<typeof timelineContract>;
  recorder: Recorder;
  store: TimelineStore;
  isRunningIn(session: number): boolean;
  /** @throws ProblemError exchange-unknown */
  stored(exchange: string): Exchange & { packets: StoredPacket[] };
}

export function createTimeline(deps: TimelineDeps): Timeline {
  const store = new TimelineStore(deps.store);
  const feed = new ChangeFeed();
  const recorder = new Recorder(deps, feed);
  store.closeInterrupted();

  function exchangeOr(id: string): Exchange {
    const exchange = store.exchange(id);
    if (exchange === undefined) throw new ProblemError('exchange-unknown', { id });
    return exchange;
  }

  return {
    store,
    recorder,
    stored: (exchange) => ({ ...exchangeOr(exchange), packets: store.packets(exchange) }),
    isRunningIn: (session) => [...recorder.running].some((id) => store.exchange(id)?.session === session),
    handlers: {
      exchanges: ({ session, tool, target, verbs, from, count }) =>
        store.exchanges(session ?? deps.currentSession(), { tool, target, verbs }, from, count),
      exchange: ({ exchange }) => exchangeOr(exchange),
      events: ({ exchange, from, count }) => ({
        total: exchangeOr(exchange).events,
        events: store.events(exchange, from, count).map((row) => toEvent(row, deps.sight)),
      }),
      packet: ({ event }) => {
        const row = store.event(event);
        if (row?.bytes == null) throw new ProblemError('packet-unknown', { id: event });
        return describeFrame(row.bytes, row.link ?? 'ethernet', deps.sight, streamOf(row));
      },
      async *watch({ tool }, signal) {
        for await (const keys of feed.listen(signal)) {
          for (const key of keys) {
            const exchange = store.exchange(key);
            if (exchange !== undefined && (tool === undefined || exchange.tool === tool)) yield exchange;
          }
        }
      },
    },
  };
}
