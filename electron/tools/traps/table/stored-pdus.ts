import type { Store } from '#electron/storage/store.ts';
import { decodeScopedPdu, decodeSnmp } from '#electron/wire/snmp/message.ts';
import type { Pdu } from '#electron/wire/snmp/pdu.ts';
import { snmpTrapOidInstance, sysUpTimeInstance } from '#electron/wire/snmp/trap-mapping.ts';
import type { EngineKeys } from './engine-keys.ts';

/** Where sysUpTime.0 and snmpTrapOID.0 are looked for. */
const searched = 32;

/** Reads the PDUs of stored datagrams. */
export class StoredPdus {
  readonly #store: Store;
  readonly #keys: EngineKeys;

  constructor(store: Store, keys: EngineKeys) {
    this.#store = store;
    this.#keys = keys;
  }

  read(id: number): Pdu | undefined {
    const row = this.#store
      .prepare('SELECT bytes, profile FROM trap_datagram JOIN notification USING (id) WHERE id = ?')
      .get(id) as { bytes: Uint8Array; profile: string | null } | undefined;
    return row && this.of(row.bytes, row.profile);
  }

  /** Undefined for what has none, or is encrypted and opened by no key. */
  of(bytes: Uint8Array, profile: string | null): Pdu | undefined {
    const message = decodeSnmp(bytes);
    if (message.v3?.encrypted === undefined) return message.pdu;
    const opened = this.#keys.open(message, bytes, profile ?? undefined);
    return opened && decodeScopedPdu(opened.scoped, 0, opened.scoped.length, [])?.pdu;
  }
}

/** Places of the varbinds that say something: without sysUpTime.0 and snmpTrapOID.0, which SNMPv2 puts before them. */
export function* tellingVarbinds({ type, varbinds }: Pick<Pdu, 'type' | 'varbinds'>): Generator<number> {
  const made = type === 'Trap' ? new Set<string>() : new Set([sysUpTimeInstance, snmpTrapOidInstance]);
  for (let i = 0; i < varbinds.count; i++) {
    if (made.size > 0 && i < searched && made.delete(varbinds.oid(i))) continue;
    yield i;
  }
}
