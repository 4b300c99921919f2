import type { Clock } from '#electron/net/clock.ts';
import type { TcpEnd } from '#electron/net/tcp/tcp-io.ts';
import { buildIpv4Datagram, buildIpv6Datagram } from '#electron/wire/frame.ts';
import { encodeUpperPdu } from '#electron/wire/upper-pdu.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { TimeOrder } from './capture/time-order.ts';
import type { EchoRecording } from './deps.ts';

/** Octets of one read or write that are kept; the rest of it is only counted. */
const mostOctets = 4096;
/** Pieces that go to the timeline together, and on their way there at most. */
const together = 64;
const waitingLimit = 2000;

/** Frames beyond the limit: the end of a connection is to be seen too. */
const moreFrames = 100;

/**
 * What goes over the wire of one exchange, to the timeline: the first pieces whole, then only how many there were. Pieces are what was read and
 * written, or frames where those are captured.
 */
export class EchoLog {
  readonly recording: EchoRecording;
  #isCaptured = false;
  #order: TimeOrder | undefined;
  #frames = 0;
  readonly #transport: 'tcp' | 'udp';
  readonly #limit: number;
  #kept = 0;
  #notKept = 0;
  #collected: PacketRecord[] = [];
  #waiting = 0;
  #scheduled = false;

  /** `limit`: pieces kept. */
  constructor(recording: EchoRecording, transport: 'tcp' | 'udp', limit: number) {
    this.recording = recording;
    this.#transport = transport;
    this.#limit = limit;
  }

  get id(): string {
    return this.recording.id;
  }

  /** Whether what comes is still kept: preparing it costs. */
  get keeps(): boolean {
    return (this.#isCaptured ? this.#frames : this.#kept) < this.#limit && this.#waiting < waitingLimit;
  }

  /** Octets of one read or write between our end and theirs. */
  data(direction: 'sent' | 'received', ours: TcpEnd, theirs: TcpEnd, bytes: Uint8Array, at: number): void {
    if (this.#isCaptured) return;
    if (!this.keeps) {
      this.#notKept++;
      return;
    }
    this.#kept++;
    const [from, to] = direction === 'sent' ? [ours, theirs] : [theirs, ours];
    const payload = bytes.length > mostOctets ? bytes.subarray(0, mostOctets) : bytes;
    const ends = {
      sourcePort: from.port,
      destinationPort: to.port,
      payload,
    };
    const [source, destination] = [withoutZone(from.address), withoutZone(to.address)];
    const isIpv6 = source.includes(':');
    const record: PacketRecord =
      this.#transport === 'tcp'
        ? {
            bytes: encodeUpperPdu({ source, destination, transport: 'tcp', ...ends }),
            link: 'upper-pdu',
            interface: '',
            at,
            direction,
          }
        : {
            bytes: (isIpv6 ? buildIpv6Datagram : buildIpv4Datagram)({
              sourceAddress: source,
              destinationAddress: destination,
              ...ends,
            }),
            link: isIpv6 ? 'ipv6' : 'ipv4',
            interface: '',
            at,
            direction,
          };
    if (this.#order === undefined) this.#collect(record);
    else this.#order.prompt(at, () => this.#collect(record));
  }

  /** Frames come from now on: what is read and written is in them, and everything is put in the order of its time. */
  beginFrames(clock: Clock): void {
    this.#isCaptured = true;
    this.#order ??= new TimeOrder(clock);
  }

  /** No frames come any more before the end: what is read and written is kept again. */
  endFrames(): void {
    this.#isCaptured = false;
  }

  /** A captured frame; they come in the order of their times, some milliseconds after them. False: enough of them were kept. */
  frame(record: PacketRecord): boolean {
    if (this.#frames >= this.#limit + moreFrames) return false;
    if (this.#waiting >= waitingLimit) {
      this.recording.addLost(1);
      return true;
    }
    this.#frames++;
    this.#order?.late(record.at, () => this.#collect(record));
    return this.#frames < this.#limit;
  }

  /** Frames that did not come. */
  lost(count: number): void {
    this.recording.addLost(count);
    this.note('echo-frames-lost', { count });
  }

  note(code: NotePart['code'], params: NotePart['params'] = {}, problem?: Problem): void {
    if (this.#order === undefined) this.#note(code, params, problem);
    else {
      const { now } = this.#order;
      this.#order.prompt(now, () => this.#note(code, params, problem, now));
    }
  }

  flush(): void {
    const packets = this.#collected;
    if (packets.length === 0) return;
    this.#collected = [];
    this.#waiting += packets.length;
    this.recording.packets(packets).finally(() => {
      this.#waiting -= packets.length;
    });
  }

  async end(outcome: string): Promise<void> {
    this.#order?.flush();
    if (this.#notKept > 0) this.#note('echo-not-kept', { count: this.#notKept });
    this.flush();
    await this.recording.end(outcome);
  }

  #note(code: NotePart['code'], params: NotePart['params'], problem?: Problem, at?: number): void {
    this.flush();
    this.recording.note(code, params, problem, at);
  }

  #collect(record: PacketRecord): void {
    this.#collected.push(record);
    if (this.#collected.length >= together) this.flush();
    else this.#flushSoon();
  }

  #flushSoon(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.flush();
    });
  }
}

function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? address;
}
