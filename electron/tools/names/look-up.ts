import { domainToASCII } from 'node:url';
import type { AddressInfo, AddressQuestion } from '#electron/net/names/platform-names.ts';
import type { LookUpInput, LookUpResult } from '#shared/contract/names.ts';
import { type ProblemCode, ProblemError, problem } from '#shared/problem/problem.ts';
import type { NamesDeps } from './deps.ts';
import { findNames } from './findings.ts';
import { race } from './race.ts';

/** Addresses whose names are asked for. */
const mostReversed = 16;

/**
 * Asks the system for a name's addresses, and beside it those who could know better; holds the answers against each other.
 *
 * @throws ProblemError names-unavailable, names-busy.
 */
export async function lookUp(deps: NamesDeps, input: LookUpInput, signal: AbortSignal): Promise<LookUpResult> {
  const { host, service } = input;
  const target = [host, service].filter((one) => one !== undefined).join(':') || '*';
  const recording = deps.recorder.begin({ tool: 'names', verb: 'look-up', target });
  try {
    recording.note('names-asked', { host: host ?? '–', service: service ?? '–', family: input.family });
    const startedAt = deps.now();
    const asked = askSystem(deps, input, signal);
    const [system, dns, hostsFile] = await Promise.all([
      asked.then((answer) => ({ answer, milliseconds: deps.now() - startedAt })),
      input.beside ? askDns(deps, input) : undefined,
      input.beside ? readHosts(deps, host) : undefined,
    ]);
    const { answer, milliseconds } = system;
    if ('error' in answer) recording.note('names-failed', { code: answer.error.code, text: answer.error.text });
    else recording.note('names-answered', { count: answer.addresses.length, addresses: shown(answer.addresses) });
    const addresses = 'error' in answer ? [] : answer.addresses;
    const [reverse, raced] = await Promise.all([
      input.beside ? askReverse(deps, addresses, input.timeout) : undefined,
      runRace(deps, input, addresses, signal),
    ]);
    for (const { address, outcome, milliseconds: took, problem: found } of raced ?? []) {
      recording.note('names-connected', { address, outcome, milliseconds: Math.round(took * 10) / 10 }, found);
    }
    const parts = {
      addresses,
      ...('error' in answer
        ? { error: answer.error, problem: lookUpProblem(answer.error, host ?? '', service ?? '') }
        : {}),
      ...(dns === undefined ? {} : { dns }),
      ...(hostsFile === undefined ? {} : { hostsFile }),
      ...(reverse === undefined ? {} : { reverse }),
      ...(raced === undefined ? {} : { race: raced }),
    };
    await recording.end(signal.aborted ? 'cancelled' : 'error' in answer ? answer.error.code : 'answered');
    return { exchange: recording.id, ...parts, milliseconds, findings: findNames(host ?? '', parts) };
  } catch (error) {
    await recording.end('failed');
    throw error;
  }
}

/** An address is no name to ask DNS for. */
const isNumeric = (host: string) => /^[\d.]+$|:/.test(host);

/** Look-ups under way at once: each takes a thread until the system answers, which nobody can hurry. */
const mostAtOnce = 8;
let underWay = 0;

async function askSystem(deps: NamesDeps, input: LookUpInput, signal: AbortSignal) {
  if (underWay >= mostAtOnce) throw new ProblemError('names-busy', { count: underWay });
  const question: AddressQuestion = {
    host: input.host === undefined ? undefined : asciiName(input.host),
    service: input.service,
    family: input.family,
    socketType: input.socketType,
    protocol: input.protocol,
    flags: input.flags,
  };
  underWay++;
  const answer = deps
    .platformNames()
    .addresses(question)
    .finally(() => underWay--);
  return Promise.race([answer, cancelled(signal)]);
}

/** A name of another script as DNS has it (RFC 5891); what is none stays for the system to judge. */
function asciiName(host: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything beyond ASCII is meant
  return /[^\x00-\x7f]/.test(host) ? domainToASCII(host) || host : host;
}

function cancelled(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new ProblemError('cancelled'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

async function askDns(deps: NamesDeps, { host, family, timeout }: LookUpInput): Promise<LookUpResult['dns']> {
  if (host === undefined || isNumeric(host)) return undefined;
  const name = asciiName(host);
  const types = (['A', 'AAAA', 'CNAME'] as const).filter(
    (type) => !(type === 'A' && family === 'AF_INET6') && !(type === 'AAAA' && family === 'AF_INET'),
  );
  return Promise.all(
    deps.dns.servers().flatMap((server) =>
      types.map(async (type) => {
        const startedAt = deps.now();
        const answer = await deps.dns.ask(server, name, type, timeout);
        return { server, type, ...answer, milliseconds: deps.now() - startedAt };
      }),
    ),
  );
}

async function readHosts({ hostsFile, findInHostsFile }: NamesDeps, host: string | undefined) {
  if (host === undefined) return undefined;
  // No hosts file is as good as an empty one.
  const entries = await findInHostsFile(hostsFile, asciiName(host)).catch(() => []);
  return { file: hostsFile, entries };
}

async function askReverse(
  deps: NamesDeps,
  addresses: readonly AddressInfo[],
  timeout: number,
): Promise<LookUpResult['reverse']> {
  const different = [...new Map(addresses.map((one) => [one.address, one])).values()].slice(0, mostReversed);
  const [server] = deps.dns.servers();
  return Promise.all(
    different.map(async ({ address, scope }) => {
      const [name, records] = await Promise.all([
        deps.platformNames().name({ address, port: 0, scope, flags: ['NI_NAMEREQD'] }),
        server === undefined ? { answers: [] } : deps.dns.ask(server, address, 'PTR', timeout),
      ]);
      return {
        address,
        ...('error' in name ? { error: name.error.code } : { name: name.host }),
        records: records.answers.map(({ value }) => value),
      };
    }),
  );
}

async function runRace(
  { connect, now }: NamesDeps,
  { race: wanted, timeout }: LookUpInput,
  addresses: readonly AddressInfo[],
  signal: AbortSignal,
): Promise<LookUpResult['race']> {
  const racers = new Map(
    addresses
      .map(({ address, port, scope }) => ({
        address: scope === undefined || scope === 0 ? address : `${address}%${scope}`,
        port: wanted ?? port,
      }))
      .filter(({ port }) => port > 0)
      .map((racer) => [racer.address, racer]),
  );
  if (racers.size === 0) return undefined;
  return race([...racers.values()], { connect, timeout, now, signal });
}

const shown = (addresses: readonly AddressInfo[]) =>
  [...new Set(addresses.map(({ address }) => address))].slice(0, 10).join(', ');

const problemsOfErrors: Readonly<Record<string, ProblemCode>> = {
  EAI_NONAME: 'names-unknown',
  EAI_NODATA: 'names-no-address',
  EAI_ADDRFAMILY: 'names-no-address',
  EAI_AGAIN: 'names-no-server',
  EAI_FAIL: 'names-server-failed',
  EAI_SERVICE: 'names-service-unknown',
  EAI_BADFLAGS: 'names-hints-unfit',
  EAI_FAMILY: 'names-hints-unfit',
  EAI_SOCKTYPE: 'names-hints-unfit',
};

function lookUpProblem({ code, text }: { code: string; text: string }, host: string, service: string) {
  return problem(problemsOfErrors[code] ?? 'names-failed', { host, service, code, text }, `${code}: ${text}`);
}
