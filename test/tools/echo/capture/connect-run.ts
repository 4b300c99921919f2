/**
 * Runs in a network namespace: makes the connections of its argument and prints each with its timeline, as JSON. One whose capture was not ready in
 * time is made again: on a busy machine a process takes long to start, and then is there for the next.
 */
import { startEngine } from '#electron/engine/engine.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import type { EchoConnection } from '#shared/model/echo.ts';
import type { TimelineEvent } from '#shared/model/packet-event.ts';
import { packetProcessEntry } from '#test/lab/network.ts';

export interface ConnectRun {
  connection: EchoConnection;
  events: TimelineEvent[];
}

const mostAgain = 10;
const engine = await startEngine({
  host: 'command-line',
  workspace: undefined,
  startPacketProcess: startChildProcess({ entry: packetProcessEntry }),
  version: '0.0.0-test',
});
const { client } = engine;
const inputs = JSON.parse(process.argv[2] ?? '[]') as Parameters<typeof client.echo.connect>[0][];
const runs: ConnectRun[] = [];
for (const input of inputs) {
  let made = await client.echo.connect(input);
  for (let again = 0; again < mostAgain && made.captured?.problem?.code === 'echo-capture-late'; again++) {
    await client.echo.removeConnection({ id: made.id });
    made = await client.echo.connect(input);
  }
  const { id, exchange, state } = made;
  if (state === 'open') {
    await client.echo.send({ id, payload: { text: 'hello' } });
    while ((await now(id))?.bytesIn !== 5) await new Promise((done) => setTimeout(done, 10));
    await client.echo.disconnect({ id });
  }
  while ((await client.timeline.exchange({ exchange })).state === 'running') {
    await new Promise((done) => setTimeout(done, 10));
  }
  const connection = await now(id);
  const { events } = await client.timeline.events({ exchange, count: 1000 });
  if (connection !== undefined) runs.push({ connection, events });
}
process.stdout.write(JSON.stringify(runs));
await engine.close();
process.exit(0);

async function now(id: string): Promise<EchoConnection | undefined> {
  return (await client.echo.connections()).find((one) => one.id === id);
}
