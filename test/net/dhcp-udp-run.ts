/**
 * Runs in the client's namespace: opens the UDP port on an interface and goes through DISCOVER, OFFER, REQUEST, ACK and
 * RELEASE with the frames a raw port would get. Prints what happened as JSON.
 */
import type { PacketPort, ReceivedFrame } from '#electron/net/packet/packet-io.ts';
import { createDhcpUdpIo } from '#electron/net/udp/dhcp-udp-io.ts';
import { buildIpv4Datagram, buildUdpFrame, parseFrame } from '#electron/wire/frame.ts';
import { toHex } from '#shared/model/hex.ts';
import { ProblemError } from '#shared/problem/problem.ts';

const [interfaceName = '', mode = 'handshake'] = process.argv.slice(2);
const xid = [0x50, 0x44, 0x00, 0x01];
const received: { code: number; hex: string; at: number; link: string }[] = [];
/** chaddr: the interface's own, because kea answers to that MAC even when it was asked to broadcast. */
let hardware: number[] = [];
let wake = () => undefined as undefined;

function dhcpPayload(type: number, options: number[], address = [0, 0, 0, 0]): Uint8Array {
  const payload = new Uint8Array(300);
  payload.set([1, 1, 6, 0, ...xid, 0, 0, 0x80, 0, ...address]);
  payload.set(hardware, 28);
  payload.set([99, 130, 83, 99, 53, 1, type, 61, 7, 1, 2, 0, 0, 0, 0, 0x55, ...options, 255], 236);
  return payload;
}

const macs = { sourceMac: '02:00:00:00:00:55', destinationMac: 'ff:ff:ff:ff:ff:ff' };
const ports = { sourcePort: 68, destinationPort: 67 };
const everybody = { sourceAddress: '0.0.0.0', destinationAddress: '255.255.255.255' };

function onFrame({ bytes, link, at }: ReceivedFrame): void {
  const { udp } = parseFrame(bytes, link);
  const payload = udp === undefined ? bytes : bytes.subarray(udp.offset + 8, udp.end);
  received.push({ code: payload[242] ?? 0, hex: toHex(bytes), at, link });
  wake();
}

async function next(code: number): Promise<Uint8Array> {
  for (let round = 0; round < 50; round++) {
    const found = received.find((frame) => frame.code === code);
    if (found !== undefined) return Buffer.from(found.hex, 'hex');
    await new Promise<void>((done) => {
      wake = () => void done() as undefined;
      setTimeout(done, 100);
    });
  }
  throw new Error(`no message of type ${code}`);
}

async function handshake(port: PacketPort): Promise<number[]> {
  const sent = [await port.send(buildUdpFrame({ ...macs, ...ports, ...everybody, payload: dhcpPayload(1, []) }))];
  const offer = await next(2);
  const address = [...offer.subarray(28 + 16, 28 + 20)];
  const server = [10, 77, 0, 1];
  const wanted = [50, 4, ...address, 54, 4, ...server];
  // The datagram alone will do as well.
  sent.push(await port.send(buildIpv4Datagram({ ...ports, ...everybody, payload: dhcpPayload(3, wanted) })));
  await next(5);
  const release = { sourceAddress: address.join('.'), destinationAddress: server.join('.') };
  const payload = dhcpPayload(7, [54, 4, ...server], address);
  sent.push(await port.send(buildUdpFrame({ ...macs, ...ports, ...release, payload })));
  return sent;
}

const refusals: string[] = [];
try {
  const port = await createDhcpUdpIo().open({ interface: interfaceName, filter: '', onFrame });
  let sent: number[] = [];
  hardware = (port.mac ?? '').split(':').map((digits) => Number.parseInt(digits, 16));
  if (mode === 'handshake') sent = await handshake(port);
  if (mode === 'refuse') {
    const udp = { ...macs, ...ports, ...everybody, payload: new Uint8Array(300) };
    const frames = [
      buildUdpFrame({ ...udp, vlan: 5 }),
      buildUdpFrame({ ...udp, sourcePort: 4000 }),
      Buffer.from(`${'ff'.repeat(6)}0200000000550806${'00'.repeat(46)}`, 'hex'),
      new Uint8Array(0),
    ];
    for (const frame of frames) await port.send(frame).catch((error) => refusals.push(error.problem.details));
  }
  if (mode === 'twice') {
    await createDhcpUdpIo().open({ interface: interfaceName, filter: '', onFrame });
  }
  await Promise.all([port.close(), port.close()]);
  const { mac, limits, transport } = port;
  console.log(JSON.stringify({ received, sent, refusals, mac, limits, transport, end: await port.ended }));
} catch (error) {
  console.log(JSON.stringify({ problem: error instanceof ProblemError ? error.problem : String(error) }));
}
process.exit(0);
