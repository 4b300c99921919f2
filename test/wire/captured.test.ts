import { describe, expect, it } from 'vitest';
import { describeFrame } from '#electron/wire/describe.ts';
import { addressOption, decodeDhcp, encodeDhcp, messageType, uint32Option } from '#electron/wire/dhcpv4/message.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { capturedFrames } from '#test/fixtures/packets/captured-frames.ts';
import { need } from '#test/lab/need.ts';
import { compareWithTshark } from './tshark-fields.ts';

describe('frames of real clients and servers', () => {
  for (const { name, source, bytes, expected } of capturedFrames) {
    it(`${name}: ${source}`, () => {
      const { dhcp, faults } = parseFrame(bytes, 'ethernet');
      if (dhcp === undefined) throw new Error('no DHCP in it');
      // Virtual interfaces leave the UDP checksum to hardware that is not there.
      expect(faults.filter(({ reason }) => reason !== 'UDP checksum is wrong')).toEqual([]);
      expect(dhcp.options.map(({ code }) => code)).toEqual(expected.options);
      expect({
        messageType: messageType(dhcp),
        yiaddr: dhcp.yiaddr,
        server: addressOption(dhcp, 54) ?? null,
        leaseTime: uint32Option(dhcp, 51) ?? null,
      }).toEqual({ ...expected, options: undefined });
      expect(decodeDhcp(encodeDhcp(dhcp)).options.map(({ bytes: value }) => value)).toEqual(
        dhcp.options.filter(({ code }) => code !== 52).map(({ bytes: value }) => value),
      );
      expect(JSON.stringify(describeFrame(bytes, 'ethernet').layers)).not.toContain('"fault":"length');
    });
  }

  it.skipIf(!need('tshark'))('have the same fields in tshark', () => {
    const { compared, mismatches } = compareWithTshark(capturedFrames);
    expect(mismatches).toEqual([]);
    expect(compared).toBeGreaterThan(1000);
  });
});
