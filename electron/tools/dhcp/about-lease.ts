import type { z } from 'zod';
import type { DhcpVerb, ExchangeResult, leaseInputSchema } from '#shared/model/dhcp-exchange.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { DhcpDeps } from './deps.ts';
import type { HeldLeases } from './held-leases.ts';
import type { KnownLease } from './plan.ts';
import { givingBack, runExchange } from './run.ts';

/** Verbs that go by broadcast: they need no server to be named. */
const toEverybody = new Set<DhcpVerb>(['reboot', 'rebind', 'inform']);

/**
 * Does something about an address: of a kept lease, of the address given, of the interface's own (INFORM), or of one that is
 * obtained first and given back afterwards.
 */
export async function runAboutLease(
  deps: DhcpDeps,
  held: HeldLeases,
  verb: DhcpVerb,
  { lease, address, ...input }: z.output<typeof leaseInputSchema>,
  signal: AbortSignal,
): Promise<ExchangeResult> {
  const kept = address === undefined || lease !== undefined ? held.find(input.interface, lease) : undefined;
  if (kept !== undefined) {
    const { attempts, firstTimeout, exchange, requestedOptions, options } = input;
    return held.run(verb, kept.exchange, { attempts, firstTimeout, exchange, requestedOptions, options }, signal);
  }
  const known =
    address === undefined ? await ownAddress(deps, verb, input.interface) : knownLease(verb, address, input.server);
  const { result, bound } = await runExchange(deps, verb, givingBack(input), known, signal);
  await bound?.port.close();
  return result;
}

function knownLease(verb: DhcpVerb, address: string, server: string | undefined): KnownLease {
  if (server === undefined && !toEverybody.has(verb)) {
    const reason = `${verb} goes to the server that granted the address: name it, or leave the address out`;
    throw new ProblemError('input-invalid', { field: 'server', reason });
  }
  return { address, server: server ?? '255.255.255.255', serverMac: undefined };
}

/** INFORM is for those who have an address otherwise: the interface's own, if it has one. */
async function ownAddress(deps: DhcpDeps, verb: DhcpVerb, interfaceName: string): Promise<KnownLease | undefined> {
  if (verb !== 'inform') return undefined;
  const { addresses = [] } = (await deps.findInterface(interfaceName)) ?? {};
  const address = addresses.find(({ family }) => family === 'ipv4')?.address;
  return address === undefined ? undefined : knownLease(verb, address, undefined);
}
