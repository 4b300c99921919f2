import { describe, expect, it } from 'vitest';
import { ExchangeGroups } from '#electron/tools/dhcp/capture/exchange-groups.ts';
import { FrameScan } from '#electron/tools/dhcp/capture/frame-scan.ts';
import { CaptureReader } from '#electron/wire/capture/capture-reader.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { Mutator } from '#test/fuzz/mutator.ts';
import { Random } from '#test/fuzz/random.ts';
import { Blocks, classicFile } from '#test/wire/capture/capture-files.ts';
import { MemorySink, message, start, tagged } from './capture-frames.ts';
import { allFrames } from './mixed-captures.ts';

const mutants = 200_000;

function seeds(): Uint8Array[] {
  const ticks = BigInt(start) * 1000n;
  const frames = [message('DISCOVER'), message('OFFER'), tagged(message('ACK'), [[0x8100, 5]])];
  const packets = frames.map((bytes, index) => ({ ticks: ticks + BigInt(index), bytes }));
  const files = [true, false].flatMap((little) => {
    const blocks = new Blocks(little);
    const head = [blocks.section(), blocks.interface({ name: 'eth0', resolution: 9, offset: 5n })];
    const body = [
      ...packets.map((packet) => blocks.enhanced(0, packet)),
      blocks.simple(message('NAK')),
      blocks.obsolete(0, { ticks, bytes: message('REQUEST') }),
      blocks.block(4, Buffer.alloc(8)),
    ];
    return [
      classicFile({ little, nanoseconds: little, packets }),
      Buffer.concat([...head, ...body, ...head, ...body.slice(0, 1)]),
    ];
  });
  return files;
}

describe('damaged captures', () => {
  it(`${mutants} mutants are read to their end, within bounds`, { timeout: 120_000 }, () => {
    const random = new Random(20_251_122);
    // A classic file's header and that of its first packet.
    const mutator = new Mutator(random, seeds(), { kept: 40, longest: 4096 });
    const met = { packets: 0, faults: 0, foreign: 0, whole: 0 };
    for (let n = 0; n < mutants; n++) {
      const file = mutator.next();
      const sink = new MemorySink();
      const groups = new ExchangeGroups(sink);
      const reader = new CaptureReader(n % 3 === 0 ? undefined : groups.wanted);
      const size = 1 + random.below(2000);
      let items = 0;
      let bytes = 0;
      const take = (): void => {
        for (let item = reader.next(); item !== undefined; item = reader.next()) {
          items++;
          if (item.kind === 'fault') {
            met.faults++;
            if (!(item.offset >= 0 && item.offset <= file.length)) throw new Error(`fault at ${item.offset}`);
            continue;
          }
          met.packets++;
          bytes += item.bytes.length;
          if (!Number.isFinite(item.at)) throw new Error(`time ${item.at}`);
          groups.take(item);
        }
      };
      for (let at = 0; at < file.length; at += size) {
        reader.push(file.subarray(at, at + size));
        take();
      }
      reader.end();
      take();
      groups.endAll();
      // A block makes two items at most, and none is shorter than twelve bytes.
      if (items > file.length / 6 + 2 || bytes > file.length) throw new Error(`${items} items, ${bytes} bytes`);
      if (sink.open > 0) throw new Error('an exchange without end');
      if (reader.foreign !== undefined) met.foreign++;
      else if (!reader.broken && !reader.truncated) met.whole++;
    }
    // The mutants reached every part: none of these is rare.
    expect(Math.min(...Object.values(met))).toBeGreaterThan(mutants / 100);
  });
});

function raise(): never {
  throw new Error('no frames');
}

describe('the quick look at a frame', () => {
  it('sees DHCP exactly where the whole decoding does', () => {
    const random = new Random(7);
    const byLink = [...Map.groupBy(allFrames(), ({ link }) => link)].map(([link, frames]) => {
      const mutator = new Mutator(
        random,
        frames.map(({ bytes }) => bytes),
        { kept: 42, longest: 4096 },
      );
      return { link, frames, mutator };
    });
    const scan = new FrameScan();
    let seen = 0;
    for (let n = 0; n < 100_000; n++) {
      const { link, frames, mutator } = byLink[n % byLink.length] ?? raise();
      const mutant = frames[Math.floor(n / byLink.length)]?.bytes ?? mutator.next();
      // Somewhere in a larger buffer, as in a file.
      const buffer = new Uint8Array(mutant.length + 40).fill(0x45);
      buffer.set(mutant, 20);
      const kind = scan.scan(buffer, 20, 20 + mutant.length, link);
      const frame = parseFrame(mutant, link);
      if ((kind === 'dhcp') !== (frame.dhcp !== undefined) || (kind === 'arp') !== (frame.arp !== undefined)) {
        throw new Error(`${kind} in ${link} ${Buffer.from(mutant).toString('hex')}`);
      }
      if (kind !== 'dhcp') continue;
      seen++;
      const tags = frame.vlans.map(({ id }) => id).filter((id) => id !== 0);
      if (scan.vlans.join() !== tags.join() || scan.payload - 20 !== (frame.udp?.offset ?? 0) + 8) {
        throw new Error(`elsewhere in ${link} ${Buffer.from(mutant).toString('hex')}`);
      }
      if (scan.payloadEnd - 20 !== frame.udp?.end) throw new Error(`another end in ${link}`);
    }
    expect(seen).toBeGreaterThan(20_000);
  });
});
