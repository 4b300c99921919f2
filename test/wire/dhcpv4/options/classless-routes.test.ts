import { describe } from 'vitest';
import { classlessRoutes } from '#electron/wire/dhcpv4/options/classless-routes.ts';
import { testCodec } from '../round-trip.ts';

const router = 'c0000201';
/** The table of RFC 3442, "DHCP Client Behavior", with what each destination is on the wire. */
const destinations: [string, string][] = [
  ['0.0.0.0/0', '00'],
  ['10.0.0.0/8', '080a'],
  ['10.0.0.0/24', '180a0000'],
  ['10.17.0.0/16', '100a11'],
  ['10.27.129.0/24', '180a1b81'],
  ['10.229.0.128/25', '190ae50080'],
  ['10.198.122.47/32', '200ac67a2f'],
];

describe('classless static routes', () => {
  testCodec(
    classlessRoutes,
    [
      ...destinations.map(([destination, hex]) => ({
        value: [{ destination, router: '192.0.2.1' }],
        hex: hex + router,
        text: `${destination} via 192.0.2.1`,
      })),
      {
        value: destinations.map(([destination]) => ({ destination, router: '192.0.2.1' })),
        hex: destinations.map(([, hex]) => hex + router).join(''),
      },
    ],
    [
      { hex: '', fault: 'at least 5' },
      { hex: `21${router}${router}`, fault: 'mask width 33', offset: 0 },
      {
        hex: `00${router}180a00`,
        fault: 'destination needs 1 bytes',
        value: [{ destination: '0.0.0.0/0', router: '192.0.2.1' }],
      },
      { hex: '080ac00002', fault: 'router needs 4 bytes', offset: 2 },
    ],
  );
});
