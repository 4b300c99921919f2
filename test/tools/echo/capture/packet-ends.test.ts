import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareAddress, type CaptureEnd, captureFilter } from '#electron/tools/echo/capture/capture-filter.ts';
import { packetEnds } from '#electron/tools/echo/capture/packet-ends.ts';
import { TcpStream } from '#electron/tools/echo/capture/tcp-stream.ts';
import { putEthernetAddresses, putEtherType } from '#electron/wire/ethernet.ts';
import { putIpv4Header } from '#electron/wire/ipv4.ts';
import { putIpv6Header } from '#electron/wire/ipv6.ts';
import { putUint16, putUint32 } from '#electron/wire/octets.ts';
import { need, programFile } from '#test/lab/need.ts';

const ours = { 4: '192.0.2.1', 6: '2001:db8::1' } as const;
const theirs = { 4: '198.51.100.9', 6: '2001:db8:1::9' } as const;
const flags = { fin: 1, syn: 2, rst: 4, ack: 16 } as const;

interface Parts {
  version?: 4 | 6;
  vlan?: number;
  from?: 'us' | 'them';
  bits?: number;
  sequence?: number;
  acknowledgment?: number;
  payload?: number;
  /** Options of the TCP header, a multiple of four. */
  options?: number[];
}

/** An IP packet with a TCP segment between our port 40000 and their port 7. */
function segment({ version = 4, from = 'us', bits = flags.ack, options = [], ...parts }: Parts): Uint8Array {
  const { sequence = 1000, acknowledgment = 0, payload = 0 } = parts;
  const at = version === 4 ? 20 : 40;
  const length = 20 + options.length + payload;
  const bytes = new Uint8Array(at + length);
  const [source, destination] = from === 'us' ? [ours[version], theirs[version]] : [theirs[version], ours[version]];
  const header = { identification: 1, ttl: 64, hopLimit: 64, protocol: 6, payloadLength: length, source, destination };
  if (version === 4) putIpv4Header(bytes, 0, header);
  else putIpv6Header(bytes, 0, header);
  putUint16(bytes, at, from === 'us' ? 40_000 : 7);
  putUint16(bytes, at + 2, from === 'us' ? 7 : 40_000);
  putUint32(bytes, at + 4, sequence);
  putUint32(bytes, at + 8, acknowledgment);
  putUint16(bytes, at + 12, ((20 + options.length) << 10) | bits);
  bytes.set(options, at + 20);
  return bytes;
}

function framed(packet: Uint8Array, { version = 4, vlan }: Parts): Uint8Array {
  const at = vlan === undefined ? 14 : 18;
  const bytes = new Uint8Array(at + packet.length);
  putEthernetAddresses(bytes, '02:00:00:00:00:02', '02:00:00:00:00:01');
  if (vlan !== undefined) {
    putEtherType(bytes, 12, 0x8100);
    putUint16(bytes, 14, vlan);
  }
  putEtherType(bytes, at - 2, version === 4 ? 0x0800 : 0x86dd);
  bytes.set(packet, at);
  return bytes;
}

const frame = (parts: Parts = {}) => framed(segment(parts), parts);

/** A router's error about our segment, of which only the beginning is quoted. */
function errorFrame(parts: Parts = {}): Uint8Array {
  const { version = 4 } = parts;
  const at = version === 4 ? 20 : 40;
  const quoted = segment(parts).subarray(0, at + 8);
  const bytes = new Uint8Array(at + 8 + quoted.length);
  const header = { identification: 1, ttl: 64, hopLimit: 64, payloadLength: 8 + quoted.length };
  if (version === 4) putIpv4Header(bytes, 0, { ...header, protocol: 1, source: '192.0.2.254', destination: ours[4] });
  else putIpv6Header(bytes, 0, { ...header, protocol: 58, source: '2001:db8::fe', destination: ours[6] });
  bytes[at] = version === 4 ? 3 : 1;
  bytes.set(quoted, at + 8);
  return framed(bytes, parts);
}

describe('the ends of a packet', () => {
  it.each([{ version: 4 }, { version: 4, vlan: 7 }, { version: 6 }, { version: 6, vlan: 7 }] as const)(
    'are read from a segment and from an error that quotes it: %j',
    (parts) => {
      const { version } = parts;
      const ends = {
        protocol: 'tcp',
        source: { address: ours[version], port: 40_000 },
        destination: { address: theirs[version], port: 7 },
      };
      expect(packetEnds(frame(parts))).toMatchObject({ ...ends, isQuoted: false });
      expect(packetEnds(errorFrame(parts))).toMatchObject({ ...ends, isQuoted: true });
    },
  );

  it('are none of what carries neither, and never a throw', () => {
    expect(packetEnds(new Uint8Array())).toBeUndefined();
    const whole = [frame(), frame({ version: 6, vlan: 1 }), errorFrame(), errorFrame({ version: 6 })];
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(100), fc.nat(255)), { maxLength: 8 }),
        fc.nat(120),
        (from, changes, length) => {
          const bytes = from.slice(0, length);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          const ends = packetEnds(bytes);
          if (ends !== undefined) new TcpStream().add('sent', bytes, ends);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe('a stream', () => {
  /** Takes segments in their order; gives what the last one's numbers count from. */
  function stream() {
    const known = new TcpStream();
    return {
      known,
      add(parts: Parts) {
        const bytes = frame(parts);
        const ends = packetEnds(bytes);
        if (ends === undefined) throw new Error('no ends');
        return known.add(parts.from === 'them' ? 'received' : 'sent', bytes, ends);
      },
    };
  }
  const scale = (bits: number) => [1, 3, 3, bits];

  it('counts from both SYNs, and scales windows where both said so', () => {
    const { known, add } = stream();
    expect(add({ bits: flags.syn, sequence: 1000, options: scale(7) })).toEqual({ sequence: 1000 });
    expect(known.isAnswered).toBe(false);
    const synAck = { from: 'them', bits: flags.syn | flags.ack, sequence: 5000, acknowledgment: 1001 } as const;
    expect(add({ ...synAck, options: scale(9) })).toEqual({ sequence: 5000, acknowledgment: 1000 });
    expect(known.isAnswered).toBe(true);
    expect(add({ sequence: 1001 })).toEqual({ sequence: 1000, acknowledgment: 5000, shift: 7 });
    expect(add({ from: 'them', sequence: 5001 })).toEqual({ sequence: 5000, acknowledgment: 1000, shift: 9 });
    const other = stream();
    other.add({ bits: flags.syn, options: scale(7) });
    other.add(synAck);
    expect(other.add({ sequence: 1001 })?.shift).toBe(0);
  });

  it('is over once both FINs are acknowledged, whatever goes round', () => {
    const { known, add } = stream();
    // The FIN stands behind ten octets that cross the end of the numbers.
    add({ bits: flags.fin | flags.ack, sequence: 0xffff_fffa, payload: 10 });
    add({ from: 'them', sequence: 5001, acknowledgment: 4 });
    add({ from: 'them', bits: flags.fin | flags.ack, sequence: 5001, acknowledgment: 4 });
    add({ sequence: 5, acknowledgment: 5002 });
    expect(known.isOver).toBe(false);
    add({ from: 'them', sequence: 5002, acknowledgment: 5 });
    expect(known.isOver).toBe(true);
  });

  it('is over with RST', () => {
    const { known, add } = stream();
    add({ bits: flags.syn });
    add({ from: 'them', bits: flags.rst | flags.ack, acknowledgment: 1001 });
    expect(known.isOver).toBe(true);
  });
});

describe('the filter', () => {
  it('is made of numbers only, whatever the address says', () => {
    const filter = captureFilter({ protocol: 'tcp', address: '1.2.3.4 or host 5.6.7.8', port: 7.9 });
    expect(filter).not.toContain('5.6.7.8');
    expect(filter).toContain('tcp port 7 and host 0.0.0.0');
    expect(captureFilter({ protocol: 'udp', address: '::1) or (tcp', port: 7 })).toContain('udp port 7 and host ::');
    expect(bareAddress('fe80:0::1%eth0')).toBe('fe80::1');
    expect(bareAddress('::ffff:192.0.2.7')).toBe('192.0.2.7');
  });

  it.skipIf(!need('tcpdump')).each([4, 6] as const)(
    'takes what it should by libpcap’s own judgement, over IPv%i',
    (version) => {
      const otherPort = frame({ version });
      putUint16(otherPort, 14 + (version === 4 ? 20 : 40) + 2, 8);
      const frames = {
        syn: frame({ version, bits: flags.syn }),
        ack: frame({ version, from: 'them' }),
        fin: frame({ version, bits: flags.fin | flags.ack }),
        tagged: frame({ version, vlan: 7, bits: flags.rst }),
        error: errorFrame({ version }),
        otherPort,
        otherVersion: frame({ version: version === 4 ? 6 : 4 }),
      };
      const end: CaptureEnd = { protocol: 'tcp', address: theirs[version], port: 7 };
      expect(taken(frames, captureFilter(end))).toEqual(['syn', 'ack', 'fin', 'tagged', 'error']);
      expect(taken(frames, captureFilter({ ...end, only: 'marks' }))).toEqual(['syn', 'fin', 'tagged', 'error']);
      expect(taken(frames, captureFilter({ ...end, protocol: 'udp' }))).toEqual(['error']);
    },
  );
});

/** Which frames of a capture file tcpdump's libpcap takes with a filter. */
function taken(frames: Record<string, Uint8Array>, filter: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-filter-'));
  try {
    const input = join(folder, 'in.pcap');
    const header = (words: number[]) => Buffer.from(Uint32Array.from(words).buffer);
    const all = Object.values(frames);
    // Each has its place in the file as its time stamp.
    const records = all.flatMap((bytes, index) => [header([index, 0, bytes.length, bytes.length]), bytes]);
    writeFileSync(input, Buffer.concat([header([0xa1b2c3d4, 0x0004_0002, 0, 0, 65_535, 1]), ...records]));
    const run = spawnSync(programFile('tcpdump') ?? 'tcpdump', ['-r', input, '-tt', '-n', '-q', filter], {
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(run.stderr);
    const places = [...run.stdout.matchAll(/^(\d+)\.\d+ /gm)].map(([, second]) => Number(second));
    return places.map((place) => Object.keys(frames)[place] ?? '?');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
