import { addressOption, findOption } from '#electron/wire/dhcpv4/message.ts';
import { parseIpv4, prefixLength, printIpv4 } from '#shared/model/ip-address.ts';
import type { FindingCollector } from './collector.ts';
import { type Grant, isMissing } from './grant.ts';
import { judgeRoutes } from './routes.ts';
import type { ServerMessage, Story } from './story.ts';

const zero = '0.0.0.0';

/** Address, mask, broadcast address, MTU and what a host needs beside them. */
export function judgeAddressing({ server }: Story, found: FindingCollector): void {
  for (const message of server) {
    if (message.proxy || message.kind === 'nak' || message.kind === 'other') continue;
    if (message.answers?.kind === 'inform') judgeInform(message, found);
    else judgeGrant(message, found);
  }
}

function judgeInform({ packet, dhcp, server }: ServerMessage, found: FindingCollector): void {
  const lease = findOption(dhcp, 51) !== undefined;
  if (!lease && dhcp.yiaddr === zero) return;
  const field = lease ? 'dhcp.option.51' : 'dhcp.yiaddr';
  found.add('inform-answer-grants-lease', { packet, field, params: { server, address: dhcp.yiaddr }, key: server });
}

function judgeGrant(message: ServerMessage, found: FindingCollector): void {
  const { packet, dhcp, server, kind } = message;
  const address = parseIpv4(dhcp.yiaddr) ?? 0;
  const params = { server, address: dhcp.yiaddr, message: kind === 'bootp' ? 'BOOTREPLY' : kind.toUpperCase() };
  if (address === 0) {
    if (kind !== 'bootp' || dhcp.ciaddr === zero)
      found.add('address-zero', { packet, field: 'dhcp.yiaddr', params, key: server });
    return;
  }
  if (!isAssignable(address))
    found.add('address-not-assignable', { packet, field: 'dhcp.yiaddr', params, key: server });
  const grant = withMask(message, address, found);
  judgePlace(grant, found);
  judgeBroadcast(grant, found);
  judgeRoutes(grant, found);
  if (isMissing(message, 6)) found.add('dns-missing', { packet, field: 'dhcp', params, key: server });
  const mtu = findOption(dhcp, 26);
  const bytes = mtu?.length === 2 ? (mtu[0] ?? 0) * 256 + (mtu[1] ?? 0) : undefined;
  // RFC 791 section 3.1: every host must be able to take datagrams of 576 bytes.
  if (bytes !== undefined && bytes < 576)
    found.add('interface-mtu-small', { packet, field: 'dhcp.option.26', params: { server, mtu: bytes }, key: server });
}

/** A host's own address: not "this network", loopback, link-local, multicast or reserved (RFC 6890). */
function isAssignable(address: number): boolean {
  const first = address >>> 24;
  return first !== 0 && first !== 127 && first < 224 && address >>> 16 !== 0xa9fe;
}

function withMask(message: ServerMessage, address: number, found: FindingCollector): Grant {
  const { packet, dhcp, server } = message;
  const text = addressOption(dhcp, 1);
  const none = { message, address, width: undefined, mask: 0 };
  if (text === undefined) {
    const params = { server, address: dhcp.yiaddr };
    if (isMissing(message, 1)) found.add('subnet-mask-missing', { packet, field: 'dhcp', params, key: server });
    return none;
  }
  const width = prefixLength(text);
  if (width === undefined || width === 0) {
    const params = { server, mask: text };
    found.add('subnet-mask-not-contiguous', { packet, field: 'dhcp.option.1', params, key: server });
    return none;
  }
  return { message, address, width, mask: parseIpv4(text) ?? 0 };
}

function judgePlace({ message, address, width, mask }: Grant, found: FindingCollector): void {
  // RFC 3021: a point-to-point link of two addresses has neither; a single one has no subnet.
  if (width === undefined || width > 30) return;
  const host = (address & ~mask) >>> 0;
  const all = ~mask >>> 0;
  if (host !== 0 && host !== all) return;
  const { packet, dhcp, server } = message;
  const subnet = `${printIpv4((address & mask) >>> 0)}/${width}`;
  const params = { server, address: dhcp.yiaddr, subnet, which: host === 0 ? 'network' : 'broadcast' };
  found.add('address-is-network-or-broadcast', { packet, field: 'dhcp.yiaddr', params, key: server });
}

function judgeBroadcast({ message, address, width, mask }: Grant, found: FindingCollector): void {
  const { packet, dhcp, server } = message;
  const sent = addressOption(dhcp, 28);
  if (sent === undefined || width === undefined || width > 30) return;
  const right = printIpv4(((address & mask) | ~mask) >>> 0);
  if (sent === right || sent === '255.255.255.255') return;
  found.add('broadcast-address-wrong', {
    packet,
    field: 'dhcp.option.28',
    params: { server, sent, right },
    key: server,
  });
}
