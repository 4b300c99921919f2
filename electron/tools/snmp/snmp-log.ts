import type { Clock } from '#electron/net/clock.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { SnmpResult } from '#shared/model/snmp-operation.ts';
import type { Problem } from '#shared/problem/problem.ts';
import type { RequestLog } from './client/request.ts';
import type { SnmpRecording } from './deps.ts';

/** Packets that go to the timeline together, and the milliseconds that the first of them may wait for the others. */
const together = 64;
const patience = 10;
/** Packets on their way to storage before a walk has to wait: more of them would only fill memory. */
const waitingLimit = 1000;

/** What happens in an exchange: to the timeline, and counted for the result. */
export class SnmpLog implements RequestLog {
  readonly packets: SnmpResult['packets'] = { sent: 0, received: 0, retries: 0, ignored: 0 };
  readonly problems: Problem[] = [];
  readonly #recording: SnmpRecording;
  readonly #clock: Clock;
  #collected: PacketRecord[] = [];
  #cancelFlush: (() => void) | undefined;
  #waiting = 0;
  /** Packets handed over last. */
  #newest: Promise<void> = Promise.resolve();

  constructor(recording: SnmpRecording, clock: Clock) {
    this.#recording = recording;
    this.#clock = clock;
  }

  packet(packet: PacketRecord): void {
    if (packet.direction === 'sent') this.packets.sent++;
    else if (packet.ignored === undefined) this.packets.received++;
    else this.packets.ignored++;
    this.#collected.push(packet);
    if (this.#collected.length >= together) this.flush();
    else this.#cancelFlush ??= this.#clock.after(patience, () => this.flush());
  }

  /** Hands over what was collected. */
  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    const packets = this.#collected;
    if (packets.length === 0) return;
    this.#collected = [];
    this.#waiting += packets.length;
    this.#newest = this.#recording.packets(packets).then(() => {
      this.#waiting -= packets.length;
    });
  }

  /** Undefined while more packets may come, else a promise of the moment when they may. */
  ready(): Promise<void> | undefined {
    return this.#waiting < waitingLimit ? undefined : this.#newest;
  }

  note(code: NotePart['code'], params: NotePart['params'] = {}, found?: Problem): void {
    this.flush();
    this.#recording.note(code, params, found);
  }

  retried(): void {
    this.packets.retries++;
  }

  /** Once each. */
  problem(found: Problem): void {
    const text = JSON.stringify(found);
    if (this.problems.some((known) => JSON.stringify(known) === text)) return;
    this.problems.push(found);
    this.note('problem', {}, found);
  }

  /** What was wrong is over: when it comes again, it is told again. */
  recovered(): void {
    this.problems.length = 0;
  }
}
