import { PipeEnd } from './message-port.ts';

/** What passes between two processes: messages of the channel itself, and of the ports that went through it. */
export type Wire =
  | { kind: 'message'; channel: string; data: unknown; ports: string[] }
  | { kind: 'port'; id: string; data: unknown; ports: string[] }
  | { kind: 'port-closed'; id: string };

/** Carries ports over a channel between processes; both sides run one. */
export class PortBridge {
  readonly #send: (wire: Wire) => void;
  readonly #onMessage: (channel: string, data: unknown, ports: PipeEnd[]) => void;
  readonly #prefix: string;
  readonly #ends = new Map<string, PipeEnd>();
  #last = 0;

  constructor(
    prefix: string,
    send: (wire: Wire) => void,
    onMessage: (channel: string, data: unknown, ports: PipeEnd[]) => void,
  ) {
    this.#prefix = prefix;
    this.#send = send;
    this.#onMessage = onMessage;
  }

  post(channel: string, data: unknown, ports: PipeEnd[]): void {
    this.#send({ kind: 'message', channel, data, ports: ports.map((end) => this.#export(end)) });
  }

  receive(wire: Wire): void {
    if (wire.kind === 'message') {
      this.#onMessage(
        wire.channel,
        wire.data,
        wire.ports.map((id) => this.#import(id)),
      );
    } else if (wire.kind === 'port') {
      this.#ends.get(wire.id)?.send(
        wire.data,
        wire.ports.map((id) => this.#import(id)),
      );
    } else {
      this.#ends.get(wire.id)?.close();
      this.#ends.delete(wire.id);
    }
  }

  /** The other process is gone: every port that led there closes. */
  closeAll(): void {
    for (const end of this.#ends.values()) end.close();
    this.#ends.clear();
  }

  #export(end: PipeEnd): string {
    this.#last += 1;
    const id = `${this.#prefix}${this.#last}`;
    this.#attach(id, end);
    return id;
  }

  #import(id: string): PipeEnd {
    const [ours, theirs] = PipeEnd.pair();
    this.#attach(id, ours);
    return theirs;
  }

  #attach(id: string, end: PipeEnd): void {
    this.#ends.set(id, end);
    end.listen(
      (data, ports) => this.#send({ kind: 'port', id, data, ports: ports.map((port) => this.#export(port)) }),
      () => {
        if (this.#ends.delete(id)) this.#send({ kind: 'port-closed', id });
      },
    );
  }
}
