import type { Store } from '#electron/storage/store.ts';
import type { LinkType, PacketPart } from '#shared/model/packet-event.ts';

/** A recorded event as the export needs it: the packet's bytes or the note. */
export interface RecordedEvent {
  exchange: string;
  position: number;
  at: number;
  direction: PacketPart['direction'] | null;
  link: LinkType | null;
  interface: string | null;
  bytes: Uint8Array | null;
  attempt: number | null;
  ignored: PacketPart['ignored'] | null;
  note: string | null;
  note_params: string | null;
}

export interface SessionsDeps {
  store: Store;
  version: string;
  counts(session: number): { exchanges: number; events: number };
  events(session: number): Iterable<RecordedEvent>;
  /** Everything known of the exchanges of a session, for the JSON export. */
  exchanges(session: number): Iterable<object>;
  /** Whether work is being recorded in the session now. */
  isRunningIn(session: number): boolean;
  /** New work is recorded in another session from now on. */
  onCurrentChanged(): void;
}
