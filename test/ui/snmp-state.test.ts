import { ORPCError } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { readOids, readOperationDraft, wordAt } from '../../renderer/tools/snmp/operation-draft.ts';
import { OperationsState } from '../../renderer/tools/snmp/operations-state.svelte.ts';
import { PacketsState } from '../../renderer/tools/snmp/packets-state.svelte.ts';
import { remedyOf } from '../../renderer/tools/snmp/problem-remedies.ts';
import { RequestSettings } from '../../renderer/tools/snmp/request-settings.svelte.ts';
import { SnmpViews } from '../../renderer/tools/snmp/snmp-views.svelte.ts';
import { readAddress } from '../../renderer/tools/snmp/target-address.ts';
import { TargetState } from '../../renderer/tools/snmp/target-state.svelte.ts';
import { settable, walkRoot } from '../../renderer/tools/snmp/varbind-forms.ts';
import { answerSource, compareOids } from '../../renderer/tools/snmp/varbind-rows.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { LabAgent } from '../../shared/contract/lab.ts';
import type { Varbind } from '../../shared/model/snmp-varbind.ts';
import { problem } from '../../shared/problem/problem.ts';
import { answer, device, profile, spare } from './scripted-snmp-agent.ts';

const router: LabAgent = {
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

function varbind(oid: string, name: string, value: number | string): Varbind {
  return {
    oid,
    name,
    type: typeof value === 'number' ? 'INTEGER' : 'OCTET STRING',
    value,
    text: String(value),
    hex: '',
  };
}

const walked = Array.from({ length: 30 }, (_, at) =>
  varbind(`1.3.6.1.2.1.2.2.1.1.${at + 1}`, `ifIndex.${at + 1}`, at + 1),
);

interface Fake {
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

async function pageOf(fake: Partial<Fake> = {}) {
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

describe('addresses as people write them', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1', 161],
    [' 10.0.0.1:1161 ', '10.0.0.1', 1161],
    ['router.example:162', 'router.example', 162],
    ['2001:db8::1', '2001:db8::1', 161],
    ['[2001:db8::1]:1161', '2001:db8::1', 1161],
    ['fe80::1%eth0', 'fe80::1%eth0', 161],
    ['[fe80::1%eth0]', 'fe80::1%eth0', 161],
  ])('reads %s', (text, address, port) => {
    expect(readAddress(text)).toEqual({ address, port });
  });

  it.each(['', '10.0.0.1:', '10.0.0.1:0', '10.0.0.1:65536', 'a b', '[::1', '-x', 'http://router', '::1 x'])(
    'refuses %j',
    (text) => {
      expect(readAddress(text)).toBeUndefined();
    },
  );
});

describe('the target', () => {
  it('is a saved device, by a click or by its name', async () => {
    const { target } = await pageOf();
    target.choose({ kind: 'device', id: device.id, name: device.name });
    expect([target.input(), target.label, target.credentials]).toEqual([{ device: 'd1' }, device.name, 'saved']);
    target.chooseCredentials('profile:p2');
    expect(target.input()).toEqual({ device: 'd1', profile: 'p2' });
    target.type(device.name.toUpperCase());
    expect(target.device?.id).toBe('d1');
  });

  it('is an address with a profile, and says what is missing', async () => {
    const { target, views } = await pageOf();
    expect([target.fault, views.request()]).toEqual(['address', undefined]);
    target.type('10.0.0.1:1161');
    expect(target.fault).toBe('credentials');
    target.chooseCredentials('profile:p2');
    expect(views.request()).toEqual({
      target: { address: '10.0.0.1', port: 1161, profile: 'p2' },
      timeout: 2000,
      retries: 2,
    });
    target.type('10.0.0.1:11611111');
    expect(target.fault).toBe('address');
  });

  it('is an agent of the lab with its open credentials', async () => {
    const { target } = await pageOf();
    expect(await target.chooseAgent()).toBe(true);
    expect(target.input()).toEqual({ address: '127.0.0.1', port: 40_161, version: '2c', community: 'public' });
    target.chooseCredentials('lab:1');
    expect(target.input()).toMatchObject({ version: '3', user: 'labuser', auth: { protocol: 'SHA' } });
    expect(JSON.stringify(target.draft)).not.toContain('labpassword');
  });

  it('refuses a profile whose secrets cannot be read', async () => {
    const { target } = await pageOf({ profiles: [{ ...profile, locked: true }] });
    target.type('10.0.0.1');
    expect([target.fault, target.input()]).toEqual(['locked', undefined]);
  });

  it('takes the only profile by itself, and a new one when it is saved', async () => {
    const { target, calls } = await pageOf({ profiles: [spare] });
    target.type('10.0.0.1');
    expect(target.credentials).toBe('profile:p2');
    await target.addProfile('Mine', { version: '2c', community: 'secret' });
    expect(target.credentials).toBe('profile:p9');
    expect(JSON.stringify(target.draft)).not.toContain('secret');
    expect(calls.at(-1)?.[0]).toBe('saveProfile');
  });

  it('comes from other pages', async () => {
    const { target } = await pageOf();
    expect(await target.arrive({ device: 'd1' })).toBe(true);
    expect(target.input()).toEqual({ device: 'd1' });
    expect(await target.arrive({ address: '127.0.0.1', port: 40_161, lab: 'router' })).toBe(true);
    expect(target.agent?.kind).toBe('router');
    expect(await target.arrive({ address: '10.9.9.9', port: 1161 })).toBe(true);
    expect(target.label).toBe('10.9.9.9:1161');
    expect(await target.arrive({ device: 'gone' })).toBe(false);
  });

  it('is kept without a secret and found again, however the draft is damaged', async () => {
    const { target } = await pageOf();
    target.restore({ text: 7, device: 'd1', credentials: 'saved' });
    expect(target.input()).toEqual({ device: 'd1' });
    const other = await pageOf();
    other.target.restore('nonsense');
    expect(other.target.draft.text).toBe('');
  });
});

describe('settings', () => {
  it('are numbers in their ranges, or say their range', () => {
    const settings = new RequestSettings();
    settings.set('timeout', '19');
    expect([settings.values, settings.fault('timeout'), settings.changed]).toEqual([
      undefined,
      { min: 20, max: 60_000 },
      1,
    ]);
    settings.set('timeout', ' 500 ');
    expect(settings.values?.timeout).toBe(500);
    settings.reset();
    expect(settings.changed).toBe(0);
  });
});

describe('objects', () => {
  it('are split, and a walk without any reads mib-2', () => {
    expect(readOids('get', ' sysName.0, 1.3.6;ifDescr.1\nx ')).toEqual(['sysName.0', '1.3.6', 'ifDescr.1', 'x']);
    expect(readOids('get', ' ')).toEqual([]);
    expect(readOids('walk', '')).toEqual(['1.3.6.1.2.1']);
    expect(wordAt('sysName.0 ifDe foo', 14)).toEqual({ from: 10, to: 14, word: 'ifDe' });
    expect(wordAt('', 0)).toEqual({ from: 0, to: 0, word: '' });
    expect(readOperationDraft({ verb: 'set', oids: 5 })).toEqual({ verb: 'get', oids: '', timeline: 190 });
  });

  it('of an answer are filtered and sorted as stored ones are', async () => {
    const source = answerSource([
      varbind('1.3.10', 'b.10', 9),
      varbind('1.3.9', 'a.9', 10),
      varbind('1.3.1', 'c.1', 'text'),
      { ...varbind('1.3.2', 'd.2', '18446744073709551615'), type: 'Counter64' },
    ]);
    const range = { from: 0, count: 10 };
    const { signal } = new AbortController();
    const oids = async (query: Parameters<typeof source>[1]) =>
      (await source(range, query, signal)).rows.map(({ oid }) => oid);
    expect(await oids({ filter: '', regex: false, sort: { key: 'oid', down: false } })).toEqual([
      '1.3.1',
      '1.3.2',
      '1.3.9',
      '1.3.10',
    ]);
    expect(await oids({ filter: '', regex: false, sort: { key: 'value', down: false } })).toEqual([
      '1.3.10',
      '1.3.9',
      '1.3.2',
      '1.3.1',
    ]);
    expect(await oids({ filter: 'INTEGER a.', regex: false, sort: undefined })).toEqual(['1.3.9']);
    expect(await oids({ filter: '^1\\.3\\.1 ', regex: true, sort: undefined })).toEqual(['1.3.1']);
    await expect(oids({ filter: '(', regex: true, sort: undefined })).rejects.toThrow();
    expect(compareOids('1.3.6', '1.3.6.1')).toBeLessThan(0);
  });

  it('can be written back, and walked around', () => {
    expect(settable({ oid: '1.2', name: 'sysName.0', type: 'OCTET STRING', value: 'x', hex: '78' })).toEqual({
      oid: 'sysName.0',
      type: 'OCTET STRING',
      value: 'x',
      hex: false,
    });
    expect(settable({ oid: '1.2', type: 'OCTET STRING', value: '00:ff', hex: '00ff' })).toMatchObject({
      value: '00ff',
      hex: true,
    });
    expect(settable({ oid: '1.2', type: 'noSuchObject', value: null, hex: '' })).toBeUndefined();
    expect([walkRoot({ oid: '1.3.6.5', name: 'ifDescr.3' }), walkRoot({ oid: '1.3.6.5' })]).toEqual([
      'ifDescr',
      '1.3.6',
    ]);
  });
});

describe('operations', () => {
  it('ask nobody while the target or the objects are missing', async () => {
    const { page, target, calls } = await pageOf();
    page.set({ verb: 'get', oids: 'sysName.0' });
    await page.run();
    target.choose({ kind: 'device', id: 'd1', name: device.name });
    page.set({ oids: '' });
    await page.run();
    expect([calls, page.tried, page.shown]).toEqual([[], true, undefined]);
  });

  it('send what is set, and show the objects that came', async () => {
    const { page, target, settings, last } = await pageOf();
    target.choose({ kind: 'device', id: 'd1', name: device.name });
    settings.set('retries', '0');
    page.set({ verb: 'get', oids: 'sysName.0' });
    await page.run();
    expect(last()).toMatchObject({ target: { device: 'd1' }, oids: ['sysName.0'], retries: 0, timeout: 2000 });
    expect(page.shown?.outcome).toBe('complete');
    await page.shown?.rows?.ask({ filter: '', regex: false, sort: undefined });
    expect(page.shown?.rows?.row(0)?.name).toBe('ifIndex.1');
  });

  it('walk into storage, and page through it while more comes', async () => {
    let finish = () => {};
    const { page, target, calls } = await pageOf({
      snmp: {
        walk: async (input: { exchange?: string }) => {
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          return { ...answer(input.exchange), varbinds: walked, rows: walked.length };
        },
      },
    });
    target.choose({ kind: 'device', id: 'd1', name: device.name });
    page.set({ verb: 'walk' });
    const running = page.run();
    await vi.waitFor(() => expect(page.shown).toBeDefined());
    const news = { rows: 10, answers: 3, retries: 0, waiting: 2, oid: '1.3', ended: false };
    page.progressed({ ...news, exchange: 'another' });
    expect(page.shown?.progress).toBeUndefined();
    page.progressed({ ...news, exchange: page.shown?.exchange ?? '' });
    expect([page.shown?.progress?.rows, page.shown?.rows?.total]).toEqual([10, 10]);
    finish();
    await running;
    expect([page.shown?.count, page.shown?.rows?.total, page.phase]).toEqual([30, 30, 'idle']);
    expect(calls.find(([name]) => name === 'walk')?.[1]).toMatchObject({
      oids: ['1.3.6.1.2.1'],
      maxRepetitions: 50,
      parallel: 24,
      continueAnyway: false,
    });
  });

  it('measure their rate', async () => {
    const { page, target } = await pageOf({ snmp: { walk: () => new Promise(() => {}) } });
    target.choose({ kind: 'device', id: 'd1', name: device.name });
    void page.run('walk');
    await vi.waitFor(() => expect(page.shown).toBeDefined());
    const exchange = page.shown?.exchange ?? '';
    const news = { exchange, answers: 1, retries: 0, waiting: 1, oid: '1.3', ended: false };
    page.shown?.progressed({ ...news, rows: 100 }, 1000);
    page.shown?.progressed({ ...news, rows: 600 }, 1500);
    expect(page.shown?.rate).toBeUndefined();
    page.shown?.progressed({ ...news, rows: 1100 }, 2000);
    expect(page.shown?.rate).toBe(1000);
  });

  it('are cancelled at their source; what had come is read from storage', async () => {
    const { page, target } = await pageOf({
      snmp: {
        walk: (_input: never, { signal }: { signal: AbortSignal }) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        result: () => ({ verb: 'walk', result: { ...answer('x', { outcome: 'cancelled' }), varbinds: [], rows: 30 } }),
      },
    });
    target.choose({ kind: 'device', id: 'd1', name: device.name });
    const running = page.run('walk');
    await vi.waitFor(() => expect(page.phase).toBe('running'));
    page.cancel();
    expect(page.phase).toBe('cancelling');
    await running;
    expect([page.phase, page.shown?.outcome, page.shown?.count, page.shown?.problem]).toEqual([
      'idle',
      'cancelled',
      30,
      undefined,
    ]);
  });

  it('show why there was no answer at all', async () => {
    const { page, target } = await pageOf({
      snmp: {
        getBulk: () => {
          throw new ORPCError('X', { data: problem('snmp-no-bulk-in-v1') });
        },
      },
    });
    target.choose({ kind: 'device', id: 'd1', name: device.name });
    page.set({ verb: 'getBulk', oids: 'ifTable' });
    await page.run();
    expect([page.shown?.problem?.code, page.phase]).toEqual(['snmp-no-bulk-in-v1', 'idle']);
  });

  it('go on anyway once, and not the next time', async () => {
    const { page, target, last } = await pageOf();
    target.choose({ kind: 'device', id: 'd1', name: device.name });
    await page.run('walk', { continueAnyway: true });
    expect(last()).toMatchObject({ continueAnyway: true });
    await page.run('walk');
    expect(last()).toMatchObject({ continueAnyway: false });
  });

  it('are found again: values where they were kept, else the packets', async () => {
    const exchange = {
      id: 'old',
      session: 1,
      tool: 'snmp',
      verb: 'get',
      target: 'core',
      startedAt: 1,
      state: 'ended',
      outcome: 'complete',
      events: 2,
      lost: 0,
    } as const;
    const { page } = await pageOf();
    page.noticed(exchange);
    await page.open('old');
    expect([page.shown?.valuesGone, page.shown?.outcome, page.shown?.problem]).toEqual([true, 'complete', undefined]);
    page.noticed({ ...exchange, id: 'diagnosis', verb: 'diagnose' });
    expect(page.history.map(({ id }) => id)).toEqual(['old']);
  });

  it('begin where another page sent somebody', async () => {
    const { page, target, calls } = await pageOf();
    await target.arrive({ device: 'd1' });
    await page.arrive({ device: 'd1', run: 'overview' });
    await page.arrive({ device: 'd1', run: true });
    await page.arrive({ verb: 'walk', oid: 'ifTable', run: true });
    await page.arrive({ oid: 'sysName.0' });
    expect(calls.map(([name]) => name).filter((name) => name !== 'rows')).toEqual(['overview', 'overview', 'walk']);
    expect(page.draft.oids).toBe('sysName.0');
  });

  it('keep what is typed, unless it is restored too late', async () => {
    const { page, saved } = await pageOf();
    page.set({ oids: 'sysName.0' });
    expect(saved).toHaveBeenCalledWith(expect.objectContaining({ oids: 'sysName.0' }));
    page.restore({ oids: 'other' });
    expect(page.draft.oids).toBe('sysName.0');
  });
});

describe('remedies', () => {
  it('fit the problem and what was done', () => {
    expect(remedyOf('snmp-not-increasing', 'walk')).toBe('continue');
    expect(remedyOf('snmp-not-increasing', 'getBulk')).toBeUndefined();
    expect(remedyOf('snmp-wrong-digest', 'get')).toBe('doctor');
    expect(remedyOf('snmp-no-answer', 'get')).toBe('diagnose');
    expect(remedyOf('internal', 'get')).toBeUndefined();
  });
});
