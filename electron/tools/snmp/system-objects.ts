import type { Varbind } from '#shared/model/snmp-varbind.ts';
import type { KnownDevices } from './deps.ts';

/** The scalars of the system group (RFC 3418 section 2), in their order. */
export const systemObjects = {
  sysDescr: '1.3.6.1.2.1.1.1.0',
  sysObjectId: '1.3.6.1.2.1.1.2.0',
  sysUpTime: '1.3.6.1.2.1.1.3.0',
  sysContact: '1.3.6.1.2.1.1.4.0',
  sysName: '1.3.6.1.2.1.1.5.0',
  sysLocation: '1.3.6.1.2.1.1.6.0',
  sysServices: '1.3.6.1.2.1.1.7.0',
} as const;

/** Characters kept of what an agent says of itself. */
const longestText = 2000;

/** What an agent says of itself, as far as it does. */
export function systemSeen(varbinds: Iterable<Varbind>): Parameters<KnownDevices['seen']>[1] {
  const seen: Parameters<KnownDevices['seen']>[1] = {};
  for (const { oid, type, value } of varbinds) {
    if (typeof value !== 'string') continue;
    const text = value.slice(0, longestText);
    if (oid === systemObjects.sysObjectId && type === 'OBJECT IDENTIFIER') seen.sysObjectId = text;
    if (type !== 'OCTET STRING') continue;
    if (oid === systemObjects.sysName) seen.sysName = text;
    if (oid === systemObjects.sysDescr) seen.sysDescr = text;
  }
  return seen;
}
