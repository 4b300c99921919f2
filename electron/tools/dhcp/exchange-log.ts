import { parseFrame } from '#electron/wire/frame.ts';
import { summarize } from '#electron/wire/summary.ts';
import type { ExchangeResult } from '#shared/model/dhcp-exchange.ts';
import type { Finding } from '#shared/model/finding.ts';
import { toHex } from '#shared/model/hex.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import { type Problem, problem } from '#shared/problem/problem.ts';
import type { DhcpRecording } from './deps.ts';
import { type JudgedExchange, type JudgedPacket, judge } from './verdict/judge.ts';

/** Bytes; sockets carry no VLAN tags. */
const ethernetHeader = 14;
/** Packets carried in a result and looked at for its verdict; all of them are on the timeline. */
const resultPackets = 1000;

/** What happens in an exchange, kept in two places: the timeline, and a bounded list for the call's own result. */
export class ExchangeLog {
  readonly problems: Problem[] = [];
  readonly #recording: DhcpRecording;
  readonly #startedAt: number;
  readonly #packets: { record: PacketRecord; index: number }[] = [];
  #total = 0;

  constructor(recording: DhcpRecording, startedAt: number) {
    this.#recording = recording;
    this.#startedAt = startedAt;
  }

  get exchange(): string {
    return this.#recording.id;
  }

  get packetsTotal(): number {
    return this.#total;
  }

  packet(record: PacketRecord): void {
    this.#total++;
    const index = this.#recording.packet(record);
    if (this.#packets.length < resultPackets) this.#packets.push({ record, index });
  }

  note(...note: Parameters<DhcpRecording['note']>): void {
    this.#recording.note(...note);
  }

  problem(found: Problem): void {
    this.problems.push(found);
    this.#recording.note('problem', {}, found);
  }

  /** Counts what the port lost, if anything, and says so. */
  lost(count: number): void {
    if (count === 0) return;
    this.#recording.addLost(count);
    this.problem(problem('frames-lost', { count }));
  }

  end(outcome: string): Promise<void> {
    return this.#recording.end(outcome);
  }

  packets(): ExchangeResult['packets'] {
    return this.#inOrder().map(({ record }) => resultPacket(record, this.#startedAt));
  }

  /** `ended` false: it was broken off, so that silence means nothing. */
  verdict(more: Pick<JudgedExchange, 'ended' | 'allowedServers' | 'circumstances'>): Finding[] {
    const packets: JudgedPacket[] = this.#inOrder().map(({ record, index }) => ({
      index,
      at: record.at,
      direction: record.direction,
      frame: parseFrame(record.bytes, record.link),
      ...(record.attempt === undefined ? {} : { attempt: record.attempt }),
      ...(record.ignored === undefined ? {} : { ignored: record.ignored }),
    }));
    return judge({ packets, problems: this.problems, ...more });
  }

  #inOrder() {
    return this.#packets.sort((a, b) => a.record.at - b.record.at);
  }
}

function resultPacket(packet: PacketRecord, startedAt: number): ExchangeResult['packets'][number] {
  const { name, source, destination } = summarize(parseFrame(packet.bytes, packet.link));
  return {
    name,
    at: packet.at,
    time: round(packet.at - startedAt),
    direction: packet.direction,
    source,
    destination,
    ...(packet.ignored === undefined ? {} : { ignored: packet.ignored }),
    hex: toHex(packet.bytes),
  };
}

/** What left the host: the frame itself, or, through a UDP socket, only what stands behind its Ethernet header. */
export function sentBytes(port: { transport: string }, frame: Uint8Array): Pick<PacketRecord, 'bytes' | 'link'> {
  const isSocket = port.transport === 'udp';
  return isSocket ? { bytes: frame.subarray(ethernetHeader), link: 'ipv4' } : { bytes: frame, link: 'ethernet' };
}

/** Milliseconds to the microsecond. */
export function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
