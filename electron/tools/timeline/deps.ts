import type { Store } from '#electron/storage/store.ts';
import type { SnmpMessage } from '#electron/wire/snmp/message.ts';

export interface TimelineDeps {
  store: Store;
  /** The session that new exchanges belong to. */
  currentSession(): number;
  /** Milliseconds since the epoch with a fraction. */
  now(): number;
  /** The decrypted scoped PDU of an SNMPv3 message, where somebody holds the key. */
  reveal(message: SnmpMessage, bytes: Uint8Array): { scoped: Uint8Array } | undefined;
}
