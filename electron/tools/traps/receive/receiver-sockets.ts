import type { Datagram, DatagramIo, DatagramPort, IpFamily } from '#electron/net/udp/datagram-io.ts';
import type { BoundSocket } from '#electron/net/udp/receive-drops.ts';
import type { ReceiverCounts } from './receiver-messages.ts';

/** Bytes of the system's buffer that are asked for: some ten thousand notifications, where the system allows it. */
const receiveBuffer = 8 * 1024 * 1024;

/** A port that is listened to, on one address or on all of both families. */
export interface OpenReceiver {
  readonly port: number;
  readonly counts: ReceiverCounts;
  readonly families: IpFamily[];
  readonly receiveBuffer: { asked: number; granted: number };
  /** Sends an answer from the socket that a datagram came through. */
  answer(bytes: Uint8Array, address: string, port: number): void;
  close(): Promise<void>;
}

export interface SocketsNeed {
  io: DatagramIo;
  canonicalAddress(text: string): { address: string; family: IpFamily } | undefined;
  readDrops(sockets: readonly BoundSocket[]): Promise<(number | undefined)[]>;
  onDatagram(datagram: Datagram, receiver: OpenReceiver): void;
  /** So many were dropped by the system since it was asked last. */
  onDropped(count: number, receiver: OpenReceiver): void;
}

interface Opened {
  receiver: OpenReceiver;
  sockets: (BoundSocket & { drops: number })[];
}

/** The sockets of all receivers. */
export class ReceiverSockets {
  readonly #need: SocketsNeed;
  readonly #open = new Map<number, Opened>();

  constructor(need: SocketsNeed) {
    this.#need = need;
  }

  all(): OpenReceiver[] {
    return [...this.#open.values()].map(({ receiver }) => receiver);
  }

  /** @throws the system's error when the port cannot be had; EADDRNOTAVAIL also for what is no address. */
  async start(port: number, address: string | undefined): Promise<OpenReceiver> {
    const wanted = address === undefined ? undefined : this.#need.canonicalAddress(address);
    if (address !== undefined && wanted === undefined) {
      throw Object.assign(new Error(`"${address}" is no address`), { code: 'EADDRNOTAVAIL' });
    }
    const ports: DatagramPort[] = [];
    const counts = { received: 0, stored: 0, accepted: 0, refused: 0, acknowledged: 0, lost: 0, waiting: 0 };
    const receiver: OpenReceiver = {
      port,
      counts,
      families: [],
      receiveBuffer: { asked: receiveBuffer, granted: receiveBuffer },
      answer(bytes, to, toPort) {
        const family = to.includes(':') ? 'ipv6' : 'ipv4';
        ports.find((socket) => socket.family === family)?.send(bytes, toPort, to);
      },
      close: async () => {
        await Promise.all(ports.map((socket) => socket.close()));
      },
    };
    try {
      for (const family of wanted === undefined ? (['ipv4', 'ipv6'] as const) : [wanted.family]) {
        const socket = await this.#bind(family, port, wanted?.address, receiver);
        if (socket !== undefined) ports.push(socket);
      }
    } catch (error) {
      await receiver.close();
      throw error;
    }
    receiver.families.push(...ports.map(({ family }) => family));
    receiver.receiveBuffer.granted = Math.min(...ports.map((socket) => socket.receiveBuffer.granted));
    const sockets = ports.map(({ family }) => ({ family, address: wanted?.address, port, drops: 0 }));
    this.#open.set(port, { receiver, sockets });
    return receiver;
  }

  /** Undefined where the machine has no IPv6, and both families were wanted. */
  async #bind(
    family: IpFamily,
    port: number,
    address: string | undefined,
    receiver: OpenReceiver,
  ): Promise<DatagramPort | undefined> {
    try {
      return await this.#need.io.open({
        family,
        port,
        ...(address === undefined ? {} : { address }),
        receiveBuffer,
        onDatagram: (datagram) => this.#need.onDatagram(datagram, receiver),
      });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      const isMissing = code === 'EAFNOSUPPORT' || code === 'EADDRNOTAVAIL';
      if (family === 'ipv6' && address === undefined && isMissing) return undefined;
      throw error;
    }
  }

  /** Asks the system what it dropped. */
  async countDrops(): Promise<void> {
    const opened = [...this.#open.values()];
    const sockets = opened.flatMap((one) => one.sockets.map((socket) => ({ socket, receiver: one.receiver })));
    const drops = await this.#need.readDrops(sockets.map(({ socket }) => socket));
    for (const [place, { socket, receiver }] of sockets.entries()) {
      const count = drops[place];
      if (count === undefined || count <= socket.drops) continue;
      this.#need.onDropped(count - socket.drops, receiver);
      socket.drops = count;
    }
  }

  /** False where there was none. */
  async stop(port: number): Promise<boolean> {
    const opened = this.#open.get(port);
    if (opened === undefined) return false;
    await this.countDrops();
    this.#open.delete(port);
    await opened.receiver.close();
    return true;
  }
}
