import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSum, sumWords } from '#electron/wire/checksum.ts';
import { describeFrame } from '#electron/wire/describe.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { putIpv4Header } from '#electron/wire/ipv4.ts';
import { putIpv6Header } from '#electron/wire/ipv6.ts';
import { putUint16 } from '#electron/wire/octets.ts';
import { pseudoHeaderSum } from '#electron/wire/pseudo-header.ts';
import { summarize } from '#electron/wire/summary.ts';
import { fromHex } from '#shared/model/hex.ts';
import type { PacketField } from '#shared/model/packet-field.ts';
import { need } from '#test/lab/need.ts';
import { compareWithTshark } from './tshark-fields.ts';

const synOptions = '020405b4 0402 080a 0001e240 00000000 01 030307';
const flags = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, ece: 64, cwr: 128 };

/** A datagram with one segment, both checksums right. */
function segment(
  bits: number,
  { options = '', data = '', version = 4 as 4 | 6, headerLength = undefined as number | undefined } = {},
): Uint8Array {
  const optionBytes = fromHex(options.replaceAll(' ', '')) ?? new Uint8Array();
  const padded = new Uint8Array(Math.ceil(optionBytes.length / 4) * 4);
  padded.set(optionBytes);
  const payload = Buffer.from(data);
  const length = 20 + padded.length + payload.length;
  const at = version === 4 ? 20 : 40;
  const bytes = new Uint8Array(at + length);
  if (version === 4) {
    const header = { identification: 7, ttl: 64, protocol: 6, source: '192.0.2.1', destination: '192.0.2.2' };
    putIpv4Header(bytes, 0, { ...header, payloadLength: length });
  } else {
    const header = { hopLimit: 64, protocol: 6, source: '2001:db8::1', destination: '2001:db8::2' };
    putIpv6Header(bytes, 0, { ...header, payloadLength: length });
  }
  const view = new DataView(bytes.buffer);
  view.setUint16(at, 40_000);
  view.setUint16(at + 2, 7007);
  view.setUint32(at + 4, 0xfedcba98);
  view.setUint32(at + 8, (bits & flags.ack) === 0 ? 0 : 0x01020304);
  view.setUint16(at + 12, ((headerLength ?? 20 + padded.length) << 10) | bits);
  view.setUint16(at + 14, 64_240);
  bytes.set(padded, at + 20);
  bytes.set(payload, at + 20 + padded.length);
  putUint16(bytes, at + 16, foldSum(sumWords(bytes, at, bytes.length, pseudoHeaderSum(bytes, 0, version, 6, length))));
  return bytes;
}

const find = (lines: readonly PacketField[], id: string): PacketField | undefined =>
  lines.flatMap((line) => [line, find(line.children ?? [], id)]).find((line) => line?.id === id);

describe('TCP', () => {
  it('counts from the beginning of the connection where that is known', () => {
    const bytes = segment(flags.psh | flags.ack, { data: 'hello' });
    const stream = { sequence: 0xfedcba97, acknowledgment: 0x01020303, shift: 7 };
    expect(summarize(parseFrame(bytes, 'ipv4'), undefined, stream).fact).toBe('5 bytes, seq 1, ack 1, win 8222720');
    const { layers } = describeFrame(bytes, 'ipv4', undefined, stream);
    expect(find(layers, 'tcp.sequence')?.value).toBe(`${0xfedcba98} (1 from the beginning)`);
    expect(find(layers, 'tcp.window')?.value).toBe('64240 (× 128 = 8222720 bytes)');
    // Numbers go round.
    const behind = { sequence: 0xffffffff };
    expect(summarize(parseFrame(segment(flags.rst), 'ipv4'), undefined, behind).fact).toContain(`seq ${0xfedcba99}`);
  });

  it('says how long a segment is of which only the beginning is here', () => {
    const whole = segment(flags.ack, { data: 'x'.repeat(500) });
    const frame = parseFrame(whole.subarray(0, 100), 'ipv4');
    expect(frame.tcp).toMatchObject({ size: 500, end: 100, checksumState: 'unverified' });
    expect(summarize(frame).fact).toBe('500 bytes, win 64240');
  });

  it('reads a SYN with everything in it', () => {
    const frame = parseFrame(segment(flags.syn, { options: synOptions }), 'ipv4');
    expect(frame.faults).toEqual([]);
    expect(frame.tcp).toMatchObject({
      sourcePort: 40_000,
      destinationPort: 7007,
      sequence: 0xfedcba98,
      acknowledgment: 0,
      headerLength: 40,
      window: 64_240,
      checksumState: 'ok',
      options: [
        { kind: 'mss', value: 1460 },
        { kind: 'sack-permitted' },
        { kind: 'timestamps', value: 123_456, echo: 0 },
        { kind: 'no-operation' },
        { kind: 'window-scale', value: 7 },
      ],
    });
    expect(summarize(frame)).toMatchObject({
      name: 'SYN',
      fact: 'win 64240, MSS 1460, SACK, timestamps, scale 7',
      source: '192.0.2.1',
    });
  });

  it.each([
    [flags.syn | flags.ack, 'SYN-ACK'],
    [flags.ack, 'ACK'],
    [flags.psh | flags.ack, 'PSH-ACK'],
    [flags.fin | flags.ack, 'FIN-ACK'],
    [flags.rst, 'RST'],
    [0, 'TCP'],
  ])('names control bits %i %s', (bits, name) => {
    expect(summarize(parseFrame(segment(bits), 'ipv4')).name).toBe(name);
  });

  it('tells data from padding and shows them', () => {
    const { layers } = describeFrame(segment(flags.psh | flags.ack, { data: 'hello', version: 6 }), 'ipv6');
    expect(layers.map(({ id }) => id)).toEqual(['ipv6', 'tcp', 'payload']);
    expect(find(layers, 'tcp')?.value).toBe('40000 → 7007, PSH-ACK, 5 bytes');
    expect(find(layers, 'payload')).toMatchObject({ offset: 60, length: 5 });
  });

  it('shows a wrong checksum and does not call it a fault: cards fill it in', () => {
    const bytes = segment(flags.ack);
    putUint16(bytes, 36, 0x1234);
    const { layers, faults } = describeFrame(bytes, 'ipv4');
    expect(faults).toEqual([]);
    expect(find(layers, 'tcp.checksum')?.value).toContain('network card');
  });

  it.each([
    ['an option without a length', { options: '01 01 01 02' }, 43, /option 2 without a length/],
    ['an option behind the end', { options: '02 09 05 b4' }, 40, /option 2 of 9 octets, 4 there/],
    ['an option of length 0', { options: '03 00 00 00' }, 40, /option 3 of 0 octets/],
    ['an MSS of three octets', { options: '02 03 05 00' }, 40, /option 2 of 3 octets, which mss/],
    ['a header too short', { headerLength: 8 }, 32, /header of 8 bytes, must have/],
    ['a header behind the end', { headerLength: 60 }, 32, /header of 60 bytes, only 20 there/],
  ])('names %s with its offset', (_what, parts, offset, reason) => {
    const { faults } = parseFrame(segment(flags.syn, parts), 'ipv4');
    expect(faults).toHaveLength(1);
    expect(faults[0]?.offset).toBe(offset);
    expect(faults[0]?.reason).toMatch(reason);
  });

  it('takes any octets behind an IP header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (payload) => {
        const bytes = new Uint8Array(20 + payload.length);
        const header = { identification: 1, ttl: 1, protocol: 6, source: '10.0.0.1', destination: '10.0.0.2' };
        putIpv4Header(bytes, 0, { ...header, payloadLength: payload.length });
        bytes.set(payload, 20);
        const { layers, faults } = describeFrame(bytes, 'ipv4');
        expect(layers.length).toBeGreaterThan(0);
        for (const { offset } of faults) expect(offset).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2000, seed: 20_263 },
    );
  });

  it.skipIf(!need('tshark'))('has the fields that tshark has', () => {
    const frames = [
      { bytes: segment(flags.syn, { options: synOptions }) },
      { bytes: segment(flags.syn | flags.ack | flags.ece, { options: synOptions }) },
      { bytes: segment(flags.ack, { options: '0101 050a 00000010 00000020' }) },
      { bytes: segment(flags.psh | flags.ack | flags.cwr, { data: 'hello, world' }) },
      { bytes: segment(flags.fin | flags.ack, { options: '0101 080a 11223344 55667788' }) },
      { bytes: segment(flags.rst) },
    ];
    const { compared, mismatches } = compareWithTshark([
      ...frames.map((frame) => ({ ...frame, link: 'ipv4' as const })),
      { bytes: segment(flags.syn, { options: synOptions, version: 6 }), link: 'ipv6' },
    ]);
    expect(mismatches).toEqual([]);
    expect(compared).toBeGreaterThan(150);
  });
});
