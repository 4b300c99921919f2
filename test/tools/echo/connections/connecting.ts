import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { Captures } from '#electron/tools/echo/capture/captures.ts';
import { Connections } from '#electron/tools/echo/connections/connections.ts';
import { Servers } from '#electron/tools/echo/servers/servers.ts';
import {
  connectInputSchema,
  type EchoConnection,
  payloadSchema,
  type Segment,
  serveInputSchema,
} from '#shared/model/echo.ts';
import { echoDeps } from '../echo-deps.ts';

const never = new AbortController().signal;

/** Connections of ours, peers of every kind, and their end after each test. `patience`: milliseconds that a capture may take to begin. */
export function connecting(patience?: number) {
  const { deps, recorded, notes, outcomes, events, forget } = echoDeps();
  const peers: (Server | UdpSocket)[] = [];
  const sockets: Socket[] = [];
  let servers = new Servers(deps);
  let captures = new Captures(deps, patience);
  let connections = new Connections(deps, captures);
  afterEach(async () => {
    await connections.close();
    await captures.close();
    await servers.close();
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const peer of peers.splice(0)) peer.close();
    servers = new Servers(deps);
    captures = new Captures(deps, patience);
    connections = new Connections(deps, captures);
    forget();
  });

  return {
    deps,
    recorded,
    notes,
    outcomes,
    events,
    get connections() {
      return connections;
    },

    connect: (input: object, signal = never): Promise<EchoConnection> =>
      connections.connect(connectInputSchema.parse({ protocol: 'tcp', address: '127.0.0.1', ...input }), signal),

    send: (
      { id }: { id: string },
      text: string,
      options: { as?: string; raw?: boolean; repeat?: number; delay?: number; signal?: AbortSignal } = {},
    ) => {
      const { as, raw = false, repeat = 1, delay = 0, signal = never } = options;
      return connections.send(id, { payload: payloadSchema.parse({ text, as }), raw, repeat, delay }, signal);
    },

    now: ({ id }: { id: string }) => connections.list().find((one) => one.id === id),

    segments: ({ id }: { id: string }): Segment[] => connections.conversation(id, 0, 1000).segments,

    /** Our own server; gives its port. */
    serve: async (input: object = {}): Promise<number> => {
      const server = await servers.start(serveInputSchema.parse({ protocol: 'tcp', port: 0, ...input }));
      return server.bound[0]?.port ?? 0;
    },

    /** A peer that does as it is told; gives its port and the sockets of its clients. */
    tcpPeer: async (onSocket: (socket: Socket) => void = () => {}) => {
      const clients: Socket[] = [];
      const server = createServer({ allowHalfOpen: true }, (socket) => {
        socket.on('error', () => {});
        sockets.push(socket);
        clients.push(socket);
        onSocket(socket);
      }).listen(0, '127.0.0.1');
      peers.push(server);
      await once(server, 'listening');
      return { port: (server.address() as { port: number }).port, clients };
    },

    udpPeer: async (
      onDatagram: (bytes: Buffer, answer: (bytes: Uint8Array) => void) => void,
      address = '127.0.0.1',
    ) => {
      const socket = createSocket('udp4').bind(0, address);
      peers.push(socket);
      await once(socket, 'listening');
      socket.on('message', (bytes, from) => onDatagram(bytes, (back) => socket.send(back, from.port, from.address)));
      return socket.address().port;
    },
  };
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}
