import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import { resolveOid } from '#electron/objects/object-names.ts';
import { oidOctets } from '#electron/wire/ber/oid.ts';
import type { OidPattern } from './compiled-rule.ts';

/** "linkDown", "IF-MIB::linkDown", "1.3.6.1.6.3.1.1.5.3", "snmpTraps.*"; undefined for a name that nobody knows and what is no OID. */
export function readPattern(objects: ObjectRegistry, text: string): OidPattern | undefined {
  const written = text.trim();
  const below = /\.\*$/.test(written);
  const oid = resolveOid(objects, below ? written.slice(0, -2) : written);
  return oid === undefined ? undefined : { oid, below };
}

export function matchesPattern({ oid, below }: OidPattern, notification: string): boolean {
  if (!below) return notification === oid;
  return notification.length > oid.length && notification.startsWith(oid) && notification.charAt(oid.length) === '.';
}

/**
 * A notification of SMIv2 whose OID has no zero before its last arc cannot be told in SNMPv1: it comes back with one (RFC 3584 section 3.1:
 * enterprise, 0, specific-trap). Gives the OID without it; undefined where there is none.
 */
export function withoutZero(oid: string): string | undefined {
  const last = oid.lastIndexOf('.');
  return last > 2 && oid.endsWith('.0', last) ? oid.slice(0, last - 2) + oid.slice(last) : undefined;
}

/** As it comes by SNMPv1. */
export function withZero(oid: string): string {
  const last = oid.lastIndexOf('.');
  return `${oid.slice(0, last)}.0${oid.slice(last)}`;
}

/** Content octets of an object's OID. @throws RangeError for what is none */
export function objectOctets(oid: string): Uint8Array {
  const octets = oidOctets(oid);
  if (octets === undefined) throw new RangeError('not an OID');
  return octets;
}
