import { ORPCError } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { readOids, readOperationDraft, wordAt } from '../../renderer/tools/snmp/operation-draft.ts';
import { remedyOf } from '../../renderer/tools/snmp/problem-remedies.ts';
import { settable, walkRoot } from '../../renderer/tools/snmp/varbind-forms.ts';
import { answerSource, compareOids } from '../../renderer/tools/snmp/varbind-rows.ts';
import { problem } from '../../shared/problem/problem.ts';
import { pageOf, varbind, walked } from './scripted-operations.ts';
import { answer, device } from './scripted-snmp-agent.ts';

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
