import { describe, expect, it } from 'vitest';
import { buildIpv4Datagram, buildIpv6Datagram } from '#electron/wire/frame.ts';
import { need } from '#test/lab/need.ts';
import { compareWithTshark, type FrameToCompare } from '#test/wire/tshark-fields.ts';
import {
  communityMessage,
  everyValue,
  hex,
  pduTypes,
  samplePdu,
  trapFields,
  v3Message,
  varbindsOf,
} from './sample-snmp.ts';

const ports = { sourcePort: 161, destinationPort: 50_000 };

function over(payload: Uint8Array, version: 4 | 6): FrameToCompare {
  if (version === 6) {
    const bytes = buildIpv6Datagram({ ...ports, sourceAddress: '2001:db8::1', destinationAddress: 'fe80::2', payload });
    return { bytes, link: 'ipv6' };
  }
  const bytes = buildIpv4Datagram({ ...ports, sourceAddress: '192.0.2.1', destinationAddress: '192.0.2.2', payload });
  return { bytes, link: 'ipv4' };
}

const pdus = pduTypes.map((type) => samplePdu(type, type === 'Trap' ? { trap: trapFields } : { errorIndex: 3 }));

describe.skipIf(!need('tshark'))('our fields of SNMP and those of tshark', () => {
  it('are the same for every PDU with every type of value, in v1 and v2c, over IPv4 and IPv6', () => {
    const frames = pdus.flatMap((pdu) => [over(communityMessage(pdu, 0), 4), over(communityMessage(pdu, 1), 6)]);
    const { compared, mismatches } = compareWithTshark(frames);
    expect(mismatches).toEqual([]);
    expect(compared).toBeGreaterThan(18 * 50);
  });

  it('are the same for v3, in clear, authenticated and encrypted', () => {
    const frames = pdus
      .filter(({ type }) => type !== 'Trap')
      .flatMap((pdu) =>
        (['none', 'auth', 'priv'] as const).map((level, index) =>
          over(v3Message(pdu, { level }).bytes, index === 1 ? 6 : 4),
        ),
      );
    const { compared, mismatches } = compareWithTshark(frames);
    expect(mismatches).toEqual([]);
    expect(compared).toBeGreaterThan(24 * 25);
  });

  it('are the same for engine IDs of every form', () => {
    const ids = [
      '80001f8803001b210a0b0c',
      '8000000901c0000201',
      '800000090220010db8000000000000000000000001',
      '80001f8804636f72652d31',
      '80001f88050a0b0c0d',
      '80000009800102030405',
    ];
    const frames = ids.map((id) => over(v3Message(samplePdu('GetRequest'), { engineId: hex(id) }).bytes, 4));
    const { mismatches } = compareWithTshark(frames);
    expect(mismatches).toEqual([]);
  });

  it('are the same for numbers and OIDs of every length', () => {
    const numbers = [0, 1, 127, 128, 255, 256, 32_767, 32_768, 65_535, 8_388_608, 2_147_483_647];
    const varbinds = varbindsOf([
      ...numbers.map((value) => ({ oid: `1.3.6.1.${value}`, value: { type: 'INTEGER', value } as const })),
      ...numbers.map((value) => ({ oid: `1.3.6.2.${value}`, value: { type: 'INTEGER', value: -value - 1 } as const })),
      ...numbers.map((value) => ({ oid: `1.3.6.3.${value}`, value: { type: 'Counter32', value: 2 * value } as const })),
      ...numbers.map((value) => ({
        oid: `2.${value}.1`,
        value: { type: 'Counter64', value: BigInt(value) ** 2n } as const,
      })),
      { oid: `1.3${'.1'.repeat(126)}`, value: { type: 'OCTET STRING', value: new Uint8Array(300).fill(0x61) } },
    ]);
    const { compared, mismatches } = compareWithTshark([
      over(communityMessage(samplePdu('Response', { varbinds })), 4),
      over(communityMessage(samplePdu('Response', { requestId: -1, varbinds: varbindsOf(everyValue) })), 6),
    ]);
    expect(mismatches).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });
});
