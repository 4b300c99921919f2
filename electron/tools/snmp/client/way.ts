import type { ConnectedPort } from '#electron/net/udp/datagram-io.ts';

/** A socket of its own to one agent, to which the system tells what ICMP says of the agent. */
export interface Way extends ConnectedPort {
  /** The system's code for that: ECONNREFUSED (port unreachable), EHOSTUNREACH and the like. */
  readonly refusal: string | undefined;
}
