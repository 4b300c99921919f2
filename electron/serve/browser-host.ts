import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { Engine } from '#electron/engine/engine.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { Access, newToken, protocolName, type Refusal } from './access.ts';
import { refuse, servePage } from './page-files.ts';
import { Uploads } from './uploads.ts';

export interface BrowserHostOptions {
  engine: Engine;
  /** Folder of the built page. */
  page: string;
  /** Address to listen on; loopback unless the person says otherwise. */
  address: string;
  /** 0: any free port. */
  port: number;
}

export interface BrowserHost {
  /** With the token in its fragment: to be opened, not to be logged. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** A larger message closes its connection: no call of the contract comes near it. In bytes. */
const largestMessage = 1024 * 1024;
const socketPath = '/rpc';
const uploadPath = '/upload';
/** Milliseconds between two looks whether the page is still there; one missed answer ends the connection and its work. */
const heartbeat = 15_000;

/** Serves the page over HTTP and the engine over one WebSocket a page. @throws ProblemError port-taken, port-no-rights. */
export async function startBrowserHost({ engine, page, address, port }: BrowserHostOptions): Promise<BrowserHost> {
  const token = newToken();
  const access = new Access(token, isLoopback(address) ? [] : namesOfThisMachine());
  const uploads = new Uploads();
  const rpc = new RPCHandler(engine.router);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: () => protocolName,
  });
  const server = createServer((request, response) => {
    const refusal = access.refuseHost(request);
    if (refusal !== undefined) return refuse(response, refusal.status, refusal.reason);
    if (request.method === 'POST' && request.url?.startsWith(`${uploadPath}?`)) {
      const refused = access.refuseOrigin(request) ?? access.refuseBearer(request);
      if (refused !== undefined) return refuse(response, refused.status, refused.reason);
      uploads.take(request, response).catch(() => response.destroy());
      return;
    }
    servePage(page, request, response).catch(() => response.destroy());
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal =
      access.refuseHost(request) ??
      access.refuseOrigin(request) ??
      access.refuseToken(request) ??
      (request.url === socketPath ? undefined : { status: 403, reason: 'There is no such socket.' });
    if (refusal !== undefined) return refuseUpgrade(socket, refusal as Refusal);
    sockets.handleUpgrade(request, socket, head, (connection) => {
      let alive = true;
      const beat = setInterval(() => {
        if (!alive) return connection.terminate();
        alive = false;
        connection.ping();
      }, heartbeat);
      connection.on('pong', () => {
        alive = true;
      });
      connection.on('close', () => clearInterval(beat));
      // An oversized or broken message: ws closes the connection, which cancels its work.
      connection.on('error', () => connection.terminate());
      void rpc.upgrade(connection, { context: {} });
    });
  });

  await listen(server, address, port);
  const actual = (server.address() as AddressInfo).port;
  const name = address === '::1' ? '[::1]' : isLoopback(address) ? '127.0.0.1' : hostname();
  return {
    url: `http://${name}:${actual}/#token=${token}`,
    port: actual,
    async close() {
      for (const connection of sockets.clients) connection.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await uploads.close();
    },
  };
}

/** What a browser elsewhere may call this machine, as it stands in a Host header. */
function namesOfThisMachine(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const spelled = addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
  return [hostname().toLowerCase(), ...spelled];
}

export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);
}

function listen(server: ReturnType<typeof createServer>, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EADDRINUSE' ? 'port-taken' : error.code === 'EACCES' ? 'port-no-rights' : undefined;
      reject(code === undefined ? error : new ProblemError(code, { port, address }, String(error)));
    });
    server.listen(port, address, () => resolve());
  });
}

function refuseUpgrade(socket: Duplex, { status, reason }: Refusal): void {
  const names = { 401: 'Unauthorized', 403: 'Forbidden', 421: 'Misdirected Request' };
  socket.end(
    `HTTP/1.1 ${status} ${names[status]}\r\nContent-Type: text/plain\r\nContent-Length: ${reason.length}\r\nConnection: close\r\n\r\n${reason}`,
  );
}
