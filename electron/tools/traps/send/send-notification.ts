import type { Clock } from '#electron/net/clock.ts';
import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import type { SendInput, SendResult } from '#shared/model/notification-send.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { NotificationCarrier, NotificationWay } from '../deps.ts';
import type { OwnEngineKeeper } from '../own-engine.ts';
import { varbindAt } from '../table/varbind-at.ts';
import { type MadeMessage, makeFirst, makeSecond, type Notification, readVarbinds } from './notification-message.ts';
import { readType } from './notification-types.ts';

export interface SendNeed {
  objects: ObjectRegistry;
  carrier: NotificationCarrier;
  engine: OwnEngineKeeper;
  clock: Clock;
  /** Hundredths of a second since the program started. */
  uptime(): number;
}

/** Traps in a row before others get a turn. */
const together = 32;
/** Informs in a row that may stay unanswered before it ends; before the first answer none may. */
const patience = 3;

type Sent = Pick<SendResult, 'sent' | 'acknowledged' | 'varbinds' | 'v1' | 'roundTrip'>;

/**
 * Sends a notification as often as is wanted. What goes wrong on the way is in the result.
 *
 * @throws ProblemError trap-type-unknown, snmp-oid-unreadable, snmp-type-needed, snmp-value-unreadable and the like, device-unknown,
 * profile-unknown, profile-locked, input-invalid
 */
export async function sendNotification(need: SendNeed, input: SendInput, signal: AbortSignal): Promise<SendResult> {
  const { objects, carrier } = need;
  const { oid, name } = readType(objects, input.notification);
  const { varbinds, doubts } = readVarbinds(objects, input.varbinds);
  const sent: Sent = { sent: 0, acknowledged: 0, varbinds: [] };
  const about = { target: input.target, exchange: input.exchange, subject: name };
  const carried = await carrier.carry(about, signal, async (way) => {
    if (way.version === '1' && input.kind === 'inform') throw new ProblemError('trap-no-inform-in-v1');
    for (const doubt of doubts) way.problem(doubt);
    await new Sending(need, input, { oid, varbinds }, way, signal).run(sent);
  });
  return { ...carried, ...sent };
}

class Sending {
  readonly #need: SendNeed;
  readonly #input: SendInput;
  readonly #notification: Notification;
  readonly #way: NotificationWay;
  readonly #signal: AbortSignal;
  #unanswered = 0;

  constructor(need: SendNeed, input: SendInput, notification: Notification, way: NotificationWay, signal: AbortSignal) {
    this.#need = need;
    this.#input = input;
    this.#notification = notification;
    this.#way = way;
    this.#signal = signal;
  }

  /** Counts into `sent`. */
  async run(sent: Sent): Promise<void> {
    const { repeat, interval } = this.#input;
    for (let turn = 0; turn < repeat; turn++) {
      if (turn > 0 && interval > 0) await this.#pause(interval);
      else if (turn % together === 0) await this.#giveWay();
      if (this.#signal.aborted) throw new ProblemError('cancelled');
      const made = this.#make();
      if (turn === 0) Object.assign(sent, this.#shown(made));
      const { list } = made;
      const varbinds = list.bytes.subarray(list.start, list.end);
      sent.sent++;
      if (this.#input.kind === 'inform') await this.#inform(varbinds, sent);
      else this.#way.trap({ varbinds, trap: made.trap, engine: await this.#engineNow() });
      await this.#way.ready();
    }
  }

  #make(): MadeMessage {
    const { uptime = this.#need.uptime(), agentAddress } = this.#input;
    const { version, localAddress } = this.#way;
    if (version !== '1') return makeSecond(this.#notification, uptime);
    return makeFirst(this.#notification, uptime, { agentAddress, ownAddress: localAddress });
  }

  async #inform(varbinds: Uint8Array, sent: Sent): Promise<void> {
    const { timeout, retries } = this.#input;
    try {
      sent.roundTrip = await this.#way.inform({ varbinds, timeout, retries });
      sent.acknowledged++;
      this.#unanswered = 0;
    } catch (error) {
      const isLast = sent.acknowledged === 0 || ++this.#unanswered >= patience || this.#signal.aborted;
      if (isLast || !(error instanceof ProblemError)) throw error;
      this.#way.problem(error.problem);
    }
  }

  async #engineNow() {
    const { id, boots, startedAt } = await this.#need.engine.get();
    return { id, boots, time: Math.max(0, Math.floor((this.#need.clock.now() - startedAt) / 1000)) };
  }

  #shown({ list, told, trap }: MadeMessage): Pick<Sent, 'varbinds' | 'v1'> {
    const places = Array.from({ length: list.count - told }, (_, place) => told + place);
    const varbinds = places.map((place) => varbindAt(this.#need.objects, list, place));
    if (trap === undefined) return { varbinds };
    const { timestamp: _, ...v1 } = trap;
    return { varbinds, v1 };
  }

  #pause(milliseconds: number): Promise<void> {
    const signal = this.#signal;
    return new Promise((resolve) => {
      const done = () => {
        signal.removeEventListener('abort', done);
        stop();
        resolve();
      };
      const stop = this.#need.clock.after(milliseconds, done);
      signal.addEventListener('abort', done);
    });
  }

  /** Sockets and timers get a turn. */
  #giveWay(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
}
