/// <reference path="./net-snmp.d.ts" />
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A varbind as net-snmp has it: the type is the BER tag. */
export interface LibraryVarbind {
  oid: string;
  type: number;
  value: number | string | boolean | Buffer | null;
}

export interface LibraryPdu {
  type: number;
  varbinds: LibraryVarbind[];
  nonRepeaters?: number;
  maxRepetitions?: number;
  errorStatus?: number;
  errorIndex?: number;
  getResponsePduForRequest(): LibraryPdu;
}

export interface LibraryMessage {
  version: number;
  community?: string;
  user?: { name: string };
  msgGlobalData?: { msgMaxSize: number };
  pdu: LibraryPdu;
  createResponseForRequest(pdu: LibraryPdu): LibraryMessage;
  toBuffer(): Buffer;
}

export interface LibraryUser {
  name: string;
  level: number;
  authProtocol?: string;
  authKey?: string;
  privProtocol?: string;
  privKey?: string;
}

type Handler = (socket: unknown, message: LibraryMessage, from: { address: string; port: number }) => void;

export interface LibraryAgent {
  getAuthorizer(): { addCommunity(community: string): void; addUser(user: LibraryUser): void };
  getRequest: Handler;
  getNextRequest: Handler;
  getBulkRequest: Handler;
  setRequest: Handler;
  sendResponse(
    socket: unknown,
    from: { address: string; port: number },
    message: LibraryMessage,
    answer: LibraryPdu,
  ): void;
}

/** What net-snmp uses of a socket of node:dgram. */
export interface LibrarySocket {
  on(event: string, listener: (bytes: Buffer, from: { address: string; port: number }) => void): void;
  bind(): void;
  send(bytes: Buffer, offset: number, length: number, port: number): void;
}

/** Of an own socket that only sends and hears answers. */
export interface LibrarySessionSocket extends Omit<LibrarySocket, 'send'> {
  ref(): void;
  unref(): void;
  close(): void;
  send(
    bytes: Buffer,
    offset: number,
    length: number,
    port: number,
    address: string,
    callback: (error: Error | null, bytes: number) => void,
  ): void;
}

type Told = (error: Error | null) => void;

/** Sends notifications. */
export interface LibrarySession {
  /** By its number, that of generic-trap; v1: `agentAddr`. */
  trap(type: number, varbinds: LibraryVarbind[], options: { upTime: number; agentAddr?: string }, callback: Told): void;
  inform(type: number, varbinds: LibraryVarbind[], options: { upTime: number }, callback: Told): void;
  on(event: 'error', listener: (error: Error) => void): void;
  /** Ends what waits for an answer, with this. */
  cancelRequests(error: Error): void;
}

export interface LibrarySessionOptions {
  dgramModule: { createSocket(): LibrarySessionSocket };
  version: number;
  trapPort: number;
  /** Milliseconds, how often again, and how much longer each time. */
  timeout: number;
  retries: number;
  backoff: number;
  /** Hex. */
  engineID: string;
}

interface Engine {
  engineID: Buffer;
  engineBoots?: number;
  engineTime?: number;
}

/** A scoped PDU, encrypted, and msgPrivacyParameters. */
export interface Sealed {
  encryptedPdu: Buffer;
  msgPrivacyParameters: Buffer;
}

interface Cipher {
  encryptPdu(plain: Buffer, protocol: string, password: string, authProtocol: string, engine: Engine): Sealed;
  decryptPdu(
    encrypted: Buffer,
    protocol: string,
    salt: Buffer,
    password: string,
    authProtocol: string,
    engine: Engine,
  ): Buffer;
}

/** The part of npm net-snmp that the lab uses. */
export interface NetSnmp {
  createAgent(
    options: { dgramModule: { createSocket(): LibrarySocket }; engineID: string },
    callback: (error: Error | null) => void,
  ): LibraryAgent;
  createSession(address: string, community: string, options: LibrarySessionOptions): LibrarySession;
  createV3Session(address: string, user: LibraryUser, options: LibrarySessionOptions): LibrarySession;
  Version1: number;
  Version2c: number;
  Version3: number;
  SecurityLevel: { noAuthNoPriv: number; authNoPriv: number; authPriv: number };
  AuthProtocols: { md5: string; sha: string; sha256: string };
  PrivProtocols: { des: string; aes: string; aes256b: string };
  Authentication: {
    passwordToKey(protocol: string, password: string, engineId: Buffer): Buffer;
    /** `digest` is a view of the message: it is cleared and put back. */
    isAuthentic(message: Buffer, protocol: string, password: string, engineId: Buffer, digest: Buffer): boolean;
    writeParameters(message: Buffer, protocol: string, password: string, engineId: Buffer, digest: Buffer): void;
    getParametersLength(protocol: string): number;
  };
  Encryption: { algorithms: Record<string, Cipher> };
}

const block = 8;

/** Loads npm net-snmp, when somebody first wants a device. Its DES is replaced: OpenSSL 3 has no des-cbc. */
export async function loadNetSnmp(): Promise<NetSnmp> {
  const { default: library } = await import('net-snmp');
  library.Encryption.algorithms[library.PrivProtocols.des] = desOf(library);
  return library;
}

/** DES of RFC 3414 section 8 by triple DES with the same key three times. Only net-snmp's own table of ciphers is touched. */
function desOf({ Authentication }: NetSnmp): Cipher {
  const keysOf = (password: string, authProtocol: string, { engineID }: Engine, salt: Buffer) => {
    const localized = Authentication.passwordToKey(authProtocol, password, engineID);
    const key = localized.subarray(0, block);
    const iv = Buffer.from(salt.map((octet, i) => octet ^ (localized[block + i] ?? 0)));
    return { key: Buffer.concat([key, key, key]), iv };
  };
  return {
    encryptPdu(plain, _protocol, password, authProtocol, engine) {
      const salt = randomBytes(block);
      const { key, iv } = keysOf(password, authProtocol, engine, salt);
      const cipher = createCipheriv('des-ede3-cbc', key, iv).setAutoPadding(false);
      const padding = Buffer.alloc(-plain.length & (block - 1));
      return {
        encryptedPdu: Buffer.concat([cipher.update(plain), cipher.update(padding)]),
        msgPrivacyParameters: salt,
      };
    },
    decryptPdu(encrypted, _protocol, salt, password, authProtocol, engine) {
      if (salt.length !== block || encrypted.length % block !== 0) throw new RangeError('No DES');
      const { key, iv } = keysOf(password, authProtocol, engine, salt);
      return createDecipheriv('des-ede3-cbc', key, iv).setAutoPadding(false).update(encrypted);
    },
  };
}
