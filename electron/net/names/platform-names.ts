import { createRequire } from 'node:module';
import { type AddressFlag, addressNumbers, type NameFlag, protocols, socketTypes } from './address-numbers.ts';
import { readSocketAddress, type SocketAddressParts, writeSocketAddress } from './socket-address.ts';

/** The hints of getaddrinfo, and what is looked up. */
export interface AddressQuestion {
  /** Absent: the null pointer. */
  host: string | undefined;
  service: string | undefined;
  family: 'AF_UNSPEC' | 'AF_INET' | 'AF_INET6';
  socketType: keyof typeof socketTypes;
  protocol: keyof typeof protocols;
  flags: readonly AddressFlag[];
}

/** One struct addrinfo. Numbers without a name are shown as numbers. */
export interface AddressInfo extends SocketAddressParts {
  family: string;
  socketType: string;
  protocol: string;
  /** Empty but for the first, and there only with AI_CANONNAME. */
  canonicalName: string;
}

/** What the system said instead of an answer. */
export interface LookUpError {
  /** "EAI_NONAME"; the bare number where it has no name. */
  code: string;
  number: number;
  /** Of gai_strerror. */
  text: string;
}

export interface NameQuestion {
  address: string;
  port: number;
  scope?: number | undefined;
  flags: readonly NameFlag[];
}

/** The system's own resolver, with all that its functions can be asked. Calls run on threads of their own and cannot be stopped. */
export interface PlatformNames {
  /** getaddrinfo (RFC 3493 section 6.1). */
  addresses(question: AddressQuestion): Promise<{ addresses: AddressInfo[] } | { error: LookUpError }>;
  /** getnameinfo (RFC 3493 section 6.2). */
  name(question: NameQuestion): Promise<{ host: string; service: string } | { error: LookUpError }>;
}

type Koffi = typeof import('koffi');
type Pointer = bigint | null;
type Callback = (error: Error | null, result: number) => void;
interface Asynchronous {
  (...values: unknown[]): number;
  async(...values: unknown[]): void;
}
interface RawAddressInfo {
  ai_flags: number;
  ai_family: number;
  ai_socktype: number;
  ai_protocol: number;
  ai_addrlen: number;
  ai_addr: Pointer;
  ai_canonname: Pointer;
  ai_next: Pointer;
}

/** Entries read of an answer; more than this is no answer. */
const mostEntries = 4096;
/** NI_MAXHOST and NI_MAXSERV. */
const nameLengths = { host: 1025, service: 64 } as const;

/** @throws the loader's error where koffi or the system's functions cannot be had. */
export function loadPlatformNames(platform: NodeJS.Platform = process.platform): PlatformNames {
  const koffi = createRequire(import.meta.url)('koffi') as Koffi;
  const library = koffi.load(platform === 'win32' ? 'ws2_32.dll' : null);
  const numbers = addressNumbers(platform);
  const info = koffi.struct(addressInfoMembers(platform));
  const getaddrinfo = library.func('getaddrinfo', 'int', [
    'const char *',
    'const char *',
    koffi.pointer(info),
    koffi.out(koffi.pointer('void *')),
  ]) as unknown as Asynchronous;
  const freeaddrinfo = library.func('void freeaddrinfo(void *)') as unknown as (list: Pointer) => void;
  const getnameinfo = library.func(
    'int getnameinfo(const void *, unsigned int, void *, unsigned int, void *, unsigned int, int)',
  ) as unknown as Asynchronous;
  // Windows has it in its header files only.
  const errorText =
    platform === 'win32'
      ? (number: number) => `Winsock error ${number}`
      : (library.func('const char *gai_strerror(int)') as unknown as (number: number) => string);

  const failed = (number: number): { error: LookUpError } => ({
    error: { code: numbers.errors.get(number) ?? String(number), number, text: errorText(number) },
  });

  function readList(list: Pointer): AddressInfo[] {
    const found: AddressInfo[] = [];
    for (let at = list; at !== null && found.length < mostEntries; ) {
      const raw = koffi.decode(at, info) as RawAddressInfo;
      const bytes =
        raw.ai_addr === null ? new Uint8Array() : (koffi.decode(raw.ai_addr, 'uint8_t', raw.ai_addrlen) as Uint8Array);
      const parts = readSocketAddress(bytes, raw.ai_family, numbers) ?? { address: '', port: 0 };
      found.push({
        family: nameOfNumber(numbers.families, raw.ai_family),
        socketType: nameOfNumber(socketTypes, raw.ai_socktype),
        protocol: nameOfNumber(protocols, raw.ai_protocol),
        canonicalName: raw.ai_canonname === null ? '' : (koffi.decode(raw.ai_canonname, 'char', -1) as string),
        ...parts,
      });
      at = raw.ai_next;
    }
    return found;
  }

  return {
    addresses: ({ host, service, family, socketType, protocol, flags }) =>
      new Promise((resolve, reject) => {
        const hints: RawAddressInfo = {
          ai_flags: flags.reduce((sum, flag) => sum | numbers.flags[flag], 0),
          ai_family: numbers.families[family],
          ai_socktype: socketTypes[socketType],
          ai_protocol: protocols[protocol],
          ai_addrlen: 0,
          ai_addr: null,
          ai_canonname: null,
          ai_next: null,
        };
        const first: [Pointer] = [null];
        const done: Callback = (error, result) => {
          if (error !== null) reject(error);
          else if (result !== 0) resolve(failed(result));
          else {
            const addresses = readList(first[0]);
            freeaddrinfo(first[0]);
            resolve({ addresses });
          }
        };
        getaddrinfo.async(host ?? null, service ?? null, hints, first, done);
      }),

    name: ({ address, port, scope, flags }) =>
      new Promise((resolve, reject) => {
        const socketAddress = writeSocketAddress(
          { address, port, ...(scope === undefined ? {} : { scope }) },
          numbers,
          platform,
        );
        const host = Buffer.alloc(nameLengths.host);
        const service = Buffer.alloc(nameLengths.service);
        const bits = flags.reduce((sum, flag) => sum | numbers.nameFlags[flag], 0);
        const done: Callback = (error, result) => {
          if (error !== null) reject(error);
          else if (result !== 0) resolve(failed(result));
          else resolve({ host: cText(host), service: cText(service) });
        };
        getnameinfo.async(socketAddress, socketAddress.length, host, host.length, service, service.length, bits, done);
      }),
  };
}

/** The order of struct addrinfo: BSD and Windows have the name before the address. */
function addressInfoMembers(platform: NodeJS.Platform): Record<string, string> {
  const start = { ai_flags: 'int', ai_family: 'int', ai_socktype: 'int', ai_protocol: 'int' };
  const next = { ai_next: 'void *' };
  if (platform === 'linux') {
    return { ...start, ai_addrlen: 'unsigned int', ai_addr: 'void *', ai_canonname: 'void *', ...next };
  }
  const length = platform === 'win32' ? 'size_t' : 'unsigned int';
  return { ...start, ai_addrlen: length, ai_canonname: 'void *', ai_addr: 'void *', ...next };
}

function nameOfNumber(names: Readonly<Record<string, number>>, number: number): string {
  return Object.entries(names).find(([name, value]) => value === number && name !== 'any')?.[0] ?? String(number);
}

function cText(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}
