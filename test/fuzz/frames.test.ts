import { describe, expect, it } from 'vitest';
import { encodeArp } from '#electron/wire/arp.ts';
import { describeFrame } from '#electron/wire/describe.ts';
import { type DhcpMessage, decodeDhcp, encodeDhcp } from '#electron/wire/dhcpv4/message.ts';
import { buildUdpFrame, type Frame, parseFrame } from '#electron/wire/frame.ts';
import { toHex } from '#shared/model/hex.ts';
import { linkTypeSchema } from '#shared/model/packet-event.ts';
import type { PacketField } from '#shared/model/packet-field.ts';
import { capturedFrames } from '#test/fixtures/packets/captured-frames.ts';
import { everyOption, frameOf, rawPayload, sampleArp, sampleFrame, sampleMessage } from '#test/wire/sample-messages.ts';
import { fuzz } from './run-fuzz.ts';

const timeout = 600_000;

const frames = [
  ...capturedFrames.map(({ bytes }) => bytes),
  ...everyOption().map((message) => sampleFrame(message)),
  sampleFrame(sampleMessage([53, 61, 50, 54, 12, 55]), { vlan: 7 }),
  frameOf(
    rawPayload({ options: [52, 1, 3, 53, 1, 2, 255], file: [12, 2, 65, 66, 255], sname: [15, 1, 67, 255] }),
    true,
  ),
  sampleArp(),
];
const messages = frames.flatMap((frame) => {
  const { udp } = parseFrame(frame, 'ethernet');
  return udp === undefined ? [] : [frame.subarray(udp.offset + 8, udp.end)];
});

function optionsOf({ options }: DhcpMessage): string {
  return options
    .filter(({ code }) => code !== 52)
    .map(({ code, bytes }) => `${code}:${toHex(bytes)}`)
    .join(' ');
}

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Encoded again, an accepted message says the same. */
function checkMessage(message: DhcpMessage): void {
  const again = decodeDhcp(encodeDhcp(message));
  check(message.options.length - again.options.length <= 1, 'options were lost in encoding');
  check(again.xid === message.xid && again.chaddr === message.chaddr && again.file === message.file, 'fields changed');
  check(optionsOf(again) === optionsOf(message), 'options changed');
}

function checkFrame(bytes: Uint8Array, frame: Frame): void {
  for (const fault of frame.faults) check(fault.offset >= 0 && fault.offset <= bytes.length, 'fault outside the frame');
  if (frame.faults.length > 0) return;
  const { arp, ethernet, ipv4, udp, vlans } = frame;
  if (arp !== undefined)
    check(toHex(encodeArp(arp)) === toHex(bytes.subarray(arp.offset, arp.offset + 28)), 'ARP changed');
  if (ethernet === undefined || ipv4 === undefined || udp === undefined) return;
  const payload = bytes.subarray(udp.offset + 8, udp.end);
  const again = parseFrame(
    buildUdpFrame({
      sourceMac: ethernet.source,
      destinationMac: ethernet.destination,
      sourceAddress: ipv4.source,
      destinationAddress: ipv4.destination,
      sourcePort: udp.sourcePort,
      destinationPort: udp.destinationPort,
      vlan: vlans[0]?.id,
      payload,
    }),
    'ethernet',
  );
  check(again.faults.length === 0 && again.udp?.length === udp.length, 'UDP changed');
  check(again.ethernet?.source === ethernet.source && again.ipv4?.source === ipv4.source, 'addresses changed');
}

function checkTree(fields: readonly PacketField[], end: number): void {
  for (const field of fields) {
    check(field.offset >= 0 && field.length >= 0 && field.offset + field.length <= end, `${field.id} leaves the frame`);
    check(field.value.length <= 1100, `${field.id} is not bounded`);
    if (field.children !== undefined) checkTree(field.children, end);
  }
}

describe('random and mutated frames', () => {
  it('into parseFrame', { timeout }, () => {
    let accepted = 0;
    const { longest } = fuzz({
      name: 'parse-frame',
      seeds: frames,
      kept: 42,
      run(bytes) {
        const frame = parseFrame(bytes, 'ethernet');
        checkFrame(bytes, frame);
        if (frame.faults.length === 0) accepted++;
      },
    });
    expect(longest).toBeLessThan(50);
    expect(accepted).toBeGreaterThan(0);
  });

  it('into decodeDhcp', { timeout }, () => {
    let accepted = 0;
    const { longest } = fuzz({
      name: 'decode-dhcp',
      seeds: messages,
      kept: 240,
      run(bytes) {
        const message = decodeDhcp(bytes, 42);
        if (message.faults.length > 0) return;
        checkMessage(message);
        accepted++;
      },
    });
    expect(longest).toBeLessThan(50);
    expect(accepted).toBeGreaterThan(0);
  });

  it('into describeFrame', { timeout }, () => {
    let described = 0;
    const { longest } = fuzz({
      name: 'describe-frame',
      seeds: frames,
      kept: 42,
      run(bytes) {
        const packet = describeFrame(bytes, 'ethernet');
        checkTree(packet.layers, bytes.length);
        if (packet.layers.length > 3) described++;
      },
    });
    expect(longest).toBeLessThan(50);
    expect(described).toBeGreaterThan(0);
  });

  it('under other link headers', { timeout }, () => {
    const links = linkTypeSchema.options.filter((link) => link !== 'ethernet');
    // Linux cooked (16 and 20 bytes), loopback (4 bytes, either order), none.
    const headers = [
      '00040001000602005e10203000000800',
      '08000000000000020001040602005e1020300000',
      '02000000',
      '00000002',
      '',
    ];
    const datagrams = frames.map((frame) => frame.subarray(14));
    let index = 0;
    const { longest } = fuzz({
      name: 'other-links',
      seeds: headers.flatMap((header) =>
        datagrams.map((datagram) => Buffer.concat([Buffer.from(header, 'hex'), datagram])),
      ),
      run(bytes) {
        const link = links[index++ % links.length] ?? 'ipv4';
        const { faults } = parseFrame(bytes, link);
        for (const fault of faults) check(fault.offset >= 0 && fault.offset <= bytes.length, 'fault outside the frame');
        // Describing costs twenty times as much, and only its first layer differs from that of an Ethernet frame.
        if (index % 16 === 0) checkTree(describeFrame(bytes, link).layers, bytes.length);
      },
    });
    expect(longest).toBeLessThan(50);
  });

  it('as large as a datagram can be, into all of them', { timeout }, () => {
    const large = [1, 3, 43, 55, 77, 82, 119, 121, 125].flatMap((code) =>
      [0, 1, 3, 255].map((length) => {
        const options: number[] = [];
        for (let i = 0; options.length + length + 2 < 65_000; i++) {
          options.push(code === 1 ? 1 + (i % 254) : code, length);
          for (let k = 0; k < length; k++) options.push(k % 3 === 0 ? 0xc0 : k & 7);
        }
        return frameOf(rawPayload({ options }), true);
      }),
    );
    const { longest } = fuzz(
      {
        name: 'large-frame',
        seeds: large,
        kept: 282,
        longest: 65_549,
        run(bytes) {
          const packet = describeFrame(bytes, 'ethernet');
          check(packet.layers.length <= 8, 'too many layers');
        },
      },
      1000,
    );
    expect(longest).toBeLessThan(50);
  });
});
