import type { Clock } from '#electron/net/clock.ts';
import type { PacketPort, PacketPortOptions } from '#electron/net/packet/packet-io.ts';
import type { Store } from '#electron/storage/store.ts';
import type { CaptureSource } from '#electron/wire/capture/capture-source.ts';
import type { NetworkInterface } from '#shared/contract/interfaces.ts';
import type { HandshakeInput } from '#shared/model/dhcp-exchange.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord, StoredPacket } from '#shared/model/packet-record.ts';
import type { Problem } from '#shared/problem/problem.ts';

export interface DhcpDeps {
  /**
   * Opens the interface for DHCP and ARP by the transport asked for; `auto` takes the best there is. `limits` is what this way
   * cannot see or do, to be told with the result. Rejects with a ProblemError.
   */
  openPort(
    options: Omit<PacketPortOptions, 'filter'> & { transport: HandshakeInput['transport'] },
  ): Promise<{ port: PacketPort; limits: readonly Problem[] }>;
  /** What is known of an interface now. */
  findInterface(name: string): Promise<NetworkInterface | undefined>;
  /** Who made a box, by its MAC address; undefined when nobody is known. */
  maker(mac: string): string | undefined;
  /** A capture file of this machine. @throws ProblemError file-unreadable */
  captureFile(path: string): Promise<CaptureSource>;
  clock: Clock;
  store: Store;
  /** Where every packet and turn of an exchange is kept. */
  recorder: DhcpRecorder;
  random: {
    /** A 32-bit transaction identifier. */
    xid(): number;
    /** Between -1 and 1. */
    spread(): number;
  };
  /** Tells listeners what changed, at most ten times a second each. */
  newFeed(): Feed;
}

export interface Feed {
  tell(key: string): void;
  listen(signal: AbortSignal): AsyncIterable<string[]>;
}

export interface DhcpRecorder {
  begin(start: {
    id?: string | undefined;
    tool: string;
    verb: string;
    target: string;
    /** Whom it is about, where the target does not say: a client's MAC. */
    subject?: string;
    /** Milliseconds since the epoch; now unless it is of the past. */
    startedAt?: number;
  }): DhcpRecording;
  /** An exchange of the timeline with as many of its packets as a verdict needs. Throws ProblemError exchange-unknown. */
  stored(exchange: string): { verb: string; target: string; state: 'running' | 'ended'; packets: StoredPacket[] };
  /** Undefined while more events may come, else a promise of the moment when they may. */
  ready(): Promise<void> | undefined;
}

export interface DhcpRecording {
  readonly id: string;
  /** Returns the packet's position on the timeline. */
  packet(packet: PacketRecord): number;
  note(code: NotePart['code'], params?: NotePart['params'], problem?: Problem): void;
  addLost(count: number): void;
  /** `endedAt`: milliseconds since the epoch; now unless it is of the past. */
  end(outcome: string, endedAt?: number): Promise<void>;
}
