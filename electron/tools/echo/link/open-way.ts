import type { TcpEnd } from '#electron/net/tcp/tcp-io.ts';
import type { ConnectInput } from '#shared/model/echo.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { EchoDeps } from '../deps.ts';
import type { Link, LinkEvents, Way } from './link.ts';
import { openUdpLink } from './udp-link.ts';

export interface WayOptions extends Pick<ConnectInput, 'protocol' | 'noDelay' | 'keepAlive'> {
  /** UDP: the address is a broadcast or multicast one. */
  many: boolean;
  /** Milliseconds. */
  timeout: number;
  /** TCP: told the local end while the other side has not answered, where the system tells. */
  started?: (local: TcpEnd) => void;
  /** Answers are waited for as `TcpIo.connect` and `DatagramIo.connect` say. */
  eager?: boolean;
}

/**
 * A link to an address over TCP or UDP. `opened` is called before anything is read and gives who follows it.
 *
 * @throws the system's error; ProblemError cancelled.
 */
export async function openWay(
  deps: Pick<EchoDeps, 'tcp' | 'udp' | 'clock'>,
  way: Way,
  { protocol, many, noDelay, keepAlive, timeout, started, eager = false }: WayOptions,
  signal: AbortSignal,
  opened: (link: Link) => LinkEvents,
): Promise<Link> {
  if (protocol === 'udp') return openUdp(deps, way, { many, eager }, signal, opened);
  try {
    return await deps.tcp.connect({
      ...way,
      ...{ noDelay, keepAlive, timeout, signal, eager },
      ...(started === undefined ? {} : { onStarted: started }),
      onConnected(connection) {
        const events = opened(connection);
        return { ...events, data: (bytes, at) => events.received(bytes, at) };
      },
    });
  } catch (error) {
    throw signal.aborted ? new ProblemError('cancelled') : error;
  }
}

async function openUdp(
  deps: Pick<EchoDeps, 'udp' | 'clock'>,
  way: Way,
  options: { many: boolean; eager: boolean },
  signal: AbortSignal,
  opened: (link: Link) => LinkEvents,
): Promise<Link> {
  let events: LinkEvents | undefined;
  // What comes before the socket is handed on is nothing that we asked for.
  const link = await openUdpLink(deps, way, options, {
    received: (bytes, at, from) => events?.received(bytes, at, from),
    drained: () => events?.drained(),
    finished: () => {},
    told: (code) => events?.told(code),
    closed: (code) => events?.closed(code),
  });
  if (signal.aborted) {
    link.destroy();
    throw new ProblemError('cancelled');
  }
  events = opened(link);
  return link;
}
