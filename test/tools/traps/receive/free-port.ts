import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';

/** A UDP port that is free now on every address, below those that systems give to sockets by themselves. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if ((await isFree('udp4', port)) && (await isFree('udp6', port))) return port;
  }
}

function isFree(type: 'udp4' | 'udp6', port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket({ type, ipv6Only: type === 'udp6' });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      socket.close();
      // Without IPv6 nobody can have it.
      resolve(code !== 'EADDRINUSE');
    });
    socket.bind(port, () => socket.close(() => resolve(true)));
  });
}
