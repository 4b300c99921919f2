import { macLength, sign, verify } from '#electron/usm/authentication.ts';
import { decrypt, encrypt, SaltCounter } from '#electron/usm/privacy.ts';
import { type UserKeys, userKeys } from '#electron/usm/user-keys.ts';
import { decodeScopedPdu, encodeScopedPdu, encodeV3Message, type SnmpMessage } from '#electron/wire/snmp/message.ts';
import type { Pdu, PduToSend } from '#electron/wire/snmp/pdu.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { AuthProtocol, PrivProtocol } from '#shared/model/snmp-target.ts';

export interface ScriptedUser {
  name: string;
  auth?: { protocol: AuthProtocol; password: string };
  priv?: { protocol: PrivProtocol; password: string };
  /** Less gets authorizationError; by default the user may do everything at every level. */
  needs?: 'auth' | 'priv';
  /** Only reads. */
  readOnly?: boolean;
}

type V3 = NonNullable<SnmpMessage['v3']>;

/** A request that passed the security of its level. */
export interface SecureRequest {
  v3: V3;
  user: ScriptedUser;
  keys: UserKeys;
  pdu: Pdu;
  context: { engineId: Uint8Array; name: Uint8Array };
  /** The level is lower than the user needs. */
  refused: boolean;
}

export type Opened = { request: SecureRequest } | { report: Uint8Array } | undefined;

const usmStats = '1.3.6.1.6.3.15.1.1';
/** Counters that a report names: RFC 3414 section 5, RFC 3412 section 5, RFC 3413 (unknown contexts). */
const counters = {
  unsupportedSecLevels: `${usmStats}.1.0`,
  notInTimeWindows: `${usmStats}.2.0`,
  unknownUserNames: `${usmStats}.3.0`,
  unknownEngineIds: `${usmStats}.4.0`,
  wrongDigests: `${usmStats}.5.0`,
  decryptionErrors: `${usmStats}.6.0`,
  unknownPduHandlers: '1.3.6.1.6.3.11.2.1.3.0',
  unknownContexts: '1.3.6.1.6.3.12.1.5.0',
};
type Counter = keyof typeof counters;

/** Seconds (RFC 3414 section 2.2.3). */
const timeWindow = 150;
const maxSize = 65_507;
const nothing = new Uint8Array();

/** The SNMP engine of a scripted agent: who it is, what time it has, and its users (RFC 3414 section 3). */
export class UserSecurity {
  engineId: Uint8Array;
  boots = 1;
  readonly #users: readonly ScriptedUser[];
  readonly #contexts: readonly string[];
  readonly #salts = new SaltCounter();
  readonly #counts = new Map<Counter, number>();
  #keys = new Map<ScriptedUser, UserKeys>();
  /** When the engine's time was zero, on the monotonic clock, in milliseconds. */
  #zero = performance.now();

  constructor(users: readonly ScriptedUser[], contexts: readonly string[], engineId: Uint8Array) {
    this.#users = users;
    this.#contexts = contexts;
    this.engineId = engineId;
  }

  /** Seconds since the last boot. */
  get time(): number {
    return Math.floor((performance.now() - this.#zero) / 1000);
  }

  reboot(): void {
    this.boots++;
    this.#zero = performance.now();
  }

  jump(seconds: number): void {
    this.#zero -= seconds * 1000;
  }

  become(engineId: Uint8Array): void {
    this.engineId = engineId;
    this.#keys = new Map();
    this.boots = 1;
    this.#zero = performance.now();
  }

  /** RFC 3414 section 3.2: the request inside, or the report that says why not. */
  open(message: SnmpMessage, bytes: Uint8Array): Opened {
    const { v3 } = message;
    const usm = v3?.usm;
    if (v3 === undefined || usm === undefined) return undefined;
    const report = (counter: Counter, keys: UserKeys = {}, requestId = message.pdu?.requestId ?? 0) =>
      this.#report(v3, counter, keys, requestId);
    if (Buffer.compare(usm.engineId, this.engineId) !== 0) return report('unknownEngineIds');
    const name = Buffer.from(usm.user).toString();
    const user = this.#users.find((candidate) => candidate.name === name);
    if (user === undefined) return report('unknownUserNames');
    const keys = this.#keysOf(user);
    if ((v3.auth && keys.auth === undefined) || (v3.priv && keys.priv === undefined)) {
      return report('unsupportedSecLevels');
    }
    if (v3.auth && keys.auth !== undefined) {
      if (!verify(keys.auth, bytes, usm.auth.start, usm.auth.length)) return report('wrongDigests');
      const isTimely = usm.boots === this.boots && Math.abs(usm.time - this.time) <= timeWindow;
      if (!isTimely) return report('notInTimeWindows', { auth: keys.auth });
    }
    const scoped = this.#scopedPdu(message, bytes, v3, keys);
    if (scoped?.pdu === undefined) return v3.priv ? report('decryptionErrors') : undefined;
    const { pdu, engineId } = scoped;
    const seal = keysAtLevel(v3, keys);
    if (Buffer.compare(engineId, this.engineId) !== 0) return report('unknownPduHandlers', seal, pdu.requestId);
    if (!this.#contexts.includes(Buffer.from(scoped.name).toString())) {
      return report('unknownContexts', seal, pdu.requestId);
    }
    const refused = (user.needs === 'priv' && !v3.priv) || (user.needs === 'auth' && !v3.auth);
    return { request: { v3, user, keys: seal, pdu, context: { engineId, name: scoped.name }, refused } };
  }

  /** A message to the sender of the request, at the request's own level. */
  seal({ v3, user, keys, context }: SecureRequest, pdu: PduToSend, messageId = v3.messageId): Uint8Array {
    return this.#encode({ messageId, user: user.name, keys, scoped: encodeScopedPdu({ ...context, pdu }) });
  }

  #report(v3: V3, counter: Counter, keys: UserKeys, requestId: number): Opened {
    const value = (this.#counts.get(counter) ?? 0) + 1;
    this.#counts.set(counter, value);
    if (!v3.reportable) return undefined;
    const list = VarbindList.of([{ oid: counters[counter], value: { type: 'Counter32', value } }]);
    const varbinds = list.bytes.slice(list.start, list.end);
    const scoped = encodeScopedPdu({
      engineId: this.engineId,
      name: nothing,
      pdu: { type: 'Report', requestId, varbinds },
    });
    const user = Buffer.from(v3.usm?.user ?? nothing).toString();
    return { report: this.#encode({ messageId: v3.messageId, user, keys, scoped }) };
  }

  #encode(message: { messageId: number; user: string; keys: UserKeys; scoped: Uint8Array }): Uint8Array {
    const { auth, priv } = message.keys;
    const { boots, time } = this;
    const sealed = priv === undefined ? undefined : encrypt(priv, message.scoped, { boots, time }, this.#salts.next());
    const { bytes, authStart } = encodeV3Message({
      messageId: message.messageId,
      maxSize,
      auth: auth !== undefined,
      priv: priv !== undefined,
      reportable: false,
      usm: {
        engineId: this.engineId,
        boots,
        time,
        user: Buffer.from(message.user),
        authLength: auth === undefined ? 0 : macLength(auth.protocol),
        priv: sealed?.parameters ?? nothing,
      },
      data: sealed?.encrypted ?? message.scoped,
      encrypted: sealed !== undefined,
    });
    if (auth !== undefined) sign(auth, bytes, authStart);
    return bytes;
  }

  #scopedPdu(message: SnmpMessage, bytes: Uint8Array, v3: V3, { priv }: UserKeys) {
    if (!v3.priv) return v3.context === undefined ? undefined : { ...v3.context, pdu: message.pdu };
    if (priv === undefined || v3.encrypted === undefined || v3.usm === undefined) return undefined;
    const { start, length } = v3.encrypted;
    const parameters = bytes.subarray(v3.usm.priv.start, v3.usm.priv.start + v3.usm.priv.length);
    const plain = decrypt(priv, bytes.subarray(start, start + length), v3.usm, parameters);
    return plain === undefined ? undefined : decodeScopedPdu(plain, 0, plain.length, []);
  }

  #keysOf(user: ScriptedUser): UserKeys {
    const keys = this.#keys.get(user) ?? userKeys(user, this.engineId);
    this.#keys.set(user, keys);
    return keys;
  }
}

function keysAtLevel({ auth, priv }: V3, keys: UserKeys): UserKeys {
  return {
    ...(auth && keys.auth !== undefined ? { auth: keys.auth } : {}),
    ...(priv && keys.priv !== undefined ? { priv: keys.priv } : {}),
  };
}
