/** Runs in a namespace: the scripted agent, on the address and port given, until it is killed. */
import { startScriptedAgent } from '#test/fakes/snmp-agent.ts';

const [address = '127.0.0.1', port = '161'] = process.argv.slice(2);
await startScriptedAgent({ address, port: Number(port) });
console.log('listening');
