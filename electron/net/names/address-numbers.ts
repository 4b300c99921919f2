/** Flags of getaddrinfo that RFC 3493 section 6.1 names. */
export type AddressFlag =
  | 'AI_PASSIVE'
  | 'AI_CANONNAME'
  | 'AI_NUMERICHOST'
  | 'AI_NUMERICSERV'
  | 'AI_V4MAPPED'
  | 'AI_ALL'
  | 'AI_ADDRCONFIG';

/** Flags of getnameinfo (RFC 3493 section 6.2). */
export type NameFlag = 'NI_NUMERICHOST' | 'NI_NUMERICSERV' | 'NI_NAMEREQD' | 'NI_DGRAM';

/** The numbers that a system gives to the names of RFC 3493, from its header files. */
export interface AddressNumbers {
  families: Readonly<Record<'AF_UNSPEC' | 'AF_INET' | 'AF_INET6', number>>;
  flags: Readonly<Record<AddressFlag, number>>;
  nameFlags: Readonly<Record<NameFlag, number>>;
  errors: ReadonlyMap<number, string>;
}

export const socketTypes = { any: 0, SOCK_STREAM: 1, SOCK_DGRAM: 2, SOCK_RAW: 3 } as const;
export const protocols = { any: 0, IPPROTO_TCP: 6, IPPROTO_UDP: 17 } as const;

const errorsOf = (errors: Record<string, number>): ReadonlyMap<number, string> =>
  new Map(Object.entries(errors).map(([name, number]) => [number, name]));

/** glibc and musl. */
const linux: AddressNumbers = {
  families: { AF_UNSPEC: 0, AF_INET: 2, AF_INET6: 10 },
  flags: {
    AI_PASSIVE: 0x1,
    AI_CANONNAME: 0x2,
    AI_NUMERICHOST: 0x4,
    AI_V4MAPPED: 0x8,
    AI_ALL: 0x10,
    AI_ADDRCONFIG: 0x20,
    AI_NUMERICSERV: 0x400,
  },
  nameFlags: { NI_NUMERICHOST: 1, NI_NUMERICSERV: 2, NI_NAMEREQD: 8, NI_DGRAM: 16 },
  errors: errorsOf({
    EAI_BADFLAGS: -1,
    EAI_NONAME: -2,
    EAI_AGAIN: -3,
    EAI_FAIL: -4,
    EAI_NODATA: -5,
    EAI_FAMILY: -6,
    EAI_SOCKTYPE: -7,
    EAI_SERVICE: -8,
    EAI_ADDRFAMILY: -9,
    EAI_MEMORY: -10,
    EAI_SYSTEM: -11,
    EAI_OVERFLOW: -12,
  }),
};

const darwin: AddressNumbers = {
  families: { AF_UNSPEC: 0, AF_INET: 2, AF_INET6: 30 },
  flags: {
    AI_PASSIVE: 0x1,
    AI_CANONNAME: 0x2,
    AI_NUMERICHOST: 0x4,
    AI_NUMERICSERV: 0x1000,
    AI_ALL: 0x100,
    AI_ADDRCONFIG: 0x400,
    AI_V4MAPPED: 0x800,
  },
  nameFlags: { NI_NUMERICHOST: 2, NI_NUMERICSERV: 8, NI_NAMEREQD: 4, NI_DGRAM: 16 },
  errors: errorsOf({
    EAI_ADDRFAMILY: 1,
    EAI_AGAIN: 2,
    EAI_BADFLAGS: 3,
    EAI_FAIL: 4,
    EAI_FAMILY: 5,
    EAI_MEMORY: 6,
    EAI_NODATA: 7,
    EAI_NONAME: 8,
    EAI_SERVICE: 9,
    EAI_SOCKTYPE: 10,
    EAI_SYSTEM: 11,
    EAI_BADHINTS: 12,
    EAI_PROTOCOL: 13,
    EAI_OVERFLOW: 14,
  }),
};

/** Its EAI names stand for codes of Winsock. */
const windows: AddressNumbers = {
  families: { AF_UNSPEC: 0, AF_INET: 2, AF_INET6: 23 },
  flags: {
    AI_PASSIVE: 0x1,
    AI_CANONNAME: 0x2,
    AI_NUMERICHOST: 0x4,
    AI_NUMERICSERV: 0x8,
    AI_ALL: 0x100,
    AI_ADDRCONFIG: 0x400,
    AI_V4MAPPED: 0x800,
  },
  nameFlags: { NI_NUMERICHOST: 2, NI_NUMERICSERV: 8, NI_NAMEREQD: 4, NI_DGRAM: 16 },
  errors: errorsOf({
    EAI_MEMORY: 8,
    EAI_BADFLAGS: 10_022,
    EAI_SOCKTYPE: 10_044,
    EAI_FAMILY: 10_047,
    EAI_SERVICE: 10_109,
    EAI_NONAME: 11_001,
    EAI_AGAIN: 11_002,
    EAI_FAIL: 11_003,
    EAI_NODATA: 11_004,
  }),
};

export function addressNumbers(platform: NodeJS.Platform = process.platform): AddressNumbers {
  if (platform === 'win32') return windows;
  return platform === 'darwin' ? darwin : linux;
}
