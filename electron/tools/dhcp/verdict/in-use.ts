import { addressOption } from '#electron/wire/dhcpv4/message.ts';
import type { FindingCollector } from './collector.ts';
import type { JudgedPacket } from './exchange.ts';
import { serverMacs } from './servers.ts';
import type { ServerMessage, Story } from './story.ts';

const zero = '0.0.0.0';

/** Somebody else has the address that was given: seen by ARP, or told by the client's DECLINE. */
export function judgeInUse(story: Story, found: FindingCollector): void {
  const given = new Map<string, ServerMessage>();
  for (const message of story.server) {
    const { kind, dhcp } = message;
    if ((kind === 'offer' || kind === 'ack') && dhcp.yiaddr !== zero && !given.has(dhcp.yiaddr))
      given.set(dhcp.yiaddr, message);
  }
  const clients = new Set(story.client.map(({ dhcp }) => dhcp.chaddr));
  for (const { dhcp } of story.server) clients.add(dhcp.chaddr);
  const macs = serverMacs(story);
  const released = story.client.find(({ kind }) => kind === 'release')?.packet.at ?? Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  for (const packet of story.arps) {
    const message = given.get(packet.frame.arp?.senderAddress ?? '');
    const mac = packet.frame.arp?.senderMac;
    // Once given back, the address may be anybody's.
    if (message === undefined || mac === undefined || clients.has(mac) || packet.at > released) continue;
    seen.add(message.dhcp.yiaddr);
    report(packet, message, { mac, evidence: macs.has(mac) ? 'server' : 'arp' }, found);
  }
  for (const { kind, dhcp, packet } of story.client) {
    const address = addressOption(dhcp, 50) ?? dhcp.ciaddr;
    if (kind !== 'decline' || seen.has(address)) continue;
    const server = addressOption(dhcp, 54) ?? given.get(address)?.server ?? '–';
    const params = { address, server, mac: '–', evidence: 'decline' };
    found.add('address-in-use', { packet, field: 'dhcp.option.50', params, key: address });
  }
}

function report(
  packet: JudgedPacket,
  { dhcp, server }: ServerMessage,
  { mac, evidence }: { mac: string; evidence: string },
  found: FindingCollector,
): void {
  const params = { address: dhcp.yiaddr, server, mac, evidence };
  found.add('address-in-use', { packet, field: 'arp.senderMac', params, key: `${dhcp.yiaddr} ${mac}` });
}
