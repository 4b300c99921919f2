import { nameOf } from '#electron/objects/object-names.ts';
import { toSnmpObject } from '#electron/objects/snmp-object.ts';
import { toVarbind } from '#electron/objects/to-varbind.ts';
import { decryptScoped } from '#electron/usm/message-security.ts';
import { decodeScopedPdu, type SnmpMessage } from '#electron/wire/snmp/message.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { snmpContract } from '#shared/contract/snmp.ts';
import { toHex } from '#shared/model/hex.ts';
import { KeyRing } from './client/key-ring.ts';
import { SnmpClient } from './client/snmp-client.ts';
import type { SnmpDeps } from './deps.ts';
import { runDiagnose } from './diagnose/run-diagnose.ts';
import { readOid, runGet, runGetBulk } from './get.ts';
import { runImplemented } from './implemented.ts';
import { createKeyStore } from './key-store.ts';
import { Notifier } from './notify.ts';
import type { SnmpTool } from './operation.ts';
import { readOverview } from './overview.ts';
import { probe } from './probe.ts';
import { Results } from './results.ts';
import { RowsViews } from './rows/rows-view.ts';
import { TablesViews } from './rows/tables-view.ts';
import { Journal } from './set/journal.ts';
import { previewSet, runSet } from './set/run-set.ts';
import { createRow, destroyRow } from './set/table-rows.ts';
import { undoSet } from './set/undo.ts';
import { Walks } from './walk.ts';
import { Watches } from './watch/watches.ts';

export interface Snmp {
  handlers: Handlers<typeof snmpContract>;
  /** The scoped PDU of an encrypted message of the timeline, where we hold a key that opens it. */
  reveal(message: SnmpMessage, bytes: Uint8Array): { scoped: Uint8Array } | undefined;
  /** An object's name, and a value of it, for people. */
  words(oid: string, value?: SnmpValue): { name?: string | undefined; text?: string };
  /** Brings notifications to their receivers. */
  notifier: Notifier;
  close(): Promise<void>;
}

export function createSnmp(deps: SnmpDeps): Snmp {
  const keys = new KeyRing(createKeyStore(deps.store, deps.vault));
  const client = new SnmpClient({
    io: deps.sockets,
    clock: deps.clock,
    wallClock: Date.now,
    keys,
    randomId: deps.randomId,
  });
  const tool: SnmpTool = { ...deps, client };
  const results = new Results(deps.store);
  const rows = new RowsViews(deps.objects);
  const tables = new TablesViews(deps.objects);
  const walks = new Walks(tool, results, rows, tables);
  const journal = new Journal(deps.store);
  const watches = new Watches(tool);
  const { objects } = deps;
  return {
    handlers: {
      get: (input, signal) => results.keep('get', runGet(tool, 'get', input, signal)),
      getNext: (input, signal) => results.keep('getNext', runGet(tool, 'getNext', input, signal)),
      getBulk: (input, signal) => results.keep('getBulk', runGetBulk(tool, input, signal)),
      walk: (input, signal) => walks.walk(input, signal),
      table: (input, signal) => walks.table(input, signal),
      progress: (_input, signal) => walks.progress(signal),
      rows: (input, signal) => rows.page(results.rows(input.exchange), input, signal),
      tableRows: (input, signal) =>
        tables.page(results.rows(input.exchange), results.entry(input.exchange), input, signal),
      result: ({ exchange }) => results.kept(exchange),
      set: (input, signal) => runSet(tool, journal, input, signal),
      previewSet: (input, signal) => previewSet(tool, input, signal),
      undo: (input, signal) => undoSet(tool, journal, input, signal),
      createRow: (input, signal) => createRow(tool, journal, input, signal),
      destroyRow: (input, signal) => destroyRow(tool, journal, input, signal),
      journal: ({ from, count }) => journal.page(from, count),
      probe: (input, signal) => probe(tool, input, signal),
      implemented: (input, signal) => runImplemented(tool, input, signal),
      overview: (input, signal) => results.keep('overview', readOverview(tool, input, signal)),
      diagnose: (input, signal) => runDiagnose(tool, input, signal),
      startWatch: (input) => watches.start(input),
      stopWatch: async ({ watch }) => ({ stopped: await watches.stop(watch) }),
      deleteWatch: async ({ watch }) => ({ deleted: await watches.delete(watch) }),
      watches: () => watches.list(),
      watchNews: (_input, signal) => watches.news(signal),
      samples: (input) => watches.samples(input),
      objects: ({ search, count, kinds }) => objects.search(search, count, kinds).map(toSnmpObject),
      resolve: ({ oid: text }) => {
        const oid = readOid(tool, text);
        const name = nameOf(objects, oid);
        const object = objects.find(oid)?.object;
        return {
          oid,
          ...(name === undefined ? {} : { name }),
          ...(object === undefined ? {} : { object: toSnmpObject(object) }),
        };
      },
    },
    reveal({ v3 }, bytes) {
      const usm = v3?.usm;
      if (usm === undefined || v3?.encrypted === undefined) return undefined;
      const user = new TextDecoder().decode(usm.user);
      for (const known of keys.ofUser(toHex(usm.engineId), user)) {
        const scoped = decryptScoped(bytes, { v3 } as SnmpMessage, known);
        // One in some hundred wrong keys makes what begins like a PDU.
        if (scoped !== undefined && decodeScopedPdu(scoped, 0, scoped.length, [])?.pdu !== undefined) return { scoped };
      }
      return undefined;
    },
    words: (oid, value) => ({
      name: nameOf(objects, oid),
      ...(value === undefined ? {} : { text: toVarbind(objects, oid, value, '').text }),
    }),
    notifier: new Notifier(tool, keys),
    async close() {
      await watches.close();
      await client.close();
    },
  };
}
