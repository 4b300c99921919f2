import { BerCursor } from '../ber/cursor.ts';
import { berTags } from '../ber/tags.ts';

/** usmSecurityModel (RFC 3411 section 5, SnmpSecurityModel). */
export const usmSecurityModel = 3;

/** UsmSecurityParameters (RFC 3414 section 2.4). Octets are views of the message, places are in its bytes. */
export interface UsmParameters {
  /** msgAuthoritativeEngineID. */
  engineId: Uint8Array;
  boots: number;
  /** Seconds since the engine's last boot. */
  time: number;
  user: Uint8Array;
  /** msgAuthenticationParameters: the MAC. */
  auth: { start: number; length: number };
  /** msgPrivacyParameters: the salt. */
  priv: { start: number; length: number };
}

/** Reads the content of msgSecurityParameters. Undefined, with a fault, when it is not whole. */
export function readUsm(outer: BerCursor): UsmParameters | undefined {
  const cursor = new BerCursor(outer.bytes, outer.start, outer.start + outer.length, outer.faults);
  const sequence = cursor.enter('USM parameters', berTags.sequence);
  const engineId = cursor.octets('msgAuthoritativeEngineID');
  const boots = cursor.integer('msgAuthoritativeEngineBoots');
  const time = cursor.integer('msgAuthoritativeEngineTime');
  const user = cursor.octets('msgUserName');
  const auth = place(cursor, 'msgAuthenticationParameters');
  const priv = place(cursor, 'msgPrivacyParameters');
  if (sequence >= 0) {
    cursor.leave(sequence, 'USM parameters');
    cursor.leave(cursor.end, 'msgSecurityParameters');
  }
  if (engineId === undefined || user === undefined || auth === undefined || priv === undefined) return undefined;
  return { engineId, boots: boots ?? 0, time: time ?? 0, user, auth, priv };
}

function place(cursor: BerCursor, what: string): { start: number; length: number } | undefined {
  return cursor.expect(berTags.octetString, what) ? { start: cursor.start, length: cursor.length } : undefined;
}
