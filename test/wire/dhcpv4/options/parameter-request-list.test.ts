import { describe } from 'vitest';
import { parameterRequestList } from '#electron/wire/dhcpv4/options/parameter-request-list.ts';
import { testCodec } from '../round-trip.ts';

describe('parameter request list', () => {
  testCodec(
    parameterRequestList,
    [{ value: [1, 3, 200], hex: '0103c8', text: 'Subnet mask (1), Router (3), unknown (200)' }],
    [{ hex: '', fault: 'at least 1' }],
  );
});
