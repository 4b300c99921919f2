import { describe, expect, it } from 'vitest';
import { relayAgent } from '#electron/wire/dhcpv4/options/relay-agent.ts';
import { fromHex } from '#shared/model/hex.ts';
import { testCodec } from '../round-trip.ts';

function lines(hex: string): string[] {
  return (relayAgent.decode(fromHex(hex) ?? new Uint8Array()).children ?? []).map(
    ({ name, text }) => `${name}: ${text}`,
  );
}

describe('relay agent information', () => {
  testCodec(
    relayAgent,
    [
      {
        value: [
          { code: 1, hex: '657468302f31' },
          { code: 2, hex: '0006aabb' },
        ],
        hex: '0106657468302f3102040006aabb',
        text: 'Agent circuit ID (1): "eth0/1"; Agent remote ID (2): 0006aabb',
      },
      { value: [{ code: 200, hex: '' }], hex: 'c800' },
      { value: [{ code: 151, hex: '00766266' }], hex: '970400766266' },
    ],
    [
      { hex: '', fault: 'at least 2' },
      { hex: '0106', fault: 'claims 6 bytes, 0 left', offset: 0 },
      { hex: '010161' + '0504c00002', fault: 'claims 4 bytes, 3 left', offset: 3, value: [{ code: 1, hex: '61' }] },
      { hex: '0503c00002', fault: 'suboption 5: length 3, must be 4', value: [{ code: 5, hex: 'c00002' }] },
    ],
  );

  it('explains each suboption', () => {
    expect(lines('0504c0000280')).toEqual(['Link selection (5): 192.0.2.128']);
    expect(lines('060473756231')).toEqual(['Subscriber ID (6): sub1']);
    expect(lines('040400000003')).toEqual(['DOCSIS device class (4): 3']);
    expect(lines('0908000000090301' + '0161')).toEqual([
      'Vendor-specific information (9): enterprise 9 (Cisco): Suboption 1: "a"',
    ]);
    expect(lines('0a0180')).toEqual(['Flags (10): 0x80 (unicast)']);
    expect(lines('0b04c0000201')).toEqual(['Server identifier override (11): 192.0.2.1']);
    expect(lines('0c0a0003000102005e102030')).toEqual(['Relay agent identifier (12): 0003000102005e102030']);
    expect(lines('1300')).toEqual(['Relay source port (19): present']);
    expect(lines('100602005e102030')).toEqual(['Access point BSSID (16): 02:00:5e:10:20:30']);
  });

  it('reads RADIUS attributes, whose length counts their header', () => {
    expect(lines('0705' + '0105616263')).toEqual(['RADIUS attributes (7): attribute 1: 616263']);
    const wrong = relayAgent.decode(Uint8Array.of(7, 2, 1, 1));
    expect(wrong.faults).toEqual([{ offset: 2, reason: 'suboption 7: attribute 1 has a wrong length' }]);
  });
});
