import type { z } from 'zod';
import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import { nameOf } from '#electron/objects/object-names.ts';
import { errorStatusName, type Pdu } from '#electron/wire/snmp/pdu.ts';
import type { requestInputSchema, SnmpResult, SnmpVerb } from '#shared/model/snmp-operation.ts';
import { type Problem, problem, problemOf } from '#shared/problem/problem.ts';
import type { Agent } from './client/agent.ts';
import type { Answer, RequestOptions, RequestPdu } from './client/request.ts';
import type { SnmpClient } from './client/snmp-client.ts';
import type { SnmpDeps } from './deps.ts';
import { Exchange } from './exchange.ts';
import type { SnmpLog } from './snmp-log.ts';
import { findTarget, resolveAgent, type Target } from './targets.ts';
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
  const exchange = new Exchange(tool, verb, target, input.exchange);
  let agent: Agent | undefined;
  let operation: Operation | undefined;
  let more: More & Partial<Ending> = nothing;
  let outcome: SnmpResult['outcome'] = 'complete';
  try {
    exchange.uses(target.credentials);
    agent = await resolveAgent(tool.sockets, target);
    const begun = operationWith(tool, exchange, agent, { ...input, explain: true, signal });
    operation = begun;
    more = await work(begun);
    outcome = more.outcome ?? 'complete';
  } catch (error) {
    outcome = signal.aborted ? 'cancelled' : 'failed';
    if (!signal.aborted) exchange.log.problem(problemOf(error));
  }
  if (signal.aborted) exchange.log.note('cancelled');
  return {
    ...more,
    ...(await exchange.end(outcome)),
    agent: aboutAgent(tool, target, agent),
    ...(operation?.errorStatus === undefined ? {} : { errorStatus: operation.errorStatus }),
  };
}

/** Work with one agent within an exchange. */
export function operationWith(
  { client }: SnmpTool,
  { id, log }: Exchange,
  agent: Agent,
  {
    timeout,
    retries,
    explain,
    signal,
  }: Pick<RequestOptions, 'timeout' | 'retries' | 'explain'> & { signal: AbortSignal },
): Operation {
  const options: RequestOptions = { timeout, retries, log, signal, explain };
  return {
    exchange: id,
    agent,
    log,
    options,
    signal,
    errorStatus: undefined,
    async request(pdu) {
      // What asks why sends once more, which must not be done to a SET.
      const asks = pdu.type === 'SetRequest' ? false : explain;
      const answer = await client.request(agent, pdu, { ...options, explain: asks });
      if (answer.turn !== undefined) log.problem(turnProblem(answer.turn));
      return answer;
    },
  };
}

/** Whom a result came from. */
export function aboutAgent(
  { client }: SnmpTool,
  { address, port, credentials: { version } }: Pick<Target, 'address' | 'port' | 'credentials'>,
  agent: Agent | undefined,
): SnmpResult['agent'] {
  const engine = agent === undefined || version !== '3' ? undefined : client.engine(agent)?.hex;
  return { address: agent?.address ?? address, port, version, ...(engine === undefined ? {} : { engine }) };
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
