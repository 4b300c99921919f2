import type { BoundSocket } from '#electron/net/udp/receive-drops.ts';
import { type LocalAddress, type PortNeed, ReceiverPort } from './receiver-port.ts';

export interface SocketsNeed extends PortNeed {
  canonicalAddress(text: string): LocalAddress | undefined;
  readDrops(sockets: readonly BoundSocket[]): Promise<(number | undefined)[]>;
  /** So many were dropped by the system since it was asked last. */
  onDropped(count: number, receiver: ReceiverPort): void;
}

/** The sockets of all receivers. */
export class ReceiverSockets {
  readonly #need: SocketsNeed;
  readonly #open = new Map<number, ReceiverPort>();

  constructor(need: SocketsNeed) {
    this.#need = need;
  }

  all(): ReceiverPort[] {
    return [...this.#open.values()];
  }

  /** @throws the system's error when the port cannot be had; EADDRNOTAVAIL also for what is no address. */
  async start(port: number, address: string | undefined, room: number): Promise<ReceiverPort> {
    const wanted = address === undefined ? undefined : this.#need.canonicalAddress(address);
    if (address !== undefined && wanted === undefined) {
      throw Object.assign(new Error(`"${address}" is no address`), { code: 'EADDRNOTAVAIL' });
    }
    const receiver = new ReceiverPort(this.#need, port, room);
    await receiver.open(wanted);
    this.#open.set(port, receiver);
    return receiver;
  }

  /** Addresses of this machine come and go. Not to be called while one is started or stopped. */
  async followAddresses(): Promise<void> {
    for (const receiver of this.all()) await receiver.followAddresses();
  }

  /** Asks the system what it dropped. */
  async countDrops(): Promise<void> {
    const sockets = this.all().flatMap((receiver) => receiver.sockets.map((socket) => ({ socket, receiver })));
    const drops = await this.#need.readDrops(sockets.map(({ socket }) => socket));
    for (const [place, { socket, receiver }] of sockets.entries()) {
      const count = drops[place];
      if (count === undefined || count <= socket.drops) continue;
      this.#need.onDropped(count - socket.drops, receiver);
      socket.drops = count;
    }
  }

  /** Closed at once: what is said is said before. */
  async stop(port: number): Promise<void> {
    const receiver = this.#open.get(port);
    this.#open.delete(port);
    await receiver?.close();
  }
}
