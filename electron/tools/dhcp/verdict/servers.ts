import { addressesOption, addressOption } from '#electron/wire/dhcpv4/message.ts';
import { optionLabel } from '#electron/wire/dhcpv4/options.ts';
import { parseIpv4, printIpv4 } from '#shared/model/ip-address.ts';
import type { FindingCollector } from './collector.ts';
import type { ServerMessage, Story } from './story.ts';

/** Servers compared with each other; a flood of made-up ones need not be. */
const serversLimit = 32;
const zero = '0.0.0.0';

/** What one server offered. */
interface Offering {
  server: string;
  first: ServerMessage;
  mask: number;
  lowest: number;
  highest: number;
}

/** Who answered, and whether those who did agree with each other. */
export function judgeServers(story: Story, allowed: readonly string[], found: FindingCollector): void {
  judgeAllowed(story, allowed, found);
  judgeIdentifiers(story, found);
  const offers = story.server.filter(({ kind, proxy }) => kind === 'offer' && !proxy);
  const offerings = gather(offers);
  judgeSameAddress(offers, found);
  judgeRanges(offerings, found);
  const list = [...offerings.values()];
  const [first, second] = list;
  if (first === undefined || second === undefined) return;
  const servers = list.map(({ server }) => server);
  // With every one of them on the list, several servers are as they should be.
  if (!list.every(({ first }) => isAllowed(first, allowed)) || allowed.length === 0)
    found.add('several-servers', {
      packet: second.first.packet,
      field: 'dhcp.option.54',
      params: { servers: servers.join(', '), count: servers.length },
    });
  for (const other of list.slice(1)) judgeAgreement(first, other, found);
}

function isAllowed({ server, sender, mac }: ServerMessage, allowed: readonly string[]): boolean {
  return [server, sender, mac].some((name) => name !== undefined && allowed.includes(name));
}

function judgeAllowed({ server }: Story, allowed: readonly string[], found: FindingCollector): void {
  if (allowed.length === 0) return;
  for (const message of server) {
    if (message.kind === 'other' || isAllowed(message, allowed)) continue;
    const { packet, sender, mac } = message;
    const params = { server: message.server, sender: sender ?? '–', mac: mac ?? '–' };
    const field = addressOption(message.dhcp, 54) === undefined ? 'ipv4.source' : 'dhcp.option.54';
    found.add('rogue-server', { packet, field, params, key: message.server });
  }
}

function judgeIdentifiers({ server }: Story, found: FindingCollector): void {
  const macs = new Map<string, string>();
  for (const message of server) {
    const { packet, dhcp, kind, sender, mac, proxy } = message;
    if (kind !== 'offer' && kind !== 'ack' && kind !== 'nak') continue;
    const identifier = addressOption(dhcp, 54);
    if (identifier === undefined || identifier === zero) {
      const params = { server: sender ?? '–', message: kind.toUpperCase() };
      if (!message.whole) continue;
      found.add('server-identifier-missing', { packet, field: 'dhcp', params, key: sender ?? '' });
      continue;
    }
    // What a relay or router passed on bears their addresses.
    if (dhcp.giaddr !== zero || dhcp.ciaddr !== zero || proxy) continue;
    if (sender !== undefined && sender !== identifier && sender !== zero)
      found.add('server-identifier-differs-from-sender', {
        packet,
        field: 'dhcp.option.54',
        params: { server: identifier, sender },
        key: identifier,
      });
    const known = macs.get(identifier);
    if (mac === undefined) continue;
    if (known === undefined) macs.set(identifier, mac);
    else if (known !== mac)
      found.add('server-identifier-shared', {
        packet,
        field: 'ethernet.source',
        params: { server: identifier, mac: known, other: mac },
        key: identifier,
      });
  }
}

function gather(offers: readonly ServerMessage[]): Map<string, Offering> {
  const offerings = new Map<string, Offering>();
  for (const offer of offers) {
    const address = parseIpv4(offer.dhcp.yiaddr) ?? 0;
    if (address === 0) continue;
    const known = offerings.get(offer.server);
    if (known !== undefined) {
      known.lowest = Math.min(known.lowest, address);
      known.highest = Math.max(known.highest, address);
    } else if (offerings.size < serversLimit) {
      const mask = parseIpv4(addressOption(offer.dhcp, 1) ?? '') ?? 0;
      offerings.set(offer.server, { server: offer.server, first: offer, mask, lowest: address, highest: address });
    }
  }
  return offerings;
}

function judgeSameAddress(offers: readonly ServerMessage[], found: FindingCollector): void {
  const offeredBy = new Map<string, string>();
  for (const { packet, dhcp, server } of offers) {
    const { yiaddr } = dhcp;
    if (yiaddr === zero) continue;
    const other = offeredBy.get(yiaddr);
    if (other === undefined) offeredBy.set(yiaddr, server);
    else if (other !== server)
      found.add('overlapping-pools', {
        packet,
        field: 'dhcp.yiaddr',
        params: { evidence: 'address', server: other, other: server, address: yiaddr, range: yiaddr },
        key: [other, server].sort().join(' '),
      });
  }
}

/** Between two addresses that one server offered lies one that another did: their pools overlap, unless one has holes. */
function judgeRanges(offerings: ReadonlyMap<string, Offering>, found: FindingCollector): void {
  const list = [...offerings.values()];
  for (const wide of list) {
    if (wide.lowest === wide.highest) continue;
    for (const other of list) {
      const sameNetwork = wide.mask === other.mask && ((wide.lowest ^ other.lowest) & wide.mask) === 0;
      const inside = other.lowest > wide.lowest && other.lowest < wide.highest;
      if (other === wide || !sameNetwork || !inside) continue;
      found.add('overlapping-pools', {
        packet: other.first.packet,
        field: 'dhcp.yiaddr',
        params: {
          evidence: 'range',
          server: wide.server,
          other: other.server,
          address: printIpv4(other.lowest),
          range: `${printIpv4(wide.lowest)} – ${printIpv4(wide.highest)}`,
        },
        key: [wide.server, other.server].sort().join(' '),
      });
    }
  }
}

/** RFC 2131 section 4.3.1: all servers should return the same parameters, whichever the client selects. */
function judgeAgreement(one: Offering, other: Offering, found: FindingCollector): void {
  for (const code of [1, 3, 6]) {
    const [a, b] = [one, other].map(({ first }) => addressesOption(first.dhcp, code).join(', '));
    const whole = one.first.whole && other.first.whole;
    if (a === undefined || b === undefined || a === b || !whole) continue;
    found.add('offers-disagree', {
      packet: other.first.packet,
      field: b === '' ? 'dhcp.yiaddr' : `dhcp.option.${code}`,
      params: {
        server: one.server,
        other: other.server,
        option: optionLabel(code),
        value: a || '–',
        otherValue: b || '–',
      },
      key: `${one.server} ${other.server}`,
    });
  }
}

/** The MACs that servers answered from. */
export function serverMacs({ server }: Story): Map<string, string> {
  const macs = new Map<string, string>();
  for (const { mac, server: name } of server) if (mac !== undefined && !macs.has(mac)) macs.set(mac, name);
  return macs;
}
