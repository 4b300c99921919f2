import type { OpenLoopbackPort } from '#electron/net/udp/loopback-port.ts';
import type { LabDestination } from '#shared/contract/lab.ts';
import type { InterfaceTurn } from './interface-objects.ts';
import { interfaceStatus } from './interface-state.ts';
import type { LibrarySession, LibrarySessionSocket, LibraryUser, LibraryVarbind, NetSnmp } from './net-snmp-library.ts';
import { withOwnClock } from './own-clock.ts';
import type { LabEngine } from './security-reports.ts';
import { hundredths } from './write-checks.ts';

export interface SessionNeed {
  library: NetSnmp;
  openPort: OpenLoopbackPort;
  engine: LabEngine;
  /** Of the device, in milliseconds. */
  uptime: number;
  destination: LabDestination;
  /** v3. */
  user: LibraryUser | undefined;
  /** Nobody waits for an answer any more. */
  signal: AbortSignal;
}

const address = '127.0.0.1';
const community = 'public';
/** Of generic-trap (RFC 1157 section 4.1.6). */
const generic = { linkDown: 2, linkUp: 3 } as const;
const integerTag = 2;
const ifEntry = '1.3.6.1.2.1.2.2.1';
/** Of an inform: milliseconds for the first answer, how often it is sent again, and how much longer each wait is. */
const patience = { timeout: 1500, retries: 2, backoff: 1.5 };
const closed = new Error('the lab was closed');

/**
 * Sends linkDown or linkUp by npm net-snmp, so that somebody else's code judges our receiver, over a socket of its own on loopback. Gives
 * undefined once it was sent or acknowledged, else what the library says.
 */
export async function sendLinkNotification(need: SessionNeed, turn: InterfaceTurn): Promise<string | undefined> {
  const { library, destination, user, engine, signal } = need;
  const { kind, version } = destination;
  let hear: (bytes: Buffer, from: { address: string; port: number }) => void = () => {};
  const port = await need.openPort((bytes, from) => hear(Buffer.from(bytes), from));
  const isOwnClock = version === '3' && kind === 'trap' && user !== undefined;
  const send = (bytes: Buffer) => {
    port.send(isOwnClock ? withOwnClock(library, engine, user, bytes) : bytes, destination.port);
  };
  const socket = socketOf(send, signal, (listener) => {
    hear = listener;
  });
  try {
    return await new Promise<string | undefined>((resolve) => {
      const session = sessionOf(need, socket, isOwnClock);
      const told = (error: Error | null) => resolve(error === null ? undefined : error.message);
      // An answer that the library cannot read.
      session.on('error', told);
      signal.addEventListener('abort', () => session.cancelRequests(closed));
      const name = turn.oper === interfaceStatus.up ? 'linkUp' : 'linkDown';
      const upTime = hundredths(need.uptime);
      if (kind === 'inform') session.inform(generic[name], varbindsOf(turn), { upTime }, told);
      else session.trap(generic[name], varbindsOf(turn), { upTime, agentAddr: address }, told);
    });
  } catch (error) {
    return String(error);
  } finally {
    await port.close();
  }
}

function sessionOf(
  { library, destination, user, engine }: SessionNeed,
  socket: LibrarySessionSocket,
  isOwnClock: boolean,
): LibrarySession {
  const options = { dgramModule: { createSocket: () => socket }, trapPort: destination.port, ...patience };
  const own = { ...options, engineID: engine.id.toString('hex') };
  if (destination.version !== '3' || user === undefined) {
    const version = destination.version === '1' ? library.Version1 : library.Version2c;
    return library.createSession(address, community, { ...own, version });
  }
  const bare = { name: user.name, level: library.SecurityLevel.noAuthNoPriv };
  return library.createV3Session(address, isOwnClock ? bare : user, { ...own, version: library.Version3 });
}

function socketOf(
  sendOn: (bytes: Buffer) => void,
  signal: AbortSignal,
  onMessage: (listener: (bytes: Buffer, from: { address: string; port: number }) => void) => void,
): LibrarySessionSocket {
  return {
    on: (event, listener) => {
      if (event === 'message') onMessage(listener);
    },
    bind: () => {},
    ref: () => {},
    unref: () => {},
    close: () => {},
    // Whatever the library is told: nothing leaves this machine.
    send: (bytes, offset, length, _port, _address, callback) => {
      sendOn(bytes.subarray(offset, offset + length));
      setImmediate(() => callback(signal.aborted ? closed : null, length));
    },
  };
}

/** The objects of linkDown and linkUp (RFC 2863). */
function varbindsOf({ index, admin, oper }: InterfaceTurn): LibraryVarbind[] {
  const columns = [
    [1, index],
    [7, admin],
    [8, oper],
  ] as const;
  return columns.map(([column, value]) => ({ oid: `${ifEntry}.${column}.${index}`, type: integerTag, value }));
}
