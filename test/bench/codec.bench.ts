/** How many DHCP frames a second the codec reads and writes. */
import { describeFrame } from '#electron/wire/describe.ts';
import { type DhcpMessage, encodeDhcp } from '#electron/wire/dhcpv4/message.ts';
import { buildUdpFrame, parseFrame } from '#electron/wire/frame.ts';
import { answerBytes, ip } from '#test/tools/dhcp/handshake-fixture.ts';
import { printTable } from './table.ts';

const duration = 1000;
const bytes = answerBytes({
  type: 'ack',
  more: [
    { code: 1, bytes: ip('255.255.255.0') },
    { code: 3, bytes: ip('10.77.0.1') },
    { code: 6, bytes: ip('10.77.0.53', '10.77.0.54') },
    { code: 15, bytes: new TextEncoder().encode('example.org') },
  ],
});
const message = parseFrame(bytes, 'ethernet').dhcp as DhcpMessage;

const work: [string, () => void][] = [
  ['decode: frame to record', () => parseFrame(bytes, 'ethernet')],
  ['decode: frame to the tree that the page shows', () => describeFrame(bytes, 'ethernet')],
  [
    'encode: record to frame with checksums',
    () =>
      buildUdpFrame({
        sourceMac: '02:00:00:00:00:01',
        destinationMac: 'ff:ff:ff:ff:ff:ff',
        sourceAddress: '0.0.0.0',
        destinationAddress: '255.255.255.255',
        sourcePort: 68,
        destinationPort: 67,
        payload: encodeDhcp(message),
      }),
  ],
];

printTable([
  [`an ACK with 7 options, ${bytes.length} bytes`, 'a second'],
  ...work.map(([name, run]) => [name, perSecond(run)]),
]);

function perSecond(run: () => void): string {
  for (let warm = 0; warm < 20_000; warm++) run();
  const end = performance.now() + duration;
  let count = 0;
  for (; performance.now() < end; count += 100) for (let n = 0; n < 100; n++) run();
  return Math.round((count * 1000) / duration).toLocaleString('en');
}
