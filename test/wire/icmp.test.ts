import { describe, expect, it } from 'vitest';
import { foldSum, internetChecksum, sumWords } from '#electron/wire/checksum.ts';
import { describeFrame } from '#electron/wire/describe.ts';
import { buildIpv4Datagram, buildIpv6Datagram, parseFrame } from '#electron/wire/frame.ts';
import { icmpv6Protocol } from '#electron/wire/icmp.ts';
import { ipProtocols, putIpv4Header } from '#electron/wire/ipv4.ts';
import { putIpv6Header } from '#electron/wire/ipv6.ts';
import { putUint16, putUint32 } from '#electron/wire/octets.ts';
import { pseudoHeaderSum } from '#electron/wire/pseudo-header.ts';
import { summarize } from '#electron/wire/summary.ts';
import type { PacketField } from '#shared/model/packet-field.ts';

const flatten = (lines: readonly PacketField[]): PacketField[] =>
  lines.flatMap((line) => [line, ...flatten(line.children ?? [])]);

/** An error from a router about a datagram from 192.0.2.1 (2001:db8::1) port 40000 to 198.51.100.9 (2001:db8:1::9) port 7. */
function error(version: 4 | 6, type: number, code: number, { quote = 28, rest = 0 } = {}): Uint8Array {
  const ports = { sourcePort: 40_000, destinationPort: 7, payload: new Uint8Array(40) };
  const about =
    version === 4
      ? buildIpv4Datagram({ sourceAddress: '192.0.2.1', destinationAddress: '198.51.100.9', ...ports })
      : buildIpv6Datagram({ sourceAddress: '2001:db8::1', destinationAddress: '2001:db8:1::9', ...ports });
  const at = version === 4 ? 20 : 40;
  const quoted = about.subarray(0, quote);
  const length = 8 + quoted.length;
  const bytes = new Uint8Array(at + length);
  const parts = { ttl: 64, hopLimit: 64, identification: 1, payloadLength: length };
  if (version === 4) {
    putIpv4Header(bytes, 0, { ...parts, protocol: ipProtocols.icmp, source: '192.0.2.254', destination: '192.0.2.1' });
  } else {
    putIpv6Header(bytes, 0, { ...parts, protocol: icmpv6Protocol, source: '2001:db8::fe', destination: '2001:db8::1' });
  }
  bytes.set([type, code], at);
  putUint32(bytes, at + 4, rest);
  bytes.set(quoted, at + 8);
  const pseudo = version === 4 ? 0 : pseudoHeaderSum(bytes, 0, 6, icmpv6Protocol, length);
  putUint16(bytes, at + 2, foldSum(sumWords(bytes, at, bytes.length, pseudo)));
  return bytes;
}

describe('ICMP', () => {
  it('names an error and what it is about', () => {
    const bytes = error(4, 3, 1);
    expect(internetChecksum(bytes, 20)).toBe(0);
    const frame = parseFrame(bytes, 'ipv4');
    expect(frame.faults).toEqual([]);
    expect(frame.icmp).toMatchObject({
      type: 3,
      code: 1,
      checksumState: 'ok',
      quoted: { ip: { destination: '198.51.100.9' }, sourcePort: 40_000, destinationPort: 7 },
    });
    expect(summarize(frame)).toMatchObject({
      name: 'ICMP host unreachable',
      source: '192.0.2.254',
      fact: 'about 198.51.100.9 port 7',
    });
  });

  it('does so for IPv6', () => {
    const frame = parseFrame(error(6, 1, 4, { quote: 48 }), 'ipv6');
    expect(frame.faults).toEqual([]);
    expect(frame.icmp?.checksumState).toBe('ok');
    expect(summarize(frame)).toMatchObject({
      name: 'ICMPv6 port unreachable',
      fact: 'about 2001:db8:1::9 port 7',
    });
  });

  it('tells the MTU of the next hop', () => {
    expect(summarize(parseFrame(error(4, 3, 4, { rest: 1400 }), 'ipv4'))).toMatchObject({
      name: 'ICMP fragmentation needed',
      fact: 'about 198.51.100.9 port 7, MTU 1400',
    });
    expect(summarize(parseFrame(error(6, 2, 0, { quote: 48, rest: 1280 }), 'ipv6'))).toMatchObject({
      name: 'ICMPv6 packet too big',
      fact: 'about 2001:db8:1::9 port 7, MTU 1280',
    });
  });

  it('is a layer with fields of its own names', () => {
    const bytes = error(4, 11, 0);
    const { layers, faults } = describeFrame(bytes, 'ipv4');
    expect(faults).toEqual([]);
    expect(layers.map(({ id }) => id)).toEqual(['ipv4', 'icmp']);
    expect(layers[1]).toMatchObject({ value: 'ICMP TTL exceeded', offset: 20, length: bytes.length - 20 });
    const lines = flatten(layers);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect(lines.find(({ id }) => id === 'icmp.quoted.ipv4.destination')).toMatchObject({
      value: '198.51.100.9',
      offset: 20 + 8 + 16,
      length: 4,
    });
    expect(lines.find(({ id }) => id === 'icmp.quoted.destinationPort')?.value).toBe('7');
  });

  it('is read as far as it goes', () => {
    for (const version of [4, 6] as const) {
      const whole = error(version, version === 4 ? 3 : 1, 0, { quote: 48 });
      for (let length = 0; length < whole.length; length++) {
        const { layers } = describeFrame(whole.subarray(0, length), version === 4 ? 'ipv4' : 'ipv6');
        for (const line of flatten(layers)) expect(line.offset + line.length, line.id).toBeLessThanOrEqual(length);
      }
    }
    // Only the IP header is quoted: the ports are not known.
    expect(parseFrame(error(4, 3, 3, { quote: 20 }), 'ipv4').icmp?.quoted).not.toHaveProperty('destinationPort');
  });
});
