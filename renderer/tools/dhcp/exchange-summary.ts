import type { Exchange } from '#shared/contract/timeline.ts';
import type { ExchangeResult, Lease } from '#shared/model/dhcp-exchange.ts';
import type { Finding } from '#shared/model/finding.ts';
import type { TimelineEvent } from '#shared/model/packet-event.ts';
import type { DecodedPacket, PacketField } from '#shared/model/packet-field.ts';
import type { Problem } from '#shared/problem/problem.ts';

const addressPattern = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;

/** What an exchange came to, whether its call just answered or it is read again from its events. */
export interface ExchangeSummary {
  outcome: string;
  lease?: Lease | undefined;
  /** Milliseconds that the server took for its OFFER and its ACK; our own waiting for further offers is none of it. */
  serverTime?: number | undefined;
  released?: boolean | undefined;
  offers: ExchangeResult['offers'];
  problems: readonly Problem[];
  /** The verdict, worst first; absent where it could not be had. */
  findings?: readonly Finding[] | undefined;
  transport?: string | undefined;
}

/** From the answer of the call. */
export function summaryOfResult(result: ExchangeResult): ExchangeSummary {
  return {
    outcome: result.outcome,
    lease: result.lease,
    serverTime: serverTime(result.packets),
    released: result.released,
    offers: result.offers,
    problems: result.problems,
    findings: result.findings,
    transport: result.transport,
  };
}

interface TimedPacket {
  name: string;
  at: number;
  direction: 'sent' | 'received';
  ignored?: string | undefined;
}

/** From each message to its first answer, added up; undefined without an ACK. */
function serverTime(packets: readonly TimedPacket[]): number | undefined {
  let askedAt: number | undefined;
  let total = 0;
  let acknowledged = false;
  for (const { name, at, direction, ignored } of packets) {
    if (direction === 'sent' && !name.startsWith('ARP')) askedAt = at;
    if (direction === 'sent' || ignored !== undefined || askedAt === undefined) continue;
    if (name !== 'OFFER' && name !== 'ACK') continue;
    total += at - askedAt;
    askedAt = undefined;
    acknowledged ||= name === 'ACK';
  }
  return acknowledged ? total : undefined;
}

/** The ACK an exchange ended with, among its events. */
export function findAck(events: readonly TimelineEvent[]): TimelineEvent | undefined {
  return events.findLast(
    ({ packet }) => packet?.name === 'ACK' && packet.direction === 'received' && packet.ignored === undefined,
  );
}

/** From an exchange's events; `ack` is its decoded ACK. */
export function summaryOfEvents(
  exchange: Exchange,
  events: readonly TimelineEvent[],
  ack: DecodedPacket | undefined,
  findings?: readonly Finding[] | undefined,
): ExchangeSummary {
  const ackEvent = findAck(events);
  const offers: ExchangeSummary['offers'] = [];
  let discoverAt = exchange.startedAt;
  for (const { at, packet } of events) {
    if (packet?.name === 'DISCOVER' && packet.direction === 'sent') discoverAt = at;
    if (packet?.name !== 'OFFER' || packet.ignored !== undefined || packet.peer === null) continue;
    offers.push({
      server: packet.peer,
      address: packet.fact?.match(addressPattern)?.[0] ?? '',
      response: at - discoverAt,
    });
  }
  const transport = events.find(({ note }) => note?.code === 'started')?.note?.params.transport;
  return {
    outcome: exchange.outcome ?? 'interrupted',
    lease: ack === undefined ? undefined : leaseOfPacket(ack, ackEvent?.packet?.peer ?? ''),
    serverTime: serverTime(events.flatMap(({ at, packet }) => (packet === undefined ? [] : [{ ...packet, at }]))),
    released: events.some(({ packet }) => packet?.name === 'RELEASE' && packet.direction === 'sent'),
    offers,
    problems: events.flatMap(({ note }) => (note?.problem === undefined ? [] : [note.problem])),
    findings,
    transport: transport === undefined ? undefined : String(transport),
  };
}

/** Values of fields by their id, the first of each. */
function valuesById(layers: readonly PacketField[]): Map<string, string> {
  const values = new Map<string, string>();
  const rest = [...layers];
  for (let field = rest.shift(); field !== undefined; field = rest.shift()) {
    if (!values.has(field.id) && field.value !== '') values.set(field.id, field.value);
    // A packet chooses how many fields it has; a lease needs none of the far ones.
    if (field.children !== undefined && values.size < 2000) rest.push(...field.children.slice(0, 500));
  }
  return values;
}

/** The lease a decoded ACK grants. */
export function leaseOfPacket(packet: DecodedPacket, peer: string): Lease | undefined {
  const values = valuesById(packet.layers);
  const address = values.get('dhcp.yiaddr');
  if (address === undefined) return undefined;
  const option = (code: number) => values.get(`dhcp.option.${code}`);
  const addresses = (code: number) => option(code)?.match(addressPattern) ?? [];
  const seconds = (code: number) => {
    const digits = option(code)?.match(/\d+/)?.[0];
    return digits === undefined ? undefined : Number(digits);
  };
  const serverMac = values.get('ethernet.source');
  return {
    address,
    server: addresses(54)[0] ?? peer,
    ...(serverMac === undefined ? {} : { serverMac }),
    mask: addresses(1)[0],
    routers: addresses(3),
    dns: addresses(6),
    domain: option(15),
    leaseTime: seconds(51),
    t1: seconds(58),
    t2: seconds(59),
    mac: values.get('dhcp.chaddr') ?? '',
    clientIdentifier: option(61),
  };
}
