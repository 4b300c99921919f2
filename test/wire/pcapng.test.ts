import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CapturedPacket, writePcapng } from '#electron/wire/pcapng.ts';
import { toHex } from '#shared/model/hex.ts';
import { need } from '#test/lab/need.ts';
import { sampleArp, sampleFrame, sampleMessage } from './sample-messages.ts';

const at = 1_700_000_000_000.123;
const discover = sampleFrame(sampleMessage([53, 55]));
const packets: CapturedPacket[] = [
  { at, link: 'ethernet', interface: 'eth0', bytes: discover, direction: 'sent', comment: 'DISCOVER, größer' },
  { at: at + 1.5, link: 'ethernet', interface: 'veth 网', bytes: sampleArp(), direction: 'received' },
  { at: at + 2, link: 'ipv4', interface: 'eth0', bytes: discover.subarray(14), comment: 'x'.repeat(70_000) },
  { at: at + 3, link: 'ethernet', interface: 'eth0', bytes: discover.subarray(0, 61) },
  { at: at + 4, link: 'ethernet', interface: 'eth0', bytes: new Uint8Array(0) },
];

function bytesOf(list: Iterable<CapturedPacket>): Uint8Array {
  return Buffer.concat([...writePcapng(list)]);
}

describe('pcapng', () => {
  it('is a row of blocks that carry their length at both ends, aligned to 32 bits', () => {
    const bytes = bytesOf(packets);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const types: number[] = [];
    for (let offset = 0; offset < bytes.length; ) {
      const length = view.getUint32(offset + 4);
      expect(length % 4).toBe(0);
      expect(view.getUint32(offset + length - 4)).toBe(length);
      types.push(view.getUint32(offset));
      offset += length;
    }
    expect(types).toEqual([0x0a0d0d0a, 1, 6, 1, 6, 1, 6, 6, 6]);
  });

  it('has a section without packets too', () => {
    const [section, ...rest] = [...writePcapng([])];
    expect(toHex(section?.subarray(0, 12) ?? new Uint8Array())).toBe('0a0d0d0a000000301a2b3c4d');
    expect(rest).toEqual([]);
  });

  it('asks for the next packet only when the one before was taken', () => {
    let asked = 0;
    function* source(): Generator<CapturedPacket> {
      for (const packet of packets) {
        asked++;
        yield packet;
      }
    }
    const blocks = writePcapng(source());
    blocks.next();
    expect(asked).toBe(0);
    blocks.next();
    expect(asked).toBe(1);
  });

  it('keeps a time that makes no sense at the epoch', () => {
    const blocks = [...writePcapng([{ at: Number.NaN, link: 'ipv4', interface: '', bytes: Uint8Array.of(1) }])];
    expect(toHex(blocks[2]?.subarray(12, 20) ?? new Uint8Array())).toBe('0000000000000000');
  });
});

describe.skipIf(!need('tshark', 'capinfos'))('pcapng in the eyes of others', () => {
  function withFile<T>(use: (file: string) => T): T {
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-pcapng-'));
    try {
      const file = join(folder, 'packets.pcapng');
      writeFileSync(file, bytesOf(packets));
      return use(file);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('tshark reads times, interfaces, directions, comments and bytes', () => {
    const fields = [
      'frame.time_epoch',
      'frame.interface_name',
      'frame.len',
      'frame.packet_flags_direction',
      'frame.comment',
    ];
    const rows = withFile((file) =>
      execFileSync('tshark', ['-n', '-r', file, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => line.split('\t')),
    );
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['1700000000.000123000', 'eth0', '342', '0x00000002'],
      ['1700000000.001623000', 'veth 网', '60', '0x00000001'],
      ['1700000000.002123000', 'eth0', '328', ''],
      ['1700000000.003123000', 'eth0', '61', ''],
      ['1700000000.004123000', 'eth0', '0', ''],
    ]);
    expect([rows[0]?.[4], rows[2]?.[4]?.length]).toEqual(['DISCOVER, größer', 65_535]);
  });

  it('capinfos counts packets and interfaces and has no complaint', () => {
    const text = withFile((file) => execFileSync('capinfos', [file], { encoding: 'utf8' }));
    expect(text).toMatch(/Number of packets: +5/);
    expect(text).toMatch(/Number of interfaces in file: 3/);
    expect(text).toMatch(/Capture application: +Punchdown/);
    expect(text).toMatch(/Strict time order: +True/);
  });
});
