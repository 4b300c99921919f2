import type { echoContract } from '#shared/contract/echo.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { EchoDeps } from './deps.ts';
import { Runs } from './run/runs.ts';
import { Servers } from './servers/servers.ts';

export interface Echo {
  handlers: Handlers<typeof echoContract>;
  close(): Promise<void>;
}

/** Echo servers and clients over TCP and UDP. */
export function createEcho(deps: EchoDeps): Echo {
  const servers = new Servers(deps);
  const runs = new Runs(deps);
  return {
    handlers: {
      serve: (input, signal) => servers.serve(input, signal),
      startServer: (input) => servers.start(input),
      stopServer: ({ id }) => servers.stop(id),
      removeServer: async ({ id }) => ({ removed: await servers.remove(id) }),
      servers: () => servers.list(),
      serverNews: (_input, signal) => servers.news(signal),
      clients: ({ id, from, count }) => servers.clients(id, from, count),
      run: (input, signal) => runs.run(input, signal),
      progress: (_input, signal) => runs.progress(signal),
      closeClients: ({ id, client, how }) => ({ closed: servers.closeClients(id, client, how) }),
    },
    async close() {
      await servers.close();
    },
  };
}
