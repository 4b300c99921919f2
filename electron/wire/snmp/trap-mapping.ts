import { maximumArcs } from '../ber/oid.ts';
import { ipv4Number } from '../octets.ts';
import type { TrapFields } from './pdu.ts';
import type { SnmpValue } from './value.ts';

/*
 * Notifications of SNMPv1 and of SNMPv2 in each other's words (RFC 3584 section 3).
 */

export const sysUpTimeInstance = '1.3.6.1.2.1.1.3.0';
export const snmpTrapOidInstance = '1.3.6.1.6.3.1.1.4.1.0';
/** SNMPv2-MIB: the enterprise of a Trap-PDU. */
export const snmpTrapEnterpriseInstance = '1.3.6.1.6.3.1.1.4.3.0';
/** SNMP-COMMUNITY-MIB: the agent-addr of a Trap-PDU. */
export const snmpTrapAddressInstance = '1.3.6.1.6.3.18.1.3.0';

/** SNMPv2-MIB: coldStart is 1 below it, and so on in the order of generic-trap. */
const snmpTraps = '1.3.6.1.6.3.1.1.5';
/** Generic-trap of everything an enterprise defines. */
const enterpriseSpecific = 6;
const greatestSpecific = 0x7fff_ffff;

export interface NamedValue {
  oid: string;
  value: SnmpValue;
}

/** A notification as SNMPv2 has it (RFC 3584 section 3): `varbinds` without sysUpTime.0 and snmpTrapOID.0. */
export interface NotificationParameters {
  /** snmpTrapOID.0 */
  oid: string;
  /** sysUpTime.0 in hundredths of a second. */
  uptime: number;
  varbinds: readonly NamedValue[];
}

/** A notification as SNMPv1 has it. */
export interface TrapParameters {
  trap: TrapFields;
  varbinds: readonly NamedValue[];
}

/** snmpTrapOID of a Trap-PDU (RFC 3584 section 3.1 steps 2 and 3); undefined, with the reason, for numbers that no trap has. */
export function notificationOid({
  enterprise,
  generic,
  specific,
}: Pick<TrapFields, 'enterprise' | 'generic' | 'specific'>): { oid: string } | { fault: string } {
  if (generic >= 0 && generic < enterpriseSpecific) return { oid: `${snmpTraps}.${generic + 1}` };
  if (generic !== enterpriseSpecific) return { fault: `generic-trap ${generic} is none of 0 to 6` };
  if (specific < 0) return { fault: `specific-trap ${specific} is negative` };
  if (arcCount(enterprise) > maximumArcs - 2) return { fault: 'the enterprise is too long to be part of an OID' };
  return { oid: `${enterprise}.0.${specific}` };
}

function arcCount(oid: string): number {
  let count = 1;
  for (let at = oid.indexOf('.'); at >= 0; at = oid.indexOf('.', at + 1)) count++;
  return count;
}

/**
 * A Trap-PDU in the words of SNMPv2 (RFC 3584 section 3.1). So that nothing of it is lost on the way on, agent-addr and enterprise go with
 * it, unless they are there: step 4, as a proxy does it. The community does not, though step 4 has it so: it is a secret here.
 */
export function notificationOfTrap({ trap, varbinds }: TrapParameters): NotificationParameters | { fault: string } {
  const named = notificationOid(trap);
  if ('fault' in named) return named;
  const more: NamedValue[] = [
    { oid: snmpTrapAddressInstance, value: { type: 'IpAddress', value: trap.agentAddress } },
    { oid: snmpTrapEnterpriseInstance, value: { type: 'OBJECT IDENTIFIER', value: trap.enterprise } },
  ];
  const missing = more.filter(({ oid }) => !varbinds.some((varbind) => varbind.oid === oid));
  return { oid: named.oid, uptime: trap.timestamp, varbinds: [...varbinds, ...missing] };
}

/**
 * A notification in the words of SNMPv1 (RFC 3584 section 3.2). `agentAddress` is that of the originator, in IPv4; without one, as for a
 * proxy, it is what snmpTrapAddress.0 says, else 0.0.0.0. Not every notification can be told: a Counter64 cannot (step 6), an OID whose
 * last arc is above 2^31-1 neither.
 */
export function trapOfNotification(
  { oid, uptime, varbinds }: NotificationParameters,
  agentAddress?: string,
): TrapParameters | { fault: string } {
  const wide = varbinds.find(({ value }) => value.type === 'Counter64');
  if (wide !== undefined) return { fault: `${wide.oid} is a Counter64, which SNMPv1 does not have` };
  const numbers = trapNumbers(oid, varbinds);
  if ('fault' in numbers) return numbers;
  return {
    trap: { ...numbers, agentAddress: agentAddress ?? agentAddressOf(varbinds), timestamp: uptime },
    varbinds,
  };
}

function trapNumbers(
  oid: string,
  varbinds: readonly NamedValue[],
): Pick<TrapFields, 'enterprise' | 'generic' | 'specific'> | { fault: string } {
  const arcs = oid.split('.');
  const last = Number(arcs.at(-1));
  const above = arcs.slice(0, -1).join('.');
  if (above === snmpTraps && last >= 1 && last <= enterpriseSpecific) {
    const enterprise = varbinds.find((varbind) => varbind.oid === snmpTrapEnterpriseInstance)?.value;
    return {
      enterprise: enterprise?.type === 'OBJECT IDENTIFIER' ? enterprise.value : snmpTraps,
      generic: last - 1,
      specific: 0,
    };
  }
  const enterprise = arcs.slice(0, arcs.at(-2) === '0' ? -2 : -1);
  if (enterprise.length < 2) return { fault: `${oid} is too short to have an enterprise` };
  if (last > greatestSpecific) return { fault: `${last} is too large for a specific-trap` };
  return { enterprise: enterprise.join('.'), generic: enterpriseSpecific, specific: last };
}

function agentAddressOf(varbinds: readonly NamedValue[]): string {
  const address = varbinds.find(({ oid }) => oid === snmpTrapAddressInstance)?.value;
  return address?.type === 'IpAddress' && ipv4Number(address.value) !== undefined ? address.value : '0.0.0.0';
}
