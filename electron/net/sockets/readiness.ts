type KoffiNode = typeof import('koffi')['node'];

/** Those that are watched: koffi's handles are forgotten, and with them what is ready, once nobody holds them. */
const watched = new Set<Readiness>();

/** Whether a descriptor can be read or written, told by the event loop's own poll. */
export class Readiness {
  readonly #node: KoffiNode;
  readonly #descriptor: number;
  readonly #callback: () => void;
  #poll: InstanceType<KoffiNode['PollHandle']> | undefined;
  #isTelling = false;
  #isClosed = false;
  #readable = false;
  #writable = false;

  /** Nothing is told before `want`. */
  constructor(node: KoffiNode, descriptor: number, callback: () => void) {
    this.#node = node;
    this.#descriptor = descriptor;
    this.#callback = callback;
  }

  /** What is to be told, again and again while it is so. A fault of the socket is told with either. */
  want(readable: boolean, writable: boolean): void {
    if (this.#isClosed || (readable === this.#readable && writable === this.#writable)) return;
    this.#readable = readable;
    this.#writable = writable;
    const events = { readable, writable };
    if (!readable && !writable) this.#poll?.stop();
    else if (this.#poll !== undefined) this.#poll.start(events, this.#ready);
    else {
      this.#poll = this.#node.poll(this.#descriptor, events, this.#ready);
      watched.add(this);
    }
  }

  /** Before the descriptor is closed. */
  close(): void {
    this.#isClosed = true;
    this.#poll?.close();
    this.#poll = undefined;
    watched.delete(this);
  }

  // koffi's types leave it out: the first argument is libuv's status.
  readonly #ready = (status: unknown): void => {
    if (typeof status === 'number' && status < 0) {
      // After a fault libuv has given the descriptor up: whoever wants more says so again.
      this.#readable = false;
      this.#writable = false;
    }
    if (this.#isTelling) return;
    this.#isTelling = true;
    // koffi calls past Node's bookkeeping; from an immediate, right behind in the same turn, errors and promises go their usual way.
    setImmediate(this.#tell);
  };

  readonly #tell = (): void => {
    this.#isTelling = false;
    if (!this.#isClosed) this.#callback();
  };
}
