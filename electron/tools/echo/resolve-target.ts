import type { HostAddress } from '#electron/net/names/resolve-host.ts';
import { type ProblemCode, ProblemError } from '#shared/problem/problem.ts';
import type { EchoDeps } from './deps.ts';

const problems: Readonly<Record<string, ProblemCode>> = {
  ENOTFOUND: 'names-unknown',
  ENODEV: 'names-unknown',
  EAI_ADDRFAMILY: 'names-no-address',
  EAI_AGAIN: 'names-no-server',
};

/**
 * The addresses of a host in the system's order: at least one. A look-up cannot be stopped, only left alone.
 *
 * @throws ProblemError names-unknown, names-no-address, names-no-server, names-failed (nothing came in time too), cancelled.
 */
export async function resolveTarget(
  { resolve, clock }: Pick<EchoDeps, 'resolve' | 'clock'>,
  { host, family, timeout }: { host: string; family?: 'ipv4' | 'ipv6' | undefined; timeout: number },
  signal: AbortSignal,
): Promise<[HostAddress, ...HostAddress[]]> {
  let leave = () => {};
  const left = new Promise<never>((_resolve, reject) => {
    const aborted = () => reject(new ProblemError('cancelled'));
    const cancelTimer = clock.after(timeout, () => reject(withCode('ETIMEDOUT')));
    if (signal.aborted) aborted();
    signal.addEventListener('abort', aborted, { once: true });
    leave = () => {
      cancelTimer();
      signal.removeEventListener('abort', aborted);
    };
  });
  try {
    const [first, ...more] = await Promise.race([resolve(host, family), left]);
    if (first !== undefined) return [first, ...more];
    throw withCode('ENOTFOUND');
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const params = { host, service: '', code, text: code };
    throw new ProblemError(problems[code] ?? 'names-failed', params, String(error));
  } finally {
    leave();
  }
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
