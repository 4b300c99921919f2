import { type EngineNow, sealMessage } from '#electron/usm/message-security.ts';
import type { AuthKey } from '#electron/usm/protocols.ts';
import { encodeScopedPdu, type SnmpMessage } from '#electron/wire/snmp/message.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';

/** usmStats (RFC 3414 section 5), by their last arc. */
const counterArcs = {
  usmStatsUnsupportedSecLevels: 1,
  usmStatsNotInTimeWindows: 2,
  usmStatsUnknownUserNames: 3,
  usmStatsUnknownEngineIDs: 4,
  usmStatsWrongDigests: 5,
  usmStatsDecryptionErrors: 6,
} as const;
export type UsmCounter = keyof typeof counterArcs;

const usmStats = '1.3.6.1.6.3.15.1.1';
const nothing = new Uint8Array();

/**
 * The Report with a counter (RFC 3412 section 7.1 step 3, RFC 3414 section 3.2): authenticated where a key is given, else in clear, but with
 * our clock, by which senders set theirs.
 */
export function usmReport(
  counter: UsmCounter,
  value: number,
  engine: EngineNow,
  { v3, pdu }: SnmpMessage,
  auth?: AuthKey,
): Uint8Array {
  const { bytes } = VarbindList.of([
    { oid: `${usmStats}.${counterArcs[counter]}.0`, value: { type: 'Counter32', value } },
  ]);
  // What is encrypted keeps its request-id to itself.
  const report = { type: 'Report', requestId: pdu?.requestId ?? 0, varbinds: bytes } as const;
  const scoped = encodeScopedPdu({ engineId: engine.id, name: nothing, pdu: report });
  const messageId = v3?.messageId ?? 0;
  const user = v3?.usm?.user ?? nothing;
  return sealMessage(
    engine,
    auth === undefined ? {} : { auth },
    { user, scoped },
    { messageId, salt: 0n, reportable: false },
  );
}
