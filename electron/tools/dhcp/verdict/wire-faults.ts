import { type DhcpMessage, messageName } from '#electron/wire/dhcpv4/message.ts';
import { optionLabel } from '#electron/wire/dhcpv4/options.ts';
import type { Frame } from '#electron/wire/frame.ts';
import { type Ipv4Header, ipProtocols, isFragment } from '#electron/wire/ipv4.ts';
import type { UdpHeader } from '#electron/wire/udp.ts';
import type { FindingCode } from '#shared/model/finding.ts';
import { parseIpv4 } from '#shared/model/ip-address.ts';
import type { FindingCollector } from './collector.ts';
import type { JudgedPacket } from './exchange.ts';

/** Faults looked at in one frame; a hostile one may have thousands. */
const faultsLimit = 50;

/** What the decoders found broken, by the words in which they say it; a test holds both together. */
const kinds: readonly { pattern: RegExp; code: FindingCode; field: (code: string) => string }[] = [
  {
    pattern: /^option (\d+) (?:claims|has no length)/,
    code: 'option-truncated',
    field: (code) => `dhcp.option.${code}.cut`,
  },
  { pattern: /^no End option/, code: 'options-without-end', field: () => 'dhcp' },
  { pattern: /^no magic cookie/, code: 'magic-cookie-missing', field: () => 'dhcp.cookie' },
  { pattern: /^message ends after/, code: 'message-truncated', field: () => 'dhcp' },
  { pattern: /^UDP (?:length \d+, only|header needs)/, code: 'message-truncated', field: () => 'udp.length' },
  { pattern: /^IPv4 total length \d+, only/, code: 'message-truncated', field: () => 'ipv4.totalLength' },
];

const cut =
  /^(option \d+ (claims|has no)|message ends|UDP (length \d+, only|header)|IPv4 total length \d+, only|first fragment|no magic cookie)/;

/** Whether all of the message is here: only then can something be missing from it. */
export function isWhole({ faults }: Frame): boolean {
  return !faults.some(({ reason }) => cut.test(reason));
}

/**
 * A sender on this very host, or a virtual one beside it, leaves the sum to the network card: the field holds the sum of the
 * pseudo header only (RFC 768), a zero in IPv4. Nothing is damaged.
 */
function isUnfinished(ipv4: Ipv4Header, udp: UdpHeader): boolean {
  let sum = ipProtocols.udp + udp.length;
  for (const address of [ipv4.source, ipv4.destination]) {
    const value = parseIpv4(address) ?? 0;
    sum += (value >>> 16) + (value & 0xffff);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return udp.checksum === sum;
}

/** Bytes that are cut, damaged or split, in a frame with or without a message that could be read. */
export function judgeWire(
  packet: JudgedPacket,
  dhcp: DhcpMessage | undefined,
  sender: string,
  found: FindingCollector,
): void {
  const { frame } = packet;
  const message = dhcp === undefined ? '–' : messageName(dhcp);
  for (const { reason } of frame.faults.slice(0, faultsLimit)) {
    for (const { pattern, code, field } of kinds) {
      const match = pattern.exec(reason);
      if (match === null) continue;
      const option = match[1] ?? '';
      const params = { sender, message, reason, option: option === '' ? '–' : optionLabel(Number(option)) };
      // A plain BOOTP client has no cookie and need not have one.
      if (code === 'magic-cookie-missing' && dhcp?.op !== 2) break;
      found.add(code, { packet, field: field(option), params, key: `${sender} ${option}` });
      break;
    }
  }
  const { ipv4, udp } = frame;
  if (ipv4 !== undefined && isFragment(ipv4))
    found.add('fragmented', { packet, field: 'ipv4.fragmentOffset', params: { sender, message }, key: sender });
  // Our own are summed by the interface, after we saw them.
  if (packet.direction === 'sent' || ipv4 === undefined) return;
  const badIp = ipv4.checksumState === 'bad' && ipv4.checksum !== 0;
  const badUdp = udp?.checksumState === 'bad' && !isUnfinished(ipv4, udp);
  const layer = badIp ? 'IPv4' : badUdp ? 'UDP' : undefined;
  if (layer === undefined) return;
  const field = `${layer.toLowerCase()}.checksum`;
  found.add('checksum-bad', { packet, field, params: { sender, message, layer }, key: `${sender} ${layer}` });
}
