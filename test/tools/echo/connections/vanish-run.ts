/**
 * Runs in a network namespace: makes the connection of its argument and prints a line of JSON once it is open, and another with its timeline once
 * it is over.
 */
import { startEngine } from '#electron/engine/engine.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import type { EchoConnection } from '#shared/model/echo.ts';
import type { TimelineEvent } from '#shared/model/packet-event.ts';
import { packetProcessEntry } from '#test/lab/network.ts';

export interface VanishRun {
  connection: EchoConnection;
  /** Once it is over. */
  events?: TimelineEvent[];
}

const engine = await startEngine({
  host: 'command-line',
  workspace: undefined,
  startPacketProcess: startChildProcess({ entry: packetProcessEntry }),
  version: '0.0.0-test',
});
const { client } = engine;
const print = (run: VanishRun) => process.stdout.write(`${JSON.stringify(run)}\n`);
const connection = await client.echo.connect(JSON.parse(process.argv[2] ?? '{}'));
print({ connection });
for (;;) {
  const now = (await client.echo.connections()).find(({ id }) => id === connection.id);
  const { state } = await client.timeline.exchange({ exchange: connection.exchange });
  if (now !== undefined && state === 'ended') {
    const { events } = await client.timeline.events({ exchange: connection.exchange, count: 1000 });
    print({ connection: now, events });
    break;
  }
  await new Promise((done) => setTimeout(done, 20));
}
await engine.close();
process.exit(0);
