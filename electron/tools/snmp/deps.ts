import type { Clock } from '#electron/net/clock.ts';
import type { DatagramIo } from '#electron/net/udp/datagram-io.ts';
import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import type { Store } from '#electron/storage/store.ts';
import type { Vault } from '#electron/storage/vault.ts';
import type { Device, Profile } from '#shared/contract/devices.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import type { Problem } from '#shared/problem/problem.ts';

export interface SnmpDeps {
  sockets: DatagramIo;
  clock: Clock;
  store: Store;
  /** Derived keys are kept in it. */
  vault: Vault;
  /** What is known of objects: names, types, indexes. */
  objects: ObjectRegistry;
  /** Where every packet and turn of an exchange is kept. */
  recorder: SnmpRecorder;
  devices: KnownDevices;
  /** Between 1 and 2^31 - 1, another one each time and hard to guess: the number of a request. */
  randomId(): number;
  /** Tells listeners what changed, at most ten times a second each. */
  newFeed(): Feed;
}

/** Saved devices and credential profiles. */
export interface KnownDevices {
  /** By id or name. @throws ProblemError device-unknown */
  device(idOrName: string): Device;
  /** By id or name. @throws ProblemError profile-unknown */
  profile(idOrName: string): Profile;
  /** With their secrets. @throws ProblemError profile-unknown, profile-locked */
  credentials(profileIdOrName: string): Credentials;
  /** In the order in which they are tried. */
  profiles(): Profile[];
  /** What a device said of itself. */
  seen(device: string, about: { sysName?: string; sysDescr?: string; sysObjectId?: string }): Promise<void>;
}

export interface Feed {
  tell(key: string): void;
  listen(signal: AbortSignal): AsyncIterable<string[]>;
}

export interface SnmpRecorder {
  begin(start: {
    id?: string | undefined;
    tool: string;
    verb: string;
    target: string;
    subject?: string;
  }): SnmpRecording;
}

export interface SnmpRecording {
  readonly id: string;
  /** Packets in a row. Resolves when they are stored. */
  packets(packets: readonly PacketRecord[]): Promise<void>;
  note(code: NotePart['code'], params?: NotePart['params'], problem?: Problem): void;
  end(outcome: string): Promise<void>;
}
