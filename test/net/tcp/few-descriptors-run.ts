/** With few descriptors allowed: prints its port, takes connections until there are no more descriptors, ends all, takes more, prints the errors. */
import { systemClock } from '#electron/net/clock.ts';
import { systemCalls } from '#electron/net/sockets/system-calls.ts';
import { createPlainTcpIo } from '#electron/net/tcp/plain-tcp-io.ts';
import type { TcpConnection } from '#electron/net/tcp/tcp-io.ts';

const calls = systemCalls();
if (calls === undefined) throw new Error('Linux only');
const taken: TcpConnection[] = [];
const errors: string[] = [];
const listener = await createPlainTcpIo(calls, systemClock).listen({
  ...{ address: '127.0.0.1', port: 0, ipv6Only: false },
  onConnection(connection) {
    taken.push(connection);
    return { data() {}, drained() {}, finished() {}, closed() {} };
  },
  onError: (code) => errors.push(code),
});
const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
};
process.stdout.write(`${listener.port}\n`);
await until(() => errors.length > 0);
// It stays at one word while it goes on being tried.
await new Promise((resolve) => setTimeout(resolve, 500));
const told = JSON.stringify(errors);
const first = taken.length;
for (const connection of taken) connection.destroy();
await until(() => taken.length > first);
process.stdout.write(`${told}\n`);
process.exit();
