import { type EngineNow, sealMessage } from '#electron/usm/message-security.ts';
import type { UserKeys } from '#electron/usm/user-keys.ts';
import { encodeCommunityMessage, encodeScopedPdu } from '#electron/wire/snmp/message.ts';
import type { Pdu, PduToSend } from '#electron/wire/snmp/pdu.ts';

/** Greatest message in an IPv4 datagram. */
const greatestMessage = 65_507;
/** Every engine takes as much (RFC 3412 section 6.3, SIZE of msgMaxSize). */
const leastMessage = 484;
const tooBig = 1;
const nothing = new Uint8Array();

/** The response to an inform of v1 or v2c; those have no msgMaxSize. */
export function communityAnswer(version: 0 | 1, community: Uint8Array, pdu: Pdu): Uint8Array | undefined {
  return fitted(pdu, greatestMessage, (response) => encodeCommunityMessage({ version, community, pdu: response }));
}

/** The message that is answered. */
export interface InformToAnswer {
  messageId: number;
  /** msgMaxSize of its sender. */
  maxSize: number;
  user: Uint8Array;
  context: { engineId: Uint8Array; name: Uint8Array };
  pdu: Pdu;
}

/** The response to an inform of v3, at the level of the keys. `salt` is called once for each message that is encrypted. */
export function securedAnswer(
  { messageId, maxSize, user, context, pdu }: InformToAnswer,
  engine: EngineNow,
  keys: UserKeys,
  salt: () => bigint,
): Uint8Array | undefined {
  const limit = Math.min(greatestMessage, Math.max(leastMessage, maxSize));
  return fitted(pdu, limit, (response) => {
    const scoped = encodeScopedPdu({ engineId: context.engineId, name: context.name, pdu: response });
    return sealMessage(engine, keys, { user, scoped }, { messageId, salt: salt(), reportable: false });
  });
}

/**
 * RFC 3416 section 4.2.7: the varbinds go back as they came; where the sender could not take that, tooBig without any; where not even that,
 * nothing.
 */
function fitted(
  { requestId, varbinds }: Pdu,
  limit: number,
  seal: (response: PduToSend) => Uint8Array,
): Uint8Array | undefined {
  const octets = varbinds.bytes.subarray(varbinds.start, varbinds.end);
  const whole = seal({ type: 'Response', requestId, varbinds: octets });
  if (whole.length <= limit) return whole;
  const short = seal({ type: 'Response', requestId, errorStatus: tooBig, varbinds: nothing });
  return short.length <= limit ? short : undefined;
}
