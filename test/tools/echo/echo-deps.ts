import { afterAll } from 'vitest';
import { systemClock } from '#electron/net/clock.ts';
import { interfaceAddress } from '#electron/net/interface-address.ts';
import { interfacesAt, interfaceTo } from '#electron/net/interface-to.ts';
import { resolveHost } from '#electron/net/names/resolve-host.ts';
import { findPortHolder } from '#electron/net/port-holder.ts';
import { readTcpSocket } from '#electron/net/tcp/socket-row.ts';
import { createSystemTcpIo } from '#electron/net/tcp/system-tcp-io.ts';
import { readTimeWaitReuse } from '#electron/net/tcp/time-wait-reuse.ts';
import { createDatagramIo } from '#electron/net/udp/datagram-io.ts';
import { captureFile } from '#electron/storage/capture-file.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import type { EchoDeps } from '#electron/tools/echo/deps.ts';
import { echoMigrations } from '#electron/tools/echo/schema.ts';
import { ChangeFeed } from '#electron/tools/timeline/change-feed.ts';
import { Expression } from '#electron/tools/traps/rules/expression.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import { ProblemError } from '#shared/problem/problem.ts';

/** What the tool needs, on real sockets; what it puts on the timeline is kept here. */
export function echoDeps(tcp: EchoDeps['tcp'] = createSystemTcpIo()) {
  const recorded: PacketRecord[] = [];
  const notes: { code: string; params: object | undefined }[] = [];
  const outcomes: string[] = [];
  /** Packets and notes in the order in which they were put on the timeline. */
  const events: (PacketRecord | { code: string; at: number })[] = [];
  const store = openWorkspace({ file: undefined, program: 'test', migrations: echoMigrations });
  afterAll(() => store.close());
  const deps: EchoDeps = {
    tcp,
    udp: createDatagramIo(),
    resolve: resolveHost,
    interfaceAddress,
    openFrames: async () => {
      throw new ProblemError('raw-no-rights', { command: 'none' });
    },
    interfaceTo,
    interfacesAt,
    file: captureFile,
    store,
    clock: systemClock,
    portHolder: findPortHolder,
    tcpSocket: readTcpSocket,
    timeWaitReuse: readTimeWaitReuse,
    newFeed: () => new ChangeFeed(),
    random: (length) => new Uint8Array(length).fill(7),
    compileExpression: (pattern) => {
      const expression = new Expression(pattern);
      return (text) => expression.test(text);
    },
    recorder: {
      begin: ({ id = 'x' }) => ({
        id,
        packets: async (packets) => {
          recorded.push(...packets);
          events.push(...packets);
        },
        note: (code, params, _problem, at = systemClock.now()) => {
          notes.push({ code, params });
          events.push({ code, at });
        },
        addLost: () => {},
        end: async (outcome) => void outcomes.push(outcome),
      }),
    },
  };
  return {
    deps,
    recorded,
    notes,
    outcomes,
    events,
    forget() {
      recorded.length = 0;
      notes.length = 0;
      outcomes.length = 0;
      events.length = 0;
    },
  };
}
