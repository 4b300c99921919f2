import type { AuthProtocol, PrivProtocol } from '#shared/model/snmp-target.ts';

/** Seconds since the authoritative engine started, and how often it did: part of every IV (RFC 3414 section 2.2). */
export interface EngineClock {
  boots: number;
  time: number;
}

export interface AuthKey {
  protocol: AuthProtocol;
  /** Localized: good for one engine. */
  key: Uint8Array;
}

export interface PrivKey {
  protocol: PrivProtocol;
  /** Localized, in the length of the cipher. */
  key: Uint8Array;
}

interface AuthAlgorithm {
  /** As node:crypto calls it. */
  hash: string;
  /** Octets of the hash, hence of a localized key. */
  keyLength: number;
  /** Octets of msgAuthenticationParameters. */
  macLength: number;
}

/** RFC 3414 sections 6 and 7, RFC 7860 section 4.1. */
export const authAlgorithms: Record<AuthProtocol, AuthAlgorithm> = {
  MD5: { hash: 'md5', keyLength: 16, macLength: 12 },
  SHA: { hash: 'sha1', keyLength: 20, macLength: 12 },
  'SHA-224': { hash: 'sha224', keyLength: 28, macLength: 16 },
  'SHA-256': { hash: 'sha256', keyLength: 32, macLength: 24 },
  'SHA-384': { hash: 'sha384', keyLength: 48, macLength: 32 },
  'SHA-512': { hash: 'sha512', keyLength: 64, macLength: 48 },
};

interface PrivAlgorithm {
  mode: 'CBC' | 'CFB';
  /** Octets of the localized key; with CBC the last eight of them are the pre-IV. */
  keyLength: number;
  /** How a localized key shorter than that is lengthened. No hash is too short for 16 octets. */
  extension: 'blumenthal' | 'reeder' | 'none';
}

/** RFC 3414 section 8, draft-reeder-snmpv3-usm-3desede-00, RFC 3826, draft-blumenthal-aes-usm-04. */
export const privAlgorithms: Record<PrivProtocol, PrivAlgorithm> = {
  DES: { mode: 'CBC', keyLength: 16, extension: 'none' },
  '3DES': { mode: 'CBC', keyLength: 32, extension: 'reeder' },
  AES: { mode: 'CFB', keyLength: 16, extension: 'none' },
  'AES-192': { mode: 'CFB', keyLength: 24, extension: 'blumenthal' },
  'AES-256': { mode: 'CFB', keyLength: 32, extension: 'blumenthal' },
  'AES-192-C': { mode: 'CFB', keyLength: 24, extension: 'reeder' },
  'AES-256-C': { mode: 'CFB', keyLength: 32, extension: 'reeder' },
};
