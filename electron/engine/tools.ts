import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '#electron/net/clock.ts';
import { interfaceAddress } from '#electron/net/interface-address.ts';
import { interfacesAt, interfaceTo } from '#electron/net/interface-to.ts';
import { directDns } from '#electron/net/names/direct-dns.ts';
import { findInHostsFile, hostsFile } from '#electron/net/names/hosts-file.ts';
import { loadPlatformNames } from '#electron/net/names/platform-names.ts';
import { resolveHost } from '#electron/net/names/resolve-host.ts';
import type { PacketIo } from '#electron/net/packet/packet-io.ts';
import { findPortHolder } from '#electron/net/port-holder.ts';
import { readTcpSocket } from '#electron/net/tcp/socket-row.ts';
import type { TcpIo } from '#electron/net/tcp/tcp-io.ts';
import { readTimeWaitReuse } from '#electron/net/tcp/time-wait-reuse.ts';
import { timedConnect } from '#electron/net/tcp/timed-connect.ts';
import type { DatagramIo } from '#electron/net/udp/datagram-io.ts';
import { openLoopbackPort } from '#electron/net/udp/loopback-port.ts';
import { builtInDefinitions } from '#electron/objects/built-in-objects.ts';
import { captureFile } from '#electron/storage/capture-file.ts';
import type { Migration, Store } from '#electron/storage/store.ts';
import type { Secrets, Vault } from '#electron/storage/vault.ts';
import { createApp } from '#electron/tools/app/index.ts';
import { createDevices } from '#electron/tools/devices/index.ts';
import { devicesMigrations } from '#electron/tools/devices/schema.ts';
import { createDhcp } from '#electron/tools/dhcp/index.ts';
import { dhcpMigrations } from '#electron/tools/dhcp/schema.ts';
import { createEcho } from '#electron/tools/echo/index.ts';
import { echoMigrations } from '#electron/tools/echo/schema.ts';
import { createInterfaces } from '#electron/tools/interfaces/index.ts';
import { createLab } from '#electron/tools/lab/index.ts';
import { createMibs } from '#electron/tools/mibs/index.ts';
import { mibsMigrations } from '#electron/tools/mibs/schema.ts';
import { createNames } from '#electron/tools/names/index.ts';
import { createSessions } from '#electron/tools/sessions/index.ts';
import { sessionsMigrations } from '#electron/tools/sessions/schema.ts';
import { createSettings } from '#electron/tools/settings/index.ts';
import { settingsMigrations } from '#electron/tools/settings/schema.ts';
import { createSnmp } from '#electron/tools/snmp/index.ts';
import { snmpMigrations } from '#electron/tools/snmp/schema.ts';
import { ChangeFeed } from '#electron/tools/timeline/change-feed.ts';
import { createTimeline, type Timeline } from '#electron/tools/timeline/index.ts';
import { timelineMigrations } from '#electron/tools/timeline/schema.ts';
import { createTraps } from '#electron/tools/traps/index.ts';
import { Expression } from '#electron/tools/traps/rules/expression.ts';
import { trapsMigrations } from '#electron/tools/traps/schema.ts';
import type { AppInfo } from '#shared/contract/app.ts';
import type { NetworkInterface } from '#shared/contract/interfaces.ts';
import { type Problem, ProblemError } from '#shared/problem/problem.ts';
import { openDhcpPort } from './packet-ports.ts';
import type { AllHandlers } from './router.ts';
import { startTrapThread } from './trap-thread.ts';

/** Every tool's tables; a table comes after those it refers to. */
export const migrations: readonly Migration[] = [
  ...settingsMigrations,
  ...sessionsMigrations,
  ...timelineMigrations,
  ...dhcpMigrations,
  ...devicesMigrations,
  ...snmpMigrations,
  ...mibsMigrations,
  ...trapsMigrations,
  ...echoMigrations,
];

export interface ToolsNeed {
  about: Omit<AppInfo, 'notices' | 'rawFrames'>;
  store: Store;
  notices: readonly Problem[];
  vault: Vault;
  /** Where the vault's key is kept, and why that is less than one would expect. */
  keptKey: Pick<Secrets, 'file' | 'weak'>;
  clock: Clock;
  raw: PacketIo;
  udp: PacketIo;
  sockets: DatagramIo;
  tcp: TcpIo;
  listInterfaces(): Promise<NetworkInterface[]>;
  rawFrameRights(): AppInfo['rawFrames'];
  /** Who made a box, by its MAC address. */
  maker(mac: string): string | undefined;
}

/** Builds every tool and gives each what its deps.ts asks for. Tools meet only here. */
export function createTools({
  about,
  store,
  notices,
  vault,
  keptKey,
  clock,
  raw,
  udp,
  sockets,
  tcp,
  ...net
}: ToolsNeed): {
  handlers: AllHandlers;
  close(): Promise<void>;
} {
  const now = () => clock.now();
  const lab = createLab({ clock, openLoopbackPort, newFeed: () => new ChangeFeed() });
  // Sessions count and export what the timeline keeps; the timeline records into the current session.
  const sessions = createSessions({
    store,
    version: about.version,
    counts: (session) => timeline().store.counts(session),
    events: (session) => timeline().store.sessionEvents(session),
    exchanges: (session) => timeline().store.sessionExchanges(session),
    isRunningIn: (session) => timeline().isRunningIn(session),
    onCurrentChanged: () => traps.sessionChanged(),
  });
  const builtTimeline = createTimeline({
    store,
    currentSession: () => sessions.current().id,
    now,
    sight: {
      reveal: (message, bytes) => snmp.reveal(message, bytes) ?? traps.reveal(message, bytes),
      words: (oid, value) => snmp.words(oid, value),
    },
  });
  const timeline = (): Timeline => builtTimeline;
  const devices = createDevices({ store, vault, keptKey, now });
  const dhcp = createDhcp({
    openPort: (options) => openDhcpPort({ raw, udp, lab: lab.segment }, options),
    clock,
    store,
    findInterface: async (name) =>
      [...lab.interfaces(), ...(await net.listInterfaces())].find((known) => known.name === name),
    maker: net.maker,
    captureFile,
    recorder: {
      begin: (start) => builtTimeline.recorder.begin(start),
      ready: () => builtTimeline.recorder.ready(),
      stored: (exchange) => builtTimeline.stored(exchange),
    },
    newFeed: () => new ChangeFeed(),
    random: { xid: () => randomInt(1, 2 ** 32), spread: () => randomInt(-1_000_000, 1_000_001) / 1_000_000 },
  });
  const mibs = createMibs({ store, builtIn: builtInDefinitions, newFeed: () => new ChangeFeed(), now });
  const snmp = createSnmp({
    sockets,
    clock,
    store,
    vault,
    objects: mibs.registry,
    recorder: { begin: (start) => builtTimeline.recorder.begin(start) },
    devices: {
      device: devices.findDevice,
      profile: devices.findProfile,
      credentials: devices.credentialsOf,
      profiles: devices.profileOrder,
      seen: devices.seen,
    },
    newFeed: () => new ChangeFeed(),
    randomId: () => randomInt(1, 2 ** 31),
  });
  const traps = createTraps({
    store,
    clock,
    recorder: { begin: (start) => builtTimeline.recorder.begin(start) },
    objects: mibs.registry,
    onObjectsChanged: mibs.onChanged,
    devices: {
      device: devices.findDevice,
      devices: devices.list,
      credentials: devices.credentialsOf,
      profiles: devices.profileOrder,
      onProfilesChanged: devices.onProfilesChanged,
      onDevicesChanged: devices.onDevicesChanged,
    },
    carrier: snmp.notifier,
    newFeed: () => new ChangeFeed(),
    captureFile,
    resolve: (host) => resolveHost(host),
    file: about.workspace.file,
    startReceiverThread: startTrapThread,
    communityKey: () => vault.derive('communities of notifications'),
  });
  const echo = createEcho({
    tcp,
    udp: sockets,
    resolve: resolveHost,
    interfaceAddress,
    openFrames: async (options) => {
      // No process is started to learn what is known.
      const { problem } = net.rawFrameRights();
      if (problem !== undefined) throw ProblemError.of(problem);
      return raw.open(options);
    },
    interfaceTo,
    interfacesAt,
    file: captureFile,
    store,
    clock,
    recorder: { begin: (start) => builtTimeline.recorder.begin(start) },
    portHolder: findPortHolder,
    tcpSocket: readTcpSocket,
    timeWaitReuse: readTimeWaitReuse,
    newFeed: () => new ChangeFeed(),
    random: randomBytes,
    compileExpression: (pattern) => {
      const expression = new Expression(pattern);
      return (text) => expression.test(text);
    },
  });
  const status = () => ({
    session: sessions.current(),
    running: builtTimeline.recorder.running.size,
    lost: builtTimeline.recorder.lost,
    memory: process.memoryUsage.rss(),
  });
  return {
    handlers: {
      app: createApp({ about, notices: [...notices], rawFrames: net.rawFrameRights, status }),
      devices: devices.handlers,
      dhcp: dhcp.handlers,
      echo: echo.handlers,
      interfaces: createInterfaces({ listInterfaces: net.listInterfaces, labInterfaces: lab.interfaces }),
      lab: lab.handlers,
      mibs: mibs.handlers,
      names: createNames({
        platformNames: loadPlatformNames,
        dns: directDns,
        hostsFile: hostsFile(),
        findInHostsFile,
        connect: timedConnect,
        now,
        recorder: { begin: (start) => builtTimeline.recorder.begin(start) },
      }).handlers,
      sessions: sessions.handlers,
      settings: createSettings({ store }),
      snmp: snmp.handlers,
      timeline: builtTimeline.handlers,
      traps: traps.handlers,
    },
    async close() {
      await Promise.all([dhcp.close(), snmp.close(), traps.close(), mibs.close(), lab.close(), echo.close()]);
    },
  };
}
