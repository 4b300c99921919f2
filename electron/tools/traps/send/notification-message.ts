import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import { parseSetVarbind } from '#electron/objects/parse-set-varbind.ts';
import type { TrapFields } from '#electron/wire/snmp/pdu.ts';
import {
  type NamedValue,
  snmpTrapAddressInstance,
  snmpTrapEnterpriseInstance,
  snmpTrapOidInstance,
  sysUpTimeInstance,
  trapOfNotification,
} from '#electron/wire/snmp/trap-mapping.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { parseIpv4 } from '#shared/model/ip-address.ts';
import type { SetVarbind } from '#shared/model/snmp-varbind.ts';
import { type Problem, ProblemError } from '#shared/problem/problem.ts';

/** What is sent, in the words of SNMPv2. */
export interface Notification {
  oid: string;
  /** Without sysUpTime.0 and snmpTrapOID.0. */
  varbinds: NamedValue[];
}

/**
 * Makes values of what was typed. `doubts`: what a definition is against; it is sent all the same.
 *
 * @throws ProblemError snmp-oid-unreadable, snmp-type-needed, snmp-value-unreadable and the like
 */
export function readVarbinds(
  objects: ObjectRegistry,
  typed: readonly SetVarbind[],
): { varbinds: NamedValue[]; doubts: Problem[] } {
  const doubts: Problem[] = [];
  const varbinds = typed.map((one): NamedValue => {
    const { oid, value, problem, fatal } = parseSetVarbind(objects, one, { told: true });
    if (fatal !== undefined) throw ProblemError.of(fatal);
    if (problem !== undefined) doubts.push(problem);
    return { oid, value: value ?? { type: 'NULL' } };
  });
  return { varbinds, doubts };
}

/** The varbinds of a message: `told` counts those before the ones that were typed. */
export interface MadeMessage {
  list: VarbindList;
  told: number;
  trap?: TrapFields;
}

/** As v2c and v3 have it (RFC 3416 section 4.2.6). */
export function makeSecond({ oid, varbinds }: Notification, uptime: number): MadeMessage {
  const made: NamedValue[] = [
    { oid: sysUpTimeInstance, value: { type: 'TimeTicks', value: uptime } },
    { oid: snmpTrapOidInstance, value: { type: 'OBJECT IDENTIFIER', value: oid } },
  ];
  return { list: VarbindList.of([...made, ...varbinds]), told: made.length };
}

/**
 * As v1 has it (RFC 3584 section 3.2). What snmpTrapAddress.0 and snmpTrapEnterprise.0 say stands in the header then, and is not told twice: so
 * one that came in v1 goes out as it came. `ownAddress`: ours towards the receiver.
 *
 * @throws ProblemError trap-not-in-v1
 */
export function makeFirst(
  { oid, varbinds }: Notification,
  uptime: number,
  { agentAddress, ownAddress }: { agentAddress: string | undefined; ownAddress: string },
): MadeMessage {
  const isTold = varbinds.some((varbind) => varbind.oid === snmpTrapAddressInstance);
  // RFC 3584 section 3.2 step 2: an originator without an IPv4 address says 0.0.0.0.
  const own = parseIpv4(ownAddress) === undefined ? '0.0.0.0' : ownAddress;
  const made = trapOfNotification({ oid, uptime, varbinds }, agentAddress ?? (isTold ? undefined : own));
  if ('fault' in made) throw new ProblemError('trap-not-in-v1', { oid }, made.fault);
  const { trap } = made;
  const rest = made.varbinds.filter((varbind) => !isInHeader(varbind, trap));
  return { list: VarbindList.of(rest), told: 0, trap };
}

function isInHeader({ oid, value }: NamedValue, { agentAddress, enterprise }: TrapFields): boolean {
  if (oid === snmpTrapAddressInstance) return isText(value, 'IpAddress', agentAddress);
  return oid === snmpTrapEnterpriseInstance && isText(value, 'OBJECT IDENTIFIER', enterprise);
}

function isText(value: SnmpValue, type: 'IpAddress' | 'OBJECT IDENTIFIER', text: string): boolean {
  return value.type === type && value.value === text;
}
