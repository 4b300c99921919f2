import { parseArgs } from 'node:util';
import { ORPCError } from '@orpc/server';
import { startEngine } from '#electron/engine/engine.ts';
import { readSecretKey } from '#electron/engine/secret-key.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { type Problem, ProblemError, problem } from '#shared/problem/problem.ts';
import { problemText } from '#shared/problem/problem-text.ts';
import { describeContract } from './contract-list.ts';

export interface CommandHost {
  version: string;
  /** Script of the packet process. */
  packetProcess: string;
  /** Aborts when the person stops the program. */
  signal: AbortSignal;
  out(line: string): void;
  err(line: string): void;
}

const usage = `usage: cli list
       cli call TOOL.CALL ['JSON input'] [--workspace FILE] [--verbose]
Results are JSON on standard output (a stream: one object a line), problems are JSON on standard error.
Exit code 0: done; 1: a problem; 2: unknown call or bad input.`;

/** Exit codes: what was asked was done, could not be done, was not understood. */
const done = 0;
const failed = 1;
const misused = 2;

/** Runs one call of the contract in this process and prints what it gives. Resolves to the exit code. */
export async function runCommand(args: string[], host: CommandHost): Promise<number> {
  let parsed: { positionals: string[]; values: { workspace?: string; verbose?: boolean } };
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { workspace: { type: 'string' }, verbose: { type: 'boolean' } },
    });
  } catch (error) {
    host.err(error instanceof Error ? error.message : String(error));
    host.err(usage);
    return misused;
  }
  const [command, call, json, ...rest] = parsed.positionals;
  if (command === 'list' && call === undefined) return list(host);
  if (command !== 'call' || call === undefined || rest.length > 0) {
    host.err(usage);
    return misused;
  }
  return runCall(call, json, parsed.values, host);
}

function list(host: CommandHost): number {
  host.out(JSON.stringify(describeContract(), undefined, 2));
  return done;
}

async function runCall(
  call: string,
  json: string | undefined,
  options: { workspace?: string; verbose?: boolean },
  host: CommandHost,
): Promise<number> {
  if (!describeContract().some((known) => known.call === call)) {
    return report(problem('call-unknown', { call }), host, misused);
  }
  let input: unknown;
  try {
    // Without input a call gets an empty object, which is what its defaults fill.
    input = json === undefined ? {} : JSON.parse(json);
  } catch (error) {
    return report(
      problem('input-invalid', { field: '(input)', reason: `not JSON: ${messageOf(error)}` }),
      host,
      misused,
    );
  }
  try {
    const engine = await startEngine({
      host: 'command-line',
      workspace: options.workspace,
      ...(options.workspace === undefined ? {} : { secrets: await readSecretKey() }),
      startPacketProcess: startChildProcess({ entry: host.packetProcess }),
      version: host.version,
      verbose: options.verbose ?? false,
    });
    try {
      await print(await callNamed(engine.client, call)(input, { signal: host.signal }), host);
      return done;
    } finally {
      await engine.close();
    }
  } catch (error) {
    const found = problemOf(error);
    return report(found, host, found.code === 'input-invalid' ? misused : failed);
  }
}

type Call = (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>;

function callNamed(client: object, call: string): Call {
  return call.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], client) as Call;
}

async function print(result: unknown, host: CommandHost): Promise<void> {
  if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result)) {
    host.out(JSON.stringify(result));
    return;
  }
  for await (const event of result as AsyncIterable<unknown>) host.out(JSON.stringify(event));
}

function report(found: Problem, host: CommandHost, code: number): number {
  const { what, why, todo } = problemText(found);
  host.err(JSON.stringify({ problem: found, what, why, todo }));
  return code;
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof ORPCError && error.code === 'PROBLEM') return error.data as Problem;
  return problem('internal', {}, messageOf(error));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
