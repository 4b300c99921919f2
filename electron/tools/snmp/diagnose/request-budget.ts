import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { RequestLog } from '../client/request.ts';

/** Turns after which the client sends something more for the same request. */
const beforeSending = new Set<NotePart['code']>([
  'snmp-retry',
  'snmp-asking-why',
  'snmp-resynchronised',
  'snmp-engine-changed',
]);

/** Counts the datagrams that a log hears of, and ends a request that would send more than are permitted. */
export class RequestBudget implements RequestLog {
  readonly #log: RequestLog;
  readonly #permitted: number;
  readonly #spent = new AbortController();
  #sent = 0;

  constructor(log: RequestLog, permitted: number) {
    this.#log = log;
    this.#permitted = permitted;
  }

  get left(): number {
    return this.#permitted - this.#sent;
  }

  /** Aborted at the moment when one more would have been sent. */
  get signal(): AbortSignal {
    return this.#spent.signal;
  }

  packet(packet: PacketRecord): void {
    if (packet.direction === 'sent') this.#sent++;
    this.#log.packet(packet);
  }

  note(code: NotePart['code'], params?: NotePart['params']): void {
    if (beforeSending.has(code) && this.left <= 0) this.#spent.abort();
    else this.#log.note(code, params);
  }

  retried(): void {
    if (this.left <= 0) this.#spent.abort();
    else this.#log.retried();
  }
}
