import type { z } from 'zod';
import type { Profile } from '#shared/contract/devices.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { probeResultSchema, snmpContract } from '#shared/contract/snmp.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { type Problem, type ProblemCode, ProblemError, problemOf } from '#shared/problem/problem.ts';
import type { Agent } from './client/agent.ts';
import type { RequestOptions } from './client/request.ts';
import type { KnownDevices } from './deps.ts';
import { Exchange } from './exchange.ts';
import { aboutAgent, operationWith, type SnmpTool } from './operation.ts';
import { readPresent } from './read-present.ts';
import { systemObjects, systemSeen } from './system-objects.ts';
import { resolveAgent } from './targets.ts';

type ProbeInput = Parameters<Handlers<typeof snmpContract>['probe']>[0];
type ProbeResult = z.output<typeof probeResultSchema>;
type Seen = Parameters<KnownDevices['seen']>[1];

/** Where several profiles are tried, most of them meet silence: none is given longer than this. */
const patience = { timeout: 1000, retries: 1 };
/** What one profile meets, every other would meet too: nothing is there to be asked. */
const hopeless: ReadonlySet<ProblemCode> = new Set([
  'snmp-address-unknown',
  'snmp-port-closed',
  'snmp-host-unreachable',
  'snmp-net-unreachable',
  'snmp-socket-failed',
]);

/** A profile to be tried, or why it cannot be. */
type Candidate = { profile: Profile } & ({ credentials: Credentials } | { problem: Problem });

/**
 * Tries saved profiles on an address, one after the other, until one is taken.
 *
 * @throws ProblemError profile-unknown, no-profiles
 */
export async function probe(tool: SnmpTool, input: ProbeInput, signal: AbortSignal): Promise<ProbeResult> {
  const { address, port } = input;
  const candidates = candidatesOf(tool.devices, input.profiles);
  const exchange = new Exchange(tool, 'probe', { address, port }, input.exchange);
  const tries: ProbeResult['tries'] = [];
  const usable = candidates.filter((candidate) => 'credentials' in candidate);
  const { timeout, retries } = usable.length > 1 ? shorter(input) : input;
  let last: { agent: Agent | undefined; credentials: Credentials } | undefined;
  let found: { profile: string; seen: Seen } | undefined;
  let failure: Problem | undefined;
  for (const candidate of candidates) {
    if (signal.aborted) break;
    const { id, name } = candidate.profile;
    if ('problem' in candidate) {
      failure = candidate.problem;
      tries.push({ profile: id, name, outcome: 'failed', problem: failure });
      continue;
    }
    const { credentials } = candidate;
    last = { agent: last?.agent, credentials };
    exchange.log.note('snmp-trying-profile', { profile: name });
    exchange.uses(credentials);
    try {
      last.agent = await resolveAgent(tool.sockets, { address, port, credentials, profile: id });
      const explain = candidate === usable.at(-1) ? true : 'refusal';
      const seen = await introduce(tool, exchange, last.agent, { timeout, retries, explain, signal });
      found = { profile: id, seen };
      tries.push({ profile: id, name, outcome: 'taken' });
      break;
    } catch (error) {
      if (signal.aborted) tries.push({ profile: id, name, outcome: 'cancelled' });
      else {
        failure = problemOf(error);
        tries.push({ profile: id, name, outcome: 'failed', problem: failure });
        if (hopeless.has(failure.code)) break;
      }
    }
  }
  const outcome = found !== undefined ? 'complete' : signal.aborted ? 'cancelled' : 'failed';
  if (outcome === 'cancelled') exchange.log.note('cancelled');
  if (outcome === 'failed' && failure !== undefined) exchange.log.problem(failure);
  const version = last?.credentials.version ?? candidates.at(-1)?.profile.version ?? '2c';
  return {
    ...(await exchange.end(outcome)),
    agent: aboutAgent(tool, { address, port, credentials: { version } }, last?.agent),
    ...(found === undefined ? {} : { profile: found.profile, ...found.seen }),
    tries,
  };
}

function candidatesOf(devices: KnownDevices, named: readonly string[] | undefined): Candidate[] {
  const profiles = named === undefined ? devices.profiles() : named.map((one) => devices.profile(one));
  if (profiles.length === 0) throw new ProblemError('no-profiles');
  return profiles.map((profile) => {
    try {
      return { profile, credentials: devices.credentials(profile.id) };
    } catch (error) {
      return { profile, problem: problemOf(error) };
    }
  });
}

/** What the agent says of itself when it takes the credentials. @throws ProblemError */
async function introduce(
  tool: SnmpTool,
  exchange: Exchange,
  agent: Agent,
  options: Pick<RequestOptions, 'timeout' | 'retries' | 'explain'> & { signal: AbortSignal },
): Promise<Seen> {
  const { sysDescr, sysObjectId, sysName } = systemObjects;
  const operation = operationWith(tool, exchange, agent, options);
  const present = await readPresent(tool, operation, [sysDescr, sysObjectId, sysName]);
  // It answers, though a description of itself does not fit its answers.
  return present === undefined ? {} : systemSeen(present.varbinds.values());
}

function shorter({ timeout, retries }: Pick<ProbeInput, 'timeout' | 'retries'>): typeof patience {
  return { timeout: Math.min(timeout, patience.timeout), retries: Math.min(retries, patience.retries) };
}
