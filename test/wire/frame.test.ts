import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeArp, encodeArp } from '#electron/wire/arp.ts';
import { messageName } from '#electron/wire/dhcpv4/message.ts';
import { buildArpFrame, buildIpv4Datagram, buildUdpFrame, parseFrame } from '#electron/wire/frame.ts';
import { putIpv4Header } from '#electron/wire/ipv4.ts';
import { putUint16 } from '#electron/wire/octets.ts';
import { putUdp } from '#electron/wire/udp.ts';
import { sampleArp, sampleFrame, sampleMessage } from './sample-messages.ts';

const discover = sampleMessage([53, 55, 61]);
const frame = sampleFrame(discover);

/** A copy with bytes written over at an offset. */
function changed(bytes: Uint8Array, offset: number, ...values: number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, offset);
  return copy;
}

/** The frame with further VLAN tags in front of its type. */
function tagged(bytes: Uint8Array, ...tags: number[][]): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, 12), ...tags.flat(), ...bytes.subarray(12)]);
}

function reasons(bytes: Uint8Array): string[] {
  return parseFrame(bytes, 'ethernet').faults.map(({ reason }) => reason);
}

describe('a frame with UDP', () => {
  it('comes back as it was built', () => {
    const parsed = parseFrame(frame, 'ethernet');
    expect(parsed.faults).toEqual([]);
    expect(parsed.ethernet).toEqual({ destination: 'ff:ff:ff:ff:ff:ff', source: '02:00:5e:10:20:30', type: 0x800 });
    expect(parsed.ipv4).toMatchObject({
      headerLength: 20,
      totalLength: 328,
      identification: 0x1234,
      dontFragment: false,
      ttl: 64,
      protocol: 17,
      checksumState: 'ok',
      source: '0.0.0.0',
      destination: '255.255.255.255',
    });
    expect(parsed.udp).toMatchObject({ sourcePort: 68, destinationPort: 67, length: 308, checksumState: 'ok' });
    expect(parsed.dhcp === undefined ? '' : messageName(parsed.dhcp)).toBe('DISCOVER');
  });

  it('comes back for any addresses, ports and payload', () => {
    const address = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => bytes.join('.'));
    const mac = fc
      .uint8Array({ minLength: 6, maxLength: 6 })
      .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':'));
    const port = fc.integer({ min: 0, max: 65_535 });
    const parts = fc.record({
      sourceMac: mac,
      destinationMac: mac,
      sourceAddress: address,
      destinationAddress: address,
      sourcePort: port,
      destinationPort: port,
      payload: fc.uint8Array({ maxLength: 600 }),
      ttl: fc.integer({ min: 1, max: 255 }),
      identification: port,
      vlan: fc.option(fc.integer({ min: 0, max: 4095 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(parts, (given) => {
        const bytes = buildUdpFrame(given);
        expect(bytes.length).toBeGreaterThanOrEqual(60);
        const { ethernet, vlans, ipv4, udp } = parseFrame(bytes, 'ethernet');
        expect(ethernet).toEqual({ destination: given.destinationMac, source: given.sourceMac, type: 0x800 });
        expect(vlans.map(({ id }) => id)).toEqual(given.vlan === undefined ? [] : [given.vlan]);
        expect([ipv4?.source, ipv4?.destination, ipv4?.ttl]).toEqual([
          given.sourceAddress,
          given.destinationAddress,
          given.ttl,
        ]);
        expect([ipv4?.checksumState, udp?.checksumState]).toEqual(['ok', 'ok']);
        expect([udp?.sourcePort, udp?.destinationPort]).toEqual([given.sourcePort, given.destinationPort]);
        expect(bytes.subarray((udp?.offset ?? 0) + 8, udp?.end)).toEqual(given.payload);
        expect(buildIpv4Datagram(given)).toEqual(bytes.subarray(ipv4?.offset, ipv4?.end));
      }),
    );
  });

  it('is written the same into a used buffer', () => {
    const dirty = new Uint8Array(100).fill(0xa5);
    const payload = Uint8Array.of(1, 2, 3);
    const header = { identification: 7, ttl: 64, protocol: 17, source: '10.0.0.1', destination: '10.0.0.2' };
    putIpv4Header(dirty, 10, { ...header, payloadLength: 11 });
    putUdp(dirty, 30, { sourcePort: 68, destinationPort: 67, payload });
    const clean = buildIpv4Datagram({
      sourceAddress: '10.0.0.1',
      destinationAddress: '10.0.0.2',
      sourcePort: 68,
      destinationPort: 67,
      identification: 7,
      payload,
    });
    expect(dirty.subarray(10, 41)).toEqual(clean);
    expect([dirty[9], dirty[41]]).toEqual([0xa5, 0xa5]);
  });

  it('is read as a bare datagram too', () => {
    const parsed = parseFrame(frame.subarray(14), 'ipv4');
    expect([parsed.ethernet, parsed.ipv4?.offset, parsed.dhcp?.xid]).toEqual([undefined, 0, 0x3903f326]);
    expect(parsed.faults).toEqual([]);
  });
});

describe('UDP checksum', () => {
  it('wrong: noted, the message decoded all the same', () => {
    const parsed = parseFrame(changed(frame, 40, 0x12, 0x34), 'ethernet');
    expect(parsed.udp?.checksumState).toBe('bad');
    expect(parsed.faults).toEqual([{ offset: 40, reason: 'UDP checksum is wrong' }]);
    expect(parsed.dhcp?.xid).toBe(0x3903f326);
  });

  it('absent', () => {
    const parsed = parseFrame(changed(frame, 40, 0, 0), 'ethernet');
    expect([parsed.udp?.checksumState, parsed.faults]).toEqual(['absent', []]);
  });

  it('not verified where the datagram is cut', () => {
    const parsed = parseFrame(frame.subarray(0, 300), 'ethernet');
    expect(parsed.udp?.checksumState).toBe('unverified');
    expect(parsed.dhcp?.chaddr).toBe('02:00:5e:10:20:30');
  });

  it('is never sent as zero', () => {
    // A payload whose sum is all ones makes the computed checksum zero (RFC 768).
    const parts = { sourceAddress: '0.0.0.0', destinationAddress: '0.0.0.0', sourcePort: 0, destinationPort: 0 };
    const sum = 17 + 10 + 10;
    const payload = new Uint8Array(2);
    putUint16(payload, 0, 0xffff - sum);
    const bytes = buildIpv4Datagram({ ...parts, payload });
    expect([bytes[26], bytes[27]]).toEqual([0xff, 0xff]);
    expect(parseFrame(bytes, 'ipv4').udp?.checksumState).toBe('ok');
  });
});

describe('VLAN tags', () => {
  it('reads one with priority and drop eligible', () => {
    const parsed = parseFrame(tagged(frame, [0x81, 0x00, 0xb0, 0x64]), 'ethernet');
    expect(parsed.vlans).toEqual([{ id: 100, priority: 5, dropEligible: true, protocol: 0x8100 }]);
    expect(parsed.dhcp?.xid).toBe(0x3903f326);
    expect(parsed.faults).toEqual([]);
  });

  it('reads stacked ones, the outer first', () => {
    const parsed = parseFrame(tagged(frame, [0x88, 0xa8, 0, 7], [0x81, 0, 0, 8]), 'ethernet');
    expect(parsed.vlans.map(({ id, protocol }) => [id, protocol])).toEqual([
      [7, 0x88a8],
      [8, 0x8100],
    ]);
    expect(parsed.udp?.checksumState).toBe('ok');
  });

  it('gives up on a pile of tags and on half a tag', () => {
    const pile = tagged(frame, ...Array.from({ length: 9 }, () => [0x81, 0, 0, 1]));
    expect(reasons(pile)).toEqual(['more than 8 VLAN tags']);
    expect(reasons(tagged(frame, [0x81, 0, 0, 1]).subarray(0, 16))).toEqual(['VLAN tag needs 4 bytes, 2 left']);
  });
});

describe('IPv4', () => {
  it('reads past options', () => {
    const header = [...frame.subarray(14, 34)];
    header[0] = 0x46;
    const bytes = Uint8Array.from([...frame.subarray(0, 14), ...header, 1, 1, 1, 1, ...frame.subarray(34)]);
    putUint16(bytes, 16, 332);
    const parsed = parseFrame(bytes, 'ethernet');
    expect([parsed.ipv4?.headerLength, parsed.dhcp?.xid]).toEqual([24, 0x3903f326]);
    expect(parsed.faults.map(({ reason }) => reason)).toEqual(['IPv4 header checksum is wrong']);
  });

  it('recognises fragments: the first is read as far as it goes, the others are not', () => {
    const first = parseFrame(changed(frame, 20, 0x20, 0), 'ethernet');
    expect([first.ipv4?.moreFragments, first.udp?.checksumState]).toEqual([true, 'unverified']);
    expect(first.faults.map(({ reason }) => reason)).toContain('first fragment only, the rest is elsewhere');
    const later = parseFrame(changed(frame, 20, 0, 0xb9), 'ethernet');
    expect([later.ipv4?.fragmentOffset, later.udp]).toEqual([1480, undefined]);
  });

  it('names what is wrong with a header', () => {
    expect(reasons(changed(frame, 14, 0x65))).toEqual(['IP version 6, must be 4']);
    expect(reasons(changed(frame, 14, 0x44))).toEqual(['IPv4 header length 16, must be 20 to 60']);
    expect(reasons(frame.subarray(0, 30))).toEqual(['IPv4 header needs 20 bytes, 16 there']);
    expect(reasons(changed(frame, 16, 0, 19))[0]).toBe('IPv4 total length 19, less than the header');
    expect(reasons(changed(frame, 16, 0xff, 0xff))[0]).toBe('IPv4 total length 65535, only 328 bytes there');
    expect(reasons(changed(frame, 38, 0, 7))).toContain('UDP length 7, must be at least 8');
    expect(reasons(changed(frame, 38, 0xff, 0xff))).toContain('UDP length 65535, only 308 bytes there');
    expect(reasons(frame.subarray(0, 9))).toEqual(['Ethernet header needs 14 bytes, 9 there']);
  });

  it('takes Ethernet padding for no part of the datagram', () => {
    const bytes = new Uint8Array(frame.length + 6).fill(0xee);
    bytes.set(frame);
    const parsed = parseFrame(bytes, 'ethernet');
    expect([parsed.faults, parsed.udp?.end]).toEqual([[], frame.length]);
  });
});

describe('ARP', () => {
  it('comes back as it was built', () => {
    const parsed = parseFrame(sampleArp(), 'ethernet');
    expect(parsed.arp).toEqual({
      operation: 1,
      senderMac: '02:00:5e:10:20:30',
      senderAddress: '192.0.2.50',
      targetMac: '00:00:00:00:00:00',
      targetAddress: '192.0.2.1',
      offset: 14,
    });
    expect(
      encodeArp(
        decodeArp(sampleArp(), 14, []) ?? {
          operation: 0,
          senderMac: '',
          senderAddress: '',
          targetMac: '',
          targetAddress: '',
        },
      ),
    ).toEqual(sampleArp().slice(14, 42));
    expect(sampleArp()).toHaveLength(60);
  });

  it('carries a VLAN tag', () => {
    const bytes = buildArpFrame({
      sourceMac: '02:00:00:00:00:01',
      destinationMac: '02:00:00:00:00:02',
      vlan: 42,
      operation: 2,
      senderMac: '02:00:00:00:00:01',
      senderAddress: '10.0.0.1',
      targetMac: '02:00:00:00:00:02',
      targetAddress: '10.0.0.2',
    });
    const parsed = parseFrame(bytes, 'ethernet');
    expect([parsed.vlans[0]?.id, parsed.arp?.operation, parsed.faults]).toEqual([42, 2, []]);
  });

  it('is refused for other networks and when it is cut', () => {
    expect(reasons(changed(sampleArp(), 14, 0, 6))).toEqual(['ARP is not for IPv4 over Ethernet']);
    expect(reasons(sampleArp().subarray(0, 40))).toEqual(['ARP needs 28 bytes, 26 there']);
  });
});

describe('half a frame', () => {
  it('gives every layer that is whole, and a fault inside the bytes for the one that is not', () => {
    for (let length = 0; length < frame.length; length++) {
      const parsed = parseFrame(frame.subarray(0, length), 'ethernet');
      expect(parsed.faults.length, `${length} bytes`).toBeGreaterThan(0);
      for (const fault of parsed.faults) expect(fault.offset).toBeLessThanOrEqual(length);
      expect(parsed.ethernet !== undefined).toBe(length >= 14);
      expect(parsed.ipv4 !== undefined).toBe(length >= 34);
      expect(parsed.udp !== undefined).toBe(length >= 42);
      expect(parsed.dhcp !== undefined).toBe(length > 42);
    }
  });
});
