import { walkInputSchema, walkResultSchema } from '#shared/model/snmp-operation.ts';
import type { Agent } from '../client/agent.ts';
import { KeyRing } from '../client/key-ring.ts';
import { SnmpClient } from '../client/snmp-client.ts';
import type { SnmpDeps } from '../deps.ts';
import { Results } from '../results.ts';
import { RowsViews } from '../rows/rows-view.ts';
import { TablesViews } from '../rows/tables-view.ts';
import { encodeNulls } from '../walk/run-walk.ts';
import { Walks } from '../walk.ts';
import { onLoopback, openRehearsalAgent } from './rehearsal-agent.ts';

/** What a rehearsal has; its store and recorder are thrown away after it. */
type RehearsalDeps = Pick<SnmpDeps, 'store' | 'recorder' | 'sockets' | 'clock' | 'randomId' | 'newFeed'>;

const ifTable = '1.3.6.1.2.1.2.2';
const community = { version: '2c', community: 'public' } as const;
const asked = [2, 10, 16].map((column) => `${ifTable}.1.${column}.1`);
/** Requests of one poll. */
const polled = 512;
/** Milliseconds; nobody is late here, but a buffer of the system may be small. */
const patience = { timeout: 300, retries: 1 };

/**
 * Walks a table and polls an agent on loopback, one after the other for as long as there is time. V8 interprets code until it has run some thousand
 * times, and a person's first walk would pay for that. All but the agent and the file is the real thing, with the kinds of values that a real one
 * meets: V8 would compile for others otherwise.
 */
export async function rehearse(deps: RehearsalDeps, hasTime: () => boolean, signal: AbortSignal): Promise<void> {
  const sockets = onLoopback(deps.sockets);
  const { localPort: port, close } = await openRehearsalAgent(sockets, `${ifTable}.1`);
  const keys = new KeyRing({ load: () => undefined, save: () => {}, ofUser: () => [] });
  const client = new SnmpClient({ ...deps, io: sockets, wallClock: Date.now, keys });
  const tool = { ...deps, sockets, client, ...nothingKnown };
  const walks = new Walks(tool, new Results(deps.store), new RowsViews(tool.objects), new TablesViews(tool.objects));
  const stop = () => void client.close();
  signal.addEventListener('abort', stop);
  const goesOn = () => !signal.aborted && hasTime();
  try {
    while (goesOn()) {
      const target = { address: '127.0.0.1', port, ...community };
      // Zod makes code for a schema at its first use.
      const input = walkInputSchema.parse({ ...patience, oids: [ifTable], first: 50, target });
      walkResultSchema.parse(await walks.walk(input, signal));
      if (goesOn()) await poll(client, port);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await client.close();
    await close();
  }
}

async function poll(client: SnmpClient, port: number): Promise<void> {
  const varbinds = encodeNulls(asked);
  const requests = Array.from({ length: polled }, () => {
    const agent: Agent = { address: '127.0.0.1', port, family: 'ipv4', credentials: community };
    return client.request(agent, { type: 'GetRequest', varbinds }, patience).then(
      ({ pdu }) => [0, 1, 2].map((row) => pdu.varbinds.value(row)),
      () => [],
    );
  });
  await Promise.all(requests);
}

const none = () => {
  throw new Error('a rehearsal knows none');
};

const nothingKnown: Pick<SnmpDeps, 'devices' | 'objects' | 'vault'> = {
  devices: { device: none, profile: none, credentials: none, profiles: () => [], seen: async () => {} },
  objects: { find: () => undefined, byName: () => undefined, search: () => [], columns: () => [] },
  vault: { protection: 'memory', seal: none, open: none, derive: none },
};
