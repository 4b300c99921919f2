/** What a utility process finds when it starts: `process.parentPort`, no `process.send`, and no `electron` to import. */
import { EventEmitter } from 'node:events';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { cloned, MessagePortMain } from './message-port.ts';
import { PortBridge, type Wire } from './port-bridge.ts';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier.startsWith('electron/')) {
      throw new Error(`A utility process must not import ${specifier}.`);
    }
    return next(specifier, context);
  },
});

const send = process.send?.bind(process);
if (send === undefined) throw new Error('Started without a parent.');
Object.defineProperty(process, 'send', { value: undefined });

/** Messages wait until somebody listens, as Electron documents. */
class ParentPort extends EventEmitter {
  #waiting: unknown[] = [];
  readonly #bridge: PortBridge;

  constructor() {
    super();
    this.#bridge = new PortBridge(
      'c',
      (wire) => send?.(wire, undefined, undefined, () => undefined),
      (_channel, data, ports) => this.#deliver({ data, ports: ports.map((end) => new MessagePortMain(end)) }),
    );
    process.on('message', (wire: Wire) => this.#bridge.receive(wire));
    this.on('newListener', (event) => {
      if (event === 'message') setImmediate(() => this.#drain());
    });
  }

  postMessage(message: unknown): void {
    this.#bridge.post('', cloned(message), []);
  }

  #deliver(event: unknown): void {
    this.#waiting.push(event);
    this.#drain();
  }

  #drain(): void {
    while (this.listenerCount('message') > 0 && this.#waiting.length > 0) this.emit('message', this.#waiting.shift());
  }
}

Object.defineProperty(process, 'parentPort', { value: new ParentPort() });
// Chromium ends utility processes with the main process.
process.on('disconnect', () => process.exit(0));

const [node = '', , modulePath = '', ...args] = process.argv;
process.argv = [node, modulePath, ...args];
await import(pathToFileURL(modulePath).href);
