import { encodeV3Message } from '#electron/wire/snmp/message.ts';
import type { LibraryUser, NetSnmp, Sealed } from './net-snmp-library.ts';

/** The largest message a device takes (RFC 3412 section 6.3). */
const maxSize = 65_507;
const nothing = new Uint8Array();

interface DeviceMessage {
  messageId: number;
  /** Of the device's engine. */
  engineId: Buffer;
  boots: number;
  time: number;
  /** Its name as it goes into the message. */
  user: Uint8Array;
  /** A scoped PDU, encrypted or not. */
  data: Uint8Array | Sealed;
}

/** A message of v3 from a device that expects no answer, with a digest by net-snmp's own code where there is a signer who has a key. */
export function deviceMessage(
  { Authentication }: NetSnmp,
  signer: Pick<LibraryUser, 'authProtocol' | 'authKey'> | undefined,
  { messageId, engineId, boots, time, user, data }: DeviceMessage,
): Uint8Array {
  const { authProtocol, authKey } = signer ?? {};
  const isSigned = authProtocol !== undefined && authKey !== undefined;
  const authLength = isSigned ? Authentication.getParametersLength(authProtocol) : 0;
  const sealed = data instanceof Uint8Array ? undefined : data;
  const { bytes, authStart } = encodeV3Message({
    messageId,
    maxSize,
    auth: isSigned,
    priv: sealed !== undefined,
    reportable: false,
    usm: { engineId, boots, time, user, authLength, priv: sealed?.msgPrivacyParameters ?? nothing },
    data: data instanceof Uint8Array ? data : data.encryptedPdu,
    encrypted: sealed !== undefined,
  });
  if (!isSigned) return bytes;
  const message = Buffer.from(bytes);
  const digest = message.subarray(authStart, authStart + authLength);
  Authentication.writeParameters(message, authProtocol, authKey, engineId, digest);
  return message;
}
