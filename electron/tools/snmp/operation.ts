import type { z } from 'zod';
import { errorStatusName, type Pdu } from '#electron/wire/snmp/pdu.ts';
import type { requestInputSchema, SnmpResult, SnmpVerb } from '#shared/model/snmp-operation.ts';
import { type Problem, ProblemError, problem } from '#shared/problem/problem.ts';
import type { Agent } from './client/agent.ts';
import type { Answer, RequestOptions, RequestPdu } from './client/request.ts';
import type { SnmpClient } from './client/snmp-client.ts';
import type { SnmpDeps } from './deps.ts';
import type { ObjectRegistry } from './objects/object-definition.ts';
import { nameOf } from './objects/object-names.ts';
import { SnmpLog } from './snmp-log.ts';
import { findTarget, resolveAgent, type Target, targetName } from './targets.ts';
import { turnProblem } from './walk/run-walk.ts';

/** What the parts of the tool share. */
export interface SnmpTool extends SnmpDeps {
  client: SnmpClient;
}

/** One piece of work with an agent, recorded as one exchange. */
export interface Operation {
  readonly exchange: string;
  readonly agent: Agent;
  readonly log: SnmpLog;
  readonly options: RequestOptions;
  readonly signal: AbortSignal;
  /** The agent's error that the operation failed with. */
  errorStatus: SnmpResult['errorStatus'];
  /** Sends a request; notes what its answer tells of the agent. @throws ProblemError */
  request(pdu: RequestPdu): Promise<Answer>;
}

type RequestInput = z.output<typeof requestInputSchema>;
type Ending = Pick<SnmpResult, 'outcome'>;

/**
 * Begins an exchange, lets `work` do it, and ends it. A problem that `work` throws is the result's; only what is wrong before anything began
 * rejects.
 *
 * @throws ProblemError device-unknown, profile-unknown, profile-locked
 */
export async function operate<More extends object>(
  tool: SnmpTool,
  verb: SnmpVerb,
  input: RequestInput,
  signal: AbortSignal,
  work: (operation: Operation) => Promise<More & Partial<Ending>>,
  nothing: More,
): Promise<SnmpResult & More> {
  const target = findTarget(tool.devices, input.target);
  const recording = tool.recorder.begin({ id: input.exchange, tool: 'snmp', verb, target: targetName(target) });
  const log = new SnmpLog(recording);
  const startedAt = tool.clock.now();
  let agent: Agent | undefined;
  let operation: Operation | undefined;
  let more: More & Partial<Ending> = nothing;
  let outcome: SnmpResult['outcome'] = 'complete';
  try {
    log.note('started', { interface: targetName(target), transport: 'udp' });
    if (target.credentials.version !== '3') log.note('snmp-clear-community');
    agent = await resolveAgent(tool.sockets, target);
    const begun = begin(tool, recording.id, agent, log, input, signal);
    operation = begun;
    more = await work(begun);
    outcome = more.outcome ?? 'complete';
  } catch (error) {
    outcome = signal.aborted ? 'cancelled' : 'failed';
    if (!signal.aborted) log.problem(problemOf(error));
  }
  if (signal.aborted) log.note('cancelled');
  // Whoever lost answers may want to know that the system keeps few of them.
  const { receiveBuffer } = tool.client;
  if (log.packets.retries > 0 && receiveBuffer !== undefined && receiveBuffer.granted < receiveBuffer.asked) {
    log.problem(problem('snmp-receive-buffer-small', receiveBuffer));
  }
  const result: SnmpResult & More = {
    ...more,
    outcome,
    exchange: recording.id,
    agent: aboutAgent(tool, target, agent),
    problems: log.problems,
    ...(operation?.errorStatus === undefined ? {} : { errorStatus: operation.errorStatus }),
    packets: log.packets,
    duration: Math.round((tool.clock.now() - startedAt) * 1000) / 1000,
  };
  await recording.end(outcome);
  return result;
}

function begin(
  { client }: SnmpTool,
  exchange: string,
  agent: Agent,
  log: SnmpLog,
  { timeout, retries }: RequestInput,
  signal: AbortSignal,
): Operation {
  const options: RequestOptions = { timeout, retries, log, signal, explain: true };
  const operation: Operation = {
    exchange,
    agent,
    log,
    options,
    signal,
    errorStatus: undefined,
    async request(pdu) {
      const answer = await client.request(agent, pdu, options);
      if (answer.turn !== undefined) log.problem(turnProblem(answer.turn));
      return answer;
    },
  };
  return operation;
}

function aboutAgent({ client }: SnmpTool, target: Target, agent: Agent | undefined): SnmpResult['agent'] {
  const engine = agent === undefined ? undefined : client.engine(agent)?.hex;
  return {
    address: agent?.address ?? target.address,
    port: target.port,
    version: target.credentials.version,
    ...(engine === undefined || target.credentials.version !== '3' ? {} : { engine }),
  };
}

/** The agent's error in an answer; `asked`: the objects that it counts. */
export function statusOf({ errorStatus, errorIndex }: Pdu, asked: readonly string[]): SnmpResult['errorStatus'] {
  if (errorStatus === 0) return undefined;
  const oid = asked[errorIndex - 1];
  const at = oid === undefined ? {} : { oid };
  return { code: errorStatus, name: errorStatusName(errorStatus), index: errorIndex, ...at };
}

/** The problem that an agent's error is. */
export function statusProblem(
  objects: ObjectRegistry,
  { name: word, index, oid }: NonNullable<SnmpResult['errorStatus']>,
): Problem {
  const name = oid === undefined ? undefined : nameOf(objects, oid);
  const params = {
    status: word,
    index,
    ...(oid === undefined ? {} : { oid }),
    ...(name === undefined ? {} : { name }),
  };
  return word === 'tooBig' ? problem('snmp-too-big', params) : problem('snmp-error-status', params);
}

export function problemOf(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : problem('internal', {}, String(error));
}
