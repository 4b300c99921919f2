import type { Clock } from '#electron/net/clock.ts';
import type { PacketPort, PacketPortOptions } from '#electron/net/packet/packet-io.ts';
import type { HandshakeInput } from '#shared/contract/dhcp.ts';
import type { LinkType, NotePart, PacketPart } from '#shared/model/packet-event.ts';
import type { Problem } from '#shared/problem/problem.ts';

export interface DhcpDeps {
  /**
   * Opens the interface for DHCP and ARP by the transport asked for; `auto` takes the best there is. `limits` is what this way
   * cannot see or do, to be told with the result. Rejects with a ProblemError.
   */
  openPort(
    options: Omit<PacketPortOptions, 'filter'> & { transport: HandshakeInput['transport'] },
  ): Promise<{ port: PacketPort; limits: readonly Problem[] }>;
  clock: Clock;
  /** Where every packet and turn of an exchange is kept. */
  recorder: { begin(start: { id?: string | undefined; tool: string; verb: string; target: string }): DhcpRecording };
  random: {
    /** A 32-bit transaction identifier. */
    xid(): number;
    /** Between -1 and 1. */
    spread(): number;
  };
}

export interface DhcpRecording {
  readonly id: string;
  packet(packet: {
    bytes: Uint8Array;
    link: LinkType;
    interface: string;
    at: number;
    direction: PacketPart['direction'];
    attempt?: number | undefined;
    ignored?: PacketPart['ignored'] | undefined;
  }): void;
  note(code: NotePart['code'], params?: NotePart['params'], problem?: Problem): void;
  addLost(count: number): void;
  end(outcome: string): Promise<void>;
}
