import type { makeCodec } from './page-codec.ts';

type Wire =
  | { kind: 'hello' }
  | { kind: 'open'; url: string }
  | { kind: 'message'; channel: string; data: unknown; ports: string[] }
  | { kind: 'port'; id: string; data: unknown; ports: string[] }
  | { kind: 'port-closed'; id: string };

type Preload = (
  require: (name: string) => unknown,
  module: { exports: object },
  exports: object,
  process: object,
  global: undefined,
) => void;

/**
 * What Electron puts into a page's process: the preload with its own `require('electron')`. The function's source runs at
 * the start of every document; it leaves nothing in the page but what the preload exposes.
 */
export function pageSide(binding: string, preload: Preload, codecOf: typeof makeCodec): void {
  const globals = window as unknown as Record<string, unknown>;
  const call = globals[binding] as (text: string) => Promise<string>;
  delete globals[binding];
  // As `nodeIntegrationInSubFrames: false`: a frame inside the page gets no preload.
  if (window !== window.top || location.protocol === 'about:' || location.protocol === 'chrome-error:') return;

  const codec = codecOf();
  const documentId = crypto.randomUUID();
  const send = (wire: Wire): void => {
    call(codec.encode({ document: documentId, wire })).catch(() => undefined);
  };

  type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void;
  const listeners = new Map<string, Listener[]>();
  const ports = new Map<string, { ours: MessagePort; held?: MessagePort }>();
  const passing: string[] = [];

  function portOf(id: string): MessagePort {
    const { port1: ours, port2: theirs } = new MessageChannel();
    ports.set(id, { ours });
    passing.push(id);
    ours.onmessage = (event) => send({ kind: 'port', id, data: event.data, ports: [] });
    return theirs;
  }

  // Electron's ports have a `close` event, which plain Chromium's lack: it is raised on the object that the page holds,
  // which came into being when the preload passed the port on.
  window.addEventListener(
    'message',
    (event) => {
      for (const held of event.ports) {
        const id = passing.shift();
        const port = ports.get(id ?? '');
        if (id === undefined || port === undefined) return;
        port.held = held;
        const close = held.close.bind(held);
        held.close = () => {
          close();
          if (ports.delete(id)) send({ kind: 'port-closed', id });
        };
      }
    },
    true,
  );

  function deliver(wire: Wire): void {
    if (wire.kind === 'message') {
      const event = { ports: wire.ports.map(portOf) };
      for (const listener of listeners.get(wire.channel) ?? []) listener(event, ...(wire.data as unknown[]));
    } else if (wire.kind === 'port') {
      ports.get(wire.id)?.ours.postMessage(wire.data);
    } else if (wire.kind === 'port-closed') {
      const port = ports.get(wire.id);
      ports.delete(wire.id);
      port?.ours.close();
      port?.held?.dispatchEvent(new Event('close'));
    }
  }

  async function pull(): Promise<void> {
    for (;;) {
      const text = await call(codec.encode({ document: documentId, wire: undefined }));
      for (const wire of codec.decode(text) as Wire[]) deliver(wire);
    }
  }

  /** The bridge copies: functions become wrappers, values are cloned, and what cannot be cloned is refused. */
  function bridged(value: unknown, path: string): unknown {
    if (typeof value === 'function') {
      return (...args: unknown[]) =>
        bridged((value as (...args: unknown[]) => unknown)(...args.map((arg) => bridged(arg, path))), path);
    }
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof MessagePort) throw new TypeError('An object could not be cloned.');
    if (Object.values(value).every((entry) => typeof entry !== 'function')) return structuredClone(value);
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, bridged(entry, `${path}.${key}`)])),
    );
  }

  const electron = {
    contextBridge: {
      exposeInMainWorld(name: string, api: unknown): void {
        if (name in window) throw new Error(`Cannot bind an API on top of an existing property on the window object`);
        Object.defineProperty(window, name, { value: bridged(api, name), enumerable: true });
      },
    },
    webUtils: {
      // Plain Chromium keeps paths to itself; the name stands for it.
      getPathForFile: (file: File) => `/chosen/${file.name}`,
    },
    ipcRenderer: {
      send(channel: string, ...args: unknown[]): void {
        send({ kind: 'message', channel, data: structuredClone(args), ports: [] });
      },
      on(channel: string, listener: Listener): void {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
    },
  };

  send({ kind: 'hello' });
  pull().catch(() => undefined);

  // New windows: the main process decides, and `window.open` answers at once, as it does for a refused one.
  window.open = (url) => {
    send({ kind: 'open', url: new URL(url ?? 'about:blank', location.href).href });
    return null;
  };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.target !== '_blank') return;
    event.preventDefault();
    window.open(link.href);
  });

  // The modules that Electron documents for a sandboxed preload; ours needs but one.
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  const sandboxedProcess = Object.freeze({ contextIsolated: true, sandboxed: true, type: 'renderer' });
  preload(require, module, module.exports, sandboxedProcess, undefined);
}
