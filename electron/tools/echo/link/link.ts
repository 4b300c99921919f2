import type { TcpConnection, TcpEnd } from '#electron/net/tcp/tcp-io.ts';

/** What a connection is carried by: a TCP connection, or a UDP socket with one peer. */
export type Link = Pick<
  TcpConnection,
  'local' | 'remote' | 'waiting' | 'write' | 'finish' | 'close' | 'reset' | 'destroy'
>;

export interface LinkEvents {
  /** The octets are good until it returns. `from`: who sent them, where it is not the one connected to. */
  received(bytes: Uint8Array, at: number, from?: TcpEnd): void;
  drained(): void;
  /** TCP: the other side sent FIN. */
  finished(): void;
  /** UDP: what the system says of a datagram or of the peer; it goes on. */
  told(code: string): void;
  /** Nothing follows. `code`: the system's, where it broke. */
  closed(code?: string): void;
}

/** How to get there, once the name is an address. */
export interface Way {
  family: 'ipv4' | 'ipv6';
  /** With its zone. */
  address: string;
  port: number;
  localAddress: string | undefined;
  localPort: number | undefined;
}
