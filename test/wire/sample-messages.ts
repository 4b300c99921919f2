import { type DhcpMessage, encodeDhcp, newDhcpMessage, newOption } from '#electron/wire/dhcpv4/message.ts';
import { optionType } from '#electron/wire/dhcpv4/options.ts';
import { buildArpFrame, buildUdpFrame } from '#electron/wire/frame.ts';

/** A right value for every option with a known kind of value, by code; no two alike where it can be helped. */
export const sampleValues: ReadonlyMap<number, unknown> = new Map<number, unknown>([
  [1, '255.255.254.0'],
  [2, -3600],
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 41, 42, 44, 45, 48, 49, 65, 68, 69, 70, 71, 72, 73, 74, 75, 76, 92, 138, 150].map(
    (code): [number, unknown] => [code, code % 2 === 0 ? [`192.0.2.${code}`] : [`192.0.2.${code}`, '198.51.100.7']],
  ),
  ...[16, 28, 32, 50, 54, 118].map((code): [number, unknown] => [code, `203.0.113.${code}`]),
  ...[12, 14, 15, 17, 18, 40, 47, 56, 60, 62, 64, 66, 67, 100, 101, 114, 209, 210, 252].map(
    (code): [number, unknown] => [code, `text-${code}.example`],
  ),
  ...[19, 20, 27, 29, 30, 31, 34, 36, 39].map((code): [number, unknown] => [code, code % 2 === 0]),
  [21, [{ address: '10.0.0.0', mask: '255.0.0.0' }]],
  [
    33,
    [
      { destination: '10.1.0.9', router: '192.0.2.1' },
      { destination: '10.1.0.10', router: '192.0.2.2' },
    ],
  ],
  ...[24, 35, 38, 51, 58, 59, 91, 108, 211].map((code): [number, unknown] => [code, 1000 * code]),
  [23, 64],
  [37, 255],
  [13, 4096],
  [22, 1500],
  [26, 9000],
  [57, 1472],
  [25, [68, 296, 508, 1500]],
  [46, 8],
  [52, 1],
  [53, 1],
  [55, [1, 3, 6, 12, 15, 28, 42, 51, 54, 58, 59, 119, 121, 200, 252]],
  [43, '0104c0000201020361626300'],
  [61, { type: 1, hex: '02005e102030' }],
  [63, '020005010106040a000001'],
  [77, ['iPXE', 'class two']],
  [80, true],
  [81, { flags: 5, rcode1: 0, rcode2: 0, name: 'host.example.' }],
  [
    82,
    [
      { code: 1, hex: '657468302f31' },
      { code: 2, hex: '0006aabbccddeeff' },
      { code: 5, hex: 'c0000280' },
      { code: 6, hex: '73756231' },
      { code: 9, hex: '000000090401020304' },
      { code: 10, hex: '80' },
      { code: 11, hex: 'c0000201' },
      { code: 12, hex: '0003000102005e102030' },
    ],
  ],
  [
    90,
    {
      protocol: 1,
      algorithm: 1,
      replayMethod: 0,
      replayDetection: '0000000000000007',
      information: `00000005${'ab'.repeat(16)}`,
    },
  ],
  [93, [0, 7]],
  [94, { type: 1, major: 3, minor: 16 }],
  [97, { type: 0, hex: '00112233445566778899aabbccddeeff' }],
  [116, 1],
  [119, ['corp.example.', 'lab.corp.example.']],
  [
    121,
    [
      { destination: '0.0.0.0/0', router: '192.0.2.1' },
      { destination: '10.17.128.0/17', router: '192.0.2.2' },
    ],
  ],
  [
    249,
    [
      { destination: '10.0.0.0/8', router: '192.0.2.3' },
      { destination: '192.0.2.9/32', router: '0.0.0.0' },
    ],
  ],
  [124, [{ enterprise: 3561, hex: '036162630464656667' }]],
  [
    125,
    [
      { enterprise: 30065, hex: '0103616263' },
      { enterprise: 9, hex: '0204c0000201' },
    ],
  ],
]);

/** The bytes of a sample value. */
export function sampleBytes(code: number, value: unknown = sampleValues.get(code)): Uint8Array {
  const bytes = optionType(code).encode(value);
  if (bytes === undefined) throw new Error(`sample of option ${code} does not encode`);
  return bytes;
}

export function sampleMessage(codes: readonly number[], fields: Partial<DhcpMessage> = {}): DhcpMessage {
  return newDhcpMessage({
    xid: 0x3903f326,
    chaddr: '02:00:5e:10:20:30',
    ...fields,
    options: codes.map((code) => newOption(code, sampleBytes(code))),
  });
}

/** A frame from a client, or from a server when `op` is 2. */
export function sampleFrame(message: DhcpMessage, { vlan }: { vlan?: number } = {}): Uint8Array {
  return frameOf(encodeDhcp(message), message.op === 2, vlan);
}

export function frameOf(payload: Uint8Array, fromServer: boolean, vlan?: number): Uint8Array {
  return buildUdpFrame({
    sourceMac: fromServer ? '02:00:5e:00:00:01' : '02:00:5e:10:20:30',
    destinationMac: 'ff:ff:ff:ff:ff:ff',
    sourceAddress: fromServer ? '192.0.2.1' : '0.0.0.0',
    destinationAddress: '255.255.255.255',
    sourcePort: fromServer ? 67 : 68,
    destinationPort: fromServer ? 68 : 67,
    identification: 0x1234,
    vlan,
    payload,
  });
}

export function sampleArp(): Uint8Array {
  return buildArpFrame({
    sourceMac: '02:00:5e:10:20:30',
    destinationMac: 'ff:ff:ff:ff:ff:ff',
    operation: 1,
    senderMac: '02:00:5e:10:20:30',
    senderAddress: '192.0.2.50',
    targetMac: '00:00:00:00:00:00',
    targetAddress: '192.0.2.1',
  });
}

/** A payload written by hand: fixed fields of a message, then an options field, sname and file as they are given. */
export function rawPayload(parts: {
  options: readonly number[];
  sname?: readonly number[];
  file?: readonly number[];
}): Uint8Array {
  const message = encodeDhcp(newDhcpMessage({ op: 2, xid: 7, chaddr: '02:00:5e:10:20:30' }));
  const payload = new Uint8Array(240 + parts.options.length);
  payload.set(message.subarray(0, 240));
  payload.set(parts.options, 240);
  payload.set(parts.sname ?? [], 44);
  payload.set(parts.file ?? [], 108);
  return payload;
}

/** Messages with every known option between them, in the order of their codes and few enough for one Ethernet frame. */
export function everyOption(): DhcpMessage[] {
  const codes = [...sampleValues.keys()].filter((code) => code !== 52 && code !== 53).sort((a, b) => a - b);
  const messages: DhcpMessage[] = [];
  for (let from = 0; from < codes.length; from += 16) {
    messages.push(sampleMessage([53, ...codes.slice(from, from + 16)], { op: 2, yiaddr: '192.0.2.50', flags: 0x8000 }));
  }
  return messages;
}
