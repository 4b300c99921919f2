import type { LinkType } from '#shared/model/packet-event.ts';
import { Blocks, classicFile } from '#test/wire/capture/capture-files.ts';
import { arp, type Framing, fragments, framings, message, payload, start, tagged } from './capture-frames.ts';

const tagStacks: readonly (readonly [number, number][])[] = [
  [],
  [[0x8100, 100]],
  [[0x8100, 0xe000]],
  [
    [0x88a8, 5],
    [0x8100, 100],
  ],
  [
    [0x9100, 6],
    [0x8100, 100],
  ],
  [
    [0x8100, 7],
    [0x8100, 100],
  ],
];

/** Every kind of frame that has to do with DHCP, and some that only look so. */
function frames(): Uint8Array[] {
  const odd = [
    message('INFORM', { ports: [40_000, 67] }),
    message('REQUEST', { ports: [4011, 4011] }),
    message('REQUEST', { ports: [1068, 4011] }).map((byte, index) => (index === 42 + 236 ? 0 : byte)),
    message('DISCOVER', { ports: [1068, 1067] }),
    message('DISCOVER', { change: { hlen: 0, chaddr: '' } }),
    message(undefined),
    message('OFFER').map((byte, index) => (index === 42 + 236 ? 0 : byte)),
    message('ACK').subarray(0, 42 + 10),
    message('ACK').subarray(0, 42),
    message('ACK').subarray(0, 36),
    message('DISCOVER').map((byte, index) => (index === 23 ? 6 : byte)),
    message('DISCOVER').map((byte, index) => (index === 24 ? byte ^ 1 : byte)),
  ];
  const fragmented = fragments(payload('DISCOVER', { xid: 99 }), 160);
  return [
    ...(['DISCOVER', 'OFFER', 'REQUEST', 'ACK', 'NAK', 'DECLINE', 'RELEASE', 'INFORM', 'LEASEQUERY'] as const).map(
      (type) => message(type),
    ),
    ...odd,
    arp(1, '10.0.0.1', '10.0.0.9'),
    ...fragmented,
  ];
}

/** What a host on this kind of link would have captured. */
export function framesOf({ tags, wrap }: Framing): Uint8Array[] {
  const stacks = tags ? tagStacks : tagStacks.slice(0, 1);
  return stacks.flatMap((stack) => frames().map((frame) => wrap(tagged(frame, stack))));
}

export interface MixedCapture {
  name: string;
  file: Buffer;
}

const ticks = (index: number) => BigInt(start) * 1000n + BigInt(index) * 1000n;

/** A classic file of every link type in both byte orders, and pcapng files with all of them together. */
export function mixedCaptures(): MixedCapture[] {
  const classic = framings.flatMap((framing) =>
    [true, false].map((little) => {
      const packets = framesOf(framing).map((bytes, index) => ({ ticks: ticks(index), bytes }));
      const name = `pcap, ${framing.name}, ${little ? 'little' : 'big'} endian`;
      return { name, file: classicFile({ little, nanoseconds: false, link: framing.number, packets }) };
    }),
  );
  const blocks = [true, false].map((little) => {
    const order = new Blocks(little);
    const interfaces = framings.map(({ number, name }) => order.interface({ link: number, name }));
    const packets = framings.flatMap((framing, index) =>
      framesOf(framing).map((bytes, place) => order.enhanced(index, { ticks: ticks(place), bytes })),
    );
    const file = Buffer.concat([order.section(), ...interfaces, ...packets]);
    return { name: `pcapng, ${little ? 'little' : 'big'} endian`, file };
  });
  const both = { name: 'pcapng, two sections', file: Buffer.concat(blocks.map(({ file }) => file)) };
  return [...classic, ...blocks, both];
}

/** All frames with their link type. */
export function allFrames(): { bytes: Uint8Array; link: LinkType }[] {
  return framings.flatMap((framing) => framesOf(framing).map((bytes) => ({ bytes, link: framing.link })));
}
