import type { Datagram, DatagramIo, DatagramPort, IpFamily } from '#electron/net/udp/datagram-io.ts';
import type { BoundSocket } from '#electron/net/udp/receive-drops.ts';
import { Conversation } from './conversation.ts';
import type { Source } from './received.ts';
import { noCounts, type ReceiverCounts } from './receiver-messages.ts';

/** Bytes of the system's buffer that are asked for: some ten thousand notifications, where the system allows it. */
const receiveBuffer = 8 * 1024 * 1024;
/** Addresses of this machine with a socket of their own; what comes for others is taken all the same. */
const mostAddresses = 200;

export interface LocalAddress {
  address: string;
  family: IpFamily;
}

export interface PortNeed {
  io: DatagramIo;
  /**
   * The addresses that this machine has now; absent where a socket on one of them cannot stand beside the one on all. On a socket of its own
   * it is known to which address something came, and answers go out from there: the system would take the one that its routes prefer, which
   * the sender never asked.
   */
  ownAddresses?: (() => readonly LocalAddress[]) | undefined;
  onDatagram(datagram: Datagram, receiver: ReceiverPort, source: Source): void;
  /** There is something for the timeline. */
  onTold(): void;
}

interface ReceivingSocket {
  io: DatagramPort;
  bound: BoundSocket & { drops: number };
  /** Its address was gone when it was looked at last: what came before is still read. */
  isGone: boolean;
  isClosed: boolean;
}

/** A port that is listened to, on one address or on all of both families. */
export class ReceiverPort {
  readonly port: number;
  readonly counts: ReceiverCounts = { ...noCounts };
  readonly conversation: Conversation;
  readonly #need: PortNeed;
  /** Those that the receiver was started with: on one address, or on all of each family. */
  readonly #first: ReceivingSocket[] = [];
  /** By address, beside those on all. */
  readonly #own = new Map<string, ReceivingSocket>();

  /** `room`: datagrams that the timeline takes. */
  constructor(need: PortNeed, port: number, room: number) {
    this.#need = need;
    this.port = port;
    this.conversation = new Conversation(() => need.onTold());
    this.conversation.allow(room);
  }

  get families(): IpFamily[] {
    return this.#first.map(({ io }) => io.family);
  }

  get receiveBuffer(): { asked: number; granted: number } {
    return { asked: receiveBuffer, granted: Math.min(...this.#first.map(({ io }) => io.receiveBuffer.granted)) };
  }

  /** What the system counts drops for. */
  get sockets(): ReceivingSocket['bound'][] {
    return [...this.#first, ...this.#own.values()].map(({ bound }) => bound);
  }

  /** Listens on one address, or on all. @throws the system's error when the port cannot be had. */
  async open(wanted: LocalAddress | undefined): Promise<void> {
    try {
      if (wanted !== undefined) this.#first.push(await this.#bind(wanted.family, wanted.address, false));
      else {
        for (const family of ['ipv4', 'ipv6'] as const) await this.#openAll(family);
        await this.followAddresses();
      }
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Nothing is opened where the machine has no IPv6. */
  async #openAll(family: IpFamily): Promise<void> {
    const isShared = this.#need.ownAddresses !== undefined;
    try {
      // One that shares its port would share it with other programs of this person, too, which would take what is ours.
      if (isShared) await closed(await this.#bind(family, undefined, false));
      this.#first.push(await this.#bind(family, undefined, isShared));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (family === 'ipv6' && (code === 'EAFNOSUPPORT' || code === 'EADDRNOTAVAIL')) return;
      throw error;
    }
  }

  /** Opens a socket on each address that came, and closes those on addresses that went. Never rejects. */
  async followAddresses(): Promise<void> {
    if (this.#need.ownAddresses === undefined || this.#first.some(({ bound }) => bound.address !== undefined)) return;
    const addresses = new Map(this.#need.ownAddresses().map(({ address, family }) => [address, family]));
    for (const [address, socket] of this.#own) {
      if (socket.isGone && !addresses.has(address)) {
        this.#own.delete(address);
        await closed(socket);
      } else socket.isGone = !addresses.has(address);
    }
    for (const [address, family] of addresses) {
      if (this.#own.has(address) || this.#own.size >= mostAddresses || !this.families.includes(family)) continue;
      // One that is not ready yet, or has just gone, is tried again at the next look.
      const socket = await this.#bind(family, address, true).catch(() => undefined);
      if (socket !== undefined) this.#own.set(address, socket);
    }
  }

  async close(): Promise<void> {
    const sockets = [...this.#first.splice(0), ...this.#own.values()];
    this.#own.clear();
    await Promise.all(sockets.map(closed));
  }

  async #bind(family: IpFamily, address: string | undefined, shared: boolean): Promise<ReceivingSocket> {
    const source: Source = {
      counts: this.counts,
      localAddress: address,
      conversation: this.conversation,
      answer: (bytes, to, toPort) => {
        if (socket.isClosed) return false;
        socket.io.send(bytes, toPort, to);
        return true;
      },
    };
    const io = await this.#need.io.open({
      family,
      port: this.port,
      ...(address === undefined ? {} : { address }),
      receiveBuffer,
      shared,
      onDatagram: (datagram) => this.#need.onDatagram(datagram, this, source),
    });
    const socket: ReceivingSocket = {
      io,
      bound: { family, address, port: this.port, drops: 0 },
      isGone: false,
      isClosed: false,
    };
    return socket;
  }
}

function closed(socket: ReceivingSocket): Promise<void> {
  socket.isClosed = true;
  return socket.io.close();
}
