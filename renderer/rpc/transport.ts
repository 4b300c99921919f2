import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { type DesktopBridge, enginePortMessage } from '#shared/contract/desktop.ts';

declare global {
  interface Window {
    punchdown?: DesktopBridge;
  }
}

/** One live line to an engine. */
export interface Transport {
  link: ClientLink<ClientContext>;
  /** Resolves once the line is gone, never rejects. */
  closed: Promise<void>;
}

const protocol = 'punchdown.v1';
/** Where the tab keeps what proves that it was opened by the person who started the engine. */
export const tokenKey = 'punchdown.token';
/** Milliseconds. */
const portWait = 15_000;

/** Opens a line to the engine: through the desktop bridge where there is one, else over a WebSocket to where the page came from. */
export function openTransport(): Promise<Transport> {
  return window.punchdown ? overMessagePort(window.punchdown) : overWebSocket();
}

/**
 * Takes the one-time token out of the address, so that it is neither bookmarked nor read over a shoulder, and keeps it for
 * this tab. Runs before anything else.
 */
export function keepToken(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  sessionStorage.setItem(tokenKey, token);
  history.replaceState(history.state, '', location.pathname + location.search);
}

function overMessagePort(bridge: DesktopBridge): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      window.removeEventListener('message', onmessage);
    };
    const timer = setTimeout(() => {
      settle();
      reject(new Error(`the desktop window handed over no port within ${portWait / 1000} s`));
    }, portWait);
    const onmessage = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== enginePortMessage || !port) return;
      settle();
      const closed = new Promise<void>((gone) => port.addEventListener('close', () => gone()));
      const link = new MessagePortLink({ port });
      port.start();
      resolve({ link, closed });
    };
    window.addEventListener('message', onmessage);
    bridge.connect();
  });
}

function overWebSocket(): Promise<Transport> {
  const token = sessionStorage.getItem(tokenKey);
  if (!token) return Promise.reject(new Error('the address carried no token'));
  return new Promise((resolve, reject) => {
    const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`;
    const socket = new WebSocket(address, [protocol, `token.${token}`]);
    const closed = new Promise<void>((gone) => socket.addEventListener('close', () => gone()));
    const link = new WebSocketLink({ websocket: socket });
    socket.addEventListener('open', () => resolve({ link, closed }));
    socket.addEventListener('close', ({ code, reason }) =>
      reject(new Error(`the WebSocket to ${location.host} closed (${code}${reason ? `, ${reason}` : ''})`)),
    );
  });
}
