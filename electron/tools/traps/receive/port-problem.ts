import { type Problem, problem } from '#shared/problem/problem.ts';

/** A port that needs no rights, to be taken in place of 162. */
const otherPort = 16_200;

interface PortAsked {
  port: number;
  address: string | undefined;
}

/** What the system's refusal of a port means, and what can be done. */
export async function portProblem(
  { port, address = '*' }: PortAsked,
  error: unknown,
  findPortHolder: (port: number) => Promise<{ program: string; pid: number } | undefined>,
): Promise<Problem> {
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') {
    return problem(
      'trap-port-no-rights',
      { port, other: otherPort, system: process.platform, command: redirect(port) },
      message,
    );
  }
  if (code === 'EADDRINUSE') {
    const { program = '?', pid = '?' } = (await findPortHolder(port)) ?? {};
    return problem('trap-port-taken', { port, program, pid, other: otherPort }, message);
  }
  if (code === 'EADDRNOTAVAIL') return problem('trap-address-unknown', { address }, message);
  return problem('trap-port-failed', { port, address, reason: code || message }, message);
}

/** One line that sends what comes for the port on to the other one, for this system. */
function redirect(port: number): string {
  switch (process.platform) {
    case 'linux':
      return (
        `sudo nft 'add table inet punchdown; add chain inet punchdown redirect { type nat hook prerouting priority dstnat; }; ` +
        `add rule inet punchdown redirect udp dport ${port} redirect to :${otherPort}'`
      );
    case 'darwin':
      return `echo 'rdr pass inet proto udp to any port ${port} -> 127.0.0.1 port ${otherPort}' | sudo pfctl -a com.apple/punchdown -Ef -`;
    default:
      // Windows knows no privileged ports; what it refuses is reserved.
      return `netsh int ipv4 show excludedportrange protocol=udp`;
  }
}
