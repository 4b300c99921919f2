import { encodeCommunityMessage, encodeScopedPdu, encodeV3Message } from '#electron/wire/snmp/message.ts';
import type { PduToSend, PduType } from '#electron/wire/snmp/pdu.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { textBytes } from '#electron/wire/text.ts';
import { fromHex } from '#shared/model/hex.ts';

export const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array();

/** A value of every type, at OIDs with small and large arcs. */
export const everyValue: readonly { oid: string; value: SnmpValue }[] = [
  { oid: '1.3.6.1.2.1.1.1.0', value: { type: 'OCTET STRING', value: textBytes('Core switch\r\nVersion 7') } },
  { oid: '1.3.6.1.2.1.1.2.0', value: { type: 'OBJECT IDENTIFIER', value: '1.3.6.1.4.1.8072.3.2.10' } },
  { oid: '1.3.6.1.2.1.1.3.0', value: { type: 'TimeTicks', value: 4_000_000_000 } },
  { oid: '1.3.6.1.2.1.2.2.1.8.4294967295', value: { type: 'INTEGER', value: -129 } },
  { oid: '1.3.6.1.2.1.2.2.1.10.2', value: { type: 'Counter32', value: 0xffff_ffff } },
  { oid: '1.3.6.1.2.1.2.2.1.5.2', value: { type: 'Gauge32', value: 1_000_000_000 } },
  { oid: '1.3.6.1.2.1.31.1.1.1.6.2', value: { type: 'Counter64', value: 18_446_744_073_709_551_615n } },
  { oid: '1.3.6.1.2.1.4.20.1.1.10.0.0.1', value: { type: 'IpAddress', value: '10.0.0.1' } },
  { oid: '1.3.6.1.2.1.2.2.1.6.2', value: { type: 'OCTET STRING', value: hex('001b210a0b0c') } },
  { oid: '1.3.6.1.4.1.9.1', value: { type: 'Opaque', value: hex('040161') } },
  { oid: '1.3.6.1.4.1.2021.10.1.6.1', value: { type: 'Float', value: 1.5 } },
  { oid: '1.3.6.1.4.1.2021.10.1.6.2', value: { type: 'Double', value: -2.25 } },
  { oid: '2.999.1', value: { type: 'NULL' } },
  { oid: '1.3.6.1.2.1.1.9.0', value: { type: 'noSuchObject' } },
  { oid: '1.3.6.1.2.1.1.5.1', value: { type: 'noSuchInstance' } },
  { oid: '1.3.6.1.6.3.16', value: { type: 'endOfMibView' } },
];

export function varbindsOf(varbinds: readonly { oid: string; value: SnmpValue }[]): Uint8Array {
  return VarbindList.of(varbinds).bytes;
}

export function samplePdu(type: PduType, more: Partial<PduToSend> = {}): PduToSend {
  return { type, requestId: 0x1234_5678, varbinds: varbindsOf(everyValue), ...more };
}

export function communityMessage(pdu: PduToSend, version: 0 | 1 = 1, community = 'public'): Uint8Array {
  return encodeCommunityMessage({ version, community: textBytes(community), pdu });
}

/** net-snmp's enterprise number and a MAC address. */
export const engineId = hex('80001f8803001b210a0b0c');

export function v3Message(
  pdu: PduToSend,
  more: { level?: 'none' | 'auth' | 'priv'; engineId?: Uint8Array; scoped?: Uint8Array; user?: string } = {},
): { bytes: Uint8Array; authStart: number } {
  const level = more.level ?? 'none';
  const engine = more.engineId ?? engineId;
  const scoped = more.scoped ?? encodeScopedPdu({ engineId: engine, name: textBytes('ctx'), pdu });
  return encodeV3Message({
    messageId: 4711,
    maxSize: 65_507,
    auth: level !== 'none',
    priv: level === 'priv',
    reportable: true,
    usm: {
      engineId: engine,
      boots: 7,
      time: 93_784,
      user: textBytes(more.user ?? 'admin'),
      authLength: level === 'none' ? 0 : 12,
      priv: level === 'priv' ? hex('0000000700000001') : new Uint8Array(),
    },
    data: scoped,
    encrypted: level === 'priv',
  });
}

export const pduTypes: readonly PduType[] = [
  'GetRequest',
  'GetNextRequest',
  'Response',
  'SetRequest',
  'Trap',
  'GetBulkRequest',
  'InformRequest',
  'SNMPv2-Trap',
  'Report',
];

export const trapFields = {
  enterprise: '1.3.6.1.4.1.8072.3.2.10',
  agentAddress: '192.0.2.1',
  generic: 2,
  specific: 0,
  timestamp: 360_100,
};
