import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/net/clock.ts';
import { systemCalls } from '#electron/net/sockets/system-calls.ts';
import { type ConnectedPort, type ConnectOptions, openNodeConnectedPort } from '#electron/net/udp/datagram-io.ts';
import { openSystemConnectedPort } from '#electron/net/udp/system-connected-port.ts';

const calls = systemCalls();
type Open = (options: ConnectOptions) => Promise<ConnectedPort>;
const system: Open | undefined = calls && (async (options) => openSystemConnectedPort(calls, systemClock, options));
const ways: [string, Open | undefined, eager: boolean][] = [
  ['Node', (options) => openNodeConnectedPort(systemClock, options), false],
  ['the system', system, false],
  ['the system, eagerly', system, true],
];
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of cleanUp.splice(0).reverse()) await one();
});

describe.each(ways)('a UDP socket with one peer, through %s', (_name, open, eager) => {
  if (open === undefined) {
    it.skip('is there on Linux only', () => {});
    return;
  }
  async function peer(
    answer: (bytes: Buffer, from: RemoteInfo, socket: Socket) => void,
    address = '127.0.0.1',
  ): Promise<Socket> {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4').bind(0, address);
    cleanUp.push(() => socket.close());
    socket.on('message', (bytes, from) => answer(bytes, from, socket));
    await once(socket, 'listening');
    return socket;
  }
  const echo = (bytes: Buffer, { port, address }: RemoteInfo, socket: Socket) => socket.send(bytes, port, address);
  async function connected(port: number, more: Partial<ConnectOptions> = {}) {
    const heard: Buffer[] = [];
    const errors: string[] = [];
    const opened = (await open?.({
      ...{ family: 'ipv4', address: '127.0.0.1', port, eager },
      onDatagram: ({ bytes }) => void heard.push(Buffer.from(bytes)),
      onError: (code) => void errors.push(code),
      ...more,
    })) as ConnectedPort;
    cleanUp.push(() => opened.close());
    return { opened, heard, errors };
  }

  it.each([
    ['ipv4', '127.0.0.1'],
    ['ipv6', '::1'],
  ] as const)('sends and hears over %s, empty ones and the longest too', async (family, address) => {
    const socket = await peer(echo, address);
    const { opened, heard } = await connected(socket.address().port, { family, address });
    for (const length of [1, 0, 1472, 65_507, 3]) {
      opened.send(Buffer.alloc(length, length));
      await expect.poll(() => heard.at(-1)?.length).toBe(length);
      expect(heard.at(-1)).toEqual(Buffer.alloc(length, length));
    }
    expect(heard).toHaveLength(5);
  });

  it('comes from the address and port that were asked for, and knows them', async () => {
    let from: RemoteInfo | undefined;
    const socket = await peer((_bytes, sender) => {
      from = sender;
    });
    const { opened } = await connected(socket.address().port, { localAddress: '127.0.0.9' });
    opened.send(Buffer.from('x'));
    await expect.poll(() => from?.address).toBe('127.0.0.9');
    expect([opened.localAddress, opened.localPort]).toEqual(['127.0.0.9', from?.port]);
    await expect(connected(9, { localPort: opened.localPort, localAddress: '127.0.0.9' })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await expect(connected(9, { localAddress: '192.0.2.250' })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
  });

  it('hears nobody but its peer', async () => {
    const socket = await peer(echo);
    const stranger = await peer(() => {});
    const { opened, heard } = await connected(socket.address().port);
    stranger.send('from elsewhere', opened.localPort, '127.0.0.1');
    opened.send(Buffer.from('hello'));
    await expect.poll(() => heard.map(String)).toEqual(['hello']);
  });

  it('tells that nobody is there, and that a datagram is too long, and goes on', async () => {
    const socket = await peer(echo);
    const { port } = socket.address();
    const { opened, heard, errors } = await connected(port);
    opened.send(Buffer.alloc(65_508));
    await expect.poll(() => errors).toEqual(['EMSGSIZE']);
    const gone = await peer(() => {});
    const nobody = gone.address().port;
    cleanUp.pop();
    gone.close();
    const other = await connected(nobody);
    other.opened.send(Buffer.from('anybody?'));
    await expect.poll(() => other.errors[0]).toBe('ECONNREFUSED');
    opened.send(Buffer.from('still here'));
    await expect.poll(() => heard.map(String)).toEqual(['still here']);
  });

  it('loses none of many that are answered at once', async () => {
    const socket = await peer(echo);
    const { opened, heard } = await connected(socket.address().port, { receiveBuffer: 4 << 20 });
    for (let round = 0; round < 50; round++) {
      for (let index = 0; index < 20; index++) opened.send(Buffer.from(`${round} ${index}`));
      await expect.poll(() => heard.length).toBe((round + 1) * 20);
    }
    expect(heard.map(String)).toEqual(
      Array.from({ length: 1000 }, (_, index) => `${Math.floor(index / 20)} ${index % 20}`),
    );
  });

  it('says nothing more once it is closed, even by what it tells', async () => {
    const socket = await peer((bytes, from, own) => {
      for (let count = 0; count < 5; count++) echo(bytes, from, own);
    });
    let heard = 0;
    const { opened } = await connected(socket.address().port, {
      onDatagram: () => {
        heard++;
        opened.send(Buffer.from('again'));
        void opened.close();
      },
    });
    opened.send(Buffer.from('first'));
    await expect.poll(() => heard).toBe(1);
    await opened.close();
    // Whoever comes next on this port has it alone.
    const again = await connected(socket.address().port, { localPort: opened.localPort });
    expect(again.opened.localPort).toBe(opened.localPort);
    expect(heard).toBe(1);
  });
});
