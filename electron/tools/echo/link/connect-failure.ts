import type { ConnectInput } from '#shared/model/echo.ts';
import { connectProblem } from '#shared/problem/connect-problem.ts';
import { type Problem, problem } from '#shared/problem/problem.ts';
import type { EchoDeps } from '../deps.ts';
import type { Way } from './link.ts';

/** What the system's error of an attempt, or its code, means in words that fit what was asked for. */
export async function connectFailure(
  { portHolder }: Pick<EchoDeps, 'portHolder'>,
  { protocol, timeout }: Pick<ConnectInput, 'protocol' | 'timeout'>,
  way: Way,
  error: unknown,
): Promise<Problem> {
  const { address, port, localAddress = '*', localPort } = way;
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  if (code === 'EADDRINUSE' && localPort !== undefined) {
    const { program = '?', pid = '?' } = (await portHolder(protocol, localPort)) ?? {};
    if (program !== '?')
      return problem('echo-port-taken', { protocol: protocol.toUpperCase(), port: localPort, program, pid }, code);
  }
  if (code === 'EADDRINUSE' || code === 'EADDRNOTAVAIL') {
    return problem('echo-source-failed', { address: localAddress, port: localPort ?? '*', code }, code);
  }
  if (code === 'EACCES' && localPort !== undefined && localPort < 1024) {
    return problem('echo-port-no-rights', { protocol: protocol.toUpperCase(), port: localPort }, code);
  }
  if (code === 'EACCES' && protocol === 'udp') return problem('echo-broadcast-off', { address }, code);
  return connectProblem(code, { address, port, timeout });
}
