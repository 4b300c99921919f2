import { type ProblemCode, ProblemError } from '#shared/problem/problem.ts';
import type { Agent } from './client/agent.ts';
import type { RequestOptions } from './client/request.ts';
import type { SnmpClient } from './client/snmp-client.ts';

/** Milliseconds for the question whether anybody is there. */
const askingTime = 1500;

/** Problems with agents whose words do not fit a receiver of notifications. */
const ofReceivers: Partial<Record<ProblemCode, ProblemCode>> = {
  'snmp-port-closed': 'trap-receiver-port-closed',
  'snmp-send-failed': 'trap-send-failed',
};

/** A problem with an agent, in the words for a receiver. */
export function receiverProblem(error: ProblemError): ProblemError {
  const { code, params, details } = error.problem;
  // Only what a Report of the receiver made has this.
  const known = 'report' in params ? 'trap-inform-reported' : ofReceivers[code];
  return known === undefined ? error : new ProblemError(known, params, details);
}

/** Why an inform was not acknowledged. After silence the receiver is asked who it is: one that is there answers that to everybody. */
export async function informProblem(
  client: SnmpClient,
  agent: Agent,
  error: unknown,
  options: RequestOptions,
): Promise<unknown> {
  if (!(error instanceof ProblemError)) return error;
  const { code, params } = error.problem;
  if (code !== 'snmp-no-answer') return receiverProblem(error);
  const { version, user = '' } = agent.credentials;
  if (version === '3') {
    // It has told its engine, or nothing at all.
    const isThere = client.engine(agent) !== undefined;
    return isThere
      ? new ProblemError('trap-user-unanswered', { ...params, user })
      : new ProblemError('trap-inform-unanswered', params);
  }
  const asking = { ...options, timeout: Math.min(options.timeout, askingTime), retries: 0 };
  const isThere = await client.discover({ ...agent, credentials: { version: '3', user: '' } }, asking).then(
    () => true,
    () => false,
  );
  return new ProblemError(isThere ? 'trap-community-unanswered' : 'trap-inform-unanswered', params);
}
