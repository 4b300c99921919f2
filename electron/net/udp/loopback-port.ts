import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const loopback = '127.0.0.1';

/** A UDP socket that only programs of this machine reach. */
export interface LoopbackPort {
  readonly address: string;
  readonly port: number;
  /** What the system refuses is lost, as on a wire. */
  send(bytes: Uint8Array, port: number): void;
  close(): Promise<void>;
}

export type OpenLoopbackPort = (
  onDatagram: (bytes: Uint8Array, from: { address: string; port: number }) => void,
) => Promise<LoopbackPort>;

/**
 * Opens a UDP socket on 127.0.0.1 at a port that is free. Senders are on that address range too: the kernel takes no datagram for it from
 * elsewhere.
 *
 * @throws the system's error when no socket can be had.
 */
export const openLoopbackPort: OpenLoopbackPort = async (onDatagram) => {
  const socket = createSocket('udp4');
  let closed: Promise<unknown> | undefined;
  try {
    socket.bind(0, loopback);
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
  socket.on('error', () => {});
  socket.on('message', (bytes, { address, port }) => {
    if (address.startsWith('127.')) onDatagram(bytes, { address, port });
  });
  return {
    address: loopback,
    port: socket.address().port,
    send: (bytes, port) => {
      if (closed === undefined) socket.send(bytes, port, loopback, () => {});
    },
    async close() {
      if (closed === undefined) {
        closed = once(socket, 'close');
        socket.close();
      }
      await closed;
    },
  };
};
