import { describe } from 'vitest';
import { architectures } from '#electron/wire/dhcpv4/options/client-architecture.ts';
import { uint16List } from '#electron/wire/dhcpv4/options/integers.ts';
import { testCodec } from '../round-trip.ts';

describe('client system architecture', () => {
  testCodec(
    uint16List(architectures),
    [{ value: [0, 7, 999], hex: '0000000703e7', text: 'x86 BIOS (0), EFI x86-64 (7), unknown (999)' }],
    [{ hex: '00', fault: 'multiple of 2' }],
  );
});
