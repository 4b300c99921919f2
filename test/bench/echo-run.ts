/**
 * One side of an echo in a process of its own: `node echo-run.ts serve PROTOCOL` prints its port and serves until its input ends;
 * `node echo-run.ts run PROTOCOL PORT MESSAGES IN_FLIGHT [RATE]` prints a line of JSON. Both through the contract, as a page would. Before it
 * measures, a run has run: a program that stays open has compiled its code.
 */
import { startEngine } from '#electron/engine/engine.ts';

const [what = '', protocolText = '', portText = '', messagesText = '', inFlightText = '', rateText] =
  process.argv.slice(2);
const protocol = protocolText === 'udp' ? 'udp' : 'tcp';
const engine = await startEngine({
  host: 'command-line',
  workspace: undefined,
  version: '0',
  startPacketProcess: () => {
    throw new Error('no frames here');
  },
});

if (what === 'serve') {
  const server = await engine.client.echo.startServer({ protocol, port: 0, address: '127.0.0.1' });
  process.stdout.write(`ready ${server.bound[0]?.port}\n`);
  for await (const _ of process.stdin) {
    // Nothing is said to it.
  }
} else {
  const run = (messages: number) =>
    engine.client.echo.run({
      ...{ protocol, address: '127.0.0.1', port: Number(portText), size: 64, inFlight: Number(inFlightText), messages },
      // socat puts datagrams together that come close to one another; a stream is cut by its size anyway.
      framing: protocol === 'udp' ? { kind: 'fixed', size: 64 } : { kind: 'none' },
      ...(rateText === undefined ? {} : { rate: Number(rateText) }),
    });
  const messages = Number(messagesText);
  if (rateText === undefined) await run(Math.min(200_000, messages));
  const { ended, duration, statistics } = await run(messages);
  const { answered, lost, corrupted, p99 = Number.NaN, max = Number.NaN } = statistics;
  process.stdout.write(
    `${JSON.stringify({ ended, seconds: duration / 1000, answered, lost, corrupted, p99: p99 * 1000, max: max * 1000 })}\n`,
  );
}
await engine.close();
