import type { Clock } from '#electron/net/clock.ts';
import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import type { Store } from '#electron/storage/store.ts';
import type { EngineNow } from '#electron/usm/message-security.ts';
import type { CaptureSource } from '#electron/wire/capture/capture-source.ts';
import type { TrapFields } from '#electron/wire/snmp/pdu.ts';
import type { Device, Profile } from '#shared/contract/devices.ts';
import type { NotificationTarget, SendResult } from '#shared/model/notification-send.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { Credentials, SnmpVersion } from '#shared/model/snmp-target.ts';
import type { Problem } from '#shared/problem/problem.ts';
import type { FromReceiver, ReceiverStart, ToReceiver } from './receive/receiver-messages.ts';

export interface TrapsDeps {
  store: Store;
  clock: Clock;
  recorder: TrapRecorder;
  /** What is known of objects and notifications: names, types. */
  objects: ObjectRegistry;
  /** Calls back whenever MIBs came or went: names may mean something else. */
  onObjectsChanged(listener: () => void): void;
  devices: KnownDevices;
  /** The addresses of a host name. Rejects where it has none. */
  resolve(host: string): Promise<readonly { address: string }[]>;
  /** Sends. */
  carrier: NotificationCarrier;
  /** Tells listeners what changed, at most ten times a second each. */
  newFeed(): Feed;
  /** A capture file of this machine. @throws ProblemError file-unreadable */
  captureFile(path: string): Promise<CaptureSource>;
  /** The workspace's file, for the receiving thread. */
  file: string;
  startReceiverThread: StartReceiverThread;
  /** Makes digests of communities; the same for the same workspace, as long as its secrets can be opened. */
  communityKey(): Uint8Array;
}

/** Begins exchanges of the timeline. */
export interface TrapRecorder {
  begin(start: { tool: string; verb: string; target: string; startedAt: number | undefined }): TrapRecording;
}

export interface TrapRecording {
  packets(packets: readonly PacketRecord[]): Promise<void>;
  note(code: NotePart['code'], params?: NotePart['params']): void;
  /** Resolves once everything before it is stored. */
  end(outcome: string): Promise<void>;
}

export type StartReceiverThread = (
  start: ReceiverStart,
  hear: { onMessage(message: FromReceiver): void; onExit(reason: string): void },
) => ReceiverThread;

/** The thread that receives. */
export interface ReceiverThread {
  post(message: ToReceiver): void;
  /** Ends it at once. */
  end(): Promise<void>;
}

/** Saved devices and credential profiles. */
export interface KnownDevices {
  /** By id or name. @throws ProblemError device-unknown */
  device(idOrName: string): Device;
  devices(): Device[];
  /** With their secrets. @throws ProblemError profile-unknown, profile-locked */
  credentials(profileIdOrName: string): Credentials;
  profiles(): Profile[];
  /** Calls back whenever a profile was saved or deleted. */
  onProfilesChanged(listener: () => void): void;
  /** Calls back whenever a device was saved or deleted. */
  onDevicesChanged(listener: () => void): void;
}

export interface Feed {
  tell(key: string): void;
  listen(signal: AbortSignal): AsyncIterable<string[]>;
}

/** Brings notifications to a receiver; what travels is on the timeline. */
export interface NotificationCarrier {
  /**
   * A problem that `work` throws is in what is given; only what is wrong before anything began rejects.
   *
   * @throws ProblemError device-unknown, profile-unknown, profile-locked, input-invalid
   */
  carry(
    about: { target: NotificationTarget; exchange?: string | undefined; subject: string },
    signal: AbortSignal,
    work: (way: NotificationWay) => Promise<void>,
  ): Promise<Pick<SendResult, 'outcome' | 'exchange' | 'agent' | 'problems' | 'packets' | 'duration'>>;
}

/** The way to one receiver. */
export interface NotificationWay {
  readonly version: SnmpVersion;
  /** Our address towards it. */
  readonly localAddress: string;
  /**
   * Hands a trap to the system. `varbinds`: content octets of the list, in v2c and v3 with sysUpTime.0 and snmpTrapOID.0; `trap`: what v1 has in
   * their place; `engine`: ours, authoritative in v3.
   *
   * @throws ProblemError for what the system said of those before; snmp-key-length
   */
  trap(trap: { varbinds: Uint8Array; trap?: TrapFields | undefined; engine: EngineNow }): void;
  /** Sends an inform until it is acknowledged; gives the milliseconds since the transmission before that. @throws ProblemError */
  inform(inform: { varbinds: Uint8Array; timeout: number; retries: number }): Promise<number>;
  /** Notes what is wrong without ending anything. */
  problem(found: Problem): void;
  /** Undefined while more may be sent, else a promise of the moment when it may. */
  ready(): Promise<void> | undefined;
}
