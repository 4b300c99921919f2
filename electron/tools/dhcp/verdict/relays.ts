import { findOption, messageName } from '#electron/wire/dhcpv4/message.ts';
import { sameBytes } from './bytes.ts';
import type { FindingCollector } from './collector.ts';
import type { Story } from './story.ts';

/** RFC 1542 section 4.1.1: relay agents may drop at a count of their own, 4 by default, and must drop above 16. */
const usualHops = 4;

/** What relay agents see and servers owe them, and what clients write into a REQUEST. */
export function judgeRelaysAndClients(story: Story, found: FindingCollector): void {
  for (const { packet, dhcp, kind } of story.client) {
    if (dhcp.hops > usualHops)
      found.add('too-many-hops', { packet, field: 'dhcp.hops', params: { hops: dhcp.hops, giaddr: dhcp.giaddr } });
    const client = dhcp.chaddr || '–';
    if (kind === 'selecting' && findOption(dhcp, 54) === undefined)
      found.add('request-names-no-server', { packet, field: 'dhcp', params: { client }, key: client });
    if ((kind === 'renewing' || kind === 'rebinding') && findOption(dhcp, 54) !== undefined)
      found.add('renewal-names-server', { packet, field: 'dhcp.option.54', params: { client }, key: client });
  }
  for (const { packet, dhcp, answers, leg, server, whole } of story.server) {
    if (leg !== 'relay' || answers?.leg !== 'relay') continue;
    const sent = findOption(answers.dhcp, 82);
    const echoed = findOption(dhcp, 82);
    if (sent === undefined || (echoed === undefined ? !whole : sameBytes(sent, echoed))) continue;
    const params = { server, giaddr: answers.dhcp.giaddr, message: messageName(dhcp) };
    const field = echoed === undefined ? 'dhcp' : 'dhcp.option.82';
    found.add('relay-information-not-echoed', { packet, field, params, key: server });
  }
}
