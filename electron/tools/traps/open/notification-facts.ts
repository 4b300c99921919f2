import { oidOctets } from '#electron/wire/ber/oid.ts';
import { berTags } from '#electron/wire/ber/tags.ts';
import { pduNames, snmpTags } from '#electron/wire/snmp/names.ts';
import type { Pdu } from '#electron/wire/snmp/pdu.ts';
import { notificationOid, snmpTrapOidInstance, sysUpTimeInstance } from '#electron/wire/snmp/trap-mapping.ts';
import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { SnmpVersion } from '#shared/model/snmp-target.ts';
import type { OpenedNotification } from '../opened-notification.ts';
import { remark } from './reasons.ts';

const nothing = new Uint8Array();
const sysUpTime = oidOctets(sysUpTimeInstance) ?? nothing;
const snmpTrapOid = oidOctets(snmpTrapOidInstance) ?? nothing;
/** They belong first and second; agents that mix them up do not hide them among hundreds. */
const searched = 32;

/**
 * Writes down what a PDU says; false when it is no notification. What is odd and does not keep it from being understood is its
 * reason. Of a faulty PDU it takes what is there.
 */
export function readFacts(opened: OpenedNotification, pdu: Pdu, version: SnmpVersion): boolean {
  const { type, varbinds, trap } = pdu;
  if (type !== 'SNMPv2-Trap' && type !== 'InformRequest' && type !== 'Trap') {
    opened.reason = `a ${pduNames[type]} PDU (octet ${pdu.start}) is no notification`;
    return false;
  }
  opened.kind = type === 'InformRequest' ? 'inform' : 'trap';
  opened.varbinds = varbinds;
  // RFC 3416 section 4.2.6 and RFC 3584 section 4.1: each version has its own; there are agents that do not know.
  if ((type === 'Trap') !== (version === '1')) remark(opened, `a PDU of another version: ${pduNames[type]}`);
  if (trap !== undefined) {
    const { enterprise, agentAddress, generic, specific, timestamp } = trap;
    opened.v1 = { enterprise, agentAddress, generic, specific };
    opened.uptime = timestamp;
    const named = notificationOid(trap);
    if ('oid' in named) opened.oid = named.oid;
    else remark(opened, named.fault);
    return true;
  }
  readUptime(opened, varbinds);
  readOid(opened, varbinds);
  return true;
}

function readUptime(opened: OpenedNotification, varbinds: VarbindList): void {
  const place = find(varbinds, sysUpTime, snmpTags.timeTicks, 0);
  const value = place < 0 ? undefined : varbinds.value(place);
  if (value?.type === 'TimeTicks') opened.uptime = value.value;
  if (place !== 0) remark(opened, place < 0 ? 'sysUpTime.0 is missing' : 'sysUpTime.0 is not the first varbind');
}

function readOid(opened: OpenedNotification, varbinds: VarbindList): void {
  const place = find(varbinds, snmpTrapOid, berTags.objectIdentifier, 1);
  const value = place < 0 ? undefined : varbinds.value(place);
  if (value?.type === 'OBJECT IDENTIFIER') opened.oid = value.value;
  if (place !== 1) remark(opened, place < 0 ? 'snmpTrapOID.0 is missing' : 'snmpTrapOID.0 is not the second varbind');
}

/** Where the object is, with a value of its type: at its place, else the first; -1 when it is nowhere near the front. */
function find(varbinds: VarbindList, oid: Uint8Array, tag: number, place: number): number {
  if (place < varbinds.count && is(varbinds, place, oid, tag)) return place;
  const end = Math.min(varbinds.count, searched);
  for (let i = 0; i < end; i++) if (is(varbinds, i, oid, tag)) return i;
  return -1;
}

function is(varbinds: VarbindList, i: number, oid: Uint8Array, tag: number): boolean {
  if (varbinds.oidLength(i) !== oid.length || varbinds.tag(i) !== tag) return false;
  const { bytes } = varbinds;
  const start = varbinds.oidStart(i);
  for (let k = oid.length - 1; k >= 0; k--) if (bytes[start + k] !== oid[k]) return false;
  return true;
}
