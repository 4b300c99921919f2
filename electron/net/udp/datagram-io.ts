import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIP, SocketAddress } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Clock, systemClock } from '../clock.ts';
import { systemCalls } from '../sockets/system-calls.ts';
import { ArpWatch } from './arp-watch.ts';
import { openBatchedPort } from './batched-port.ts';
import { openSystemConnectedPort } from './system-connected-port.ts';

export type IpFamily = 'ipv4' | 'ipv6';

export interface Datagram {
  /** Belongs to the receiver. */
  bytes: Uint8Array;
  /** The sender, written as `canonicalAddress` writes it. */
  address: string;
  port: number;
  /** Milliseconds since the epoch with a fraction, when this process read it. */
  at: number;
}

/** A bound UDP socket. */
export interface DatagramPort {
  readonly family: IpFamily;
  readonly localPort: number;
  /** Bytes of the system's receive buffer: what was asked for and what the system gave. */
  readonly receiveBuffer: { asked: number; granted: number };
  /** Hands a datagram to the system. `onError` hears of a refusal as the system's code: EMSGSIZE, ENETUNREACH, EPERM. Without it, sending is cheaper. */
  send(bytes: Uint8Array, port: number, address: string, onError?: (code: string) => void): void;
  close(): Promise<void>;
}

/** A UDP socket with one peer: the system tells it what ICMP says of that peer, and which of our addresses leads there. */
export interface ConnectedPort {
  readonly localAddress: string;
  readonly localPort: number;
  /** Bytes that the system has not taken yet. */
  readonly waiting: number;
  send(bytes: Uint8Array): void;
  close(): Promise<void>;
}

export interface OpenOptions {
  family: IpFamily;
  /** Default: a free one. */
  port?: number;
  /** One address of this machine; default: all of the family. */
  address?: string;
  /** Bytes; the system may give less. */
  receiveBuffer: number;
  /**
   * Another of ours that is opened so may have the same port on another address, or on all. What comes for the one address goes to the
   * socket that has it, everything else to the one that has all. Linux only (SO_REUSEPORT, socket(7)).
   */
  shared?: boolean;
  onDatagram: (datagram: Datagram) => void;
}

export interface ConnectOptions {
  family: IpFamily;
  address: string;
  port: number;
  /** Where it sends from; default: what the system chooses. */
  localAddress?: string | undefined;
  localPort?: number | undefined;
  /** The address stands for many (broadcast, multicast): whoever answers is heard, and nobody's ICMP. */
  many?: boolean;
  /** Bytes; the system may give less. Default: what it gives to everybody. */
  receiveBuffer?: number;
  /**
   * What is sent may be answered within microseconds: the answer is waited for then, in short turns that may take all of a processor, before
   * others have theirs. Where the system's own calls are not to be had it makes no difference.
   */
  eager?: boolean;
  onDatagram: (datagram: Datagram) => void;
  onError: (code: string) => void;
}

export interface DatagramIo {
  /**
   * @throws the system's error when no socket can be had: EACCES without rights for the port, EADDRINUSE when it is taken, EADDRNOTAVAIL when
   * the address is none of this machine, EAFNOSUPPORT where the family is switched off.
   */
  open(options: OpenOptions): Promise<DatagramPort>;
  /**
   * `onError` gets ECONNREFUSED (port unreachable), EHOSTUNREACH, ENETUNREACH and the like. Rejects with such an error when there is no way, and
   * with those of `open` for the local end.
   */
  connect(options: ConnectOptions): Promise<ConnectedPort>;
  /** The address of a host name, or of an address in its canonical form. Rejects with the resolver's error. */
  resolve(name: string): Promise<{ address: string; family: IpFamily }>;
}

/** Nothing but addresses comes here, so that nothing is looked up. */
const noLookup: NonNullable<SocketOptions['lookup']> = (host, _options, callback) =>
  callback(null, host, host.includes(':') ? 6 : 4);

const newSocket = (family: IpFamily, reusePort = false): Socket =>
  createSocket({
    type: family === 'ipv4' ? 'udp4' : 'udp6',
    ipv6Only: family === 'ipv6',
    lookup: noLookup,
    ...(reusePort ? { reusePort } : {}),
  });

/** Messages are written for pointers of 64 bits, the lower octets first. */
const canBatch = ['x64', 'arm64'].includes(process.arch);
const anyAddress: Readonly<Record<IpFamily, string>> = { ipv4: '0.0.0.0', ipv6: '::' };

/**
 * A UDP socket of Node's own.
 *
 * @throws as `DatagramIo.open` says.
 */
export async function openNodePort(
  clock: Clock,
  { family, port, address, receiveBuffer, shared, onDatagram }: Required<OpenOptions>,
): Promise<DatagramPort> {
  const socket = newSocket(family, shared);
  try {
    await bound(socket, address, port);
  } catch (error) {
    await closed(socket);
    throw error;
  }
  const granted = askForBuffer(socket, receiveBuffer);
  socket.on('message', (bytes, from) => onDatagram({ bytes, address: from.address, port: from.port, at: clock.now() }));
  // Refusals of single datagrams come to the callback of their send; what is left concerns no request.
  socket.on('error', () => {});
  return {
    family,
    localPort: socket.address().port,
    receiveBuffer: { asked: receiveBuffer, granted },
    send(bytes, port, address, onError) {
      if (onError === undefined) {
        socket.send(bytes, port, address);
        return;
      }
      socket.send(bytes, port, address, (error) => {
        if (error !== null) onError(codeOf(error));
      });
    },
    close: () => closed(socket),
  };
}

/** UDP of the operating system. `batches`: sockets that are not connected give and take many datagrams with one call, where that can be had. */
export function createDatagramIo(clock: Clock = systemClock, batches = true): DatagramIo {
  const neighbours = new ArpWatch(clock);
  return {
    async open(options) {
      const wanted = { port: 0, address: anyAddress[options.family], shared: false, ...options };
      const calls = batches && canBatch && !wanted.shared ? systemCalls() : undefined;
      return calls === undefined ? openNodePort(clock, wanted) : openBatchedPort(calls, clock, wanted);
    },

    async connect(options) {
      const { family, address, many = false, onError } = options;
      const calls = systemCalls();
      const port =
        calls === undefined || many
          ? await openNodeConnectedPort(clock, options)
          : openSystemConnectedPort(calls, clock, options);
      if (family !== 'ipv4' || process.platform !== 'linux' || many) return port;
      const stopWatching = neighbours.watch(address, () => onError('EHOSTUNREACH'));
      return {
        localAddress: port.localAddress,
        localPort: port.localPort,
        get waiting() {
          return port.waiting;
        },
        send: (bytes) => port.send(bytes),
        close: () => {
          stopWatching();
          return port.close();
        },
      };
    },

    async resolve(name) {
      const known = givenAddress(name);
      if (known !== undefined) return known;
      const { address, family } = await lookup(name);
      return { address, family: family === 6 ? 'ipv6' : 'ipv4' };
    },
  };
}

/**
 * A UDP socket with one peer, or with many, of Node's own.
 *
 * @throws as `DatagramIo.connect` says.
 */
export async function openNodeConnectedPort(
  clock: Clock,
  { family, address, port, localAddress, localPort, many = false, receiveBuffer, onDatagram, onError }: ConnectOptions,
): Promise<ConnectedPort> {
  const socket = newSocket(family);
  try {
    if (many || localAddress !== undefined || localPort !== undefined) {
      await bound(socket, localAddress ?? anyAddress[family], localPort ?? 0);
    }
    if (many) socket.setBroadcast(true);
    else await connected(socket, address, port);
  } catch (error) {
    await closed(socket);
    throw error;
  }
  socket.on('error', (error) => onError(codeOf(error)));
  socket.on('message', (bytes, from) => onDatagram({ bytes, address: from.address, port: from.port, at: clock.now() }));
  if (receiveBuffer !== undefined) askForBuffer(socket, receiveBuffer);
  const local = socket.address();
  const sent = (error: Error | null) => {
    if (error !== null) onError(codeOf(error));
  };
  return {
    localAddress: local.address,
    localPort: local.port,
    get waiting() {
      return socket.getSendQueueSize();
    },
    send: many ? (bytes) => socket.send(bytes, port, address, sent) : (bytes) => socket.send(bytes, sent),
    close: () => closed(socket),
  };
}

/**
 * An address as the system writes it, so that texts can be compared: "::1" for "0:0::1", the IPv4 address for one mapped into IPv6.
 * A zone is the name of its interface; on Windows its number. Undefined for what is no address.
 */
export function canonicalAddress(text: string): { address: string; family: IpFamily } | undefined {
  const kind = isIP(text);
  if (kind === 4) return { address: text, family: 'ipv4' };
  if (kind !== 6) return undefined;
  const [bare = '', zone] = text.split('%', 2);
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return { address: mapped, family: 'ipv4' };
  return { address: zone === undefined ? address : `${address}%${zoneName(zone)}`, family: 'ipv6' };
}

/**
 * As `canonicalAddress`.
 *
 * @throws Error with the code ENODEV for a zone that no interface has.
 */
export function givenAddress(text: string): { address: string; family: IpFamily } | undefined {
  const known = canonicalAddress(text);
  const zone = known?.address.split('%', 2)[1];
  if (zone !== undefined && !isZone(zone)) {
    throw Object.assign(new Error(`no interface ${zone}`), { code: 'ENODEV' });
  }
  return known;
}

/** The interfaces whose zones an address can have: each by its name and number. */
function zones(): { name: string; number: string }[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.flatMap(({ scopeid }) => (scopeid ? [{ name, number: String(scopeid) }] : [])),
  );
}

function zoneName(zone: string): string {
  if (process.platform === 'win32') return zone;
  return zones().find(({ number }) => number === zone)?.name ?? zone;
}

function isZone(zone: string): boolean {
  return zones().some(({ name, number }) => zone === (process.platform === 'win32' ? number : name));
}

function bound(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port }, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}

function connected(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    // A callback would get the error in place of the event.
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve();
    });
    socket.connect(port, address);
  });
}

/** Linux cuts the size to net.core.rmem_max without a word and reports twice what it gave (socket(7)): so it is read back. */
function askForBuffer(socket: Socket, bytes: number): number {
  try {
    socket.setRecvBufferSize(bytes);
  } catch {
    // Other systems refuse what is too large; the default stays.
  }
  const reported = socket.getRecvBufferSize();
  return process.platform === 'linux' ? reported / 2 : reported;
}

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? error.message;
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    try {
      socket.close(() => resolve());
    } catch {
      resolve(); // it was closed already
    }
  });
}
