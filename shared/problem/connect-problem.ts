import { type Problem, type ProblemCode, problem } from './problem.ts';

const codes: Readonly<Record<string, ProblemCode>> = {
  ECONNREFUSED: 'connect-refused',
  ETIMEDOUT: 'connect-timed-out',
  EHOSTUNREACH: 'connect-host-unreachable',
  ENETUNREACH: 'connect-net-unreachable',
};

/** What the system's code of a failed connection means. `timeout` in milliseconds. */
export function connectProblem(
  code: string,
  { address, port, timeout }: { address: string; port: number; timeout: number },
): Problem {
  return problem(codes[code] ?? 'connect-failed', { address, port, code, timeout }, code);
}

/** The system had no acknowledgement for what it sent, however often: the other side does not say so itself. */
const vanished: ReadonlySet<string> = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH']);

/** What the system's code of an open connection that broke means. */
export function brokenProblem(code: string, { address, port }: { address: string; port: number }): Problem {
  return problem(vanished.has(code) ? 'connection-vanished' : 'connection-ended', { address, port, code }, code);
}
