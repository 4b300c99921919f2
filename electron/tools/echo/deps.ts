import type { Clock } from '#electron/net/clock.ts';
import type { TcpIo } from '#electron/net/tcp/tcp-io.ts';
import type { DatagramIo } from '#electron/net/udp/datagram-io.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { Problem } from '#shared/problem/problem.ts';

export interface EchoDeps {
  tcp: TcpIo;
  udp: DatagramIo;
  clock: Clock;
  recorder: EchoRecorder;
  /** The program that holds a port of this machine, as far as the system tells. */
  portHolder(protocol: 'tcp' | 'udp', port: number): Promise<{ program: string; pid: number } | undefined>;
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
  note(code: NotePart['code'], params?: NotePart['params'], problem?: Problem): void;
  end(outcome: string): Promise<void>;
}
