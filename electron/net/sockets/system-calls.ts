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
  /** The number of an interface; 0: there is none of that name. */
  if_nametoindex(name: string): number;
  /** Why the last call failed: "ECONNRESET". To be asked before anything else is called. */
  errorCode(): string;
  /** The name of an error's number; undefined for 0. */
  errorName(number: number): string | undefined;
  /** Calls back from the event loop while the descriptor is ready for what is wanted of it. */
  watch(descriptor: number, callback: () => void): Readiness;
}

export const socketNumbers = {
  AF_INET: 2,
  AF_INET6: 10,
  SOCK_STREAM: 1,
  SOCK_NONBLOCK: 0o4000,
  SOCK_CLOEXEC: 0o2000000,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
  SO_ERROR: 4,
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

const prototypes: Readonly<Record<Exclude<keyof SystemCalls, 'errorCode' | 'errorName' | 'watch'>, string>> = {
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
  if_nametoindex: 'unsigned int if_nametoindex(const char *)',
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
    ) as unknown as Omit<SystemCalls, 'errorCode' | 'errorName' | 'watch'>;
    return {
      ...functions,
      errorCode: () => nameOfError(koffi.errno()),
      errorName: (number) => (number === 0 ? undefined : nameOfError(number)),
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
