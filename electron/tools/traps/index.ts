import type { RevealScopedPdu } from '#electron/wire/snmp/message-summary.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { trapsContract } from '#shared/contract/traps.ts';
import { CaptureImports } from './capture/capture-imports.ts';
import type { TrapsDeps } from './deps.ts';
import { DeviceAddresses } from './device-addresses.ts';
import { HostAddresses } from './host-addresses.ts';
import { OwnEngineKeeper } from './own-engine.ts';
import { listen } from './receive/listen.ts';
import { SettingsStore } from './receive/receiver-settings.ts';
import { Receivers } from './receive/receivers.ts';
import { storedLosses } from './receive/stored-losses.ts';
import { Notices } from './rules/notices.ts';
import { RuleList } from './rules/rule-list.ts';
import { Sender } from './send/sender.ts';
import { NotificationTable } from './table/notification-table.ts';

export interface Traps {
  handlers: Handlers<typeof trapsContract>;
  /** Exchanges belong to another session from now on. */
  sessionChanged(): void;
  /** Opens what is encrypted with the keys of saved users, for the timeline. */
  reveal: RevealScopedPdu;
  close(): Promise<void>;
}

export function createTraps(deps: TrapsDeps): Traps {
  const { store, objects, devices } = deps;
  const hosts = new HostAddresses({
    resolve: (host) => deps.resolve(host),
    now: () => deps.clock.now(),
    onChanged: () => devicesChanged(),
  });
  const addresses = new DeviceAddresses(devices, hosts);
  const rules = new RuleList(store, { objects, addresses: (idOrName) => addresses.of(idOrName) });
  const table = new NotificationTable(deps, addresses, rules);
  const notices = new Notices((id) => table.rows([id])[0]);
  const namesChanged = () => {
    table.namesChanged();
    rules.namesChanged();
  };
  const devicesChanged = () => {
    addresses.changed();
    namesChanged();
    receivers.tableChanged();
  };
  deps.onObjectsChanged(namesChanged);
  devices.onDevicesChanged(devicesChanged);
  const engine = new OwnEngineKeeper(store, deps.clock);
  const settings = new SettingsStore(store);
  const stored = deps.newFeed();
  const receivers = new Receivers({
    deps,
    engine,
    settings: () => settings.get(),
    rules: () => rules.compiled(),
    onStored: () => stored.tell('stored'),
    onRowsChanged: () => table.rowsChanged(),
    onNotify: (ids, more) => notices.tell(ids, more),
  });
  rules.onChanged(() => receivers.link.rulesChanged());
  const sender = new Sender({
    ...{ objects, engine },
    carrier: deps.carrier,
    clock: deps.clock,
    uptime: () => Math.floor(process.uptime() * 100) % 2 ** 32,
    stored: (id) => table.said(id),
  });
  const imports = new CaptureImports({
    captureFile: deps.captureFile,
    newFeed: deps.newFeed,
    store: (arrivals) => receivers.link.import(arrivals),
  });
  /** Who looks at the status hears that rows are gone. */
  const told = async (deleting: Promise<number>): Promise<number> => {
    const deleted = await deleting;
    receivers.tableChanged();
    return deleted;
  };
  return {
    handlers: {
      listen: ({ port, address }, signal) =>
        listen({ store, receivers, stored, details: (id) => table.details(id) }, { port, address }, signal),
      start: ({ port, address, kept }) => receivers.start({ port, address }, kept),
      stop: async ({ port }) => ({ stopped: await receivers.stop(port) }),
      status: () => receivers.status(),
      news: (_input, signal) => receivers.news(signal),
      settings: () => settings.get(),
      saveSettings: async (input) => {
        const saved = await settings.save(input);
        receivers.link.admissionChanged();
        return saved;
      },
      losses: ({ from, count }) => storedLosses(store, from, count),
      page: (input, signal) => table.page(input, signal),
      details: ({ id }) => table.details(id),
      forgetClock: async ({ id }) => {
        const { engine, ...clock } = table.refusedClock(id);
        await receivers.link.post({ type: 'engine-reset', engine, clock });
        return { engine, boots: clock.boots, time: clock.time };
      },
      mark: async ({ ids, marked }) => ({ changed: await table.mark(ids, marked) }),
      annotate: ({ id, note }) => table.annotate(id, note),
      delete: async ({ ids }) => ({ deleted: await told(table.delete(ids)) }),
      deleteAll: async (filter, signal) => ({ deleted: await told(table.deleteAll(filter, signal)) }),
      rules: () => rules.list(),
      saveRule: (rule) => rules.save(rule),
      deleteRule: async ({ id }) => ({ deleted: await rules.delete(id) }),
      orderRules: ({ ids }) => rules.order(ids),
      applyRules: async (filter, signal) => ({ changed: await table.applyRules(filter, signal) }),
      notices: (_input, signal) => notices.listen(signal),
      types: (input) => sender.types(input),
      send: (input, signal) => sender.send(input, signal),
      compose: ({ id }) => sender.compose(id),
      importCapture: (input, signal) => imports.run(input, signal),
      imports: (_input, signal) => imports.progress(signal),
    },
    sessionChanged: () => receivers.sessionChanged(),
    reveal: (message, bytes) => table.reveal(message, bytes),
    close: () => {
      hosts.close();
      return receivers.close();
    },
  };
}
