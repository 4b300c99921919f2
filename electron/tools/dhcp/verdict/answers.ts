import { addressOption, findOption, messageName, textOption } from '#electron/wire/dhcpv4/message.ts';
import type { FindingCollector } from './collector.ts';
import type { ClientMessage, ServerMessage, Story, Transaction } from './story.ts';

/** Milliseconds: RFC 2131 section 4.1 lets a client ask again after three to five seconds; a healthy server needs a few. */
const slow = 1000;
const broadcast = '255.255.255.255';

/** Which answers came, from whom and when. */
export function judgeAnswers(story: Story, found: FindingCollector): void {
  judgeStrays(story, found);
  for (const message of story.server) judgeDelay(message, found);
  for (const transaction of story.transactions.values()) {
    judgeOffers(transaction, found);
    judgeAcks(transaction, found);
    judgeNaks(transaction, found);
  }
}

function judgeStrays({ strays, otherVlan, client }: Story, found: FindingCollector): void {
  for (const { packet, dhcp, strange } of strays) {
    const params = { message: messageName(dhcp), server: addressOption(dhcp, 54) ?? packet.frame.ipv4?.source ?? '–' };
    if (strange === 'client')
      found.add('answer-to-other-client', {
        packet,
        field: 'dhcp.chaddr',
        key: params.server,
        params: { ...params, chaddr: dhcp.chaddr || '–', client: client[0]?.dhcp.chaddr ?? '–' },
      });
    else {
      const xid = `0x${dhcp.xid.toString(16).padStart(8, '0')}`;
      found.add('answer-to-other-transaction', {
        packet,
        field: 'dhcp.xid',
        key: params.server,
        params: { ...params, xid },
      });
    }
  }
  const asked = client[0]?.packet.frame.vlans[0]?.id ?? 0;
  for (const { packet, dhcp } of otherVlan) {
    const server = addressOption(dhcp, 54) ?? packet.frame.ipv4?.source ?? '–';
    const vlan = packet.frame.vlans[0]?.id ?? 0;
    const params = { message: messageName(dhcp), server, vlan, asked };
    const field = packet.frame.vlans.length > 0 ? 'vlan.id' : 'ethernet';
    found.add('answer-in-other-vlan', { packet, field, params, key: `${server} ${vlan}` });
  }
}

function judgeDelay({ packet, answers, dhcp, server }: ServerMessage, found: FindingCollector): void {
  if (answers === undefined) return;
  const milliseconds = Math.round(packet.at - answers.packet.at);
  if (!(milliseconds > slow)) return;
  const params = { server, message: messageName(dhcp), seconds: Math.round(milliseconds / 100) / 10 };
  found.add('slow-server', { packet, field: 'dhcp.option.53', params, key: `${server} ${params.message}` });
}

function judgeOffers({ server, client }: Transaction, found: FindingCollector): void {
  const choices = client.filter(({ kind }) => kind === 'selecting').map(({ packet }) => packet.at);
  let chosenAt: number | undefined;
  let next = 0;
  const discoversAt = new Map<string, number>();
  for (const message of server) {
    if (message.kind !== 'offer' || message.proxy) continue;
    const { packet, dhcp } = message;
    while ((choices[next] ?? Number.POSITIVE_INFINITY) < packet.at) chosenAt = choices[next++];
    const params = { server: message.server, address: dhcp.yiaddr };
    const key = `${message.server} ${dhcp.yiaddr} ${message.leg}`;
    const discovers = discoversAt.get(key);
    discoversAt.set(key, message.discoversBefore);
    if (discovers === message.discoversBefore)
      found.add('duplicate-offer', { packet, field: 'dhcp.option.53', params, key: message.server });
    else if (discovers === undefined && isLate(message, chosenAt))
      found.add('late-offer', { packet, field: 'dhcp.option.53', params, key: message.server });
  }
}

/** The client made its choice between the DISCOVER and this OFFER. */
function isLate({ packet, leg, answers }: ServerMessage, chosenAt: number | undefined): boolean {
  if (packet.ignored === 'late') return true;
  return leg === 'client' && chosenAt !== undefined && (answers === undefined || answers.packet.at < chosenAt);
}

/**
 * Neither REQUEST nor rapid commit (RFC 4039 section 3.1) came before. A capture in which the server's OFFER is seen is more
 * likely to lack the REQUEST.
 */
function isUnasked(
  { dhcp, packet, server }: ServerMessage,
  discover: ClientMessage,
  offering: ReadonlySet<string>,
): boolean {
  if (offering.has(server) && packet.ignored === undefined) return false;
  return findOption(dhcp, 80) === undefined || findOption(discover.dhcp, 80) === undefined;
}

function judgeAcks({ server }: Transaction, found: FindingCollector): void {
  const acks = new Map<string, unknown>();
  const offering = new Set<string>();
  for (const message of server) {
    if (message.kind === 'offer') offering.add(message.server);
    if (message.kind !== 'ack') continue;
    const { packet, dhcp, answers } = message;
    const params = { server: message.server, address: dhcp.yiaddr };
    const evidence = { packet, params, key: message.server };
    if (answers?.kind === 'discover' && isUnasked(message, answers, offering))
      found.add('ack-unasked', { ...evidence, field: 'dhcp.option.53' });
    if (answers?.kind === 'selecting') {
      const chosen = addressOption(answers.dhcp, 54);
      if (chosen !== undefined && chosen !== message.server)
        found.add('ack-from-other-server', {
          ...evidence,
          field: 'dhcp.option.54',
          params: { ...params, chosen },
        });
    }
    const key = `${message.server} ${dhcp.yiaddr} ${message.leg}`;
    if (answers !== undefined && acks.get(key) === answers)
      found.add('duplicate-ack', { ...evidence, field: 'dhcp.option.53' });
    acks.set(key, answers);
    const asked = answers === undefined ? undefined : (addressOption(answers.dhcp, 50) ?? answers.dhcp.ciaddr);
    const grants = answers?.kind !== 'inform' && answers?.kind !== 'discover' && dhcp.yiaddr !== '0.0.0.0';
    if (grants && asked !== undefined && asked !== '0.0.0.0' && asked !== dhcp.yiaddr)
      found.add('offer-not-honoured', { ...evidence, field: 'dhcp.yiaddr', params: { ...params, asked } });
  }
}

/** Two servers that acknowledged each request, no more: enough to find one that is not the NAK's. */
function ackServers(server: readonly ServerMessage[]): Map<ClientMessage | undefined, string[]> {
  const servers = new Map<ClientMessage | undefined, string[]>();
  for (const message of server) {
    const known = servers.get(message.answers) ?? [];
    if (message.kind !== 'ack' || known.length >= 2 || known.includes(message.server)) continue;
    servers.set(message.answers, [...known, message.server]);
  }
  return servers;
}

function judgeNaks({ server }: Transaction, found: FindingCollector): void {
  const acknowledged = ackServers(server);
  for (const message of server) {
    if (message.kind !== 'nak') continue;
    const { packet, dhcp, answers, leg, destination } = message;
    const reason = textOption(dhcp, 56) ?? '';
    const asked = answers === undefined ? undefined : addressOption(answers.dhcp, 50);
    const address = asked ?? answers?.dhcp.ciaddr ?? '–';
    const params = { server: message.server, message: reason === '' ? '–' : reason, address };
    const field = reason === '' ? 'dhcp.option.53' : 'dhcp.option.56';
    const evidence = { packet, field, params, key: message.server };
    const chosen = answers?.kind === 'selecting' ? addressOption(answers.dhcp, 54) : undefined;
    const rival = acknowledged.get(answers)?.find((name) => name !== message.server);
    if (chosen !== undefined && chosen !== message.server)
      found.add('nak-from-other-server', { ...evidence, params: { ...params, chosen } });
    else if (rival !== undefined && answers !== undefined)
      found.add('ack-and-nak', { ...evidence, params: { ...params, other: rival } });
    else found.add('nak-from-chosen-server', evidence);
    if (leg === 'client' && dhcp.giaddr === '0.0.0.0' && destination !== undefined && destination !== broadcast)
      found.add('nak-not-broadcast', {
        packet,
        field: 'ipv4.destination',
        params: { server: message.server, destination },
        key: message.server,
      });
  }
}
