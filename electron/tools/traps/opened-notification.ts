import type { TrapFields } from '#electron/wire/snmp/pdu.ts';
import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { NotificationState, SecurityLevel } from '#shared/model/notification.ts';
import type { Credentials, SnmpVersion } from '#shared/model/snmp-target.ts';

/** A datagram as it came. */
export interface Arrival {
  bytes: Uint8Array;
  /** Canonical, as the socket wrote it. */
  address: string;
  port: number;
  /** Our port. */
  receiver: number;
  /** Milliseconds since the epoch with a fraction. */
  at: number;
}

/** What was read out of a datagram. */
export interface OpenedNotification {
  state: Exclude<NotificationState, 'pending'>;
  /** Why it is not accepted, or what is wrong in it: technical, in English, without secrets. */
  reason?: string;
  version?: SnmpVersion;
  kind?: 'trap' | 'inform';
  user?: string;
  level?: SecurityLevel;
  /** Hex. */
  engine?: string;
  context?: string;
  /** Id of the profile whose community or user fits. */
  profile?: string;
  /** Of the notification as SMIv2 has it. */
  oid?: string;
  /** Hundredths of a second. */
  uptime?: number;
  v1?: Omit<TrapFields, 'timestamp'>;
  /** All of the PDU; for v2c and v3 the first two are sysUpTime.0 and snmpTrapOID.0. */
  varbinds?: VarbindList;
  /**
   * What goes back to the sender once the row is durable: the response to an inform. A discovery or another report is no
   * notification: see `report`.
   */
  answer?: () => Uint8Array;
  /** Goes back at once, and nothing is stored for a mere discovery (`stored` false). */
  report?: Uint8Array;
  /** False for a discovery of our engine: a part of the protocol, no notification. */
  stored: boolean;
}

/** A user or community that is accepted, with its secrets: in memory only. */
export interface ReceiverProfile {
  id: string;
  name: string;
  credentials: Credentials;
}
