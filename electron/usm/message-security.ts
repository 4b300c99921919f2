import { decodeScopedPdu, encodeScopedPdu, encodeV3Message, type SnmpMessage } from '#electron/wire/snmp/message.ts';
import type { Pdu, PduToSend } from '#electron/wire/snmp/pdu.ts';
import { fromHex } from '#shared/model/hex.ts';
import type { PacketFault } from '#shared/model/packet-field.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { macLength, sign, verify } from './authentication.ts';
import { decrypt, encrypt } from './privacy.ts';
import type { UserKeys } from './user-keys.ts';

/** The largest message we take: what fits an IPv4 datagram (RFC 3412 section 6.3 wants at least 484). */
const maxSize = 65_507;
const text = new TextEncoder();
const nothing = new Uint8Array();

/** A message that asks an agent who it is: no user, no engine, nothing asked for (RFC 3414 section 4). */
export function discoveryMessage(messageId: number, requestId: number): Uint8Array {
  const pdu: PduToSend = { type: 'GetRequest', requestId, varbinds: nothing };
  return encodeV3Message({
    messageId,
    maxSize,
    auth: false,
    priv: false,
    reportable: true,
    usm: { engineId: nothing, boots: 0, time: 0, user: nothing, authLength: 0, priv: nothing },
    data: encodeScopedPdu({ engineId: nothing, name: nothing, pdu }),
    encrypted: false,
  }).bytes;
}

/** The authoritative engine of a message (RFC 3414 section 1.5.1): its ID and what its clock shows now. */
export interface EngineNow {
  readonly id: Uint8Array;
  readonly boots: number;
  /** snmpEngineTime in seconds. */
  readonly time: number;
}

/**
 * A message under the user's security (RFC 3414 section 3.1). `salt` must not repeat under one key: a counter. `reportable`: an answer is
 * expected, so a report may come in its place (RFC 3412 section 6.4).
 */
export function secureMessage(
  { user = '', context = '', contextEngine }: Pick<Credentials, 'user' | 'context' | 'contextEngine'>,
  engine: EngineNow,
  keys: UserKeys,
  pdu: PduToSend,
  { messageId, salt, reportable }: { messageId: number; salt: bigint; reportable: boolean },
): Uint8Array {
  const engineId = contextEngine === undefined ? engine.id : (fromHex(contextEngine) ?? engine.id);
  const scoped = encodeScopedPdu({ engineId, name: text.encode(context), pdu });
  // RFC 3414 section 3.1 step 7: unauthenticated messages say nothing of the clock.
  const known = keys.auth === undefined ? { id: engine.id, boots: 0, time: 0 } : engine;
  return sealMessage(known, keys, { user: text.encode(user), scoped }, { messageId, salt, reportable });
}

/**
 * As `secureMessage`, of octets: a scoped PDU, and the user's name as it came in the message that is answered. The clock is told as it is
 * given, without authentication too: senders take it from the Report that answers their discovery.
 */
export function sealMessage(
  engine: EngineNow,
  keys: UserKeys,
  { user, scoped }: { user: Uint8Array; scoped: Uint8Array },
  { messageId, salt, reportable }: { messageId: number; salt: bigint; reportable: boolean },
): Uint8Array {
  const clock = { boots: engine.boots, time: engine.time };
  const sealed = keys.priv === undefined ? undefined : encrypt(keys.priv, scoped, clock, salt);
  const { bytes, authStart } = encodeV3Message({
    messageId,
    maxSize,
    auth: keys.auth !== undefined,
    priv: sealed !== undefined,
    reportable,
    usm: {
      engineId: engine.id,
      ...clock,
      user,
      authLength: keys.auth === undefined ? 0 : macLength(keys.auth.protocol),
      priv: sealed?.parameters ?? nothing,
    },
    data: sealed?.encrypted ?? scoped,
    encrypted: sealed !== undefined,
  });
  if (keys.auth !== undefined) sign(keys.auth, bytes, authStart);
  return bytes;
}

export type Opened =
  | { state: 'ok'; pdu: Pdu; authentic: boolean }
  | { state: 'unauthentic' }
  | { state: 'not-decryptable' }
  | { state: 'malformed'; fault: PacketFault };

/** Opens what an agent sent: checks its authentication, where it has any, and decrypts it. */
export function openMessage(bytes: Uint8Array, message: SnmpMessage, keys: UserKeys): Opened {
  const { v3 } = message;
  const usm = v3?.usm;
  if (v3 === undefined || usm === undefined) return malformed(message.faults);
  if (v3.auth) {
    if (keys.auth === undefined) return { state: 'unauthentic' };
    // The MAC is over this message alone, not over what may stand behind it.
    const whole =
      message.start === 0 && message.end === bytes.length ? bytes : bytes.subarray(message.start, message.end);
    if (!verify(keys.auth, whole, usm.auth.start - message.start, usm.auth.length)) return { state: 'unauthentic' };
  }
  if (!v3.priv) {
    return message.pdu === undefined
      ? malformed(message.faults)
      : { state: 'ok', pdu: message.pdu, authentic: v3.auth };
  }
  const scoped = decryptScoped(bytes, message, keys);
  if (scoped === undefined) return { state: 'not-decryptable' };
  const faults: PacketFault[] = [];
  const pdu = decodeScopedPdu(scoped, 0, scoped.length, faults)?.pdu;
  // Without a checksum of its own, bytes that make no sense are what the wrong key gives.
  if (pdu === undefined) return { state: 'not-decryptable' };
  if (faults.length > 0) return malformed(faults);
  return { state: 'ok', pdu, authentic: v3.auth };
}

/** The scoped PDU of an encrypted message; undefined where the keys cannot open it. */
export function decryptScoped(bytes: Uint8Array, { v3 }: SnmpMessage, { priv }: UserKeys): Uint8Array | undefined {
  const { usm, encrypted } = v3 ?? {};
  if (usm === undefined || encrypted === undefined || priv === undefined) return undefined;
  return decrypt(
    priv,
    bytes.subarray(encrypted.start, encrypted.start + encrypted.length),
    usm,
    bytes.subarray(usm.priv.start, usm.priv.start + usm.priv.length),
  );
}

function malformed([fault = { offset: 0, reason: 'no PDU' }]: readonly PacketFault[]): Opened {
  return { state: 'malformed', fault };
}
