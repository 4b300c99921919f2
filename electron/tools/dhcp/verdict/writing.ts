import {
  broadcastFlag,
  type DhcpMessage,
  type DhcpOption,
  findOption,
  messageName,
  messageType,
} from '#electron/wire/dhcpv4/message.ts';
import { messageTypeName } from '#electron/wire/dhcpv4/message-types.ts';
import { optionLabel, optionType } from '#electron/wire/dhcpv4/options.ts';
import type { FindingCollector } from './collector.ts';
import type { JudgedPacket } from './exchange.ts';
import type { ClientMessage, ServerMessage, Story } from './story.ts';
import { judgeWire } from './wire-faults.ts';

/** Options of the first so many messages are decoded one by one; a flood repeats itself. */
const messagesLimit = 1000;
/** RFC 2131 section 2: every client can take an IP datagram of 576 bytes. */
const datagramLimit = 576;
const broadcast = '255.255.255.255';

/** How each message was written, whoever wrote it. */
export function judgeWriting(story: Story, found: FindingCollector): void {
  for (const packet of story.broken) judgeWire(packet, undefined, '–', found);
  for (const message of [...story.client, ...story.server]) {
    const { packet, dhcp } = message;
    judgeWire(packet, dhcp, writer(message), found);
    judgeHardware(packet, dhcp, writer(message), found);
  }
  for (const message of [...story.client.slice(0, messagesLimit), ...story.server.slice(0, messagesLimit)])
    for (const option of message.dhcp.options) judgeOption(message, option, found);
  for (const message of story.server) {
    judgeType(message, found);
    judgeBroadcastFlag(message, found);
    judgeSize(message, found);
  }
}

/** Who is to blame: the server by its name, a client by its MAC. */
function writer(message: ClientMessage | ServerMessage): string {
  return 'server' in message ? message.server : message.dhcp.chaddr || message.packet.frame.ethernet?.source || '–';
}

function judgeHardware(packet: JudgedPacket, dhcp: DhcpMessage, sender: string, found: FindingCollector): void {
  const { htype, hlen } = dhcp;
  const params = { sender, message: messageName(dhcp), length: hlen };
  const evidence = { packet, field: 'dhcp.hlen', params, key: sender };
  // RFC 4390 section 2.1: only InfiniBand leaves chaddr empty.
  if (hlen === 0 && htype !== 32) found.add('hardware-address-length-zero', evidence);
  else if (hlen > 16 || (htype === 1 && hlen !== 6 && hlen !== 0)) found.add('hardware-address-length-wrong', evidence);
}

function judgeOption(message: ClientMessage | ServerMessage, option: DhcpOption, found: FindingCollector): void {
  const { packet, dhcp } = message;
  const { code, bytes, parts } = option;
  const sender = writer(message);
  const base = { sender, message: messageName(dhcp), option: optionLabel(code), length: bytes.length };
  const evidence = { packet, field: `dhcp.option.${code}`, key: `${sender} ${code}` };
  if (parts.length > 1) {
    const params = { ...base, parts: parts.length };
    // RFC 3396 section 6: only what does not fit one option may be split.
    found.add(bytes.length > 255 ? 'option-too-long' : 'option-repeated', { ...evidence, params });
  }
  const [fault] = optionType(code).decode(bytes).faults;
  // Bare text as a user class is what boot loaders send; everybody reads it.
  if (fault === undefined || fault.reason.endsWith('read as bare text')) return;
  const params = { ...base, reason: fault.reason };
  if (/^pointer to \d+ does not lead backwards/.test(fault.reason))
    found.add('domain-name-looping', { ...evidence, params });
  else if (/^length \d|^\d+ bytes left over| needs \d+ bytes/.test(fault.reason))
    found.add('option-length-wrong', { ...evidence, params });
  else found.add('option-value-wrong', { ...evidence, params });
}

function judgeType({ packet, dhcp, answers, server }: ServerMessage, found: FindingCollector): void {
  const type = messageType(dhcp);
  if (type !== undefined) {
    if (messageTypeName(type) === undefined)
      found.add('message-type-unknown', { packet, field: 'dhcp.option.53', params: { server, type }, key: server });
    return;
  }
  const askedByBootp = answers === undefined || answers.kind === 'bootp';
  if (askedByBootp || findOption(dhcp, 53) !== undefined || lacksCookie(dhcp)) return;
  const params = { server, asked: messageName(answers.dhcp) };
  found.add('message-type-missing', { packet, field: 'dhcp', params, key: server });
}

function lacksCookie({ faults }: DhcpMessage): boolean {
  return faults.some(({ reason }) => reason.startsWith('no magic cookie') || reason.startsWith('message ends'));
}

/** Only while the client has no address yet: with `ciaddr` an answer goes there, flag or not (RFC 2131 section 4.1). */
function judgeBroadcastFlag(message: ServerMessage, found: FindingCollector): void {
  const { packet, dhcp, answers, leg, kind, server, destination } = message;
  if (answers === undefined || leg !== 'client' || (kind !== 'offer' && kind !== 'ack')) return;
  if ((answers.dhcp.flags & broadcastFlag) === 0 || answers.dhcp.ciaddr !== '0.0.0.0') return;
  if (destination === undefined || destination === broadcast) return;
  const params = { server, destination, message: messageName(dhcp) };
  found.add('broadcast-flag-ignored', { packet, field: 'ipv4.destination', params, key: server });
}

function judgeSize({ packet, dhcp, answers, server }: ServerMessage, found: FindingCollector): void {
  const size = packet.frame.ipv4?.totalLength;
  const asked = answers === undefined ? undefined : findOption(answers.dhcp, 57);
  const stated = asked?.length === 2 ? (asked[0] ?? 0) * 256 + (asked[1] ?? 0) : 0;
  const limit = Math.max(stated, datagramLimit);
  if (size === undefined || size <= limit) return;
  const params = { server, message: messageName(dhcp), size, limit };
  found.add('message-too-large', { packet, field: 'ipv4.totalLength', params, key: server });
}
