import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { type Problem, ProblemError, problem } from '#shared/problem/problem.ts';
import { buildIpv4Datagram, parseFrame } from '../../wire/frame.ts';
import { dhcpPorts, udpHeaderLength } from '../../wire/udp.ts';
import { type Clock, systemClock } from '../clock.ts';
import { listInterfaces } from '../interfaces.ts';
import type { PacketIo, PacketPort, PacketPortEnd, PacketPortOptions } from '../packet/packet-io.ts';
import { commandForRights } from '../packet/raw-rights.ts';
import { findPortHolder } from '../port-holder.ts';

/**
 * DHCP through UDP sockets, for interfaces that have an IPv4 address and no raw frames. `send` takes what a raw port takes
 * (an Ethernet frame), or the datagram alone (it starts with an IPv4 header), and passes on the payload and the destination;
 * everything else in the headers is the system's. Received payloads come with rebuilt IPv4 and UDP headers, link type `ipv4`.
 *
 * Servers have to be asked to answer by broadcast (flag of RFC 2131 section 4.1): an answer to an address that this machine
 * does not have never reaches a socket. A broadcast that came in on another interface is delivered, too; its xid tells.
 *
 * `open` rejects with interface-unknown, interface-down, udp-no-address, udp-port-taken or udp-no-rights.
 */
export function createDhcpUdpIo(clock: Clock = systemClock): PacketIo {
  return {
    async open(options) {
      if (options.signal?.aborted) throw new ProblemError('cancelled');
      const address = await addressOf(options.interface);
      await refuseTakenPort(options.interface);
      const port = new DhcpUdpPort(options, address, clock);
      try {
        await port.bind();
      } catch (error) {
        await port.close();
        throw await bindError(error, options.interface);
      }
      if (options.signal?.aborted) {
        await port.close();
        throw new ProblemError('cancelled');
      }
      return port;
    },
  };
}

const anyAddress = '0.0.0.0';
const broadcastAddress = '255.255.255.255';

async function addressOf(name: string): Promise<string> {
  for (const [label, entries] of Object.entries(networkInterfaces())) {
    if (label !== name && !(process.platform === 'linux' && label.startsWith(`${name}:`))) continue;
    const found = entries?.find(({ family }) => family === 'IPv4');
    if (found !== undefined) return found.address;
  }
  const known = (await listInterfaces()).find((candidate) => candidate.name === name);
  const code = known === undefined ? 'interface-unknown' : known.link === 'down' ? 'interface-down' : 'udp-no-address';
  throw new ProblemError(code, { interface: name.slice(0, 200) });
}

/**
 * Our two sockets have to share the port, and the same permission would let them take answers away from a DHCP client that
 * runs here. So the port is tried once without sharing.
 */
async function refuseTakenPort(interfaceName: string): Promise<void> {
  const probe = createSocket('udp4');
  try {
    await bound(probe, anyAddress);
  } catch (error) {
    throw await bindError(error, interfaceName);
  } finally {
    await closed(probe);
  }
}

async function bindError(error: unknown, interfaceName: string): Promise<ProblemError> {
  if (error instanceof ProblemError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const params = { interface: interfaceName, port: dhcpPorts.client };
  if (code === 'EADDRINUSE') {
    const holder = await findPortHolder('udp', dhcpPorts.client);
    const { program = '?', pid = '?' } = holder ?? {};
    return new ProblemError('udp-port-taken', { ...params, program, pid }, message);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new ProblemError('udp-no-rights', { ...params, command: commandForRights() }, message);
  }
  if (code === 'EADDRNOTAVAIL') return new ProblemError('udp-no-address', { interface: interfaceName }, message);
  return new ProblemError('internal', {}, message);
}

function bound(socket: Socket, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port: dhcpPorts.client, exclusive: true }, () => {
      socket.removeListener('error', reject);
      resolve();
    });
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    try {
      socket.close(resolve);
    } catch {
      resolve(); // it was closed already
    }
  });
}

class DhcpUdpPort implements PacketPort {
  readonly interface: string;
  readonly transport = 'udp';
  readonly mac: string | undefined;
  readonly limits: readonly Problem[];
  readonly ended: Promise<PacketPortEnd>;

  readonly #options: PacketPortOptions;
  readonly #address: string;
  readonly #clock: Clock;
  /** Bound to the interface's address: sends, which picks the interface, and receives what is meant for the address. */
  readonly #sender = createSocket({ type: 'udp4', reuseAddr: true });
  /** Bound to no address: receives broadcasts. */
  readonly #receiver = createSocket({ type: 'udp4', reuseAddr: true });
  readonly #end = Promise.withResolvers<PacketPortEnd>();
  readonly #abort = () => void this.close();
  #closing: Promise<void> | undefined;

  constructor(options: PacketPortOptions, address: string, clock: Clock) {
    this.interface = options.interface;
    this.mac = networkInterfaces()[options.interface]?.find((entry) => entry.address === address)?.mac;
    this.limits = [problem('udp-limited', { interface: options.interface, address })];
    this.ended = this.#end.promise;
    this.#options = options;
    this.#address = address;
    this.#clock = clock;
  }

  async bind(): Promise<void> {
    await bound(this.#receiver, anyAddress);
    await bound(this.#sender, this.#address);
    this.#sender.setBroadcast(true);
    const fail = (error: Error) => {
      this.#end.resolve({ problem: problem('send-failed', { interface: this.interface }, error.message) });
      void this.close();
    };
    this.#receiver.on('message', (payload, from) => this.#receive(payload, from, broadcastAddress));
    this.#sender.on('message', (payload, from) => this.#receive(payload, from, this.#address));
    this.#receiver.on('error', fail);
    this.#sender.on('error', fail);
    this.#options.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  send(frame: Uint8Array): Promise<number> {
    const refuse = (details: string) =>
      Promise.reject(new ProblemError('send-failed', { interface: this.interface }, details));
    if (this.#closing !== undefined) return refuse('the port is closed');
    // An Ethernet frame that starts with 0x45 would go to a multicast group nobody uses.
    const { vlans, ipv4, udp } = parseFrame(frame, frame[0] === 0x45 ? 'ipv4' : 'ethernet');
    if (vlans.length > 0) return refuse('UDP sockets cannot send VLAN tags');
    if (ipv4 === undefined || udp === undefined) return refuse('UDP sockets can send nothing but UDP');
    if (udp.sourcePort !== dhcpPorts.client) return refuse(`UDP port ${udp.sourcePort} is not ours`);
    const payload = frame.slice(udp.offset + udpHeaderLength, udp.end);
    const at = this.#clock.now();
    return new Promise((resolve, reject) => {
      this.#sender.send(payload, udp.destinationPort, ipv4.destination, (error) => {
        if (error === null) resolve(at);
        else reject(new ProblemError('send-failed', { interface: this.interface }, error.message));
      });
    });
  }

  lost(): number {
    return 0;
  }

  close(): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#abort);
    this.#end.resolve({});
    this.#closing ??= Promise.all([closed(this.#sender), closed(this.#receiver)]).then(() => undefined);
    return this.#closing;
  }

  #receive(payload: Uint8Array, from: RemoteInfo, destinationAddress: string): void {
    if (this.#closing !== undefined) return;
    const at = this.#clock.now();
    const bytes = buildIpv4Datagram({
      sourceAddress: from.address,
      destinationAddress,
      sourcePort: from.port,
      destinationPort: dhcpPorts.client,
      payload,
    });
    this.#options.onFrame({ bytes, link: 'ipv4', at });
  }
}
