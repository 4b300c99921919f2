import type { Clock } from '#electron/net/clock.ts';
import type { DatagramIo } from '#electron/net/udp/datagram-io.ts';
import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import type { Store } from '#electron/storage/store.ts';
import type { Device, Profile } from '#shared/contract/devices.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import type { Problem } from '#shared/problem/problem.ts';
import type { FromReceiver, ReceiverStart, ToReceiver } from './receive/receiver-messages.ts';

export interface TrapsDeps {
  store: Store;
  /** For sending. */
  sockets: DatagramIo;
  clock: Clock;
  /** What is known of objects and notifications: names, types. */
  objects: ObjectRegistry;
  /** Calls back whenever MIBs came or went: names may mean something else. */
  onObjectsChanged(listener: () => void): void;
  devices: KnownDevices;
  /** Where what is sent is kept. */
  recorder: TrapsRecorder;
  /** Between 1 and 2^31 - 1, another one each time and hard to guess: the number of a request. */
  randomId(): number;
  /** Tells listeners what changed, at most ten times a second each. */
  newFeed(): Feed;
  /** The workspace's file, for the receiving thread. */
  file: string;
  startReceiverThread: StartReceiverThread;
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
  /** By id or name. @throws ProblemError profile-unknown */
  profile(idOrName: string): Profile;
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

export interface TrapsRecorder {
  begin(start: {
    id?: string | undefined;
    tool: string;
    verb: string;
    target: string;
    subject?: string;
  }): TrapsRecording;
}

export interface TrapsRecording {
  readonly id: string;
  /** Packets in a row. Resolves when they are stored. */
  packets(packets: readonly PacketRecord[]): Promise<void>;
  note(code: NotePart['code'], params?: NotePart['params'], problem?: Problem): void;
  end(outcome: string): Promise<void>;
}
