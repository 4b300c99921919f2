import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFrame } from '#electron/wire/describe.ts';
import { buildIpv6Datagram, parseFrame } from '#electron/wire/frame.ts';
import { ipv6At, octetsOfIpv6 } from '#electron/wire/ipv6-address.ts';
import { summarize } from '#electron/wire/summary.ts';
import { toHex } from '#shared/model/hex.ts';
import type { PacketField } from '#shared/model/packet-field.ts';

const parts = {
  sourceAddress: '2001:db8::1',
  destinationAddress: '2001:db8::2',
  sourcePort: 40_000,
  destinationPort: 9,
  payload: Uint8Array.of(1, 2, 3),
};
const plain = buildIpv6Datagram(parts);
const flatten = (list: readonly PacketField[]): PacketField[] =>
  list.flatMap((line) => [line, ...flatten(line.children ?? [])]);
const reasons = (bytes: Uint8Array) => parseFrame(bytes, 'ipv6').faults.map(({ reason }) => reason);

/** The datagram with extension headers before its UDP header. */
function extended(first: number, ...headers: number[][]): Uint8Array {
  const added = headers.flat();
  const bytes = Uint8Array.from([...plain.subarray(0, 40), ...added, ...plain.subarray(40)]);
  bytes[5] = 11 + added.length;
  bytes[6] = first;
  return bytes;
}

describe('IPv6 addresses', () => {
  it.each([
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['1::', '00010000000000000000000000000000'],
    ['fe80::1', 'fe800000000000000000000000000001'],
    ['2001:db8::1:0:0:1', '20010db8000000000001000000000001'],
    ['2001:db8:0:1:1:1:1:1', '20010db8000000010001000100010001'],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
    ['1:2:3:4:5:6:7:0', '00010002000300040005000600070000'],
    ['::ffff:192.0.2.1', '00000000000000000000ffffc0000201'],
  ])('%s', (text, hex) => {
    const octets = octetsOfIpv6(text) ?? new Uint8Array();
    expect(toHex(octets)).toBe(hex);
    expect(ipv6At(octets, 0)).toBe(text);
  });

  it('are read as people write them', () => {
    const same = [
      ['FE80:0:0:0:0:0:0:1', 'fe80::1'],
      ['fe80::1%eth0', 'fe80::1'],
      ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
      ['::1.2.3.4', '::102:304'],
      ['0:0:0:0:0:ffff:1.2.3.4', '::ffff:1.2.3.4'],
    ] as const;
    for (const [given, text] of same) expect(ipv6At(octetsOfIpv6(given) ?? new Uint8Array(), 0)).toBe(text);
  });

  it.each([
    '',
    ':',
    ':::',
    '1:2',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '::12345',
    '::g',
    '1.2.3.4',
    '1.2.3.4::',
    '::1.2.3',
  ])('%j is none', (text) => {
    expect(octetsOfIpv6(text)).toBeUndefined();
  });

  it('round trip', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 1, 0xffff), { minLength: 8, maxLength: 8 }), (words) => {
        const bytes = Uint8Array.from(words.flatMap((word) => [word >> 8, word & 255]));
        expect(octetsOfIpv6(ipv6At(bytes, 0))).toEqual(bytes);
      }),
    );
  });
});

describe('a datagram over IPv6', () => {
  it('comes back as it was built', () => {
    const { ipv6, udp, faults } = parseFrame(plain, 'ipv6');
    expect(faults).toEqual([]);
    expect(ipv6).toMatchObject({
      headerLength: 40,
      payloadLength: 11,
      nextHeader: 17,
      hopLimit: 64,
      source: parts.sourceAddress,
      destination: parts.destinationAddress,
      extensions: [],
    });
    expect(udp).toMatchObject({ sourcePort: 40_000, destinationPort: 9, checksumState: 'ok', offset: 40, end: 51 });
    expect(summarize(parseFrame(plain, 'ipv6'))).toMatchObject({ name: 'UDP', source: '2001:db8::1' });
  });

  it('comes back for any addresses, ports and payload', () => {
    const address = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => ipv6At(bytes, 0));
    const port = fc.integer({ min: 0, max: 65_535 });
    const given = fc.record({
      sourceAddress: address,
      destinationAddress: address,
      sourcePort: port,
      destinationPort: port,
      payload: fc.uint8Array({ maxLength: 600 }),
      ttl: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(given, (each) => {
        const { ipv6, udp } = parseFrame(buildIpv6Datagram(each), 'ipv6');
        expect([ipv6?.source, ipv6?.destination, ipv6?.hopLimit, udp?.checksumState]).toEqual([
          each.sourceAddress,
          each.destinationAddress,
          each.ttl,
          'ok',
        ]);
        expect(udp?.length).toBe(8 + each.payload.length);
      }),
    );
  });

  it('is found behind every link header', () => {
    const ethernet = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0x86, 0xdd];
    const tagged = [...ethernet.slice(0, 12), 0x81, 0, 0, 7, 0x86, 0xdd];
    const cooked = [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 0x86, 0xdd];
    for (const [link, header] of [
      ['ethernet', ethernet],
      ['ethernet', tagged],
      ['linux-cooked', cooked],
      ['null', [30, 0, 0, 0]],
      ['loop', [0, 0, 0, 24]],
    ] as const) {
      const frame = parseFrame(Uint8Array.from([...header, ...plain]), link);
      expect([frame.faults, frame.ipv6?.offset, frame.udp?.checksumState]).toEqual([[], header.length, 'ok']);
    }
  });

  it('may have extension headers, each with its place', () => {
    const bytes = extended(0, [60, 0, 1, 4, 0, 0, 0, 0], [43, 1, ...Array(14).fill(0)], [17, 0, 4, 0, 0, 0, 0, 0]);
    const packet = describeFrame(bytes, 'ipv6');
    expect(packet.faults).toEqual([]);
    expect(parseFrame(bytes, 'ipv6').udp?.checksumState).toBe('ok');
    const lines = flatten(packet.layers).filter(({ id }) => /^ipv6\.extension\.\d$/.test(id));
    expect(lines.map(({ name, offset, length }) => [name, offset, length])).toEqual([
      ['hop-by-hop options header', 40, 8],
      ['destination options header', 48, 16],
      ['routing header', 64, 8],
    ]);
    expect(packet.layers.map(({ id, length }) => [id, length])).toEqual([
      ['ipv6', 72],
      ['udp', 8],
      ['payload', 3],
    ]);
  });

  it('on a route has no checksum that can be verified', () => {
    const bytes = extended(43, [17, 2, 0, 1, 0, 0, 0, 0, ...Array(16).fill(9)]);
    expect(parseFrame(bytes, 'ipv6').udp?.checksumState).toBe('unverified');
  });

  it('in fragments: the first is read as far as it goes, the others are not', () => {
    const first = parseFrame(extended(44, [17, 0, 0, 1, 0, 0, 0, 9]), 'ipv6');
    expect([first.ipv6?.fragment, first.udp?.checksumState]).toEqual([
      { identification: 9, offset: 0, more: true },
      'unverified',
    ]);
    expect(first.faults.map(({ reason }) => reason)).toEqual(['first fragment only, the rest is elsewhere']);
    const later = parseFrame(extended(44, [17, 0, 0x05, 0xa8, 0, 0, 0, 9]), 'ipv6');
    expect([later.ipv6?.fragment?.offset, later.udp]).toEqual([1448, undefined]);
    const whole = parseFrame(extended(44, [17, 0, 0, 0, 0, 0, 0, 9]), 'ipv6');
    expect([whole.faults, whole.udp?.checksumState]).toEqual([[], 'ok']);
    const described = flatten(describeFrame(extended(44, [17, 0, 0x05, 0xa9, 0, 0, 0, 9]), 'ipv6').layers);
    expect(described.find(({ id }) => id === 'ipv6.extension.0')?.value).toBe('at 1448 bytes, more follow');
  });
});

describe('what is wrong with a header', () => {
  it('is named', () => {
    const changed = (offset: number, ...values: number[]) => {
      const copy = plain.slice();
      copy.set(values, offset);
      return copy;
    };
    expect(reasons(plain.subarray(0, 39))).toEqual(['IPv6 header needs 40 bytes, 39 there']);
    expect(reasons(changed(0, 0x45))).toEqual(['IP version 4, must be 6']);
    expect(reasons(changed(4, 0xff, 0xff))).toEqual(['IPv6 payload length 65535, only 11 bytes there']);
    expect(reasons(changed(46, 0, 0))).toEqual(['UDP checksum is zero, which IPv6 does not allow']);
    expect(reasons(changed(46, 1, 2))).toEqual(['UDP checksum is wrong']);
    expect(reasons(extended(60, [17, 9, 0, 0, 0, 0, 0, 0]))).toEqual([
      'IPv6 destination options header needs 80 bytes, 19 there',
    ]);
  });

  it('ends the walk over a chain without end', () => {
    const chain = Array.from({ length: 40 }, () => [60, 0, 1, 4, 0, 0, 0, 0]);
    const bytes = Uint8Array.from([...plain.subarray(0, 40), ...chain.flat(), ...plain.subarray(40)]);
    bytes.set([331 >> 8, 331 & 255, 60], 4);
    const { ipv6, udp, faults } = parseFrame(bytes, 'ipv6');
    expect([ipv6?.extensions.length, udp]).toEqual([16, undefined]);
    expect(faults).toEqual([{ offset: 168, reason: 'more than 16 IPv6 extension headers' }]);
  });

  it('cut at any byte has faults inside the bytes, and no surprise', () => {
    const whole = extended(0, [44, 0, 1, 4, 0, 0, 0, 0], [17, 0, 0, 0, 0, 0, 0, 9]);
    for (let length = 0; length < whole.length; length++) {
      const { layers, faults } = describeFrame(whole.subarray(0, length), 'ipv6');
      expect(faults.length).toBeGreaterThan(0);
      for (const { offset } of faults) expect(offset).toBeLessThanOrEqual(length);
      for (const line of flatten(layers)) expect(line.offset + line.length).toBeLessThanOrEqual(length);
    }
  });
});
