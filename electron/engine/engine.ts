import { createRouterClient } from '@orpc/server';
import { systemClock } from '#electron/net/clock.ts';
import { listInterfaces } from '#electron/net/interfaces.ts';
import type { StartPacketProcess } from '#electron/net/packet/packet-process-protocol.ts';
import { createRawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { rawFrameBackend, rawFrameRights } from '#electron/net/packet/raw-rights.ts';
import { createSystemTcpIo } from '#electron/net/tcp/system-tcp-io.ts';
import { createDatagramIo } from '#electron/net/udp/datagram-io.ts';
import { createDhcpUdpIo } from '#electron/net/udp/dhcp-udp-io.ts';
import { createVault, memorySecrets, type Secrets } from '#electron/storage/vault.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import type { AppInfo, Host } from '#shared/contract/app.ts';
import type { Client } from '#shared/contract/index.ts';
import { type Problem, problem } from '#shared/problem/problem.ts';
import { IdleWork } from './idle-work.ts';
import { openLog } from './log.ts';
import { macMaker } from './mac-makers.ts';
import { createRouter, type EngineRouter, RunningCalls } from './router.ts';
import { createTools, migrations } from './tools.ts';
import { WarmUp } from './warm-up.ts';

export interface EngineOptions {
  host: Host;
  /** The workspace file; undefined: a throw-away one. */
  workspace: string | undefined;
  /** What credentials are sealed with; a throw-away workspace has a throw-away key. */
  secrets?: Secrets;
  startPacketProcess: StartPacketProcess;
  version: string;
  /** Why this host and not the desktop window: a code of the messages `host_reason_*`. */
  hostReason?: string;
  /** Where the log goes; undefined: no file. */
  logFolder?: string;
  /** Also log every call, and to standard error. */
  verbose?: boolean;
}

export interface Engine {
  /** For a transport's handler: message port or WebSocket. */
  readonly router: EngineRouter;
  /** Calls in process. */
  readonly client: Client;
  readonly about: Omit<AppInfo, 'notices' | 'rawFrames'>;
  /** Ends what runs, stores what waits, frees the workspace. */
  close(): Promise<void>;
}

/** Milliseconds that calls under way get to end (a RELEASE on its way, say) when the engine closes. */
const patience = 3000;

/**
 * Builds storage, network and every tool. The same in all hosts.
 *
 * @throws ProblemError workspace-in-use, workspace-newer, workspace-unwritable.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const program = `Punchdown (${options.host} host)`;
  const workspace = openWorkspace({ file: options.workspace, program, migrations });
  const log = openLog({ folder: options.logFolder, verbose: options.verbose ?? false });
  const about: Engine['about'] = {
    version: options.version,
    host: options.host,
    platform: process.platform,
    node: process.versions.node,
    pid: process.pid,
    workspace: { file: workspace.file, temporary: workspace.temporary },
    ...(options.hostReason === undefined ? {} : { hostReason: options.hostReason }),
    ...(log.file === undefined ? {} : { logFile: log.file }),
  };
  log.started({ version: options.version, host: options.host, node: process.versions.node });
  const secrets = (options.workspace === undefined ? undefined : options.secrets) ?? memorySecrets();
  const raw = createRawPacketIo({ start: options.startPacketProcess });
  const tools = createTools({
    about,
    store: workspace,
    notices: [...workspace.notices, ...noticesOf(secrets)],
    vault: createVault(secrets),
    keptKey: secrets,
    clock: systemClock,
    raw,
    udp: createDhcpUdpIo(systemClock),
    sockets: createDatagramIo(systemClock),
    tcp: createSystemTcpIo(systemClock),
    listInterfaces,
    rawFrameRights: () => {
      const backend = rawFrameBackend();
      return { ...rawFrameRights(), ...(backend === undefined ? {} : { backend }) };
    },
    maker: macMaker,
  });
  const calls = new RunningCalls();
  const router = createRouter(tools.handlers, log, calls);
  // One call on the command line would wait for it rather than gain by it.
  const readObjects = () => tools.handlers.snmp.resolve({ oid: '1.3.6.1.2.1.2.2' }, new AbortController().signal);
  const warmUp =
    options.host === 'command-line'
      ? undefined
      : new IdleWork(calls, 'snmp', new WarmUp(systemClock, readObjects), (error) => log.failed('warm-up', error));
  let closing: Promise<void> | undefined;
  return {
    router,
    about,
    client: createRouterClient(router) as Client,
    close() {
      closing ??= (async () => {
        await warmUp?.close();
        await calls.end(patience);
        await tools.close();
        await raw.close();
        workspace.close();
        log.closed();
      })();
      return closing;
    },
  };
}

/** What the owner should know about how credentials are kept. */
function noticesOf({ weak, problem: unreadable }: Secrets): Problem[] {
  const known = unreadable === undefined ? [] : [unreadable];
  return weak === undefined ? known : [...known, problem('secrets-weak', { reason: weak })];
}
