import type { DirectDns } from '#electron/net/names/direct-dns.ts';
import type { HostsEntry } from '#electron/net/names/hosts-file.ts';
import type { PlatformNames } from '#electron/net/names/platform-names.ts';
import type { TimedConnect } from '#electron/net/tcp/timed-connect.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { Problem } from '#shared/problem/problem.ts';

export interface NamesDeps {
  /** @throws the loader's error where the system's functions cannot be had. */
  platformNames(): PlatformNames;
  dns: DirectDns;
  /** Path of the system's hosts file. */
  hostsFile: string;
  findInHostsFile(file: string, name: string): Promise<HostsEntry[]>;
  connect: TimedConnect;
  /** Milliseconds since the epoch. */
  now(): number;
  recorder: {
    begin(start: { tool: string; verb: string; target: string }): NamesRecording;
  };
}

export interface NamesRecording {
  readonly id: string;
  note(code: NotePart['code'], params?: NotePart['params'], problem?: Problem): void;
  end(outcome: string): Promise<void>;
}
