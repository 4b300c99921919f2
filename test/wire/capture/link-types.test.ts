import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeFrame } from '#electron/wire/describe.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { linkNumberText } from '#electron/wire/link-numbers.ts';
import { writePcapng } from '#electron/wire/pcapng.ts';
import { summarize } from '#electron/wire/summary.ts';
import type { LinkType } from '#shared/model/packet-event.ts';
import type { PacketField } from '#shared/model/packet-field.ts';
import { need } from '#test/lab/need.ts';
import { arp, framings, message, start, tagged } from '#test/tools/dhcp/capture/capture-frames.ts';
import { Blocks, classicFile, readAll } from './capture-files.ts';

const doubly = (frame: Uint8Array) =>
  tagged(frame, [
    [0x88a8, 0xa005],
    [0x8100, 100],
  ]);
const flatten = (list: readonly PacketField[]): PacketField[] =>
  list.flatMap((line) => [line, ...flatten(line.children ?? [])]);
const values = (bytes: Uint8Array, link: LinkType) =>
  new Map(flatten(describeFrame(bytes, link).layers).map(({ id, value }) => [id, value]));

describe.each(framings)('$name', ({ link, tags, wrap }) => {
  it('is read to the DHCP message, layer by layer without a gap', () => {
    const bytes = wrap(tags ? doubly(message('DISCOVER')) : message('DISCOVER'));
    const { layers, faults } = describeFrame(bytes, link);
    const head =
      link === 'ipv4' ? [] : [link === 'ethernet' ? 'ethernet' : link.startsWith('linux') ? 'cooked' : 'loopback'];
    expect(layers.map(({ id }) => id)).toEqual([...head, ...(tags ? ['vlan', 'vlan2'] : []), 'ipv4', 'udp', 'dhcp']);
    expect(faults).toEqual([]);
    let at = 0;
    for (const { offset, length } of layers) {
      expect(offset).toBe(at);
      at += length;
    }
    expect(at).toBe(bytes.length);
    const summary = summarize(parseFrame(bytes, link));
    expect(summary).toMatchObject({ name: 'DISCOVER', destination: '255.255.255.255', broadcast: true });
    expect(summary.vlan).toBe(tags ? 5 : undefined);
  });

  it('cut at any byte has faults and no surprise', () => {
    const whole = wrap(tags ? doubly(message('DISCOVER')) : message('DISCOVER'));
    for (let length = 0; length < whole.length; length++) {
      const { layers, faults, hex } = describeFrame(whole.subarray(0, length), link);
      expect(faults.length).toBeGreaterThan(0);
      expect(hex.length).toBe(length * 2);
      for (const line of flatten(layers)) expect(line.offset).toBeLessThanOrEqual(length);
    }
  });
});

describe('Linux cooked', () => {
  const cooked = framings.filter(({ link }) => link.startsWith('linux'));

  it.each(cooked)('$name carries ARP and says who sent it', ({ link, wrap }) => {
    const frame = parseFrame(wrap(arp(1, '0.0.0.0', '10.0.0.9')), link);
    expect(frame.arp?.targetAddress).toBe('10.0.0.9');
    expect(summarize(frame)).toMatchObject({ name: 'ARP request', source: '02:00:00:00:00:01' });
  });

  it('without an address, or with one too long, is shown so', () => {
    const bytes = Uint8Array.from([0, 4, 0xff, 0xfe, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x88, 0xcc]);
    expect(values(bytes, 'linux-cooked').get('cooked')).toBe('sent by us');
    expect(values(bytes, 'linux-cooked').get('cooked.source')).toBe('none');
    expect(summarize(parseFrame(bytes, 'linux-cooked'))).toMatchObject({ name: 'EtherType 0x88cc', source: '?' });
    bytes[5] = 20;
    expect(parseFrame(bytes, 'linux-cooked').faults).toEqual([
      { offset: 4, reason: 'address length 20, the header holds 8 bytes' },
    ]);
  });
});

describe('loopback', () => {
  it.each([
    ['IPv6 (24)', [0, 0, 0, 24]],
    ['IPv6 (28)', [28, 0, 0, 0]],
    ['IPv6 (30)', [30, 0, 0, 0]],
    ['unknown (7)', [7, 0, 0, 0]],
  ])('%s is no IPv4', (text, bytes) => {
    const packet = Uint8Array.from([...bytes, ...message('DISCOVER').subarray(14)]);
    expect(values(packet, 'null').get('loopback')).toBe(text);
    expect(parseFrame(packet, 'null').ipv4).toBeUndefined();
  });
});

it('a number is named whether it is read or not', () => {
  expect([1, 113, 105, 9999].map(linkNumberText)).toEqual([
    '1 (ethernet)',
    '113 (linux-cooked)',
    '105 (IEEE 802.11)',
    '9999',
  ]);
});

describe.skipIf(!need('tshark'))('in the eyes of tshark', () => {
  function tshark(file: Uint8Array, fields: readonly string[]): string[][] {
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-links-'));
    try {
      const path = join(folder, 'packets');
      writeFileSync(path, file);
      const text = execFileSync(
        'tshark',
        ['-n', '-r', path, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])],
        {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      );
      return text
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split('\t'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('our writer gives each its number, and the headers read the same', () => {
    const packets = framings.map(({ link, name, tags, wrap }, index) => ({
      at: start + index,
      link,
      interface: name,
      bytes: wrap(tags ? doubly(message('DISCOVER')) : message('DISCOVER')),
    }));
    const rows = tshark(Buffer.concat([...writePcapng(packets)]), [
      'frame.interface_name',
      ...['sll.pkttype', 'sll.hatype', 'sll.halen', 'sll.src.eth', 'sll.ifindex', 'sll.etype'],
      ...['null.family', 'ieee8021ad.id', 'vlan.id', 'dhcp.option.dhcp'],
    ]);
    const expected = packets.map(({ interface: name, link, bytes }) => {
      const ours = values(bytes, link);
      // The number of "to us (0)", or the value as it is.
      const number = (id: string) => /\((\w+)\)/.exec(ours.get(id) ?? '')?.[1] ?? ours.get(id) ?? '';
      const cooked = ['packetType', 'hardwareType', 'addressLength', 'source', 'interfaceIndex', 'type'];
      return [
        name,
        ...cooked.map((id) => number(`cooked.${id}`)),
        number('loopback.family'),
        ...['vlan.id', 'vlan2.id'].map(number),
        '1',
      ];
    });
    expect(rows).toEqual(expected);
  });

  it('times are the same to the microsecond in every resolution', () => {
    const ticks = 1_700_000_123_456_789_012n;
    const order = new Blocks(false);
    const resolutions = [3, 6, 9, 0x80 | 20, 0x80 | 10];
    const interfaces = resolutions.map((resolution) =>
      order.interface({ resolution, offset: resolution === 6 ? 7200n : 0n }),
    );
    const scale = (resolution: number) =>
      resolution & 0x80 ? (ticks << BigInt(resolution & 0x7f)) / 10n ** 9n : ticks / 10n ** BigInt(9 - resolution);
    const packets = resolutions.map((resolution, index) =>
      order.enhanced(index, { ticks: scale(resolution), bytes: message('DISCOVER') }),
    );
    const files = [
      Buffer.concat([order.section(), ...interfaces, ...packets]),
      classicFile({ little: true, packets: [{ ticks: ticks / 1000n, bytes: message('DISCOVER') }] }),
      classicFile({ little: false, nanoseconds: true, packets: [{ ticks, bytes: message('DISCOVER') }] }),
    ];
    for (const file of files) {
      const theirs = tshark(file, ['frame.time_epoch']).map(([time]) => Number(time) * 1000);
      const ours = readAll(file).packets.map(({ at }) => at);
      expect(ours).toHaveLength(theirs.length);
      for (const [index, at] of ours.entries()) expect(Math.abs(at - (theirs[index] ?? 0))).toBeLessThan(0.001);
    }
  });
});
