import type { FieldRule } from './tshark-rules.ts';

/** tshark lights the content of an element, we light its tag and length too. */
const element = (id: string, kind: FieldRule['kind']): FieldRule => ({ ids: [id], kind, element: true });
const whole = (kind: FieldRule['kind'], ...ids: string[]): FieldRule => ({ ids, kind });

/** Names that are shown once more in parts, guesses about texts, and single bits of what we show in one line. */
export const ignoredSnmpFields: readonly RegExp[] = [
  /^snmp\..*_element$/,
  /^snmp\.var-bind_str$/,
  /^snmp\.v3\.flags\./,
  /^snmp\.engineid\.conform$/,
  /^ipv6\.(addr|host|src_host|dst_host|tclass$|.*slaac|.*_ei|src_|dst_|sa_mac|da_mac|tclass\.ec[nt]|.*embed)/,
];

export const snmpRules: readonly [string, FieldRule][] = [
  ['snmp.version', element('snmp.version', 'named')],
  ['snmp.msgVersion', element('snmp.version', 'named')],
  // Ours is hidden.
  ['snmp.community', element('snmp.community', 'present')],
  ['snmp.data', whole('present', 'snmp.pdu')],
  ['snmp.request_id', element('snmp.requestId', 'number')],
  ['snmp.error_status', element('snmp.errorStatus', 'named')],
  ['snmp.error_index', element('snmp.errorIndex', 'number')],
  ['snmp.non_repeaters', element('snmp.nonRepeaters', 'number')],
  ['snmp.max_repetitions', element('snmp.maxRepetitions', 'number')],
  ['snmp.enterprise', element('snmp.enterprise', 'same')],
  ['snmp.agent_addr', element('snmp.agentAddress', 'same')],
  ['snmp.generic_trap', element('snmp.genericTrap', 'named')],
  ['snmp.specific_trap', element('snmp.specificTrap', 'number')],
  ['snmp.time_stamp', element('snmp.timeStamp', 'first-word')],
  ['snmp.variable_bindings', element('snmp.varbinds', 'number')],
  ['snmp.name', element('snmp.varbind.', 'same')],
  ['snmp.value.octets', element('snmp.varbind.', 'bytes')],
  ['snmp.value.int', element('snmp.varbind.', 'same')],
  ['snmp.value.u32', element('snmp.varbind.', 'same')],
  ['snmp.value.counter', element('snmp.varbind.', 'same')],
  ['snmp.value.g32', element('snmp.varbind.', 'same')],
  ['snmp.value.timeticks', element('snmp.varbind.', 'first-word')],
  ['snmp.value.ipv4', element('snmp.varbind.', 'same')],
  ['snmp.value.oid', element('snmp.varbind.', 'same')],
  // It does not look into it: net-snmp's floating point numbers are bytes to it.
  ['snmp.value.opaque', element('snmp.varbind.', 'present')],
  ['snmp.msgID', element('snmp.msgId', 'number')],
  ['snmp.msgMaxSize', element('snmp.msgMaxSize', 'number')],
  ['snmp.msgFlags', element('snmp.msgFlags', 'named')],
  ['snmp.msgSecurityModel', element('snmp.msgSecurityModel', 'named')],
  ['snmp.msgAuthoritativeEngineID', element('snmp.engineId', 'bytes')],
  ['snmp.msgAuthoritativeEngineBoots', element('snmp.engineBoots', 'number')],
  ['snmp.msgAuthoritativeEngineTime', element('snmp.engineTime', 'number')],
  ['snmp.msgUserName', element('snmp.userName', 'bytes')],
  ['snmp.msgAuthenticationParameters', element('snmp.authParameters', 'bytes')],
  ['snmp.msgPrivacyParameters', element('snmp.privParameters', 'bytes')],
  ['snmp.msgData', whole('present', 'snmp.scopedPdu', 'snmp.encrypted')],
  ['snmp.encryptedPDU', element('snmp.encrypted', 'bytes')],
  ['snmp.contextEngineID', element('snmp.contextEngineId', 'bytes')],
  ['snmp.contextName', element('snmp.contextName', 'bytes')],
  ['snmp.engineid.enterprise', whole('number', 'snmp.engineId.enterprise', 'snmp.contextEngineId.enterprise')],
  ['snmp.engineid.format', whole('named', 'snmp.engineId.format', 'snmp.contextEngineId.format')],
  ...['mac', 'ipv4', 'ipv6'].map((form): [string, FieldRule] => [
    `snmp.engineid.${form}`,
    whole('last-word', 'snmp.engineId.data', 'snmp.contextEngineId.data'),
  ]),
  ...['text', 'data', 'time'].map((form): [string, FieldRule] => [
    `snmp.engineid.${form}`,
    whole('present', 'snmp.engineId.data', 'snmp.contextEngineId.data'),
  ]),
];

export const ipv6Rules: readonly [string, FieldRule][] = [
  ['ipv6.version', whole('number', 'ipv6.version')],
  ['ipv6.tclass.dscp', { ids: ['ipv6.dscp'], kind: 'number', anyLength: true }],
  ['ipv6.flow', whole('hex-number', 'ipv6.flowLabel')],
  ['ipv6.plen', whole('number', 'ipv6.payloadLength')],
  ['ipv6.nxt', whole('named', 'ipv6.nextHeader')],
  ['ipv6.hlim', whole('number', 'ipv6.hopLimit')],
  ['ipv6.src', whole('same', 'ipv6.source')],
  ['ipv6.dst', whole('same', 'ipv6.destination')],
];
