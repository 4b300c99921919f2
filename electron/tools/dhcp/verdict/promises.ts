import {
  addressesOption,
  type DhcpMessage,
  findOption,
  textOption,
  uint32Option,
} from '#electron/wire/dhcpv4/message.ts';
import { optionLabel, optionType } from '#electron/wire/dhcpv4/options.ts';
import { shorten } from '#electron/wire/text.ts';
import { sameBytes } from './bytes.ts';
import type { FindingCollector } from './collector.ts';
import type { ServerMessage, Story } from './story.ts';

/** Options that tell of the message, the client or the name service rather than configure: they may change. */
const free = new Set([12, 50, 52, 53, 54, 55, 56, 57, 61, 80, 81, 82, 90]);
/** What a host cannot do without: offered, then withheld, is a difference too. */
const needed = [1, 3, 6, 121];
/** Asked for on purpose, by devices that do not start without an answer: TFTP server, boot file, SIP, CAPWAP, phones. */
const purposeful = [66, 67, 120, 138, 150, 160];

/** Whether a server keeps to what it offered, and gives what was asked for. */
export function judgePromises({ server }: Story, found: FindingCollector): void {
  const offers = new Map<string, ServerMessage>();
  for (const message of server) {
    if (message.kind === 'offer' && !message.proxy) offers.set(keyOf(message), message);
    if (message.kind === 'ack') {
      const offer = offers.get(keyOf(message));
      if (offer !== undefined && message.answers?.kind === 'selecting') compare(offer, message, found);
    }
    judgeIdentifier(message, found);
    judgeWishes(message, found);
  }
}

function keyOf({ dhcp, server }: ServerMessage): string {
  return `${dhcp.xid} ${server}`;
}

function compare(offer: ServerMessage, ack: ServerMessage, found: FindingCollector): void {
  const codes = differing(offer.dhcp, ack.dhcp, ack.whole);
  const [code] = codes;
  if (code === undefined) return;
  const { packet, dhcp, server } = ack;
  found.add('ack-differs-from-offer', {
    packet,
    field: findOption(dhcp, code) === undefined ? 'dhcp' : `dhcp.option.${code}`,
    params: {
      server,
      option: optionLabel(code),
      offered: textOf(offer.dhcp, code),
      acknowledged: textOf(dhcp, code),
      options: codes.map(optionLabel).join(', '),
    },
    key: server,
  });
}

function differing(offer: DhcpMessage, ack: DhcpMessage, whole: boolean): number[] {
  const acknowledged = new Map(ack.options.map(({ code, bytes }) => [code, bytes]));
  return offer.options.flatMap(({ code, bytes }) => {
    if (free.has(code)) return [];
    const other = acknowledged.get(code);
    if (other === undefined) return whole && needed.includes(code) ? [code] : [];
    return sameBytes(bytes, other) || isAboutTheSame(offer, ack, code) ? [] : [code];
  });
}

/** Times run on between OFFER and ACK, and some servers shorten T1 and T2 by chance so that renewals spread. */
function isAboutTheSame(offer: DhcpMessage, ack: DhcpMessage, code: number): boolean {
  const [a, b] = [uint32Option(offer, code), uint32Option(ack, code)];
  if (a === undefined || b === undefined) return false;
  const difference = Math.abs(a - b);
  if (code === 51) return difference <= Math.max(5, a / 20);
  return (code === 58 || code === 59) && difference <= Math.max(5, (uint32Option(offer, 51) ?? a) / 8);
}

function textOf(message: DhcpMessage, code: number): string {
  const bytes = findOption(message, code);
  return bytes === undefined ? '–' : shorten(optionType(code).decode(bytes).text, 60);
}

/** RFC 6842 section 3: the identifier comes back as it was sent; a client drops an answer that bears another. */
function judgeIdentifier({ packet, dhcp, answers, server }: ServerMessage, found: FindingCollector): void {
  const echoed = findOption(dhcp, 61);
  const sent = answers === undefined ? undefined : findOption(answers.dhcp, 61);
  if (answers === undefined || echoed === undefined || sent === undefined || sameBytes(echoed, sent)) return;
  const params = { server, sent: textOf(answers.dhcp, 61), echoed: textOf(dhcp, 61) };
  found.add('client-identifier-changed', { packet, field: 'dhcp.option.61', params, key: server });
}

function judgeWishes({ packet, dhcp, answers, kind, server, whole }: ServerMessage, found: FindingCollector): void {
  if (kind !== 'ack' || answers === undefined || !whole) return;
  const wanted = findOption(answers.dhcp, 55) ?? new Uint8Array();
  const missing = purposeful.filter((code) => wanted.includes(code) && !isGiven(dhcp, code));
  if (missing.length === 0) return;
  const params = { server, options: missing.map(optionLabel).join(', ') };
  found.add('requested-option-not-given', { packet, field: 'dhcp', params, key: server });
}

/** RFC 2132 sections 9.4 and 9.5: options 66 and 67 stand in for `sname` and `file`; 150 is for the same purpose as 66. */
function isGiven(dhcp: DhcpMessage, code: number): boolean {
  if (findOption(dhcp, code) !== undefined) return true;
  if (code === 67) return dhcp.file !== '';
  if (code !== 66 && code !== 150) return false;
  const server = textOption(dhcp, 66) !== undefined || addressesOption(dhcp, 150).length > 0;
  return server || dhcp.sname !== '' || dhcp.siaddr !== '0.0.0.0';
}
