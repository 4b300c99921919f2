import type { DatagramIo } from '#electron/net/udp/datagram-io.ts';
import type { Credentials, SnmpTarget } from '#shared/model/snmp-target.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { Agent } from './client/agent.ts';
import type { KnownDevices } from './deps.ts';

/** A target with everything that was saved of it filled in; its address may still be a name. */
export interface Target {
  address: string;
  port: number;
  credentials: Credentials;
  device?: { id: string; name: string };
  profile?: string;
}

/** @throws ProblemError device-unknown, profile-unknown, profile-locked */
export function findTarget(devices: KnownDevices, input: SnmpTarget): Target {
  const device = input.device === undefined ? undefined : devices.device(input.device);
  const address = device?.address ?? input.address ?? '';
  const port = device?.port ?? input.port;
  const known = device === undefined ? {} : { device: { id: device.id, name: device.name } };
  const wanted = input.profile ?? device?.profile;
  if (wanted !== undefined) {
    const { id } = devices.profile(wanted);
    return { address, port, credentials: devices.credentials(id), profile: id, ...known };
  }
  const { version, community, user, auth, priv, context, contextEngine } = input;
  if (version === undefined) throw new ProblemError('profile-unknown', { profile: '–', device: device?.name ?? '' });
  return { address, port, credentials: { version, community, user, auth, priv, context, contextEngine }, ...known };
}

/** What the exchange is called on the timeline. */
export function targetName(
  { address, port, device }: Pick<Target, 'address' | 'port' | 'device'>,
  usualPort: number,
): string {
  if (device !== undefined) return device.name;
  const host = address.includes(':') ? `[${address}]` : address;
  return port === usualPort ? address : `${host}:${port}`;
}

/** @throws ProblemError snmp-address-unknown */
export async function resolveAgent(sockets: DatagramIo, target: Target): Promise<Agent> {
  const { port, credentials, profile } = target;
  try {
    const { address, family } = await sockets.resolve(target.address);
    return { address, family, port, credentials, ...(profile === undefined ? {} : { profile }) };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ProblemError('snmp-address-unknown', { address: target.address, reason }, String(error));
  }
}
