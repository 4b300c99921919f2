import type { Pdu } from '#electron/wire/snmp/pdu.ts';

/** What a Report-PDU says, by the counter in it: RFC 3414 section 3.2 (usmStats), RFC 3412 section 7.2, RFC 3413 section 3.2. */
const reports: Readonly<Record<string, string>> = {
  '1.3.6.1.6.3.15.1.1.1': 'usmStatsUnsupportedSecLevels',
  '1.3.6.1.6.3.15.1.1.2': 'usmStatsNotInTimeWindows',
  '1.3.6.1.6.3.15.1.1.3': 'usmStatsUnknownUserNames',
  '1.3.6.1.6.3.15.1.1.4': 'usmStatsUnknownEngineIDs',
  '1.3.6.1.6.3.15.1.1.5': 'usmStatsWrongDigests',
  '1.3.6.1.6.3.15.1.1.6': 'usmStatsDecryptionErrors',
  '1.3.6.1.6.3.11.2.1.1': 'snmpUnknownSecurityModels',
  '1.3.6.1.6.3.11.2.1.2': 'snmpInvalidMsgs',
  '1.3.6.1.6.3.11.2.1.3': 'snmpUnknownPDUHandlers',
  '1.3.6.1.6.3.12.1.4': 'snmpUnavailableContexts',
  '1.3.6.1.6.3.12.1.5': 'snmpUnknownContexts',
};

/** The counter's name, or its OID where nobody knows it. */
export function reportName({ varbinds }: Pdu): string {
  if (varbinds.count === 0) return 'empty';
  const oid = varbinds.oid(0);
  return reports[oid.replace(/\.0$/, '')] ?? oid;
}
