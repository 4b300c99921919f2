import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import type { PipeEnd } from './message-port.ts';
import { makeCodec } from './page-codec.ts';
import { pageSide } from './page-side.ts';
import { PortBridge, type Wire } from './port-bridge.ts';

const binding = '__electronDouble';
const codec = makeCodec();

interface FromPage {
  document: string;
  /** Absent: the page asks for what there is for it. */
  wire: Wire | { kind: 'hello' } | { kind: 'open'; url: string } | undefined;
}

/**
 * The way between main process and preload. The page pulls what is meant for it: nothing of ours has to stay reachable in
 * the page for the other direction.
 */
export class PageChannel {
  readonly #onMessage: (channel: string, args: unknown[]) => void;
  #document: string | undefined;
  #bridge: PortBridge | undefined;
  #waiting: Wire[] = [];
  #pull: ((text: string) => void) | undefined;

  constructor(onMessage: (channel: string, args: unknown[]) => void) {
    this.#onMessage = onMessage;
  }

  async attach(page: Page, preload: string, onOpen: (url: string) => void): Promise<void> {
    await page.exposeBinding(binding, (_source, text: string) => this.#called(codec.decode(text) as FromPage, onOpen));
    const source = preload === '' ? '' : readFileSync(preload, 'utf8');
    if (/^\s*(import|export)\s/m.test(source)) throw new Error(`A sandboxed preload is CommonJS: ${preload}`);
    const wrapped = `(function (require, module, exports, process, global) {\n${source}\n})`;
    await page.addInitScript({
      content: `(${pageSide.toString()})(${JSON.stringify(binding)}, ${wrapped}, ${makeCodec.toString()});`,
    });
  }

  post(channel: string, args: unknown[], ports: PipeEnd[]): void {
    if (this.#bridge === undefined) for (const port of ports) port.close();
    else this.#bridge.post(channel, args, ports);
  }

  /** The document is gone, and with it the other end of every port. */
  gone(): void {
    this.#bridge?.closeAll();
    this.#bridge = undefined;
    this.#waiting = [];
    this.#pull?.('[]');
    this.#pull = undefined;
  }

  #called({ document, wire }: FromPage, onOpen: (url: string) => void): string | Promise<string> {
    if (wire?.kind === 'hello') {
      this.gone();
      this.#document = document;
      this.#bridge = new PortBridge(
        'm',
        (out) => this.#out(out),
        (channel, args) => this.#onMessage(channel, args as unknown[]),
      );
      return '';
    }
    if (document !== this.#document) return '[]';
    if (wire === undefined) return this.#next();
    if (wire.kind === 'open') onOpen(wire.url);
    else this.#bridge?.receive(wire);
    return '';
  }

  #out(wire: Wire): void {
    this.#waiting.push(wire);
    this.#flush();
  }

  #next(): Promise<string> {
    return new Promise((resolve) => {
      this.#pull = resolve;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#pull === undefined || this.#waiting.length === 0) return;
    const batch = codec.encode(this.#waiting);
    this.#waiting = [];
    const pull = this.#pull;
    this.#pull = undefined;
    pull(batch);
  }
}
