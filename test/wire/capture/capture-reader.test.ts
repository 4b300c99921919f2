import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CaptureReader } from '#electron/wire/capture/capture-reader.ts';
import { writePcapng } from '#electron/wire/pcapng.ts';
import { Blocks, classicFile, type FilePacket, readAll } from './capture-files.ts';

const microseconds = 1_700_000_000_123_456n;
const milliseconds = 1_700_000_000_123.456;

function bytes(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + seed) & 255);
}

const packets: FilePacket[] = [
  { ticks: microseconds, bytes: bytes(60, 1) },
  { ticks: microseconds + 1n, bytes: bytes(1, 2) },
  { ticks: microseconds + 2_000_000n, bytes: bytes(0), originalLength: 80 },
  { ticks: microseconds + 2_000_001n, bytes: bytes(343, 4), originalLength: 1500 },
];
const expected = packets.map(({ ticks, bytes: body, originalLength = body.length }) => ({
  at: Number(ticks) / 1000,
  bytes: body,
  originalLength,
}));
const seen = (list: readonly { at: number; bytes: Uint8Array; originalLength: number }[]) =>
  list.map(({ at, bytes: body, originalLength }) => ({ at, bytes: body, originalLength }));

const orders = [
  ['little endian', true],
  ['big endian', false],
] as const;

/** A file with all kinds of blocks that carry packets, those that do not, and a second section in the other byte order. */
function richFile(little: boolean): Buffer {
  const blocks = new Blocks(little);
  const other = new Blocks(!little);
  return Buffer.concat([
    blocks.section(),
    blocks.interface({ name: 'eth0' }),
    ...packets.map((packet) => blocks.enhanced(0, packet)),
    blocks.block(4, bytes(40)),
    blocks.block(0xbad, bytes(4)),
    blocks.interface({ link: 113, name: 'any' }),
    blocks.obsolete(1, { ticks: microseconds, bytes: bytes(33, 9) }),
    blocks.simple(bytes(21, 3)),
    other.section(),
    other.interface({ link: 0, name: 'lo0', resolution: 9 }),
    other.enhanced(0, { ticks: microseconds * 1000n + 999n, bytes: bytes(5) }),
  ]);
}

describe.each(orders)('classic pcap, %s', (_, little) => {
  it('gives every packet with its time and lengths', () => {
    const read = readAll(classicFile({ little, packets }));
    expect(read.faults).toEqual([]);
    expect(seen(read.packets)).toEqual(expected);
    expect(read.packets.every(({ link, interface: name }) => link === 'ethernet' && name === '')).toBe(true);
    expect(read.reader.format).toBe('pcap');
    expect(read.reader.packets).toBe(4);
  });

  it('reads nanoseconds', () => {
    const read = readAll(
      classicFile({ little, nanoseconds: true, packets: [{ ticks: microseconds * 1000n + 500n, bytes: bytes(3) }] }),
    );
    expect(read.packets[0]?.at).toBeCloseTo(milliseconds + 0.0005, 3);
  });

  it.each([
    [1, 'ethernet'],
    [228, 'ipv4'],
    [229, 'ipv6'],
    [101, 'ipv4'],
    [12, 'ipv4'],
    [14, 'ipv4'],
    [113, 'linux-cooked'],
    [276, 'linux-cooked-2'],
    [0, 'null'],
    [108, 'loop'],
  ] as const)('link type %i is %s', (link, name) => {
    expect(readAll(classicFile({ little, link, packets })).packets.map((packet) => packet.link)).toEqual(
      Array(4).fill(name),
    );
  });

  it('takes the length of the frame check sequence for no link type', () => {
    expect(readAll(classicFile({ little, link: 0x50000001, packets })).packets).toHaveLength(4);
  });

  it('says once that a link type is not read, and counts', () => {
    const { faults, packets: none, reader } = readAll(classicFile({ little, link: 105, packets }));
    expect(faults).toEqual([{ kind: 'fault', offset: 20, reason: 'link type 105 (IEEE 802.11) is not read' }]);
    expect([none.length, reader.packets, reader.unread]).toEqual([0, 4, 4]);
  });

  it.each([0x7fffffff, 0xffffffff, 262_145])('refuses a captured length of %i', (length) => {
    const file = classicFile({ little, packets });
    const at = 24 + 16 + 60;
    file.set(new Blocks(little).u32(length), at + 8);
    const { faults, packets: first, reader } = readAll(file);
    expect(faults).toEqual([
      { kind: 'fault', offset: at + 8, reason: `captured length ${length}, at most 262144 is believed` },
    ]);
    expect(first).toHaveLength(1);
    expect(reader.broken).toBe(true);
  });

  it('refuses another version', () => {
    const { faults, packets: none } = readAll(classicFile({ little, version: 3, packets }));
    expect(faults).toEqual([{ kind: 'fault', offset: 4, reason: 'pcap version 3, must be 2' }]);
    expect(none).toEqual([]);
  });
});

describe.each(orders)('pcapng, %s', (_, little) => {
  const blocks = new Blocks(little);

  it('gives packets of every kind of block, over sections in either byte order', () => {
    const { packets: list, faults, reader } = readAll(richFile(little));
    expect(list.map(({ interface: name, link }) => `${name} ${link}`)).toEqual([
      ...Array(4).fill('eth0 ethernet'),
      'any linux-cooked',
      'eth0 ethernet',
      'lo0 null',
    ]);
    expect(seen(list.slice(0, 4))).toEqual(expected);
    expect(list[4]?.at).toBe(milliseconds);
    expect(list[5]).toMatchObject({ at: milliseconds, bytes: bytes(21, 3) });
    expect(list[6]?.at).toBeCloseTo(milliseconds + 0.000999, 3);
    expect(faults.map(({ reason }) => reason)).toEqual(['packets without a time; they get that of the packet before']);
    expect(reader.format).toBe('pcapng');
  });

  it.each([
    [0, 0n, 1_700_000_000n, 1_700_000_000_000],
    [3, 0n, 1_700_000_000_123n, 1_700_000_000_123],
    [6, 3600n, microseconds, milliseconds + 3_600_000],
    [6, -3600n, microseconds, milliseconds - 3_600_000],
    [9, 0n, microseconds * 1000n, milliseconds],
    [0x80 | 10, 0n, 1_700_000_000n * 1024n + 512n, 1_700_000_000_500],
    [0x80, 0n, 7n, 7000],
    [12, 1_700_000_000n, 123_456_000_000n, milliseconds],
    [127, 0n, 2n ** 64n - 1n, 0],
  ])('resolution %i, offset %i', (resolution, offset, ticks, at) => {
    const file = [
      blocks.section(),
      blocks.interface({ resolution, offset }),
      blocks.enhanced(0, { ticks, bytes: bytes(4) }),
    ];
    const read = readAll(Buffer.concat(file));
    expect(read.faults).toEqual([]);
    expect(read.packets[0]?.at).toBe(at);
  });

  it('keeps the time before where one is further away than any date', () => {
    const file = [
      blocks.section(),
      blocks.interface({ resolution: 0 }),
      blocks.enhanced(0, { ticks: 5n, bytes: bytes(4) }),
      blocks.enhanced(0, { ticks: 2n ** 64n - 1n, bytes: bytes(4) }),
    ];
    const { packets: list, faults } = readAll(Buffer.concat(file));
    expect(list.map(({ at }) => at)).toEqual([5000, 5000]);
    expect(faults.map(({ reason }) => reason)).toEqual(['a time further away than any date']);
  });

  it('goes on after a block whose lengths differ', () => {
    const first = Buffer.concat([blocks.section(), blocks.interface({})]);
    const body = Buffer.alloc(24);
    const file = [
      first,
      blocks.block(6, body, { trailing: 7 }),
      blocks.block(5, body, { trailing: 0 }),
      blocks.enhanced(0, packets[0] as FilePacket),
    ];
    const { packets: list, faults } = readAll(Buffer.concat(file));
    expect(list).toHaveLength(2);
    expect(faults.map(({ offset, reason }) => [offset - first.length, reason])).toEqual([
      [28 + 4, 'block length 36, but 7 at its end'],
      [28 + 8 + 36 - 4, 'block length 36, but 0 at its end'],
    ]);
  });

  it.each([
    [0, 'at least 12 is needed'],
    [11, 'at least 12 is needed'],
    [33, 'is not a multiple of 4'],
    [0xfffffffc, 'at most 16777216 is believed'],
    [0x01000004, 'at most 16777216 is believed'],
  ])('refuses a block of %i bytes', (length, reason) => {
    const section = blocks.section();
    const { faults, reader } = readAll(Buffer.concat([section, blocks.block(6, bytes(20), { length })]));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ offset: section.length + 4 });
    expect(faults[0]?.reason).toContain(reason);
    expect(reader.broken).toBe(true);
  });

  it('names packets that break their block, and reads the next', () => {
    const start = Buffer.concat([blocks.section(), blocks.simple(bytes(4)), blocks.interface({ snap: 8 })]);
    const liar = blocks.enhanced(0, { ticks: 0n, bytes: bytes(8) });
    liar.set(blocks.u32(9), 20);
    const file = Buffer.concat([
      start,
      liar,
      blocks.enhanced(7, { ticks: 0n, bytes: bytes(8) }),
      blocks.block(6, bytes(16)),
      blocks.block(3, bytes(0)),
      blocks.block(1, bytes(4)),
      blocks.simple(bytes(8), 5000),
      blocks.simple(bytes(4), 2),
    ]);
    const { packets: list, faults } = readAll(file);
    expect(faults.map(({ reason }) => reason)).toEqual([
      'a packet before any interface description',
      'captured length 9, the block has room for 8',
      'interface 7, of which there is no description',
      'packet block of 28 bytes, 32 are needed',
      'packet block of 12 bytes, 16 are needed',
      'interface description of 16 bytes, 20 are needed',
      'packets without a time; they get that of the packet before',
    ]);
    expect(list.map((packet) => [packet.bytes.length, packet.originalLength])).toEqual([
      [8, 5000],
      [2, 2],
    ]);
  });

  it('bounds interfaces and their names', () => {
    const file = [
      blocks.section(),
      blocks.interface({ name: 'x'.repeat(5000) }),
      ...Array.from({ length: 4100 }, () => blocks.interface({})),
    ];
    const last = [
      blocks.enhanced(0, { ticks: 0n, bytes: bytes(1) }),
      blocks.enhanced(4100, { ticks: 0n, bytes: bytes(1) }),
    ];
    const { packets: list, faults } = readAll(Buffer.concat([...file, ...last]));
    expect(list.map((packet) => packet.interface)).toEqual(['x'.repeat(256)]);
    expect(faults.map(({ reason }) => reason)).toEqual([
      'more than 4096 interfaces in a section',
      'interface 4100, of which there is no description',
    ]);
  });

  it('names an option that runs out of its block', () => {
    const body = Buffer.concat([blocks.u16(1), blocks.u16(0), blocks.u32(0), blocks.u16(2), blocks.u16(400), bytes(8)]);
    const { faults } = readAll(Buffer.concat([blocks.section(), blocks.block(1, body)]));
    expect(faults).toEqual([{ kind: 'fault', offset: 28 + 16, reason: 'option 2 of 400 bytes, the block has 8 left' }]);
  });
});

describe('what our own writer wrote', () => {
  it('reads back as it was', () => {
    const links = ['ethernet', 'ipv4', 'ipv6', 'linux-cooked', 'linux-cooked-2', 'null', 'loop'] as const;
    const given = links.map((link, index) => ({
      at: milliseconds + index,
      link,
      interface: `if${index}`,
      bytes: bytes(30 + index),
    }));
    const { packets: list, faults } = readAll(Buffer.concat([...writePcapng(given)]));
    expect(faults).toEqual([]);
    expect(
      list.map(({ at, link, interface: name, bytes: body }) => ({ at, link, interface: name, bytes: body })),
    ).toEqual(given);
  });
});

describe('a file in chunks', () => {
  const files = { pcap: classicFile({ packets }), pcapng: richFile(true) };

  it.each(Object.entries(files))('%s gives the same whatever their size', (_, file) => {
    const whole = readAll(file);
    for (let size = 1; size < 200; size++) {
      const read = readAll(file, size);
      expect([read.packets, read.faults]).toEqual([whole.packets, whole.faults]);
    }
  });

  it.each(Object.entries(files))('%s cut at any byte gives what was whole, and a fault at the end', (_, file) => {
    const whole = readAll(file);
    const ends = new Set<number>();
    for (let length = 0; length < file.length; length++) {
      const { packets: list, faults, reader } = readAll(file.subarray(0, length), 50);
      expect(list).toEqual(whole.packets.slice(0, list.length));
      const last = faults.at(-1);
      if (reader.truncated) expect(last?.offset).toBe(length);
      else if (reader.foreign === undefined) ends.add(length);
    }
    // All lengths but these end inside a record.
    expect(ends.size).toBe(file === files.pcap ? 4 : 13);
  });

  it('keeps no more than a record', () => {
    const reader = new CaptureReader();
    const blocks = new Blocks(true);
    reader.push(Buffer.concat([blocks.section(), blocks.u32(0xbad), blocks.u32(16 * 1024 * 1024)]));
    expect(reader.next()).toBeUndefined();
    const chunk = new Uint8Array(1024 * 1024);
    for (let n = 0; n < 15; n++) {
      reader.push(chunk);
      expect(reader.next()).toBeUndefined();
    }
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(200 * 1024 * 1024);
    reader.push(chunk);
    expect(reader.next()?.kind).toBe('fault');
  });

  it('asks before it makes anything of a packet', () => {
    const asked: number[] = [];
    const reader = new CaptureReader((_, start, end, link) => {
      asked.push(end - start);
      return link === 'ethernet' && end - start === 343;
    });
    const { packets: list } = readAll(files.pcap, 100, reader);
    expect(asked).toEqual([60, 1, 0, 343]);
    expect(list).toHaveLength(1);
    expect(reader.packets).toBe(4);
  });
});

describe('what is no capture', () => {
  const text = (value: string) => Buffer.from(value, 'latin1');
  const erf = Buffer.alloc(80, 0x80);
  erf.set([0, 0, 0, 0, 0x80, 0x11, 0x55, 0x65, 2, 4, 0, 80, 0, 0, 0, 60]);

  it.each([
    ['empty', Buffer.alloc(0)],
    ['too-short', Buffer.of(1, 2, 3)],
    ['gzip', gzipSync(classicFile({ packets }))],
    ['zstd', text('\x28\xb5\x2f\xfd\x00\x00')],
    ['zip', text(`PK\x03\x04${'\0'.repeat(100)}`)],
    ['snoop', text(`snoop\0\0\0\0\0\0\x02${'\0'.repeat(90)}`)],
    ['btsnoop', text(`btsnoop\0${'\0'.repeat(90)}`)],
    ['network-monitor', text(`GMBU${'\0'.repeat(90)}`)],
    ['sniffer', text(`TRSNIFF data    \x1a${'\0'.repeat(90)}`)],
    ['erf', erf],
    ['pcap-variant', text(`\x34\xcd\xb2\xa1${'\0'.repeat(90)}`)],
    ['json', text('[{"_source": {}}]')],
    ['xml', text('<?xml version="1.0"?><pdml/>')],
    ['text', text('12:00:00.000000 IP 0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request')],
    ['unknown', Buffer.alloc(200, 0)],
  ])('%s is named', (kind, file) => {
    for (const size of [1, 7, 4096]) {
      const { packets: list, faults, reader } = readAll(file, size);
      expect([reader.foreign, reader.format, reader.broken]).toEqual([kind, undefined, true]);
      expect(faults).toHaveLength(1);
      expect(faults[0]?.offset).toBe(0);
      expect(list).toEqual([]);
    }
  });
});
