import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { NotificationOpener } from '#electron/tools/traps/open/notification-opener.ts';
import type { SeenClock } from '#electron/tools/traps/open/seen-engines.ts';
import type { OpenedNotification, ReceiverProfile } from '#electron/tools/traps/opened-notification.ts';
import { digests, ownId } from './senders.ts';

/** A socket that real programs send to: what comes is opened, answered, and kept here. */
export class RealReceiver {
  readonly opened: OpenedNotification[] = [];
  /** Engines by their ID in hex. */
  readonly seen = new Map<string, SeenClock>();
  port = 0;
  /** It starts again behind the next message: what that is told is out of date at once. */
  restarts = false;
  readonly #profiles: readonly ReceiverProfile[];
  readonly #socket: Socket = createSocket('udp4');
  #opener: NotificationOpener;

  constructor(profiles: readonly ReceiverProfile[]) {
    this.#profiles = profiles;
    this.#opener = this.#start(4);
  }

  #start(boots: number): NotificationOpener {
    return new NotificationOpener({
      engine: { id: ownId, boots, startedAt: Date.now() - 100_000 },
      seen: {
        get: (engine) => this.seen.get(engine),
        put: (engine, clock) => {
          this.seen.set(engine, clock);
        },
      },
      digests,
      profiles: this.#profiles,
      settings: { communities: 'profiles', unknownEngines: 'accept' },
      now: Date.now,
    });
  }

  async open(): Promise<void> {
    this.#socket.on('message', (bytes, { address, port }) => {
      const opened = this.#opener.open({ bytes, address, port, receiver: this.port, at: Date.now() });
      const back = opened.report ?? opened.answer?.();
      if (back !== undefined) this.#socket.send(back, port, address);
      if (opened.stored) this.opened.push(opened);
      if (!this.restarts) return;
      this.restarts = false;
      this.#opener = this.#start(5);
    });
    this.#socket.bind(0, '127.0.0.1');
    await once(this.#socket, 'listening');
    this.port = this.#socket.address().port;
  }

  close(): void {
    this.#socket.close();
  }
}
