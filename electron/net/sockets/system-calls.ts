import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { getSystemErrorName } from 'node:util';
import { Readiness } from './readiness.ts';

type Koffi = typeof import('koffi');

/**
 * The system's own calls on sockets, none of which waits: sockets are opened with SOCK_NONBLOCK. Each gives -1 where it failed, and `errorCode`
 * says then why. Numbers are those of Linux, the same on all its machines that this program is built for.
 */
export interface SystemCalls {
  socket(family: number, type: number, protocol: number): number;
  bind(descriptor: number, address: Uint8Array, length: number): number;
  connect(descriptor: number, address: Uint8Array, length: number): number;
  listen(descriptor: number, backlog: number): number;
  accept4(descriptor: number, address: Uint8Array, length: Uint8Array, flags: number): number;
  getsockname(descriptor: number, address: Uint8Array, length: Uint8Array): number;
  setsockopt(descriptor: number, level: number, name: number, value: Uint8Array, length: number): number;
  getsockopt(descriptor: number, level: number, name: number, value: Uint8Array, length: Uint8Array): number;
  shutdown(descriptor: number, how: number): number;
  close(descriptor: number): number;
  send(descriptor: number, bytes: Uint8Array, length: number, flags: number): number;
  recv(descriptor: number, bytes: Uint8Array, length: number, flags: number): number;
  /** Many datagrams with one call: `messages` holds so many struct mmsghdr. How many were sent, or received. */
  sendmmsg(descriptor: number, messages: Uint8Array, count: number, flags: number): number;
  recvmmsg(descriptor: number, messages: Uint8Array, count: number, flags: number, timeout: null): number;
  /** The number of an interface; 0: there is none of that name. */
  if_nametoindex(name: string): number;
  /** The name of an interface, which is also written to `room` (16 bytes); null: there is none of that number. */
  if_indextoname(number: number, room: Uint8Array): string | null;
  /** Why the last call failed: "ECONNRESET". To be asked before anything else is called. */
  errorCode(): string;
  /** The name of an error's number; undefined for 0. */
  errorName(number: number): string | undefined;
  /** Where bytes of more than 64 are in memory: there they stay. */
  addressOf(bytes: Uint8Array): number;
  /** Calls back from the event loop while the descriptor is ready for what is wanted of it. */
  watch(descriptor: number, callback: () => void): Readiness;
}

export const socketNumbers = {
  AF_INET: 2,
  AF_INET6: 10,
  SOCK_STREAM: 1,
  SOCK_DGRAM: 2,
  SOCK_NONBLOCK: 0o4000,
  SOCK_CLOEXEC: 0o2000000,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
  SO_ERROR: 4,
  SO_RCVBUF: 8,
  SO_KEEPALIVE: 9,
  SO_LINGER: 13,
  IPPROTO_TCP: 6,
  TCP_NODELAY: 1,
  TCP_KEEPIDLE: 4,
  TCP_KEEPINTVL: 5,
  TCP_KEEPCNT: 6,
  IPPROTO_IPV6: 41,
  IPV6_V6ONLY: 26,
  SHUT_WR: 1,
  MSG_NOSIGNAL: 0x4000,
} as const;

type SystemFunctions = Omit<SystemCalls, 'errorCode' | 'errorName' | 'addressOf' | 'watch'>;

const prototypes: Readonly<Record<keyof SystemFunctions, string>> = {
  socket: 'int socket(int, int, int)',
  bind: 'int bind(int, const void *, uint32_t)',
  connect: 'int connect(int, const void *, uint32_t)',
  listen: 'int listen(int, int)',
  accept4: 'int accept4(int, void *, void *, int)',
  getsockname: 'int getsockname(int, void *, void *)',
  setsockopt: 'int setsockopt(int, int, int, const void *, uint32_t)',
  getsockopt: 'int getsockopt(int, int, int, void *, void *)',
  shutdown: 'int shutdown(int, int)',
  close: 'int close(int)',
  send: 'long send(int, const void *, size_t, int)',
  recv: 'long recv(int, void *, size_t, int)',
  sendmmsg: 'int sendmmsg(int, void *, uint32_t, int)',
  recvmmsg: 'int recvmmsg(int, void *, uint32_t, int, void *)',
  if_nametoindex: 'unsigned int if_nametoindex(const char *)',
  if_indextoname: 'const char *if_indextoname(unsigned int, void *)',
};

let loaded: { calls: SystemCalls | undefined } | undefined;

/** Undefined on other systems than Linux, and where koffi cannot be had. */
export function systemCalls(): SystemCalls | undefined {
  loaded ??= { calls: process.platform === 'linux' ? tryLoad() : undefined };
  return loaded.calls;
}

function tryLoad(): SystemCalls | undefined {
  try {
    const koffi = createRequire(import.meta.url)('koffi') as Koffi;
    const library = koffi.load(null);
    const functions = Object.fromEntries(
      Object.entries(prototypes).map(([name, prototype]) => [name, library.func(prototype)]),
    ) as unknown as SystemFunctions;
    return {
      ...functions,
      errorCode: () => nameOfError(koffi.errno()),
      errorName: (number) => (number === 0 ? undefined : nameOfError(number)),
      addressOf: (bytes) => Number(koffi.address(bytes)),
      watch: (descriptor, callback) => new Readiness(koffi.node, descriptor, callback),
    };
  } catch {
    return undefined;
  }
}

/** As Node names it; Node has no name for what its own sockets keep to themselves. */
function nameOfError(number: number): string {
  return number === constants.errno.EINPROGRESS ? 'EINPROGRESS' : getSystemErrorName(-number);
}
