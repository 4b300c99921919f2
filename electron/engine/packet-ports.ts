import { dhcpFrameFilter } from '#electron/net/packet/frame-filter.ts';
import type { PacketIo, PacketPort, PacketPortOptions } from '#electron/net/packet/packet-io.ts';
import type { HandshakeInput } from '#shared/model/dhcp-exchange.ts';
import { type Problem, ProblemError } from '#shared/problem/problem.ts';

export interface PacketPorts {
  raw: PacketIo;
  udp: PacketIo;
  lab(name: string): PacketIo | undefined;
}

export interface OpenedPort {
  port: PacketPort;
  /** What this way of opening cannot see or do, and why no better one was taken. */
  limits: readonly Problem[];
}

const opened = (port: PacketPort): OpenedPort => ({ port, limits: port.limits });

/** What raw frames may lack while UDP sockets still work. */
const udpMayHelp = new Set<string>(['raw-no-rights', 'raw-not-built', 'raw-unsupported', 'packet-process-not-started']);

/** Opens a port for DHCP: the lab's by name, else raw frames, else UDP sockets, which then say why and what they cannot see. */
export async function openDhcpPort(
  ports: PacketPorts,
  { transport, ...options }: Omit<PacketPortOptions, 'filter'> & { transport: HandshakeInput['transport'] },
): Promise<OpenedPort> {
  const wanted: PacketPortOptions = { ...options, filter: dhcpFrameFilter };
  const lab = ports.lab(options.interface);
  if (lab !== undefined) return opened(await lab.open(wanted));
  if (transport === 'udp') return opened(await ports.udp.open(wanted));
  if (transport === 'raw') return opened(await ports.raw.open(wanted));
  try {
    return opened(await ports.raw.open(wanted));
  } catch (error) {
    if (!(error instanceof ProblemError) || !udpMayHelp.has(error.problem.code)) throw error;
    const port = await ports.udp.open(wanted).catch((udpError) => {
      // Raw frames are the better way: what they lack is the thing to mend. Why UDP failed as well stands in the details.
      const { code, params, details = '' } = error.problem;
      const also = udpError instanceof ProblemError ? udpError.problem.code : String(udpError);
      throw new ProblemError(code, params, `${details} UDP sockets: ${also}`.trim());
    });
    return { port, limits: [error.problem, ...port.limits] };
  }
}
