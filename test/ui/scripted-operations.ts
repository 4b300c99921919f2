import { ORPCError } from '@orpc/client';
import { vi } from 'vitest';
import { PacketsState } from '../../renderer/app/packets-state.svelte.ts';
import { OperationsState } from '../../renderer/tools/snmp/operations-state.svelte.ts';
import { RequestSettings } from '../../renderer/tools/snmp/request-settings.svelte.ts';
import { SnmpViews } from '../../renderer/tools/snmp/snmp-views.svelte.ts';
import { TargetState } from '../../renderer/tools/snmp/target-state.svelte.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { LabAgent } from '../../shared/contract/lab.ts';
import type { Varbind } from '../../shared/model/snmp-varbind.ts';
import { problem } from '../../shared/problem/problem.ts';
import { answer, device, profile, spare } from './scripted-snmp-agent.ts';

export const router: LabAgent = {
  kind: 'router',
  address: '127.0.0.1',
  port: 40_161,
  targets: [
    { label: 'public (v2c)', writes: false, version: '2c', community: 'public' },
    {
      label: 'labuser',
      writes: true,
      version: '3',
      user: 'labuser',
      auth: { protocol: 'SHA', password: 'labpassword' },
    },
  ],
};

export function varbind(oid: string, name: string, value: number | string): Varbind {
  return {
    oid,
    name,
    type: typeof value === 'number' ? 'INTEGER' : 'OCTET STRING',
    value,
    text: String(value),
    hex: '',
  };
}

export const walked = Array.from({ length: 30 }, (_, at) =>
  varbind(`1.3.6.1.2.1.2.2.1.1.${at + 1}`, `ifIndex.${at + 1}`, at + 1),
);

export interface Fake {
  calls: [name: string, input: unknown][];
  snmp?: Record<string, (input: never, options: { signal: AbortSignal }) => unknown>;
  devices?: (typeof device)[];
  profiles?: (typeof profile)[];
}

/** A client of which the page uses these calls. */
function clientOf({ calls, snmp = {}, devices = [device], profiles = [profile, spare] }: Fake): Client {
  const call =
    (name: string, give: (input: never, options: { signal: AbortSignal }) => unknown) =>
    async (input: never, options: { signal: AbortSignal }) => {
      calls.push([name, input]);
      return await give(input, options);
    };
  const result = (more: object) => (input: { exchange?: string }) => ({ ...answer(input.exchange), ...more });
  const answers = {
    get: result({ varbinds: walked.slice(0, 1) }),
    walk: result({ varbinds: walked, rows: walked.length }),
    table: result({ columns: [], rows: 0, holes: 0, table: [] }),
    overview: result({ system: [], interfaces: [] }),
    rows: ({ from, count }: { from: number; count: number }) => ({
      total: walked.length,
      matching: walked.length,
      rows: walked.slice(from, from + count).map((row, at) => ({ ...row, at: from + at })),
    }),
    tableRows: () => ({ columns: [], total: 0, matching: 0, holes: 0, rows: [] }),
    result: () => {
      throw new ORPCError('X', { data: problem('snmp-rows-unknown', { id: 'x' }) });
    },
    ...snmp,
  };
  const handlers = {
    devices: {
      list: async () => devices,
      profiles: async () => profiles,
      saveProfile: call('saveProfile', ({ name }: { name: string }) => ({ ...profile, id: 'p9', name })),
    },
    lab: { agents: async () => [router] },
    snmp: Object.fromEntries(Object.entries(answers).map(([name, give]) => [name, call(name, give as never)])),
    timeline: {
      exchanges: async () => ({ total: 0, exchanges: [] }),
      exchange: async ({ exchange }: { exchange: string }) => ({
        id: exchange,
        session: 1,
        tool: 'snmp',
        verb: 'walk',
        target: 'x',
        startedAt: 1,
        state: 'ended',
        outcome: 'cancelled',
        events: 0,
        lost: 0,
      }),
      events: async () => ({ total: 0, events: [] }),
    },
  };
  return handlers as unknown as Client;
}

export async function pageOf(fake: Partial<Fake> = {}) {
  const calls: Fake['calls'] = [];
  const client = clientOf({ ...fake, calls });
  const target = new TargetState(client);
  const settings = new RequestSettings();
  const views = new SnmpViews(target, settings);
  const saved = vi.fn();
  const page = new OperationsState(client, views, new PacketsState(client), saved);
  await target.refresh();
  return { page, target, settings, views, calls, saved, last: () => calls.findLast(([name]) => name !== 'rows')?.[1] };
}
