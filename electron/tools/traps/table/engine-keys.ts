import { decryptScoped } from '#electron/usm/message-security.ts';
import { PasswordKeys, type UserKeys, userKeys } from '#electron/usm/user-keys.ts';
import { decodeScopedPdu, type SnmpMessage } from '#electron/wire/snmp/message.ts';
import { toHex } from '#shared/model/hex.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { KnownDevices } from '../deps.ts';

/** Keys that are remembered, in memory only. */
const rememberedKeys = 4096;

/** Opens what is encrypted with the keys of saved profiles for the engine that sent it. */
export class EngineKeys {
  readonly #devices: Pick<KnownDevices, 'profiles' | 'credentials'>;
  readonly #passwords = new PasswordKeys();
  readonly #keys = new Map<string, UserKeys | undefined>();

  constructor(devices: Pick<KnownDevices, 'profiles' | 'credentials' | 'onProfilesChanged'>) {
    this.#devices = devices;
    devices.onProfilesChanged(() => this.#keys.clear());
  }

  /** The scoped PDU of a message in `bytes`; `profile`: id of the one that opened it before. Undefined where no key makes sense of it. */
  open(message: SnmpMessage, bytes: Uint8Array, profile?: string): { scoped: Uint8Array } | undefined {
    const usm = message.v3?.usm;
    if (usm === undefined || message.v3?.encrypted === undefined) return undefined;
    const user = new TextDecoder().decode(usm.user);
    for (const id of this.#candidates(user, profile)) {
      const keys = this.#keysOf(id, usm.engineId);
      const scoped = keys === undefined ? undefined : decryptScoped(bytes, message, keys);
      // One in some hundred wrong keys makes what begins like a PDU.
      if (scoped !== undefined && decodeScopedPdu(scoped, 0, scoped.length, [])?.pdu !== undefined) return { scoped };
    }
    return undefined;
  }

  *#candidates(user: string, profile: string | undefined): Generator<string> {
    if (profile !== undefined) yield profile;
    for (const known of this.#devices.profiles()) {
      if (known.id !== profile && known.user === user && known.privProtocol !== undefined) yield known.id;
    }
  }

  #keysOf(profile: string, engineId: Uint8Array): UserKeys | undefined {
    const name = `${profile} ${toHex(engineId)}`;
    if (this.#keys.has(name)) return this.#keys.get(name);
    const keys = this.#derive(profile, engineId);
    if (this.#keys.size >= rememberedKeys) this.#keys.clear();
    this.#keys.set(name, keys);
    return keys;
  }

  /** Undefined for a profile that is gone, locked, or has a key of a wrong length. */
  #derive(profile: string, engineId: Uint8Array): UserKeys | undefined {
    try {
      return userKeys(this.#devices.credentials(profile), engineId, this.#passwords);
    } catch (error) {
      if (error instanceof ProblemError) return undefined;
      throw error;
    }
  }
}
