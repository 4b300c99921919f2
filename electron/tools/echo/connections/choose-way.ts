import type { HostAddress } from '#electron/net/names/resolve-host.ts';
import type { ConnectInput } from '#shared/model/echo.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { EchoDeps } from '../deps.ts';
import type { Way } from '../link/link.ts';

/**
 * From where to an address: an interface gives a link-local address its zone, and its own address as the source where none was asked for. So
 * bound, Linux sends broadcast and multicast out of that interface (ip(7)).
 *
 * @throws ProblemError interface-unknown (also where it has no address of that family), echo-zone-needed.
 */
export function chooseWay(
  { interfaceAddress }: Pick<EchoDeps, 'interfaceAddress'>,
  input: Pick<ConnectInput, 'port' | 'interface' | 'sourceAddress' | 'sourcePort'>,
  { address, family }: HostAddress,
): Way {
  const { port, interface: name, sourceAddress, sourcePort } = input;
  const onLink = needsZone(address);
  const source = name === undefined ? undefined : interfaceAddress(name, family, onLink);
  if (name !== undefined && source === undefined) throw new ProblemError('interface-unknown', { interface: name });
  const zoned =
    onLink && name !== undefined && !address.includes('%') ? `${address}%${zoneOf(source) ?? name}` : address;
  if (onLink && !zoned.includes('%')) throw new ProblemError('echo-zone-needed', { address });
  return {
    family,
    address: zoned,
    port,
    localAddress: sourceAddress ?? source,
    localPort: sourcePort === 0 ? undefined : sourcePort,
  };
}

/** fe80::/10, and multicast of the link's scope (RFC 4291 section 2.7). */
function needsZone(address: string): boolean {
  return /^(fe[89ab]|ff.2)/i.test(address);
}

const zoneOf = (address: string | undefined) => address?.split('%', 2)[1];

/** Whoever answers has another address. */
export function isMulticast(address: string): boolean {
  return /^(22[4-9]|23\d)\.|^ff/i.test(address);
}
