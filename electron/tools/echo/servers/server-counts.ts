import type { Bound } from './listen-on-all.ts';

/** What a server counts over its life. */
export interface ServerCounts {
  seen: number;
  refused: number;
  bytesIn: number;
  bytesOut: number;
  messages: number;
  faults: number;
}

export const noCounts = (): ServerCounts => ({ seen: 0, refused: 0, bytesIn: 0, bytesOut: 0, messages: 0, faults: 0 });

/** A server of one protocol, as the list of servers uses it. */
export interface RunningServer {
  readonly counts: Readonly<ServerCounts>;
  readonly bound: readonly Bound[];
  /** Clients now. */
  readonly open: number;
  /** Octets waiting to be sent. */
  readonly waiting: number;
  /** In the order in which they came, the newest first. */
  clients(from: number, count: number): { total: number; clients: ClientState[] };
  /** Without an id all; gives how many. */
  closeClients(id: string | undefined, how: 'close' | 'reset'): number;
  close(): Promise<void>;
}

/** A client as it is shown. */
export interface ClientState {
  id: string;
  address: string;
  port: number;
  state: 'open' | 'half-closed' | 'slow' | 'closed' | 'reset';
  /** Milliseconds since the epoch. */
  openedAt: number;
  lastAt: number;
  bytesIn: number;
  bytesOut: number;
  waiting: number;
  messages: number;
  /** The system's code, where it did not end in peace. */
  error?: string;
}
