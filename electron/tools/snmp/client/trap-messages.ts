import { type EngineNow, secureMessage } from '#electron/usm/message-security.ts';
import { SaltCounter } from '#electron/usm/privacy.ts';
import { encodeCommunityMessage } from '#electron/wire/snmp/message.ts';
import type { TrapFields } from '#electron/wire/snmp/pdu.ts';
import { toHex } from '#shared/model/hex.ts';
import type { Agent } from './agent.ts';
import type { KeyRing } from './key-ring.ts';

/** A notification that nobody answers; the sender of one in v3 is the authoritative engine (RFC 3414 section 1.5.1). */
export interface TrapToSend {
  /** Content octets of the varbind list; in v2c and v3 with sysUpTime.0 and snmpTrapOID.0. */
  varbinds: Uint8Array;
  /** v1: what a Trap-PDU has beside them. */
  trap?: TrapFields | undefined;
  engine: EngineNow;
}

const text = new TextEncoder();

/** Makes the messages of traps. */
export class TrapMessages {
  readonly #keys: KeyRing;
  readonly #randomId: () => number;
  readonly #salts = new SaltCounter();

  constructor(keys: KeyRing, randomId: () => number) {
    this.#keys = keys;
    this.#randomId = randomId;
  }

  /** Another request-id each time. @throws ProblemError snmp-key-length */
  encode(agent: Agent, { varbinds, trap, engine }: TrapToSend): Uint8Array {
    const { version, community = '' } = agent.credentials;
    const requestId = this.#randomId();
    if (version === '3') {
      const keys = this.#keys.keysFor(agent, { id: engine.id, hex: toHex(engine.id) });
      const pdu = { type: 'SNMPv2-Trap', requestId, varbinds } as const;
      const envelope = { messageId: this.#randomId(), salt: this.#salts.next(), reportable: false };
      return secureMessage(agent.credentials, engine, keys, pdu, envelope);
    }
    const pdu =
      version === '1'
        ? ({ type: 'Trap', requestId, varbinds, ...(trap === undefined ? {} : { trap }) } as const)
        : ({ type: 'SNMPv2-Trap', requestId, varbinds } as const);
    return encodeCommunityMessage({ version: version === '1' ? 0 : 1, community: text.encode(community), pdu });
  }
}
