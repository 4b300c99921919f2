/** Identifier octets of SNMP's own types: RFC 2578 section 7.1 (values), RFC 3416 section 3 (exceptions). */
export const snmpTags = {
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const;

/** RFC 3416 section 3; `Trap` is the Trap-PDU of RFC 1157 section 4.1.6. */
export type PduType =
  | 'GetRequest'
  | 'GetNextRequest'
  | 'Response'
  | 'SetRequest'
  | 'Trap'
  | 'GetBulkRequest'
  | 'InformRequest'
  | 'SNMPv2-Trap'
  | 'Report';

export const pduTags: Readonly<Record<PduType, number>> = {
  GetRequest: 0xa0,
  GetNextRequest: 0xa1,
  Response: 0xa2,
  SetRequest: 0xa3,
  Trap: 0xa4,
  GetBulkRequest: 0xa5,
  InformRequest: 0xa6,
  'SNMPv2-Trap': 0xa7,
  Report: 0xa8,
};

const pduTypes: readonly PduType[] = Object.keys(pduTags) as PduType[];

/** Undefined for a tag that is no PDU's. */
export function pduTypeOf(tag: number): PduType | undefined {
  return pduTypes[tag - pduTags.GetRequest];
}

/** The words of RFC 3416 section 3 and RFC 1157. */
export const pduNames: Readonly<Record<PduType, string>> = {
  GetRequest: 'get-request',
  GetNextRequest: 'get-next-request',
  Response: 'response',
  SetRequest: 'set-request',
  Trap: 'trap',
  GetBulkRequest: 'get-bulk-request',
  InformRequest: 'inform-request',
  'SNMPv2-Trap': 'snmpV2-trap',
  Report: 'report',
};

/** By number, RFC 3416 section 3; the first six are RFC 1157's. */
const errorStatusNames = [
  'noError',
  'tooBig',
  'noSuchName',
  'badValue',
  'readOnly',
  'genErr',
  'noAccess',
  'wrongType',
  'wrongLength',
  'wrongEncoding',
  'wrongValue',
  'noCreation',
  'inconsistentValue',
  'resourceUnavailable',
  'commitFailed',
  'undoFailed',
  'authorizationError',
  'notWritable',
  'inconsistentName',
];

/** "noSuchName", "wrongValue"; "error 77" for a number without a name. */
export function errorStatusName(code: number): string {
  return errorStatusNames[code] ?? `error ${code}`;
}

/** What a Report says: the counter that it raised. RFC 3412 section 6, RFC 3413 section 4.1.2, RFC 3414 section 5. */
const reportCounters = new Map([
  ['1.3.6.1.6.3.11.2.1.1', 'snmpUnknownSecurityModels'],
  ['1.3.6.1.6.3.11.2.1.2', 'snmpInvalidMsgs'],
  ['1.3.6.1.6.3.11.2.1.3', 'snmpUnknownPDUHandlers'],
  ['1.3.6.1.6.3.12.1.4', 'snmpUnavailableContexts'],
  ['1.3.6.1.6.3.12.1.5', 'snmpUnknownContexts'],
  ['1.3.6.1.6.3.15.1.1.1', 'usmStatsUnsupportedSecLevels'],
  ['1.3.6.1.6.3.15.1.1.2', 'usmStatsNotInTimeWindows'],
  ['1.3.6.1.6.3.15.1.1.3', 'usmStatsUnknownUserNames'],
  ['1.3.6.1.6.3.15.1.1.4', 'usmStatsUnknownEngineIDs'],
  ['1.3.6.1.6.3.15.1.1.5', 'usmStatsWrongDigests'],
  ['1.3.6.1.6.3.15.1.1.6', 'usmStatsDecryptionErrors'],
]);

/** The name of a Report's counter, with or without its instance ".0"; undefined for another object. */
export function reportName(oid: string): string | undefined {
  return reportCounters.get(oid.replace(/\.0$/, ''));
}
