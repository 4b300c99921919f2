/** How many varbinds a second the SNMP codec reads, and how many requests it writes. */
import { describeFrame } from '#electron/wire/describe.ts';
import { buildIpv4Datagram } from '#electron/wire/frame.ts';
import { decodeSnmp, encodeCommunityMessage } from '#electron/wire/snmp/message.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { printTable } from './table.ts';

const duration = 1000;
const count = 50;
const community = new TextEncoder().encode('public');

/** Rows of ifTable and ifXTable as a GETBULK brings them: numbers, counters, names and addresses. */
function sampleValue(index: number): SnmpValue {
  switch (index % 5) {
    case 0:
      return { type: 'INTEGER', value: index + 1 };
    case 1:
      return { type: 'OCTET STRING', value: new TextEncoder().encode(`GigabitEthernet0/${index}`) };
    case 2:
      return { type: 'Counter32', value: 3_000_000_000 + index };
    case 3:
      return { type: 'Counter64', value: 12_345_678_901_234n + BigInt(index) };
    default:
      return { type: 'OBJECT IDENTIFIER', value: '1.3.6.1.4.1.8072.3.2.10' };
  }
}

const varbinds = VarbindList.of(
  Array.from({ length: count }, (_, index) => ({
    oid: `1.3.6.1.2.1.2.2.1.${1 + (index % 22)}.${index * 7}`,
    value: sampleValue(index),
  })),
);
const response = encodeCommunityMessage({
  version: 1,
  community,
  pdu: { type: 'Response', requestId: 77, varbinds: varbinds.bytes },
});
const names = ['1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.2.2.1.10.10001', '1.3.6.1.2.1.31.1.1.1.6.10001'];
const asked = names.map((oid) => ({ oid, value: { type: 'NULL' } as const }));
const request = VarbindList.of(asked).bytes;
const frame = buildIpv4Datagram({
  sourceAddress: '10.0.0.1',
  destinationAddress: '10.0.0.2',
  sourcePort: 161,
  destinationPort: 50_000,
  payload: response,
});

function readAll(): number {
  const list = decodeSnmp(response).pdu?.varbinds;
  let read = 0;
  for (let i = 0; list !== undefined && i < list.count; i++) {
    read += list.oid(i).length;
    if (list.value(i).type !== 'unknown') read++;
  }
  return read;
}

const encodeRequest = (octets: Uint8Array) =>
  encodeCommunityMessage({ version: 1, community, pdu: { type: 'GetRequest', requestId: 77, varbinds: octets } });

const work: [string, number, () => unknown][] = [
  ['decode: response to an index of its varbinds, varbinds', count, () => decodeSnmp(response)],
  ['decode: the same, with every OID as text and every value, varbinds', count, readAll],
  ['decode: datagram to the tree that the page shows, varbinds', count, () => describeFrame(frame, 'ipv4')],
  ['encode: GET of 3 objects from their encoded list, messages', 1, () => encodeRequest(request)],
  [
    'encode: GET of 3 objects from the text of their OIDs, messages',
    1,
    () => encodeRequest(VarbindList.of(asked).bytes),
  ],
];

printTable([
  [`a response with ${count} varbinds, ${response.length} bytes`, 'a second'],
  ...work.map(([name, times, run]) => [name, perSecond(run, times)]),
]);

function perSecond(run: () => unknown, times: number): string {
  for (let warm = 0; warm < 5000; warm++) run();
  const end = performance.now() + duration;
  let done = 0;
  for (; performance.now() < end; done += 100) for (let n = 0; n < 100; n++) run();
  return Math.round((done * times * 1000) / duration).toLocaleString('en');
}
