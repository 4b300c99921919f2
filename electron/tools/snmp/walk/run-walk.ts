import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { type Problem, problem, problemOf } from '#shared/problem/problem.ts';
import type { Agent } from '../client/agent.ts';
import type { EngineTurn, RequestOptions } from '../client/request.ts';
import type { SnmpClient } from '../client/snmp-client.ts';
import { WalkMachine, type WalkPlan, type WalkRequest, type WalkRows } from '../machine.ts';

export interface WalkSink {
  rows(rows: WalkRows): void;
  /** Undefined while more rows may come, else a promise of the moment when they may. */
  ready(): Promise<void> | undefined;
}

export interface WalkEnd {
  outcome: 'complete' | 'cancelled' | 'failed';
  rows: number;
  /** Numbers of the segments in the order of their OIDs. */
  order: number[];
  problems: Problem[];
  stoppedAt?: string;
}

/** What a walk that runs can tell of itself. */
export interface WalkView {
  readonly rows: number;
  /** Requests under way. */
  readonly waiting: number;
  /** The newest OID. */
  readonly at: string;
}

/**
 * Drives a walk over the network until it is complete, cancelled or failed; rows go to the sink as they come. Never rejects: why it failed is
 * in the result's problems.
 */
export async function runWalk(
  client: Pick<SnmpClient, 'request'>,
  agent: Agent,
  plan: WalkPlan,
  options: RequestOptions,
  sink: WalkSink,
  onStart: (view: WalkView) => void = () => {},
): Promise<WalkEnd> {
  const machine = new WalkMachine(plan);
  const turns = new Map<string, Problem>();
  onStart(machine);
  const { signal } = options;
  await new Promise<void>((resolve) => {
    let held = false;
    /** Sends what may be sent; ends when nothing is under way and nothing is left. */
    const pump = () => {
      if (held) return;
      const wait = signal?.aborted ? undefined : sink.ready();
      if (wait !== undefined) {
        held = true;
        void wait.then(() => {
          held = false;
          pump();
        });
        return;
      }
      while (!signal?.aborted) {
        const request = machine.next();
        if (request === undefined) break;
        ask(request);
      }
      if (machine.done || (signal?.aborted && machine.waiting === 0)) resolve();
    };
    const ask = (request: WalkRequest) => {
      const { oids, purpose, repetitions } = request;
      const varbinds = encodeNulls(oids);
      const pdu =
        repetitions > 0
          ? { type: 'GetBulkRequest' as const, varbinds, errorStatus: 0, errorIndex: repetitions }
          : { type: purpose === 'root' ? ('GetRequest' as const) : ('GetNextRequest' as const), varbinds };
      client.request(agent, pdu, machine.rows > 0 ? { ...options, explain: false } : options).then(
        (answer) => {
          if (answer.turn !== undefined) noteTurn(turns, answer.turn);
          const rows = machine.answered(request, answer.pdu, answer.retries, answer.roundTrip);
          if (rows !== undefined) sink.rows(rows);
          pump();
        },
        (error: unknown) => {
          machine.failed(request, problemOf(error));
          pump();
        },
      );
    };
    pump();
  });
  return endOf(machine, signal?.aborted === true, [...turns.values()]);
}

function endOf(machine: WalkMachine, cancelled: boolean, turns: readonly Problem[]): WalkEnd {
  const { rows, order, malformedValues, fewerRepetitions, stoppedAt } = machine;
  const failure = cancelled ? undefined : machine.problem;
  const problems = [
    ...(failure === undefined ? [] : [failure]),
    ...turns,
    ...(malformedValues === 0 ? [] : [problem('snmp-values-malformed', { count: malformedValues })]),
    ...(fewerRepetitions === undefined ? [] : [problem('snmp-fewer-repetitions', fewerRepetitions)]),
  ];
  const outcome = cancelled ? 'cancelled' : failure === undefined ? 'complete' : 'failed';
  return { outcome, rows, order, problems, ...(stoppedAt === undefined ? {} : { stoppedAt }) };
}

export function turnProblem(turn: EngineTurn): Problem {
  return turn.kind === 'restarted'
    ? problem('snmp-agent-restarted', { boots: turn.boots })
    : problem('snmp-engine-changed', { before: turn.before, after: turn.after });
}

function noteTurn(turns: Map<string, Problem>, turn: EngineTurn): void {
  turns.set(JSON.stringify(turn), turnProblem(turn));
}

/** The varbind list of a question: each OID with NULL. */
export function encodeNulls(oids: readonly (Uint8Array | string)[]): Uint8Array {
  const list = VarbindList.of(oids.map((oid) => ({ oid, value: { type: 'NULL' } })));
  return list.bytes.subarray(list.start, list.end);
}
