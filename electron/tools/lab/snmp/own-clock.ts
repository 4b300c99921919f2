import { decodeSnmp, encodeScopedPdu } from '#electron/wire/snmp/message.ts';
import { deviceMessage } from './device-message.ts';
import type { LibraryUser, NetSnmp } from './net-snmp-library.ts';
import type { LabEngine } from './security-reports.ts';

/**
 * A trap of v3 with the clock of its engine. net-snmp's says 0 for boots and time always, so that receivers refuse it 150 s after the first
 * (RFC 3414 section 3.2 step 7). So it makes the trap for nobody, without security; the user's security comes on with its own ciphers here.
 */
export function withOwnClock(library: NetSnmp, engine: LabEngine, user: LibraryUser, datagram: Buffer): Uint8Array {
  const { v3, pdu } = decodeSnmp(datagram);
  if (v3 === undefined || pdu === undefined) throw new RangeError('not a trap of v3');
  const { authProtocol, authKey, privProtocol, privKey } = user;
  const { id: engineId, boots } = engine;
  const time = engine.time();
  const { bytes: content, start, end } = pdu.varbinds;
  const scoped = Buffer.from(
    encodeScopedPdu({
      engineId,
      name: new Uint8Array(),
      pdu: { type: pdu.type, requestId: pdu.requestId, varbinds: content.subarray(start, end) },
    }),
  );
  const cipher = privProtocol === undefined ? undefined : library.Encryption.algorithms[privProtocol];
  const known = { engineID: engineId, engineBoots: boots, engineTime: time };
  const sealed = cipher?.encryptPdu(scoped, privProtocol ?? '', privKey ?? '', authProtocol ?? '', known);
  const isSigned = authProtocol !== undefined && authKey !== undefined;
  return deviceMessage(library, user, {
    ...{ messageId: v3.messageId, engineId },
    // RFC 3414 section 3.1 step 7: unauthenticated messages say nothing of the clock.
    ...(isSigned ? { boots, time } : { boots: 0, time: 0 }),
    user: Buffer.from(user.name),
    data: sealed ?? scoped,
  });
}
