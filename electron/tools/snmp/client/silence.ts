import { type ProblemCode, ProblemError } from '#shared/problem/problem.ts';
import type { Agent } from './agent.ts';
import type { Pending } from './request.ts';

/** What the system's code for a refusal means: RFC 1122 section 3.2.2.1's kinds of "destination unreachable" as Linux, macOS and Windows name them. */
const refusals: Readonly<Record<string, ProblemCode>> = {
  ECONNREFUSED: 'snmp-port-closed',
  ECONNRESET: 'snmp-port-closed',
  EHOSTUNREACH: 'snmp-host-unreachable',
  EHOSTDOWN: 'snmp-host-unreachable',
  ENETUNREACH: 'snmp-net-unreachable',
  ENETDOWN: 'snmp-net-unreachable',
  EADDRNOTAVAIL: 'snmp-net-unreachable',
};

/** The problem that the system's refusal to send, or its word of an ICMP message, amounts to. */
export function refusalProblem(
  { agent, request }: { agent: Pick<Agent, 'address' | 'port'>; request: { varbinds: Uint8Array } },
  code: string,
): ProblemError {
  const { address, port } = agent;
  const known = refusals[code];
  if (known !== undefined) return new ProblemError(known, { address, port }, code);
  return new ProblemError('snmp-send-failed', { address, port, reason: code, length: request.varbinds.length }, code);
}

/** Why no answer was taken, by what came instead of one: the most telling first. */
export function silenceProblem(pending: Pending, now: number): ProblemError {
  const { agent, evidence, startedAt } = pending;
  const { attempts } = pending.flight;
  const { address, port } = agent;
  const version = agent.credentials.version;
  const at = { address, port };
  if (evidence.refusal !== undefined) return refusalProblem(pending, evidence.refusal);
  if (evidence.unauthentic === true) return new ProblemError('snmp-answer-unauthentic', at);
  if (evidence.notDecryptable === true) return new ProblemError('snmp-answer-not-decryptable', at);
  if (evidence.truncated !== undefined)
    return new ProblemError('snmp-answer-truncated', { ...at, ...evidence.truncated });
  if (evidence.malformed !== undefined) {
    const { offset, reason } = evidence.malformed;
    return new ProblemError('snmp-answer-malformed', { ...at, offset, reason }, `byte ${offset}: ${reason}`);
  }
  if (evidence.otherVersion !== undefined) {
    const answered = versionName(evidence.otherVersion);
    return new ProblemError('snmp-answer-other-version', { ...at, version, answered });
  }
  if (evidence.otherRequest !== undefined) {
    return new ProblemError('snmp-answer-other-request', { ...at, id: evidence.otherRequest });
  }
  if (evidence.elsewhere !== undefined) {
    return new ProblemError('snmp-answer-from-elsewhere', { ...at, from: evidence.elsewhere });
  }
  const seconds = Math.round((now - startedAt) / 100) / 10;
  return new ProblemError('snmp-no-answer', { ...at, version, attempts, seconds });
}

/** How an agent that answered otherwise would have to be asked. */
export function otherVersionProblem({ agent }: Pending, answered: '1' | '2c' | '3'): ProblemError {
  const { address, port, credentials } = agent;
  const params = { address, port, version: credentials.version, answered };
  return new ProblemError(answered === '3' ? 'snmp-only-v3-answers' : 'snmp-other-version-answers', params);
}

/** Discovery is answered, the user's requests are not. */
export function userProblem({ agent, flight: { attempts } }: Pending): ProblemError {
  const { address, port, credentials } = agent;
  return new ProblemError('snmp-user-unanswered', { address, port, attempts, user: credentials.user ?? '' });
}

export function versionName(version: number): string {
  return { 0: '1', 1: '2c', 3: '3' }[version] ?? String(version);
}
