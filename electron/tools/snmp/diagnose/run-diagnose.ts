import type { z } from 'zod';
import { readEngineId } from '#electron/wire/snmp/engine-id.ts';
import type { Diagnosis, diagnoseInputSchema } from '#shared/model/snmp-diagnosis.ts';
import type { SnmpResult } from '#shared/model/snmp-operation.ts';
import type { Agent } from '../client/agent.ts';
import type { Engine } from '../client/engines.ts';
import { type Operation, operate, type SnmpTool } from '../operation.ts';
import { encodeNulls } from '../walk/run-walk.ts';
import { type Attempt, attemptText } from './attempt.ts';
import { CaseFile, type KnownProfile, type Permits } from './case-file.ts';
import { examine } from './examination.ts';
import { type Outcome, outcomeOfAnswer, outcomeOfError, outcomeText } from './outcome.ts';
import { RequestBudget } from './request-budget.ts';

type DiagnoseInput = z.output<typeof diagnoseInputSchema>;
type Told = Omit<Diagnosis, Exclude<keyof SnmpResult, 'outcome'> | 'outcome'> & { outcome?: SnmpResult['outcome'] };

const objects = {
  get: encodeNulls(['1.3.6.1.2.1.1.3.0']),
  /** What comes first of anything that there is to see. */
  getNext: encodeNulls(['1.3']),
};
/**
 * How patiently tries are waited for most of which stay unanswered, once the agent is known to answer: so many times its slowest answer,
 * and milliseconds at least. Some need long for a key that they see for the first time.
 */
const patience = { times: 10, least: 800 };

/**
 * Finds out which part of the credentials is wrong, by trying others one after the other as far as that is permitted. Each try and its
 * packets are recorded; what had been found when it was cancelled stays.
 *
 * @throws ProblemError device-unknown, profile-unknown, profile-locked
 */
export async function runDiagnose(tool: SnmpTool, input: DiagnoseInput, signal: AbortSignal): Promise<Diagnosis> {
  const profiles = input.permits.profiles.map((wanted): KnownProfile => {
    const { id, name } = tool.devices.profile(wanted);
    return { id, name, credentials: tool.devices.credentials(id) };
  });
  const nothing: Told = { verdict: 'unclear', findings: [], tries: [] };
  const result = await operate<Told>(
    tool,
    'diagnose',
    input,
    signal,
    (operation) => new Examiner(tool, operation, input, profiles).run(),
    nothing,
  );
  const unknownName = result.problems.some(({ code }) => code === 'snmp-address-unknown');
  if (!unknownName) return result;
  return { ...result, verdict: 'unreachable', findings: [{ part: 'address', certainty: 'proven' }] };
}

/** Carries out the tries that an examination asks for. */
class Examiner {
  readonly #tool: SnmpTool;
  readonly #operation: Operation;
  readonly #input: DiagnoseInput;
  readonly #file: CaseFile;
  readonly #budget: RequestBudget;
  readonly #signal: AbortSignal;
  readonly #tries: Diagnosis['tries'] = [];
  #engine: Engine | undefined;
  /** Milliseconds. */
  #slowest = 0;
  /** Something was answered only when it was asked again: where datagrams are lost, one silence means little. */
  #isLossy = false;

  constructor(tool: SnmpTool, operation: Operation, input: DiagnoseInput, profiles: readonly KnownProfile[]) {
    const { authProtocols, privProtocols, versions, passwords, requests } = input.permits;
    const permits: Permits = { authProtocols, privProtocols, versions };
    this.#tool = tool;
    this.#operation = operation;
    this.#input = input;
    this.#file = new CaseFile({ given: operation.agent.credentials, permits, passwords, profiles });
    this.#budget = new RequestBudget(operation.log, requests);
    this.#signal = AbortSignal.any([operation.signal, this.#budget.signal]);
  }

  async run(): Promise<Told> {
    const file = this.#file;
    const steps = examine(file);
    let step = steps.next();
    let last: Outcome | undefined;
    let isCancelled = this.#operation.signal.aborted;
    while (!step.done && !isCancelled) {
      if (this.#budget.left <= 0) {
        this.#tries.push({ what: 'stopped', outcome: `${this.#input.permits.requests} requests sent, as permitted` });
        break;
      }
      const outcome = await this.#attempt(step.value);
      const { problem } = outcome;
      // Also when the whole engine is being closed.
      isCancelled = this.#operation.signal.aborted || problem?.code === 'cancelled';
      if (isCancelled) break;
      const words = { what: attemptText(step.value), outcome: outcomeText(outcome) };
      this.#tries.push({ ...words, ...(problem === undefined ? {} : { problem }) });
      last = outcome;
      step = steps.next(outcome);
    }
    const { working } = file;
    const findings = file.findings();
    const verdict = isCancelled && findings.length === 0 ? 'unclear' : file.verdict;
    if (findings.length === 0 && verdict !== 'works' && last?.problem !== undefined && !isCancelled) {
      this.#operation.log.problem(last.problem);
    }
    return {
      verdict,
      findings,
      ...(working === undefined ? {} : { working: withoutSecrets(working) }),
      ...(this.#engine === undefined ? {} : { engine: engineFacts(this.#engine) }),
      tries: this.#tries,
      ...(isCancelled ? { outcome: 'cancelled' as const } : {}),
    };
  }

  async #attempt(attempt: Attempt): Promise<Outcome> {
    const { clock, client } = this.#tool;
    const { log } = this.#operation;
    const agent = this.#agentFor(attempt);
    const options = this.#optionsFor(attempt);
    const startedAt = clock.now();
    const retriesBefore = log.packets.retries;
    const outcome = await this.#ask(attempt, agent, options);
    if (attempt.ask === 'discover' && outcome.kind === 'engine') this.#engine = client.engine(agent);
    if (outcome.kind === 'silence' || outcome.kind === 'unreachable') return outcome;
    if (log.packets.retries > retriesBefore) this.#isLossy = true;
    else this.#slowest = Math.max(this.#slowest, clock.now() - startedAt);
    return outcome;
  }

  async #ask(attempt: Attempt, agent: Agent, options: Operation['options']): Promise<Outcome> {
    const { client } = this.#tool;
    try {
      if (attempt.ask === 'discover') {
        await client.discover(agent, options);
        return { kind: 'engine' };
      }
      const type = attempt.ask === 'get' ? 'GetRequest' : 'GetNextRequest';
      return outcomeOfAnswer(await client.request(agent, { type, varbinds: objects[attempt.ask] }, options));
    } catch (error) {
      // The last datagram permitted was waited for in vain.
      return this.#budget.signal.aborted ? { kind: 'silence' } : outcomeOfError(error);
    }
  }

  /** Only credentials that are a saved profile's own have their keys kept. */
  #agentFor({ credentials }: Attempt): Agent {
    const { agent, log } = this.#operation;
    if (credentials === agent.credentials) return agent;
    if (credentials.version !== '3' && agent.credentials.version === '3') log.note('snmp-clear-community');
    const { address, port, family } = agent;
    return { address, port, family, credentials };
  }

  #optionsFor({ reach, quick }: Attempt): Operation['options'] {
    const { timeout } = this.#input;
    const retries = Math.min(1, this.#input.retries);
    const common = { log: this.#budget, signal: this.#signal };
    if (!quick || this.#slowest === 0) return { ...common, timeout, retries, explain: reach ? 'refusal' : false };
    const wait = Math.min(timeout, Math.max(patience.least, patience.times * this.#slowest));
    return { ...common, timeout: wait, retries: this.#isLossy ? retries : 0, explain: false };
  }
}

function withoutSecrets({ credentials, profile }: NonNullable<CaseFile['working']>): NonNullable<Diagnosis['working']> {
  const { version, user, auth, priv } = credentials;
  return {
    version,
    ...(version !== '3' || user === undefined ? {} : { user }),
    ...(auth === undefined ? {} : { authProtocol: auth.protocol }),
    ...(priv === undefined ? {} : { privProtocol: priv.protocol }),
    ...(profile === undefined ? {} : { profile: profile.id }),
  };
}

function engineFacts({ id, hex, boots, time }: Engine): NonNullable<Diagnosis['engine']> {
  const { enterprise, form } = readEngineId(id);
  return { id: hex, ...(enterprise === undefined ? {} : { enterprise }), form, boots, time };
}
