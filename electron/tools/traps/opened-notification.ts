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
  /** Our address that it came to, where that is known. */
  localAddress?: string | undefined;
  /** Milliseconds since the epoch with a fraction. */
  at: number;
}

/** A datagram that was stored, or lies in a capture, and is opened later. */
export interface StoredArrival extends Arrival {
  /** Its community is overwritten. */
  masked: boolean;
  /** What the overwritten one is recognised by; absent where nothing was kept of it. */
  communityDigest?: Uint8Array | null;
  /** What it was found to be before, where it was looked at. */
  was?: NotificationState;
}

/** What was read out of a datagram. */
export interface OpenedNotification {
  state: Exclude<NotificationState, 'pending'>;
  /** Why it is not accepted, or what is wrong in it: technical, in English, without secrets. */
  reason?: string;
  version?: SnmpVersion;
  kind?: 'trap' | 'inform';
  /** As the message claims it; at most 32 octets of it. */
  user?: string;
  level?: SecurityLevel;
  /** msgAuthoritativeEngineID in hex, at most 32 octets of it. */
  engine?: string;
  /** contextName, bounded as the user is. */
  context?: string;
  /** Id of the profile whose community or user fits. */
  profile?: string;
  /** Of the notification as SMIv2 has it. */
  oid?: string;
  /** Hundredths of a second. */
  uptime?: number;
  v1?: Omit<TrapFields, 'timestamp'>;
  /** All of the PDU, for v2c and v3 with sysUpTime.0 and snmpTrapOID.0. They lie in the bytes of the arrival, or in what was decrypted. */
  varbinds?: VarbindList;
  /**
   * What goes back to the sender once the row is durable: the response to an inform, made when it is asked for. Undefined when the sender
   * cannot take even the shortest one.
   */
  answer?: () => Uint8Array | undefined;
  /** A Report of RFC 3414 that goes back at once, whether the message is stored or not. */
  report?: Uint8Array;
  /** False for a step of finding our engine and its clock (RFC 3414 section 4): the notification itself comes after it. */
  stored: boolean;
}

/** A user or community that is accepted, with its secrets: in memory only. */
export interface ReceiverProfile {
  id: string;
  name: string;
  credentials: Credentials;
}
