import type { ConnectedPort } from '#electron/net/udp/datagram-io.ts';

/** The way to one agent alone. */
export interface Way {
  /** The system tells it what ICMP says of the agent. */
  readonly port: ConnectedPort;
  /** The system's code for that: ECONNREFUSED (port unreachable), EHOSTUNREACH and the like. */
  readonly refusal: string | undefined;
}
