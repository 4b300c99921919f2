import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { SnmpResult } from '#shared/model/snmp-operation.ts';
import type { Problem } from '#shared/problem/problem.ts';
import type { RequestLog } from './client/request.ts';
import type { SnmpRecording } from './deps.ts';

/** What happens in an exchange: to the timeline, and counted for the result. */
export class SnmpLog implements RequestLog {
  readonly packets: SnmpResult['packets'] = { sent: 0, received: 0, retries: 0, ignored: 0 };
  readonly problems: Problem[] = [];
  readonly #recording: SnmpRecording;

  constructor(recording: SnmpRecording) {
    this.#recording = recording;
  }

  packet(packet: PacketRecord): void {
    if (packet.direction === 'sent') this.packets.sent++;
    else if (packet.ignored === undefined) this.packets.received++;
    else this.packets.ignored++;
    this.#recording.packet(packet);
  }

  note(code: NotePart['code'], params: NotePart['params'] = {}): void {
    this.#recording.note(code, params);
  }

  retried(): void {
    this.packets.retries++;
  }

  /** Once each. */
  problem(found: Problem): void {
    const text = JSON.stringify(found);
    if (this.problems.some((known) => JSON.stringify(known) === text)) return;
    this.problems.push(found);
    this.#recording.note('problem', {}, found);
  }

  /** What was wrong is over: when it comes again, it is told again. */
  recovered(): void {
    this.problems.length = 0;
  }
}
