import { release } from '#electron/wire/dhcpv4/client-messages.ts';
import { addressOption, type DhcpMessage, encodeDhcp } from '#electron/wire/dhcpv4/message.ts';
import { buildArpFrame, buildUdpFrame, type Frame } from '#electron/wire/frame.ts';
import type { ExchangePlan, KnownLease } from './plan.ts';

/** Who sends, and into which VLAN. */
interface Sender {
  identity: { mac: string };
  vlan: number | undefined;
}

const everybodyMac = 'ff:ff:ff:ff:ff:ff';
const noMac = '00:00:00:00:00:00';
const tag = ({ vlan }: Sender) => (vlan === undefined ? {} : { vlan });

/** To everybody; from 0.0.0.0 until an address is ours. */
export function broadcastFrame(sender: Sender, message: DhcpMessage, sourceAddress = '0.0.0.0'): Uint8Array {
  return buildUdpFrame({
    sourceMac: sender.identity.mac,
    destinationMac: everybodyMac,
    ...tag(sender),
    sourceAddress,
    destinationAddress: '255.255.255.255',
    sourcePort: 68,
    destinationPort: 67,
    payload: encodeDhcp(message),
  });
}

/** To the server alone. Where its MAC is unknown the frame goes to all, the packet in it still to the server. */
export function unicastFrame(sender: Sender, message: DhcpMessage, lease: KnownLease): Uint8Array {
  return buildUdpFrame({
    sourceMac: sender.identity.mac,
    destinationMac: lease.serverMac ?? everybodyMac,
    ...tag(sender),
    sourceAddress: lease.address,
    destinationAddress: lease.server,
    sourcePort: 68,
    destinationPort: 67,
    payload: encodeDhcp(message),
  });
}

/** RELEASE goes by unicast to the server (RFC 2131 section 4.4.6), through whatever device delivered its ACK. */
export function releaseFrame(plan: Pick<ExchangePlan, 'identity' | 'vlan' | 'xid'>, lease: KnownLease): Uint8Array {
  return unicastFrame(plan, release(plan.identity, { xid: plan.xid, secs: 0 }, lease), lease);
}

export function arpRequest(sender: Sender, senderAddress: string, targetAddress: string): Uint8Array {
  const senderMac = sender.identity.mac;
  return buildArpFrame({
    sourceMac: senderMac,
    destinationMac: everybodyMac,
    ...tag(sender),
    operation: 1,
    senderMac,
    senderAddress,
    targetMac: noMac,
    targetAddress,
  });
}

export function arpReply(sender: Sender, address: string, asker: { mac: string; address: string }): Uint8Array {
  const senderMac = sender.identity.mac;
  return buildArpFrame({
    sourceMac: senderMac,
    destinationMac: asker.mac,
    ...tag(sender),
    operation: 2,
    senderMac,
    senderAddress: address,
    targetMac: asker.mac,
    targetAddress: asker.address,
  });
}

/** The server a message names (option 54), else who sent it. */
export function serverOf(frame: Frame, message: DhcpMessage): string {
  return addressOption(message, 54) ?? frame.ipv4?.source ?? '0.0.0.0';
}
