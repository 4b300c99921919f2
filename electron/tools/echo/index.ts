import type { echoContract } from '#shared/contract/echo.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import { Captures } from './capture/captures.ts';
import { Connections } from './connections/connections.ts';
import type { EchoDeps } from './deps.ts';
import { Lessons } from './lessons/lessons.ts';
import { Runs } from './run/runs.ts';
import { SavedItems } from './saved/saved-items.ts';
import { Servers } from './servers/servers.ts';

export interface Echo {
  handlers: Handlers<typeof echoContract>;
  close(): Promise<void>;
}

/** Echo servers and clients over TCP and UDP. */
export function createEcho(deps: EchoDeps): Echo {
  const captures = new Captures(deps);
  const servers = new Servers(deps, captures);
  const connections = new Connections(deps, captures);
  const runs = new Runs(deps, captures);
  const lessons = new Lessons(deps, captures);
  const saved = new SavedItems(deps.store);
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
      connect: (input, signal) => connections.connect(input, signal),
      connections: () => connections.list(),
      connectionNews: (_input, signal) => connections.news(signal),
      disconnect: ({ id, how }) => connections.disconnect(id, how),
      removeConnection: async ({ id }) => ({ removed: await connections.remove(id) }),
      send: ({ id, ...message }, signal) => connections.send(id, message, signal),
      sendFile: ({ id, path }, signal) => connections.sendFile(id, path, signal),
      conversation: ({ id, from, count }) => connections.conversation(id, from, count),
      lessons: () => lessons.list(),
      lesson: (input, signal) => lessons.run(input, signal),
      lessonStep: ({ id, step }) => {
        lessons.goOn(id, step);
        return { step };
      },
      saved: () => saved.list(),
      save: async (item) => ({ id: await saved.save(item) }),
      forget: async ({ id }) => ({ removed: await saved.forget(id) }),
    },
    async close() {
      await Promise.all([connections.close(), servers.close()]);
      await captures.close();
    },
  };
}
