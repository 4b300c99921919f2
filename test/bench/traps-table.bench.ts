/** A million stored notifications: the first page, pages from the middle, new filters, and how long the engine's thread is busy at a time. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { openWorkspace, type Workspace } from '#electron/storage/workspace.ts';
import { DeviceAddresses } from '#electron/tools/traps/device-addresses.ts';
import { HostAddresses } from '#electron/tools/traps/host-addresses.ts';
import { RuleList } from '#electron/tools/traps/rules/rule-list.ts';
import { trapsMigrations } from '#electron/tools/traps/schema.ts';
import { NotificationTable } from '#electron/tools/traps/table/notification-table.ts';
import type { NotificationFilter } from '#shared/model/notification.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { engineFlags } from '../../build/scripts/setup.mjs';
import {
  coldStart,
  encryptedTrap,
  Filler,
  linkDown,
  linkUp,
  linkVarbinds,
  secure,
  v2cTrap,
} from '../tools/traps/table/filled-store.ts';
import { mebibytes, printTable } from './table.ts';

const total = Number(process.env.PUNCHDOWN_TRAPS ?? 1_000_000);
const signal = new AbortController().signal;
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(2)} s`;

const filled = process.argv[2];
if (filled !== undefined) {
  // A program of its own, whose memory is not counted.
  fill(openWorkspace({ file: filled, program: 'bench', migrations: trapsMigrations }));
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'punchdown-bench-'));
const file = join(folder, 'workspace.punchdown');
execFileSync(process.execPath, [...engineFlags, import.meta.filename, file], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
const workspace = openWorkspace({ file, program: 'bench', migrations: trapsMigrations });
const devices = {
  device: () => {
    throw new ProblemError('device-unknown');
  },
  devices: () => [],
  credentials: () => secure.credentials,
  profiles: () => [],
  onProfilesChanged: () => {},
  onDevicesChanged: () => {},
};
const hosts = new HostAddresses({ resolve: async () => [], now: Date.now, onChanged: () => {} });
const addresses = new DeviceAddresses(devices, hosts);
const table = new NotificationTable(
  { store: workspace, objects: builtInObjects, devices },
  addresses,
  new RuleList(workspace, { objects: builtInObjects, addresses: (name) => addresses.of(name) }),
);
const rows: string[][] = [['', 'time', 'longest turn', 'fit']];
const page = (filter: NotificationFilter, from: number, partial = false) =>
  table.page({ order: 'newest', from, count: 200, partial, ...filter }, signal);

await measure('first page of all, the newest', () => page({}, 0, true));
await measure('all of all', () => page({}, 0));
await measure('200 from the middle', () => page({}, total / 2));
await measure('200 from elsewhere', () => page({}, Math.floor(total / 3)));
await measure('text "linkdown eth77", first page', () => page({ text: 'linkdown eth77' }, 0, true));
await measure('text "linkdown eth77", all', () => page({ text: 'linkdown eth77' }, 0));
await measure('text "fan failed", which nothing has', () => page({ text: 'fan failed' }, 0));
await measure('text "eth", which most have', () => page({ text: 'eth' }, 0));
await measure('text "down", a label', () => page({ text: 'down' }, 0));
await measure('sender 10.0.16.0/20', () => page({ sender: '10.0.16.0/20' }, 0));
await measure('notification linkUp', () => page({ notification: 'linkUp' }, 0));
await measure('open ones', () => page({ show: 'open' }, 0));
await measure('200 from the middle of a filter', () => page({ text: 'eth' }, total / 3));
await measure('200 from elsewhere in it', () => page({ text: 'eth' }, total / 5));
await measure('an annotation', async () => {
  await table.annotate(Math.floor(total / 2), 'seen');
  return { total: 1 };
});
if (process.env.PUNCHDOWN_DELETE !== undefined) {
  await measure('rules applied to all', async () => ({ total: await table.applyRules({}, signal) }));
  await measure('all deleted', async () => ({ total: await table.deleteAll({ repeats: true }, signal) }));
}
printTable(rows);
process.stdout.write(`  memory: ${mebibytes(process.memoryUsage.rss())}\n`);
workspace.close();
rmSync(folder, { recursive: true });

/** One in ten is encrypted, half of the links come up again, ten thousand senders. */
function fill(into: Workspace): void {
  const start = performance.now();
  const filler = new Filler(into);
  const batch = 1000;
  for (let from = 0; from < total; from += batch) {
    filler.store(
      Array.from({ length: batch }, (_, place) => {
        const at = from + place;
        const address = `10.0.${(at >> 3) % 100}.${at % 100}`;
        const index = 1 + (at % 500);
        if (at % 10 === 0) return { bytes: encryptedTrap(linkDown, linkVarbinds(index, 2)), address };
        if (at % 10 === 5) return { bytes: v2cTrap(coldStart, []), address };
        return { bytes: v2cTrap(at % 2 === 0 ? linkDown : linkUp, linkVarbinds(index, at % 2 === 0 ? 2 : 1)), address };
      }),
    );
  }
  filler.close();
  into.close();
  process.stdout.write(`  ${total.toLocaleString('en')} notifications stored in ${seconds(start)}\n`);
}

/** The longest time between two turns of the event loop is what everybody else would have waited. */
async function measure(name: string, work: () => Promise<{ total: number }>): Promise<void> {
  let last = performance.now();
  let longest = 0;
  let running = true;
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await new Promise((resolve) => setTimeout(resolve, 20));
  longest = 0;
  const start = performance.now();
  const found = await work();
  const took = performance.now() - start;
  await new Promise((resolve) => setImmediate(resolve));
  running = false;
  rows.push([name, `${took.toFixed(1)} ms`, `${longest.toFixed(1)} ms`, found.total.toLocaleString('en')]);
}
