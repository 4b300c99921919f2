import type { Credentials } from '#shared/model/snmp-target.ts';

/** Whom requests go to: an address with what it wants to see. */
export interface Agent {
  /** As the system writes it, so that a sender can be compared with it. */
  readonly address: string;
  readonly port: number;
  readonly family: 'ipv4' | 'ipv6';
  readonly credentials: Credentials;
  /** The saved profile that the credentials are of: its derived keys are kept. */
  readonly profile?: string;
}

/** One name for an agent's address and port. */
export function agentKey({ address, port }: Pick<Agent, 'address' | 'port'>): string {
  return `${address} ${port}`;
}
