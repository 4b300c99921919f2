/** Runs in a namespace: one GET through the real engine, its result and timeline printed as JSON. */
import { startEngine } from '#electron/engine/engine.ts';

const engine = await startEngine({
  host: 'command-line',
  workspace: undefined,
  version: '0',
  startPacketProcess: () => {
    throw new Error('no frames are needed');
  },
});
const input = JSON.parse(process.argv[2] ?? '{}');
const { snmp, timeline } = engine.client;
const result = await snmp.get({ oids: ['1.3.6.1.2.1.1.5.0'], ...input });
const { events } = await timeline.events({ exchange: result.exchange });
console.log(JSON.stringify({ result, events }));
await engine.close();
process.exit(0);
