import type { LabAgent } from '#shared/contract/lab.ts';
import type { LibraryUser, NetSnmp } from './net-snmp-library.ts';

export type LabTarget = LabAgent['targets'][number];

/** Everybody's password in the lab. It is no secret. */
const password = 'labpassword';

/** Who may talk to a simulated device. The first is the usual one. */
export const labTargets: readonly LabTarget[] = [
  { label: 'public (v2c)', writes: false, version: '2c', community: 'public' },
  { label: 'private (v2c)', writes: true, version: '2c', community: 'private' },
  { label: 'public (v1)', writes: false, version: '1', community: 'public' },
  { label: 'labguest (noAuthNoPriv)', writes: false, version: '3', user: 'labguest' },
  {
    label: 'labuser SHA/AES',
    writes: true,
    version: '3',
    user: 'labuser',
    auth: { protocol: 'SHA', password },
    priv: { protocol: 'AES', password },
  },
  {
    label: 'labold MD5/DES',
    writes: true,
    version: '3',
    user: 'labold',
    auth: { protocol: 'MD5', password },
    priv: { protocol: 'DES', password },
  },
  {
    label: 'labstrong SHA-256/AES-256',
    writes: true,
    version: '3',
    user: 'labstrong',
    auth: { protocol: 'SHA-256', password },
    priv: { protocol: 'AES-256', password },
  },
];

export const communities = ['public', 'private'];

/** Whether a community or user may write. */
export const writers: ReadonlySet<string> = new Set(
  labTargets.filter(({ writes }) => writes).map(({ community, user }) => community ?? user ?? ''),
);

/** The lab's users as net-snmp wants them. */
export function libraryUsers(library: NetSnmp): LibraryUser[] {
  const { AuthProtocols, PrivProtocols, SecurityLevel } = library;
  const hashes = new Map([
    ['MD5', AuthProtocols.md5],
    ['SHA', AuthProtocols.sha],
    ['SHA-256', AuthProtocols.sha256],
  ]);
  const ciphers = new Map([
    ['DES', PrivProtocols.des],
    ['AES', PrivProtocols.aes],
    ['AES-256', PrivProtocols.aes256b],
  ]);
  return labTargets.flatMap(({ user, auth, priv }): LibraryUser[] => {
    if (user === undefined) return [];
    const authProtocol = hashes.get(auth?.protocol ?? '');
    const privProtocol = ciphers.get(priv?.protocol ?? '');
    if (authProtocol === undefined || privProtocol === undefined) {
      return [{ name: user, level: SecurityLevel.noAuthNoPriv }];
    }
    return [
      { name: user, level: SecurityLevel.authPriv, authProtocol, authKey: password, privProtocol, privKey: password },
    ];
  });
}
