import { describe, expect, it } from 'vitest';
import { describeFrame } from '#electron/wire/describe.ts';
import { encodeDhcp, newDhcpMessage, newOption } from '#electron/wire/dhcpv4/message.ts';
import { type DecodedPacket, decodedPacketSchema, type PacketField } from '#shared/model/packet-field.ts';
import { everyOption, frameOf, rawPayload, sampleArp, sampleFrame, sampleMessage } from './sample-messages.ts';

function flatten(fields: readonly PacketField[]): PacketField[] {
  return fields.flatMap((field) => [field, ...flatten(field.children ?? [])]);
}

function find(packet: DecodedPacket, id: string): PacketField {
  const found = flatten(packet.layers).find((field) => field.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

/** Every byte belongs to a layer, the layers follow each other, and no field leaves the frame. */
function expectCovered(packet: DecodedPacket, length: number): void {
  let at = 0;
  for (const layer of packet.layers) {
    expect(layer.offset, layer.id).toBe(at);
    at += layer.length;
  }
  expect(at).toBe(length);
  for (const field of flatten(packet.layers)) {
    expect(field.offset, field.id).toBeGreaterThanOrEqual(0);
    expect(field.offset + field.length, field.id).toBeLessThanOrEqual(length);
  }
}

const frame = sampleFrame(sampleMessage([53, 51, 82, 12], { flags: 0x8000 }), { vlan: 7 });

describe('the tree of a frame', () => {
  it('has a branch for each layer, in the order of the bytes', () => {
    const packet = describeFrame(frame, 'ethernet');
    expect(packet.layers.map(({ id }) => id)).toEqual(['ethernet', 'vlan', 'ipv4', 'udp', 'dhcp']);
    expectCovered(packet, frame.length);
    expect(decodedPacketSchema.parse(packet)).toEqual(packet);
    expect(packet.hex).toHaveLength(2 * frame.length);
  });

  it('has stable ids, words for numbers, units for durations', () => {
    const packet = describeFrame(frame, 'ethernet');
    const values = [
      ['ethernet.destination', 'ff:ff:ff:ff:ff:ff (broadcast)', 0, 6],
      ['ethernet.type', '802.1Q VLAN (0x8100)', 12, 2],
      ['vlan.id', '7', 14, 2],
      ['ipv4.ttl', '64', 26, 1],
      ['ipv4.protocol', 'UDP (17)', 27, 1],
      ['udp.destinationPort', '67', 40, 2],
      ['dhcp.op', 'BOOTREQUEST (1)', 46, 1],
      ['dhcp.xid', '0x3903f326', 50, 4],
      ['dhcp.flags.broadcast', 'yes (1)', 56, 1],
      ['dhcp.yiaddr', '0.0.0.0', 62, 4],
      ['dhcp.option.53', 'DISCOVER (1)', 286, 3],
      ['dhcp.option.53.value', 'DISCOVER (1)', 288, 1],
      ['dhcp.option.51.value', '51000 s (14 h 10 min)', 291, 4],
      ['dhcp.option.82.suboption.1', '"eth0/1"', 297, 8],
      ['dhcp.option.82.suboption.1.value', '"eth0/1"', 299, 6],
    ] as const;
    for (const [id, value, offset, length] of values)
      expect(find(packet, id)).toMatchObject({ id, value, offset, length });
    expect(find(packet, 'udp.checksum').value).toMatch(/^0x[0-9a-f]{4} \(ok\)$/);
  });

  it('covers each byte of every option', () => {
    for (const message of everyOption()) {
      const bytes = sampleFrame(message);
      const packet = describeFrame(bytes, 'ethernet');
      expectCovered(packet, bytes.length);
      const lit = new Uint8Array(bytes.length);
      for (const field of flatten(packet.layers)) {
        if (field.children === undefined) lit.fill(1, field.offset, field.offset + field.length);
      }
      expect(lit.indexOf(0)).toBe(-1);
      expect(flatten(packet.layers).filter(({ fault }) => fault !== undefined)).toEqual([]);
    }
  });

  it('shows ARP, with padding', () => {
    const packet = describeFrame(sampleArp(), 'ethernet');
    expect(packet.layers.map(({ id, value }) => [id, value]).slice(1)).toEqual([
      ['arp', 'who has 192.0.2.1? tell 192.0.2.50'],
      ['padding', '18 bytes, zero'],
    ]);
    expectCovered(packet, 60);
  });

  it('shows an unknown payload as such', () => {
    const bytes = sampleArp();
    bytes.set([0x88, 0xcc], 12);
    const packet = describeFrame(bytes, 'ethernet');
    expect(packet.layers.map(({ id }) => id)).toEqual(['ethernet', 'payload']);
    expect(find(packet, 'ethernet.type').value).toBe('LLDP (0x88cc)');
    expectCovered(packet, 60);
  });

  it('gives an empty frame no layers', () => {
    expect(describeFrame(new Uint8Array(0), 'ethernet')).toMatchObject({ layers: [], hex: '' });
  });
});

describe('faults in the tree', () => {
  it('stand at the field that has them', () => {
    const bytes = frameOf(rawPayload({ options: [51, 3, 1, 2, 3, 12, 9, 65] }), true);
    const packet = describeFrame(bytes, 'ethernet');
    expect(find(packet, 'dhcp.option.51').fault).toBe('length 3, must be 4');
    expect(find(packet, 'dhcp.option.12.cut')).toMatchObject({ fault: 'length 9, 1 bytes left', length: 3 });
    expect(packet.faults).toEqual([{ offset: 287, reason: 'option 12 claims 9 bytes, the options field ends before' }]);
    expectCovered(packet, bytes.length);
  });

  it('do not hide the half that was decoded', () => {
    const whole = sampleFrame(sampleMessage([53, 54]));
    for (let length = 0; length <= whole.length; length++) {
      const packet = describeFrame(whole.subarray(0, length), 'ethernet');
      expectCovered(packet, length);
    }
    const half = describeFrame(whole.subarray(0, 42 + 30), 'ethernet');
    expect(find(half, 'dhcp.giaddr').value).toBe('0.0.0.0');
    expect(find(half, 'dhcp.rest')).toMatchObject({ offset: 70, length: 2 });
  });

  it('mark a wrong cookie and a hardware length beyond chaddr', () => {
    const payload = encodeDhcp(newDhcpMessage({ hlen: 99 }));
    payload[236] = 0;
    const packet = describeFrame(frameOf(payload, false), 'ethernet');
    expect(find(packet, 'dhcp.cookie').fault).toBe('must be 99.130.83.99');
    expect(find(packet, 'dhcp.hlen').fault).toBe('chaddr holds 16 bytes');
  });
});

describe('options in parts and in other fields', () => {
  it('are lit where they stand', () => {
    const file = [12, 2, 65, 66, 255];
    const bytes = frameOf(rawPayload({ options: [52, 1, 1, 255], file }), true);
    const packet = describeFrame(bytes, 'ethernet');
    expect(find(packet, 'dhcp.file').value).toBe('(options)');
    expect(find(packet, 'dhcp.option.12')).toMatchObject({ value: 'AB', offset: 42 + 108, length: 4 });
    expectCovered(packet, bytes.length);
  });

  it('show each part, and the fields of a joined value in the part that holds them', () => {
    const addresses = new Uint8Array(280).fill(10);
    const bytes = sampleFrame(newDhcpMessage({ options: [newOption(6, addresses)] }));
    const packet = describeFrame(bytes, 'ethernet');
    expect(find(packet, 'dhcp.option.6.part.1')).toMatchObject({ offset: 282, length: 257 });
    expect(find(packet, 'dhcp.option.6.part.2')).toMatchObject({ offset: 539, length: 27 });
    // Bytes 252 to 255 of the value: three in the first part, one in the second.
    expect(find(packet, 'dhcp.option.6.address.64')).toMatchObject({ offset: 284 + 252, length: 3 });
    expect(find(packet, 'dhcp.option.6.address.65')).toMatchObject({ offset: 541 + 1, length: 4 });
  });
});

describe('hostile texts', () => {
  it('are escaped and bounded', () => {
    const bytes = sampleFrame(
      newDhcpMessage({ sname: 'a\\x1b[2J', options: [newOption(12, new Uint8Array(2000).fill(7))] }),
    );
    const packet = describeFrame(bytes, 'ethernet');
    expect(find(packet, 'dhcp.sname').value).toBe('a\\x1b[2J');
    expect(find(packet, 'dhcp.option.12').value.length).toBeLessThan(1100);
    for (const field of flatten(packet.layers)) expect(field.value).not.toMatch(/\p{Cc}/u);
  });

  it('cannot make a tree without end', () => {
    const options = new Uint8Array(63_999).fill(1);
    for (let i = 0; i < options.length; i += 3) options.set([6, 1, 10], i);
    const packet = describeFrame(frameOf(rawPayload({ options: [...options] }), true), 'ethernet');
    expect(flatten(packet.layers).length).toBeLessThan(3000);
  });
});
