import { decodeSnmp, encodeScopedPdu, type SnmpMessage } from '#electron/wire/snmp/message.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { deviceMessage } from './device-message.ts';
import type { LibraryUser, NetSnmp } from './net-snmp-library.ts';

/** Counters of RFC 3414 section 5, of which a report names one. */
const counters = {
  unsupportedSecLevels: 1,
  notInTimeWindows: 2,
  unknownUserNames: 3,
  unknownEngineIds: 4,
  wrongDigests: 5,
  decryptionErrors: 6,
};
export type UsmCounter = keyof typeof counters;

export interface LabEngine {
  id: Buffer;
  boots: number;
  /** Seconds since the last boot. */
  time(): number;
}

/** Seconds (RFC 3414 section 2.2.3). */
const timeWindow = 150;
const nothing = new Uint8Array();

/**
 * The reports of a simulated device. net-snmp's agent answers discovery, but stays silent about a wrong digest, does not look at engine ID
 * and time, and decrypts before it has seen whether the message is authentic; so what RFC 3414 section 3.2 asks for is done here, before
 * it gets the message.
 */
export class SecurityReports {
  readonly #library: NetSnmp;
  readonly #engine: LabEngine;
  readonly #users: ReadonlyMap<string, LibraryUser>;
  readonly #counts = new Map<UsmCounter, number>();

  constructor(library: NetSnmp, engine: LabEngine, users: readonly LibraryUser[]) {
    this.#library = library;
    this.#engine = engine;
    this.#users = new Map(users.map((user) => [user.name, user]));
  }

  /** What is sent instead of an answer; "pass": nothing is wrong so far; undefined: nothing is said. */
  check(datagram: Buffer): Uint8Array | 'pass' | undefined {
    const message = decodeSnmp(datagram);
    const { v3 } = message;
    if (v3 === undefined) return 'pass';
    const { usm } = v3;
    if (usm === undefined) return undefined;
    const say = (counter: UsmCounter, signer?: LibraryUser) => this.report(message, counter, signer);
    if (!this.#engine.id.equals(usm.engineId)) return say('unknownEngineIds');
    const user = this.#users.get(Buffer.from(usm.user).toString());
    if (user === undefined) return say('unknownUserNames');
    // As all users of the lab have one level, a lower one is none of theirs either.
    if (v3.auth !== (user.authKey !== undefined) || v3.priv !== (user.privKey !== undefined)) {
      return say('unsupportedSecLevels');
    }
    if (!v3.auth) return 'pass';
    if (!this.#isAuthentic(datagram, usm.auth, user)) return say('wrongDigests');
    const isTimely = usm.boots === this.#engine.boots && Math.abs(usm.time - this.#engine.time()) <= timeWindow;
    return isTimely ? 'pass' : say('notInTimeWindows', user);
  }

  /** A report about a message that did not pass. Undefined where the sender wants none. */
  report({ v3, pdu }: SnmpMessage, counter: UsmCounter, signer?: LibraryUser): Uint8Array | undefined {
    const value = ((this.#counts.get(counter) ?? 0) + 1) % 2 ** 32;
    this.#counts.set(counter, value);
    if (!v3?.reportable) return undefined;
    const oid = `1.3.6.1.6.3.15.1.1.${counters[counter]}.0`;
    const list = VarbindList.of([{ oid, value: { type: 'Counter32', value } }]);
    const varbinds = list.bytes.subarray(list.start, list.end);
    const data = encodeScopedPdu({
      engineId: this.#engine.id,
      name: nothing,
      pdu: { type: 'Report', requestId: pdu?.requestId ?? 0, varbinds },
    });
    const { id: engineId, boots } = this.#engine;
    const { messageId, usm } = v3;
    return deviceMessage(this.#library, signer, {
      ...{ messageId, engineId, boots, time: this.#engine.time() },
      user: usm?.user ?? nothing,
      data,
    });
  }

  #isAuthentic(datagram: Buffer, at: { start: number; length: number }, user: LibraryUser): boolean {
    const { authProtocol, authKey } = user;
    if (authProtocol === undefined || authKey === undefined) return false;
    const digest = datagram.subarray(at.start, at.start + at.length);
    return this.#library.Authentication.isAuthentic(datagram, authProtocol, authKey, this.#engine.id, digest);
  }
}
