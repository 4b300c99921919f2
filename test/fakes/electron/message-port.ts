import { EventEmitter } from 'node:events';

/** One end of a two-way pipe. What is sent before anybody listens waits. */
export class PipeEnd {
  #other: PipeEnd | undefined;
  #waiting: { data: unknown; ports: PipeEnd[] }[] = [];
  #receive: ((data: unknown, ports: PipeEnd[]) => void) | undefined;
  #onClose: (() => void) | undefined;
  #closed = false;

  static pair(): [PipeEnd, PipeEnd] {
    const ends: [PipeEnd, PipeEnd] = [new PipeEnd(), new PipeEnd()];
    ends[0].#other = ends[1];
    ends[1].#other = ends[0];
    return ends;
  }

  send(data: unknown, ports: PipeEnd[]): void {
    this.#other?.arrive(data, ports);
  }

  listen(receive: (data: unknown, ports: PipeEnd[]) => void, onClose: () => void): void {
    this.#receive = receive;
    this.#onClose = onClose;
    queueMicrotask(() => this.#drain());
  }

  /** Stops delivery here, so that the end can be handed to somebody else. */
  detach(): void {
    this.#receive = undefined;
    this.#onClose = undefined;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const other = this.#other;
    queueMicrotask(() => other?.otherClosed());
  }

  private arrive(data: unknown, ports: PipeEnd[]): void {
    if (this.#closed) return;
    this.#waiting.push({ data, ports });
    queueMicrotask(() => this.#drain());
  }

  #drain(): void {
    while (this.#receive !== undefined && this.#waiting.length > 0) {
      const next = this.#waiting.shift();
      if (next !== undefined) this.#receive(next.data, next.ports);
    }
    if (this.#closed && this.#waiting.length === 0) {
      const onClose = this.#onClose;
      this.#onClose = undefined;
      onClose?.();
    }
  }

  private otherClosed(): void {
    this.#closed = true;
    this.#drain();
  }
}

/** Electron's MessagePortMain: queues until `start()`, emits `message` with `{ data, ports }`, and `close`. */
export class MessagePortMain extends EventEmitter {
  #end: PipeEnd | undefined;
  #started = false;

  constructor(end: PipeEnd) {
    super();
    this.#end = end;
  }

  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    if (this.#end === undefined) return;
    this.#end.send(
      cloned(message),
      transfer.map((port) => port.take()),
    );
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#end?.listen(
      (data, ports) => this.emit('message', { data, ports: ports.map((end) => new MessagePortMain(end)) }),
      () => this.emit('close'),
    );
  }

  close(): void {
    this.#end?.close();
    this.#end = undefined;
  }

  /** The double's own: takes the pipe out of the port, which is of no use afterwards. */
  take(): PipeEnd {
    const end = this.#end;
    if (end === undefined) throw new TypeError('Port at index 0 is already neutered.');
    this.#end = undefined;
    end.detach();
    return end;
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const [one, two] = PipeEnd.pair();
    this.port1 = new MessagePortMain(one);
    this.port2 = new MessagePortMain(two);
  }
}

/** A copy as it arrives in another process, or Electron's error for what cannot be copied. */
export function cloned<Value>(value: Value): Value {
  try {
    return structuredClone(value);
  } catch {
    throw new TypeError('An object could not be cloned.');
  }
}
