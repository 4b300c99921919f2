import type { HostAddress } from '#electron/net/names/resolve-host.ts';
import type { TcpEnd } from '#electron/net/tcp/tcp-io.ts';
import type { ConnectInput } from '#shared/model/echo.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { LogCapture } from '../capture/log-capture.ts';
import type { EchoDeps } from '../deps.ts';
import type { EchoLog } from '../echo-log.ts';
import { connectFailure } from '../link/connect-failure.ts';
import type { Link, LinkEvents, Way } from '../link/link.ts';
import { openWay } from '../link/open-way.ts';
import { resolveTarget } from '../resolve-target.ts';
import { chooseWay, isMulticast } from './choose-way.ts';

/** Milliseconds that the last address gets at least. */
const leastPatience = 50;
/** Addresses tried; more would be a scan. */
const mostAttempts = 16;

export interface LinkSteps {
  /** Milliseconds that the look-up took; not called for an address. */
  looked(milliseconds: number): void;
  /** Milliseconds that the last attempt took, whether it worked or not. */
  tried(milliseconds: number): void;
  /** Called before anything is read. */
  opened(link: Link, way: Way): LinkEvents;
  /** Of segments, where they are wanted. */
  capture: LogCapture;
}

/**
 * Looks the name up and tries its addresses one after the other, in the system's order.
 *
 * @throws ProblemError names-*, connect-*, echo-source-failed, echo-port-taken, echo-port-no-rights, echo-broadcast-off, echo-zone-needed,
 * interface-unknown, cancelled.
 */
export async function openLink(
  input: ConnectInput,
  deps: EchoDeps,
  log: EchoLog,
  signal: AbortSignal,
  steps: LinkSteps,
): Promise<void> {
  const { clock } = deps;
  const { address: host, port, family, timeout } = input;
  const startedAt = clock.now();
  const addresses = await resolveTarget(deps, { host, family, timeout }, signal);
  if (host.toLowerCase() !== addresses[0].address) {
    const milliseconds = clock.now() - startedAt;
    steps.looked(milliseconds);
    const list = addresses.map(({ address }) => address).join(', ');
    log.note('echo-looked-up', { host, addresses: list, milliseconds: Math.round(milliseconds * 1000) / 1000 });
  }
  const attempts = addresses.slice(0, mostAttempts);
  for (const [index, address] of attempts.entries()) {
    const patience = Math.max(leastPatience, timeout - (clock.now() - startedAt));
    try {
      return await attempt(input, address, patience, deps, signal, steps);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { code, details } = error.problem;
      if (index === attempts.length - 1 || !code.startsWith('connect-')) throw error;
      log.note('echo-attempt-failed', { address: address.address, port, reason: details ?? code });
    }
  }
}

async function attempt(
  input: ConnectInput,
  address: HostAddress,
  patience: number,
  deps: EchoDeps,
  signal: AbortSignal,
  steps: LinkSteps,
): Promise<void> {
  const way = chooseWay(deps, input, address);
  const many = input.broadcast || isMulticast(way.address);
  const { capture } = steps;
  // One that was sent to many is answered from elsewhere.
  if (input.capture === 'auto' && !many) await capture.open({ ...way, protocol: input.protocol }, signal);
  const startedAt = deps.clock.now();
  const tried = () => steps.tried(deps.clock.now() - startedAt);
  try {
    const started = (local: TcpEnd) => capture.isFrom(local);
    await openWay(deps, way, { ...input, many, timeout: patience, started }, signal, (link) => {
      tried();
      capture.isFrom(link.local);
      return steps.opened(link, way);
    });
  } catch (error) {
    tried();
    void capture.leave();
    throw error instanceof ProblemError ? error : ProblemError.of(await connectFailure(deps, input, way, error));
  }
}
