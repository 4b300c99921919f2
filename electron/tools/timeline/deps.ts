import type { Store } from '#electron/storage/store.ts';
import type { SnmpSight } from '#electron/wire/snmp/message-summary.ts';

export interface TimelineDeps {
  store: Store;
  /** The session that new exchanges belong to. */
  currentSession(): number;
  /** Milliseconds since the epoch with a fraction. */
  now(): number;
  /** What is known of SNMP beside the packets: keys, names of objects. */
  sight: SnmpSight;
}
