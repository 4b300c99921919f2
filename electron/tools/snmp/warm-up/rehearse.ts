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
import { rehearsalAgents } from './rehearsal-agent.ts';

/** What a rehearsal has; its store and recorder are thrown away after it. */
type RehearsalDeps = Pick<SnmpDeps, 'store' | 'recorder' | 'clock' | 'randomId' | 'newFeed'>;

const ifTable = '1.3.6.1.2.1.2.2';
const community = { version: '2c', community: 'public' } as const;
const asked = [2, 10, 16].map((column) => `${ifTable}.1.${column}.1`);
/** Requests of one poll. */
const polled = 512;
/** Nobody is late: what is in memory is not lost. */
const patience = { timeout: 60_000, retries: 1 };

/**
 * Walks a table and polls agents that are in memory only, one after the other for as long as there is time. V8 interprets code until it has run
 * some thousand times, and a person's first walk would pay for that. All but sockets and the file is the real thing, with the kinds of values that
 * a real one meets: V8 would compile for others otherwise.
 */
export async function rehearse(deps: RehearsalDeps, hasTime: () => boolean, signal: AbortSignal): Promise<void> {
  const agents = rehearsalAgents(signal, `${ifTable}.1`);
  const keys = new KeyRing({ load: () => undefined, save: () => {}, ofUser: () => [] });
  const client = new SnmpClient({ ...deps, io: agents, wallClock: Date.now, keys });
  const tool = { ...deps, sockets: agents, client, ...nothingKnown };
  const walks = new Walks(tool, new Results(deps.store), new RowsViews(tool.objects), new TablesViews(tool.objects));
  const stop = () => void client.close();
  signal.addEventListener('abort', stop);
  const goesOn = () => !signal.aborted && hasTime();
  try {
    for (let host = 1; goesOn(); host++) {
      const target = { address: `127.0.0.${host & 0xff}`, port: 161, ...community };
      // Zod makes code for a schema at its first use.
      const input = walkInputSchema.parse({ ...patience, oids: [ifTable], first: 50, target });
      walkResultSchema.parse(await walks.walk(input, signal));
      if (goesOn()) await poll(client);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await client.close();
  }
}

async function poll(client: SnmpClient): Promise<void> {
  const varbinds = encodeNulls(asked);
  const requests = Array.from({ length: polled }, (_, host) => {
    const agent: Agent = { address: `127.0.1.${host & 0xff}`, port: 161, family: 'ipv4', credentials: community };
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
