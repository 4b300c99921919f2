import type { Device } from '#shared/contract/devices.ts';

/** The port agents listen on (RFC 3417 section 3). */
export const agentPort = 161;

/** "192.0.2.1", "192.0.2.1:1161", "[2001:db8::1]:1161". */
export function addressText({ address, port }: Pick<Device, 'address' | 'port'>): string {
  if (port === agentPort) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
