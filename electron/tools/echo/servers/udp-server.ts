import type { Datagram, DatagramPort } from '#electron/net/udp/datagram-io.ts';
import { createDeframer } from '#electron/wire/framing/deframer.ts';
import type { ServeInput } from '#shared/model/echo.ts';
import type { EchoDeps } from '../deps.ts';
import type { EchoLog } from '../echo-log.ts';
import type { Answer, Behaviour } from './behaviour.ts';
import { type Bound, listenOnAll } from './listen-on-all.ts';
import { type ClientState, noCounts, type RunningServer, type ServerCounts } from './server-counts.ts';

/** Bytes asked for as receive buffer. */
const receiveBuffer = 4 << 20;
/** Milliseconds after which a client that sent nothing is no client any more, and how many are remembered. */
const rememberedFor = 60_000;
const mostClients = 10_000;

/** A UDP server on one address or on all, IPv4 and IPv6. Who sent in the last minute is a client. */
export class UdpServer implements RunningServer {
  readonly counts: ServerCounts = noCounts();
  readonly bound: Bound[] = [];
  readonly waiting = 0;
  readonly #input: ServeInput;
  readonly #behaviour: Behaviour;
  readonly #deps: EchoDeps;
  readonly #log: EchoLog;
  readonly #changed: () => void;
  readonly #ports: DatagramPort[] = [];
  /** By address and port; who was heard of last is last. */
  readonly #clients = new Map<string, ClientState>();

  constructor(input: ServeInput, behaviour: Behaviour, deps: EchoDeps, log: EchoLog, changed: () => void) {
    this.#input = input;
    this.#behaviour = behaviour;
    this.#deps = deps;
    this.#log = log;
    this.#changed = changed;
  }

  /** @throws the system's error. */
  async listen(): Promise<void> {
    try {
      await listenOnAll(this.#input, this.bound, (address, family, port) => this.#open(address, family, port));
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  get open(): number {
    this.#forgetOld();
    return this.#clients.size;
  }

  clients(from: number, count: number): { total: number; clients: ClientState[] } {
    this.#forgetOld();
    const all = [...this.#clients.values()].reverse();
    return { total: all.length, clients: all.slice(from, from + count) };
  }

  /** There is nothing to close: they are forgotten until they send again. */
  closeClients(id: string | undefined): number {
    if (id !== undefined) return this.#clients.delete(id) ? 1 : 0;
    const { size } = this.#clients;
    this.#clients.clear();
    return size;
  }

  async close(): Promise<void> {
    await Promise.all(this.#ports.splice(0).map((port) => port.close()));
  }

  async #open(address: string, family: Bound['family'], port: number): Promise<Omit<Bound, 'family'>> {
    const opened: DatagramPort = await this.#deps.udp.open({
      ...{ family, port, address, receiveBuffer },
      onDatagram: (datagram) => this.#received(opened, datagram),
    });
    this.#ports.push(opened);
    return { address, port: opened.localPort };
  }

  #received(port: DatagramPort, { bytes, address, port: senderPort, at }: Datagram): void {
    const client = this.#clientOf(address, senderPort, at);
    if (client === undefined) return;
    client.lastAt = at;
    client.bytesIn += bytes.length;
    this.counts.bytesIn += bytes.length;
    const ours = { address: this.#ownAddress(port), port: port.localPort };
    const theirs = { address, port: senderPort };
    if (this.#log.keeps) this.#log.data('received', ours, theirs, bytes, at);
    const answerTo = (message: Uint8Array) => {
      const moment = { counter: client.messages, now: at, random: this.#deps.random };
      client.messages++;
      this.counts.messages++;
      const answer = this.#behaviour.answer(message, moment);
      if (answer !== undefined) this.#send(port, client, ours, answer);
    };
    if (this.#input.framing.kind === 'none') answerTo(bytes);
    else this.#readFramed(bytes, client, answerTo);
    this.#changed();
  }

  /** Each datagram stands alone: what is begun in it ends with it. */
  #readFramed(bytes: Uint8Array, { address, port }: ClientState, answerTo: (message: Uint8Array) => void): void {
    const deframer = createDeframer(this.#input.framing, {
      message: ({ payload }) => answerTo(payload),
      fault: ({ kind, at, reason }) => {
        this.counts.faults++;
        if (this.#log.keeps) this.#log.note('echo-fault', { address, port, kind, at, reason });
      },
    });
    deframer.push(bytes);
    deframer.end();
  }

  #send(port: DatagramPort, client: ClientState, ours: { address: string; port: number }, answer: Answer): void {
    const send = () => {
      port.send(answer.octets, client.port, client.address, (code) => {
        client.error = code;
      });
      client.bytesOut += answer.octets.length;
      this.counts.bytesOut += answer.octets.length;
      if (this.#log.keeps) {
        const theirs = { address: client.address, port: client.port };
        this.#log.data('sent', ours, theirs, answer.octets, this.#deps.clock.now());
      }
    };
    if (answer.delay === 0) send();
    else this.#deps.clock.after(answer.delay, send);
  }

  #ownAddress({ family }: DatagramPort): string {
    return this.#input.address ?? (family === 'ipv4' ? '0.0.0.0' : '::');
  }

  #clientOf(address: string, port: number, at: number): ClientState | undefined {
    const id = `${address} ${port}`;
    const known = this.#clients.get(id);
    if (known !== undefined) return known;
    this.#forgetOld();
    if (this.#clients.size >= Math.min(mostClients, this.#input.clients)) {
      this.counts.refused++;
      return undefined;
    }
    this.counts.seen++;
    const client: ClientState = {
      ...{ id, address, port, state: 'open', openedAt: at, lastAt: at },
      ...{ bytesIn: 0, bytesOut: 0, waiting: 0, messages: 0 },
    };
    this.#clients.set(id, client);
    if (this.#log.keeps) this.#log.note('echo-client-came', { address, port });
    return client;
  }

  #forgotAt = 0;
  #forgetOld(): void {
    const now = this.#deps.clock.now();
    if (now - this.#forgotAt < 1000) return;
    this.#forgotAt = now;
    for (const [id, { lastAt }] of this.#clients) if (now - lastAt > rememberedFor) this.#clients.delete(id);
  }
}
