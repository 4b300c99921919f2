import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AuthProtocol } from '#shared/model/snmp-target.ts';
import { secretOf } from './key-objects.ts';
import { type AuthKey, authAlgorithms } from './protocols.ts';

const zeros = new Uint8Array(64);

/** Octets of msgAuthenticationParameters. */
export function macLength(protocol: AuthProtocol): number {
  return authAlgorithms[protocol].macLength;
}

/** Truncated HMAC of the message with zeros in place of the field, whatever is in it (RFC 3414 section 6.3.1). */
function macOf(auth: AuthKey, message: Uint8Array, authStart: number): Uint8Array {
  const { hash, macLength: length } = authAlgorithms[auth.protocol];
  return createHmac(hash, secretOf(auth.key))
    .update(message.subarray(0, authStart))
    .update(zeros.subarray(0, length))
    .update(message.subarray(authStart + length))
    .digest()
    .subarray(0, length);
}

/**
 * Writes the MAC of the whole message into its field.
 *
 * @throws {RangeError} when the field is not within the message.
 */
export function sign(auth: AuthKey, message: Uint8Array, authStart: number): void {
  if (!isWithin(message, authStart, macLength(auth.protocol))) throw new RangeError('The MAC does not fit');
  message.set(macOf(auth, message, authStart), authStart);
}

/**
 * Whether the MAC in the field is that of the whole message (RFC 3414 section 6.3.2). Takes the same time wherever it differs, and
 * leaves the message as it is.
 */
export function verify(auth: AuthKey, message: Uint8Array, authStart: number, authLength: number): boolean {
  if (authLength !== macLength(auth.protocol) || !isWithin(message, authStart, authLength)) return false;
  return timingSafeEqual(macOf(auth, message, authStart), message.subarray(authStart, authStart + authLength));
}

function isWithin(message: Uint8Array, start: number, length: number): boolean {
  return Number.isInteger(start) && start >= 0 && start + length <= message.length;
}
