/** A million stored notifications: the first page, pages from the middle, new filters, and how long the engine's thread is busy at a time. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import { RuleList } from '#electron/tools/traps/rules/rule-list.ts';
import { trapsMigrations } from '#electron/tools/traps/schema.ts';
import { NotificationTable } from '#electron/tools/traps/table/notification-table.ts';
import type { NotificationFilter } from '#shared/model/notification.ts';
import { ProblemError } from '#shared/problem/problem.ts';
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

const workspace = openWorkspace({ file: undefined, program: 'bench', migrations: trapsMigrations });
const device = (idOrName: string) => {
  throw new ProblemError('device-unknown', { device: idOrName });
};
const table = new NotificationTable(
  {
    store: workspace,
    objects: builtInObjects,
    devices: {
      device,
      devices: () => [],
      profile: () => {
        throw new ProblemError('profile-unknown');
      },
      credentials: () => secure.credentials,
      profiles: () => [],
      onProfilesChanged: () => {},
      onDevicesChanged: () => {},
    },
  },
  new RuleList(workspace, { objects: builtInObjects, device }),
);
fill();

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

/** One in ten is encrypted, half of the links come up again, ten thousand senders. */
function fill(): void {
  const start = performance.now();
  const filler = new Filler(workspace);
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
  process.stdout.write(`  ${total.toLocaleString('en')} notifications stored in ${seconds(start)}\n`);
}

/** The longest time between two turns of the event loop is what everybody else would have waited. */
async function measure(name: string, work: () => Promise<{ total: number }>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.reset();
  const start = performance.now();
  const found = await work();
  const took = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  rows.push([name, `${took.toFixed(1)} ms`, `${(delay.max / 1e6).toFixed(1)} ms`, found.total.toLocaleString('en')]);
}
