import { oidText } from '../ber/oid.ts';
import { berTags } from '../ber/tags.ts';
import { decodeScopedPdu, type ScopedPdu, type SnmpMessage, snmpVersionNumbers } from './message.ts';
import { errorStatusName, pduNames, reportName } from './names.ts';
import type { Pdu, TrapFields } from './pdu.ts';
import type { SnmpValue } from './value.ts';

/** Decrypts the scoped PDU of a message that lies in `bytes`, where its key is known. */
export type RevealScopedPdu = (message: SnmpMessage, bytes: Uint8Array) => { scoped: Uint8Array } | undefined;

/** What is known of an object: its name, and a value of it in words. Either may be missing. */
export type ObjectWords = (oid: string, value?: SnmpValue) => { name?: string | undefined; text?: string | undefined };

/** What is known beside the octets of a message: keys that open it, names of objects. */
export interface SnmpSight {
  reveal?: RevealScopedPdu;
  words?: ObjectWords;
}

/** The PDU of an encrypted message; undefined without its key, or when what came out is none. */
export function revealPdu(message: SnmpMessage, bytes: Uint8Array, reveal: RevealScopedPdu): ScopedPdu | undefined {
  if (message.v3?.encrypted === undefined) return undefined;
  const scoped = reveal(message, bytes)?.scoped;
  return scoped === undefined ? undefined : decodeScopedPdu(scoped, 0, scoped.length, []);
}

const genericTraps = [
  'coldStart',
  'warmStart',
  'linkDown',
  'linkUp',
  'authenticationFailure',
  'egpNeighborLoss',
  'enterpriseSpecific',
];
const enterpriseSpecific = 6;

/** "linkDown (2)" (RFC 1157 section 4.1.6). */
export function genericTrapText(generic: number): string {
  return `${genericTraps[generic] ?? 'unknown'} (${generic})`;
}

const versionNames = new Map<number, string>([
  [snmpVersionNumbers.v1, 'v1'],
  [snmpVersionNumbers.v2c, 'v2c'],
  [snmpVersionNumbers.v3, 'v3'],
]);

/** "v2c"; "version 7" for one that nobody knows. */
export function snmpVersionName(version: number): string {
  return versionNames.get(version) ?? `version ${version}`;
}

/** The name of a message in the words of RFC 3416, with the PDU that was decrypted if there is one. */
export function snmpMessageName({ version, v3, pdu }: SnmpMessage, decrypted?: Pdu): string {
  const shown = decrypted ?? pdu;
  if (shown === undefined) return v3?.encrypted === undefined ? 'SNMP' : 'encrypted v3';
  // RFC 3414 section 4: a request to an engine whose ID is not known yet.
  if (version === snmpVersionNumbers.v3 && v3?.usm?.engineId.length === 0 && isRequest(shown)) return 'discovery';
  return pduNames[shown.type];
}

function isRequest({ type }: Pdu): boolean {
  return type === 'GetRequest' || type === 'GetNextRequest' || type === 'GetBulkRequest' || type === 'SetRequest';
}

/** The one fact worth a glance; undefined where there is none. With `words`, objects go by their names. */
export function snmpFact(pdu: Pdu, words?: ObjectWords): string | undefined {
  const { varbinds, trap } = pdu;
  const nameOf = (oid: string) => words?.(oid).name ?? oid;
  const count = `${varbinds.count} ${varbinds.count === 1 ? 'varbind' : 'varbinds'}`;
  switch (pdu.type) {
    case 'Response':
      if (pdu.errorStatus === 0) return count;
      return errorStatusName(pdu.errorStatus) + (pdu.errorIndex > 0 ? `, varbind ${pdu.errorIndex}` : '');
    case 'Report': {
      const oid = varbinds.count > 0 ? varbinds.oid(0) : undefined;
      return oid === undefined ? undefined : (reportName(oid) ?? nameOf(oid));
    }
    case 'Trap':
      return trap === undefined ? undefined : trapName(trap, nameOf);
    case 'SNMPv2-Trap':
    case 'InformRequest':
      return notificationOf(pdu, nameOf) ?? count;
    default:
      if (varbinds.count === 0) return undefined;
      return varbinds.count === 1 ? nameOf(varbinds.oid(0)) : `${nameOf(varbinds.oid(0))}, ${count}`;
  }
}

function trapName({ enterprise, generic, specific }: TrapFields, nameOf: (oid: string) => string): string {
  return generic === enterpriseSpecific
    ? `${nameOf(enterprise)}, specific ${specific}`
    : (genericTraps[generic] ?? `trap ${generic}`);
}

/** The value of snmpTrapOID.0, the second varbind (RFC 3416 section 4.2.6). */
function notificationOf({ varbinds }: Pdu, nameOf: (oid: string) => string): string | undefined {
  if (varbinds.count < 2 || varbinds.tag(1) !== berTags.objectIdentifier) return undefined;
  return nameOf(oidText(varbinds.bytes, varbinds.valueStart(1), varbinds.valueLength(1)));
}
