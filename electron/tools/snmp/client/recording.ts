import { buildIpv4Datagram, buildIpv6Datagram, type DatagramParts } from '#electron/wire/frame.ts';
import { maskCommunity } from '#electron/wire/snmp/mask.ts';
import type { PacketPart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { Agent } from './agent.ts';

/** One end of a datagram. */
export interface Endpoint {
  address: string;
  port: number;
}

const star = 0x2a;

/**
 * A datagram as the timeline keeps it: with its IP and UDP headers rebuilt, and its community overwritten, so that no
 * secret is ever written down.
 */
export function packetRecord(
  { family, credentials }: Agent,
  {
    source,
    destination,
    payload,
    ...packet
  }: { source: Endpoint; destination: Endpoint; payload: Uint8Array } & Pick<
    PacketRecord,
    'at' | 'direction' | 'attempt'
  > & { ignored?: PacketPart['ignored'] },
): PacketRecord {
  const parts: DatagramParts = {
    sourceAddress: withoutZone(source.address),
    destinationAddress: withoutZone(destination.address),
    sourcePort: source.port,
    destinationPort: destination.port,
    payload: masked(payload, credentials.community),
  };
  const bytes = family === 'ipv4' ? buildIpv4Datagram(parts) : buildIpv6Datagram(parts);
  return { bytes, link: family, interface: '', ...packet };
}

/** What is too broken to show where its community stands may still hold it. */
function masked(payload: Uint8Array, community: string | undefined): Uint8Array {
  const whole = maskCommunity(payload);
  if (whole !== payload || community === undefined) return whole;
  const bytes = Buffer.from(payload);
  const secret = Buffer.from(community);
  for (let at = bytes.indexOf(secret); at >= 0; at = bytes.indexOf(secret, at + secret.length)) {
    bytes.fill(star, at, at + secret.length);
  }
  return bytes;
}

function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? address;
}
