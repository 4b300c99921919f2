import type { Clock } from '#electron/net/clock.ts';
import type { HostAddress } from '#electron/net/names/resolve-host.ts';
import type { PacketPort, PacketPortOptions } from '#electron/net/packet/packet-io.ts';
import type { TcpSocketRow } from '#electron/net/tcp/socket-row.ts';
import type { TcpEnd, TcpIo } from '#electron/net/tcp/tcp-io.ts';
import type { TimeWaitReuse } from '#electron/net/tcp/time-wait-reuse.ts';
import type { DatagramIo } from '#electron/net/udp/datagram-io.ts';
import type { Store } from '#electron/storage/store.ts';
import type { CaptureSource } from '#electron/wire/capture/capture-source.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { Problem } from '#shared/problem/problem.ts';

export interface EchoDeps {
  tcp: TcpIo;
  udp: DatagramIo;
  /** Rejects with the resolver's error, which has its `code`. */
  resolve(host: string, family?: 'ipv4' | 'ipv6'): Promise<HostAddress[]>;
  /** The address from which something leaves an interface. `onLink`: for the link itself. */
  interfaceAddress(name: string, family: 'ipv4' | 'ipv6', onLink: boolean): string | undefined;
  /**
   * Opens an interface for its frames.
   *
   * @throws ProblemError raw-no-rights, raw-not-built, raw-unsupported, packet-process-*, interface-*, cancelled.
   */
  openFrames(options: PacketPortOptions): Promise<PacketPort>;
  /** The interface that leads to an address; undefined where nothing does. */
  interfaceTo(address: string): Promise<string | undefined>;
  /** The interfaces by which an address of this machine is reached. */
  interfacesAt(address: string): string[];
  /** A file of this machine in chunks, each good until the next is asked for. @throws ProblemError file-unreadable. */
  file(path: string): Promise<CaptureSource>;
  store: Store;
  clock: Clock;
  recorder: EchoRecorder;
  /** The program that holds a port of this machine, as far as the system tells. */
  portHolder(protocol: 'tcp' | 'udp', port: number): Promise<{ program: string; pid: number } | undefined>;
  /** What the system tells of one end of a connection of this machine; undefined where there is none, or the system tells nothing. */
  tcpSocket(local: TcpEnd, remote: TcpEnd): Promise<TcpSocketRow | undefined>;
  /** Whether the system takes its ports again while they are in TIME-WAIT; undefined where it does not say. */
  timeWaitReuse(): Promise<TimeWaitReuse | undefined>;
  /** Tells listeners what changed, at most ten times a second each. */
  newFeed(): Feed;
  random(length: number): Uint8Array;
  /**
   * A regular expression that takes time in proportion to the text, whatever the text is.
   *
   * @throws Error with what is wrong in it.
   */
  compileExpression(pattern: string): (text: string) => boolean;
}

export interface Feed {
  tell(key: string): void;
  listen(signal: AbortSignal): AsyncIterable<string[]>;
}

export interface EchoRecorder {
  begin(start: { id?: string | undefined; tool: string; verb: string; target: string }): EchoRecording;
}

export interface EchoRecording {
  readonly id: string;
  /** Resolves when they are stored. */
  packets(packets: readonly PacketRecord[]): Promise<void>;
  /** `at`: when it was, unless it is now. */
  note(code: NotePart['code'], params?: NotePart['params'], problem?: Problem, at?: number): void;
  /** Counts frames that were lost before they could be recorded. */
  addLost(count: number): void;
  end(outcome: string): Promise<void>;
}
