import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFrame } from '#electron/wire/describe.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { writePcapng } from '#electron/wire/pcapng.ts';
import { summarize } from '#electron/wire/summary.ts';
import { encodeUpperPdu } from '#electron/wire/upper-pdu.ts';
import { need } from '#test/lab/need.ts';

const parts = {
  source: '192.0.2.1',
  destination: '192.0.2.2',
  sourcePort: 40_000,
  destinationPort: 7,
  transport: 'tcp' as const,
  payload: Buffer.from('hello'),
};
const six = { ...parts, source: '2001:db8::1', destination: 'fe80::7' };

describe('octets of a stream', () => {
  it.each([parts, six])('are read back with their ends: %j', (given) => {
    const bytes = encodeUpperPdu(given);
    const { upper, faults } = parseFrame(bytes, 'upper-pdu');
    const { payload, ...ends } = given;
    expect([upper, faults]).toEqual([{ ...ends, offset: bytes.length - payload.length }, []]);
    expect(summarize(parseFrame(bytes, 'upper-pdu'))).toMatchObject({
      name: 'data',
      source: given.source,
      destination: given.destination,
      fact: '5 bytes',
    });
    const { layers } = describeFrame(bytes, 'upper-pdu');
    expect(layers.map(({ id }) => id)).toEqual(['upper', 'payload']);
  });

  it('take any octets, and name what is cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        for (const { offset } of describeFrame(bytes, 'upper-pdu').faults)
          expect(offset).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 3000, seed: 20_264 },
    );
    const whole = encodeUpperPdu(parts);
    expect(parseFrame(whole.subarray(0, 20), 'upper-pdu').faults).toHaveLength(1);
  });

  it.skipIf(!need('tshark'))('are what Wireshark exports', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'punchdown-upper-')), 'x.pcapng');
    const packets = [parts, six].map((given, index) => ({
      at: index,
      link: 'upper-pdu' as const,
      interface: '',
      bytes: encodeUpperPdu(given),
    }));
    writeFileSync(file, Buffer.concat([...writePcapng(packets)]));
    const fields = ['ipv4_src', 'ipv6_src', 'ipv6_dst', 'src_port', 'dst_port', 'port_type'].flatMap((name) => [
      '-e',
      `exported_pdu.${name}`,
    ]);
    const run = (args: string[]) =>
      execFileSync('tshark', ['-r', file, '-n', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const shown = run(['-T', 'fields', ...fields, '-e', 'data.data']);
    expect(
      shown
        .split('\n')
        .slice(0, 2)
        .map((line) => line.split('\t')),
    ).toEqual([
      ['192.0.2.1', '', '', '40000', '7', '2', '68656c6c6f'],
      ['', '2001:db8::1', 'fe80::7', '40000', '7', '2', '68656c6c6f'],
    ]);
  });
});
