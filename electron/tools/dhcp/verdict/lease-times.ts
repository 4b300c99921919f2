import { findOption, uint32Option } from '#electron/wire/dhcpv4/message.ts';
import type { FindingCollector } from './collector.ts';
import type { ServerMessage, Story } from './story.ts';

/** RFC 2131 section 3.3. */
const forEver = 0xffffffff;
/**
 * Seconds. RFC 2131 section 4.4.5: a client waits at least 60 s before it asks for a renewal again. With a shorter lease than
 * this, half of which is over when it first asks, it gets no second try.
 */
const shortLease = 120;

/** Lease time, T1 and T2 of every OFFER, and of every ACK to a REQUEST. */
export function judgeLeaseTimes({ server }: Story, found: FindingCollector): void {
  for (const message of server) {
    if (message.proxy || message.answers?.kind === 'inform') continue;
    if (message.kind === 'offer' || message.kind === 'ack') judge(message, found);
  }
}

function judge(message: ServerMessage, found: FindingCollector): void {
  const { packet, dhcp, server, kind } = message;
  const lease = uint32Option(dhcp, 51);
  const base = { server, message: kind.toUpperCase(), address: dhcp.yiaddr };
  const evidence = { packet, field: 'dhcp.option.51', key: server };
  if (lease === undefined) {
    // One of a wrong length is a fault of its own.
    if (message.whole && findOption(dhcp, 51) === undefined)
      found.add('lease-time-missing', { ...evidence, field: 'dhcp', params: base });
    return;
  }
  if (lease === forEver) {
    found.add('lease-time-infinite', { ...evidence, params: base });
    return;
  }
  if (lease < shortLease) found.add('lease-time-short', { ...evidence, params: { ...base, lease } });
  judgeTimers(message, lease, found);
}

/** T1 and T2 as sent, else the defaults of RFC 2131 section 4.4.5: half and seven eighths of the lease. */
function judgeTimers({ packet, dhcp, server }: ServerMessage, lease: number, found: FindingCollector): void {
  const sent1 = uint32Option(dhcp, 58);
  const sent2 = uint32Option(dhcp, 59);
  if (sent1 === undefined && sent2 === undefined) return;
  const t1 = sent1 ?? Math.floor(lease / 2);
  const t2 = sent2 ?? Math.floor((lease * 7) / 8);
  const params = { server, t1, t2, lease };
  if (t1 >= t2) {
    const field = sent1 === undefined ? 'dhcp.option.59' : 'dhcp.option.58';
    found.add('t1-not-before-t2', { packet, field, params, key: server });
  }
  if (t2 >= lease && sent2 !== undefined)
    found.add('t2-not-before-lease-end', { packet, field: 'dhcp.option.59', params, key: server });
}
