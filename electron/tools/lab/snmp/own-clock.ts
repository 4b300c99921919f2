import { decodeSnmp, encodeScopedPdu, encodeV3Message } from '#electron/wire/snmp/message.ts';
import type { LibraryUser, NetSnmp } from './net-snmp-library.ts';
import type { LabEngine } from './security-reports.ts';

/** The largest message a device takes (RFC 3412 section 6.3). */
const maxSize = 65_507;
const nothing = new Uint8Array();

/**
 * A trap of v3 with the clock of its engine. net-snmp's says 0 for boots and time always, so that receivers refuse it 150 s after the first
 * (RFC 3414 section 3.2 step 7). So it makes the trap for nobody, without security; the user's security comes on with its own ciphers here.
 */
export function withOwnClock(library: NetSnmp, engine: LabEngine, user: LibraryUser, datagram: Buffer): Uint8Array {
  const { Authentication, Encryption } = library;
  const { v3, pdu } = decodeSnmp(datagram);
  if (v3 === undefined || pdu === undefined) throw new RangeError('not a trap of v3');
  const { authProtocol, authKey, privProtocol, privKey } = user;
  const clock = { boots: engine.boots, time: engine.time() };
  const { bytes: content, start, end } = pdu.varbinds;
  const scoped = Buffer.from(
    encodeScopedPdu({
      engineId: engine.id,
      name: nothing,
      pdu: { type: pdu.type, requestId: pdu.requestId, varbinds: content.subarray(start, end) },
    }),
  );
  const cipher = privProtocol === undefined ? undefined : Encryption.algorithms[privProtocol];
  const sealed =
    cipher === undefined
      ? undefined
      : cipher.encryptPdu(scoped, privProtocol ?? '', privKey ?? '', authProtocol ?? '', {
          engineID: engine.id,
          engineBoots: clock.boots,
          engineTime: clock.time,
        });
  const isSigned = authProtocol !== undefined && authKey !== undefined;
  const authLength = isSigned ? Authentication.getParametersLength(authProtocol) : 0;
  const { bytes, authStart } = encodeV3Message({
    messageId: v3.messageId,
    maxSize,
    auth: isSigned,
    priv: sealed !== undefined,
    reportable: false,
    usm: {
      engineId: engine.id,
      // RFC 3414 section 3.1 step 7: unauthenticated messages say nothing of the clock.
      ...(isSigned ? clock : { boots: 0, time: 0 }),
      user: Buffer.from(user.name),
      authLength,
      priv: sealed?.msgPrivacyParameters ?? nothing,
    },
    data: sealed?.encryptedPdu ?? scoped,
    encrypted: sealed !== undefined,
  });
  const whole = Buffer.from(bytes);
  if (isSigned) {
    const digest = whole.subarray(authStart, authStart + authLength);
    Authentication.writeParameters(whole, authProtocol, authKey, engine.id, digest);
  }
  return whole;
}
