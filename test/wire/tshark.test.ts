import { describe, expect, it } from 'vitest';
import { newDhcpMessage, newOption } from '#electron/wire/dhcpv4/message.ts';
import { buildArpFrame } from '#electron/wire/frame.ts';
import { need } from '#test/lab/need.ts';
import { everyOption, frameOf, rawPayload, sampleArp, sampleFrame, sampleMessage } from './sample-messages.ts';
import { compareWithTshark } from './tshark-fields.ts';

describe.skipIf(!need('tshark'))('our fields and those of tshark', () => {
  it('are the same for every option', () => {
    const frames = everyOption().map((message) => ({ bytes: sampleFrame(message) }));
    const { compared, mismatches } = compareWithTshark(frames);
    expect(mismatches).toEqual([]);
    expect(compared).toBeGreaterThan(600);
  });

  it('are the same for the fixed fields, whatever they hold', () => {
    const message = sampleMessage([53, 54], {
      op: 2,
      hops: 3,
      secs: 259,
      flags: 0x8000,
      ciaddr: '10.0.0.1',
      yiaddr: '10.0.0.2',
      siaddr: '10.0.0.3',
      giaddr: '10.0.0.4',
      sname: 'boot.example',
      file: 'pxelinux.0',
    });
    const { compared, mismatches } = compareWithTshark([
      { bytes: sampleFrame(message) },
      { bytes: sampleFrame(message, { vlan: 4094 }) },
      { bytes: sampleFrame(message).subarray(14), link: 'ipv4' },
      { bytes: sampleFrame(newDhcpMessage({ htype: 6, hlen: 5, chaddr: '01:02:03:04:05' })) },
    ]);
    expect(mismatches).toEqual([]);
    expect(compared).toBeGreaterThan(120);
  });

  it('are the same for option overload and for values in several parts', () => {
    const sname = [12, 2, 65, 66, 255];
    const file = [67, 4, 98, 111, 111, 116, 255];
    const split = newDhcpMessage({
      options: [newOption(53, Uint8Array.of(5)), newOption(200, new Uint8Array(400).fill(65))],
    });
    const { mismatches } = compareWithTshark([
      { bytes: frameOf(rawPayload({ options: [53, 1, 2, 52, 1, 1, 255], file }), true) },
      { bytes: frameOf(rawPayload({ options: [53, 1, 2, 52, 1, 2, 255], sname }), true) },
      { bytes: frameOf(rawPayload({ options: [53, 1, 2, 52, 1, 3, 255], sname, file }), true) },
      { bytes: sampleFrame(split) },
    ]);
    expect(mismatches).toEqual([]);
  });

  it('are the same for ARP', () => {
    const reply = buildArpFrame({
      sourceMac: '02:00:00:00:00:01',
      destinationMac: '02:00:00:00:00:02',
      operation: 2,
      senderMac: '02:00:00:00:00:01',
      senderAddress: '10.0.0.1',
      targetMac: '02:00:00:00:00:02',
      targetAddress: '10.0.0.2',
    });
    const { compared, mismatches } = compareWithTshark([{ bytes: sampleArp() }, { bytes: reply }]);
    expect(mismatches).toEqual([]);
    expect(compared).toBe(24);
  });

  it('are seen to differ where they do', () => {
    // tshark calls a zero in the type field a type, we call it the length of an IEEE 802.3 frame.
    const { mismatches } = compareWithTshark([{ bytes: sampleArp() }, { bytes: new Uint8Array(14) }]);
    expect(mismatches).toEqual([{ frame: 1, field: 'eth.type', offset: 12, theirs: '0x0000', ours: '802.3 length 0' }]);
  });
});
