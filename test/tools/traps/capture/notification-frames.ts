import { buildArpFrame, buildIpv6Datagram, buildUdpFrame } from '#electron/wire/frame.ts';
import { writePcapng } from '#electron/wire/pcapng.ts';
import type { LinkType } from '#shared/model/packet-event.ts';
import { communityMessage, hex } from '#test/wire/snmp/sample-snmp.ts';
import { notification } from '../open/senders.ts';

const start = 1_800_000_000_000;
const macs = { sourceMac: '02:00:00:00:00:01', destinationMac: '02:00:00:00:00:02' };
const trap = communityMessage(notification('SNMPv2-Trap'), 1, 'zq-secret');
const inform = communityMessage(notification('InformRequest'), 1, 'zq-secret');
const answer = communityMessage(notification('Response'), 1, 'zq-secret');

interface Given {
  sourceAddress: string;
  sourcePort: number;
  destinationPort: number;
  payload: Uint8Array;
  vlan?: number;
}

function ethernet(parts: Given): { link: LinkType; bytes: Uint8Array } {
  return { link: 'ethernet', bytes: buildUdpFrame({ ...macs, destinationAddress: '192.0.2.162', ...parts }) };
}

/** With a header of hop-by-hop options before the datagram (RFC 8200 section 4.3). */
function extended(parts: Given): { link: LinkType; bytes: Uint8Array } {
  const plain = buildIpv6Datagram({ destinationAddress: '2001:db8::162', ...parts });
  const bytes = Buffer.concat([plain.subarray(0, 40), hex('1100010400000000'), plain.subarray(40)]);
  bytes[6] = 0;
  bytes.writeUInt16BE(bytes.length - 40, 4);
  return { link: 'ipv6', bytes };
}

/** The first of several fragments. */
function fragment(parts: Given): { link: LinkType; bytes: Uint8Array } {
  const { link, bytes } = ethernet(parts);
  bytes[14 + 6] = 0x20;
  return { link, bytes };
}

const from = (number: number) => ({ sourceAddress: `192.0.2.${number}`, sourcePort: 50_000 + number });
const frames = [
  ethernet({ ...from(1), destinationPort: 162, payload: trap }),
  ethernet({ ...from(9), destinationPort: 53, payload: trap }),
  ethernet({ ...from(2), destinationPort: 162, payload: trap, vlan: 10 }),
  fragment({ ...from(8), destinationPort: 162, payload: trap }),
  extended({ sourceAddress: '2001:db8::3', sourcePort: 50_003, destinationPort: 162, payload: inform }),
  ethernet({ sourceAddress: '192.0.2.162', sourcePort: 162, destinationPort: 50_003, payload: answer }),
  ethernet({ ...from(4), destinationPort: 1162, payload: trap }),
  {
    link: 'ethernet' as const,
    bytes: buildArpFrame({
      ...macs,
      operation: 1,
      senderMac: macs.sourceMac,
      senderAddress: '192.0.2.1',
      targetMac: '00:00:00:00:00:00',
      targetAddress: '192.0.2.162',
    }),
  },
  ethernet({ ...from(5), destinationPort: 162, payload: new TextEncoder().encode('no message') }),
];

/** Those to ports 162 and 1162, in the order of the file. */
export const notifications = [
  { at: start, address: '192.0.2.1', port: 50_001, state: 'accepted' },
  { at: start + 2, address: '192.0.2.2', port: 50_002, state: 'accepted' },
  { at: start + 4, address: '2001:db8::3', port: 50_003, state: 'accepted' },
  { at: start + 6, address: '192.0.2.4', port: 50_004, state: 'accepted' },
  { at: start + 8, address: '192.0.2.5', port: 50_005, state: 'malformed' },
];

/** A capture file with all of it, as often as is wanted, a millisecond between two frames. */
export function capturedNotifications(times = 1): Buffer {
  const packets = Array.from({ length: times }, (_, turn) =>
    frames.map(({ link, bytes }, place) => ({
      ...{ at: start + turn * frames.length + place, link, bytes },
      interface: link,
    })),
  ).flat();
  return Buffer.concat([...writePcapng(packets)]);
}
