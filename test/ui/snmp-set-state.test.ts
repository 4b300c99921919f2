import { describe, expect, it, vi } from 'vitest';
import { completed, definitionText, ObjectLookup } from '../../renderer/app/object-lookup.svelte.ts';
import { emptyVarbind, parseVarbindDrafts, readVarbindDrafts } from '../../renderer/app/varbind-draft.ts';
import { JournalState } from '../../renderer/tools/snmp/journal-state.svelte.ts';
import { parseRowDraft, readRowDraft } from '../../renderer/tools/snmp/set-draft.ts';
import { hasOldValues, SetState, standing } from '../../renderer/tools/snmp/set-state.svelte.ts';
import { doneText, statusText } from '../../renderer/tools/snmp/set-words.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { JournalEntry, SetEntry, SetResult } from '../../shared/model/snmp-operation.ts';
import type { Varbind } from '../../shared/model/snmp-varbind.ts';
import { ProblemError } from '../../shared/problem/problem.ts';

const request = { target: { device: 'd1' }, timeout: 2000, retries: 2 };

function varbind(text: string, more: Partial<Varbind> = {}): Varbind {
  return {
    oid: '1.3.6.1.2.1.1.5.0',
    type: 'OCTET STRING',
    value: text,
    text,
    hex: Buffer.from(text).toString('hex'),
    ...more,
  };
}

function entry(more: Partial<SetEntry> = {}): SetEntry {
  return {
    oid: '1.3.6.1.2.1.1.5.0',
    name: 'sysName.0',
    type: 'OCTET STRING',
    old: varbind('a'),
    asked: varbind('b'),
    ...more,
  };
}

const result: SetResult = {
  outcome: 'complete',
  exchange: 'x',
  agent: { address: '192.0.2.10', port: 161, version: '2c' },
  problems: [],
  packets: { sent: 3, received: 3, retries: 0, ignored: 0 },
  duration: 1,
  journal: 4,
  entries: [entry({ now: varbind('b') })],
  verified: true,
};

function clientWith(
  set: (input: unknown, options: { signal: AbortSignal }) => Promise<SetResult> = async () => result,
) {
  const snmp = {
    previewSet: vi.fn(async () => ({ ...result, entries: [entry()], pdu: { fields: [], hex: '30' } })),
    set: vi.fn(set),
    undo: vi.fn(async () => result),
    createRow: vi.fn(async () => result),
    destroyRow: vi.fn(async () => result),
  };
  return { client: { snmp } as unknown as Client, snmp };
}

describe('rows to be written', () => {
  it('are read from a draft field by field, and there is always one', () => {
    expect(readVarbindDrafts(undefined)).toEqual([{ key: 1, oid: '', type: '', value: '', hex: false }]);
    expect(readVarbindDrafts([{ oid: 'sysName.0', type: 'nonsense', value: 7, hex: 'yes' }, null])).toEqual([
      { key: 1, oid: 'sysName.0', type: '', value: '', hex: false },
      { key: 2, oid: '', type: '', value: '', hex: false },
    ]);
    expect(readVarbindDrafts(Array.from({ length: 5000 }, () => ({})))).toHaveLength(200);
  });

  it('become varbinds; blank ones do not count, and what is wrong is named by row', () => {
    const { varbinds, faults } = parseVarbindDrafts([
      { key: 1, oid: ' sysName.0 ', type: '', value: ' spaces stay ', hex: false },
      { key: 2, oid: '', type: '', value: '', hex: false },
      { key: 3, oid: '1.3.6.1', type: 'OCTET STRING', value: '01:FF 00', hex: true },
      { key: 4, oid: '', type: 'INTEGER', value: '1', hex: false },
      { key: 5, oid: '1.3', type: '', value: '0', hex: true },
    ]);
    expect(varbinds.slice(0, 2)).toEqual([
      { oid: 'sysName.0', value: ' spaces stay ', hex: false },
      { oid: '1.3.6.1', value: '01FF00', hex: true, type: 'OCTET STRING' },
    ]);
    expect([...faults]).toEqual([
      [4, 'oid'],
      [5, 'value'],
    ]);
  });

  it('of a table want a table and a numeric index', () => {
    const draft = { ...readRowDraft({ how: 'createAndWait' }), table: 'usmUserTable', index: '.1.3' };
    expect(parseRowDraft(draft)).toMatchObject({ row: { table: 'usmUserTable', index: '1.3' }, columns: [] });
    expect([...parseRowDraft({ ...draft, table: ' ', index: '1..2' }).faults]).toEqual(['table', 'index']);
  });
});

describe('the state of the SET view', () => {
  it('checks what stands there, and notices when it is no longer that', async () => {
    const { client, snmp } = clientWith();
    const set = new SetState(client);
    expect(await set.check(request)).toBe(false);
    expect(snmp.previewSet).not.toHaveBeenCalled();
    set.change(set.rows[0]?.key ?? 0, { oid: 'sysName.0', value: 'b' });
    expect(await set.check(request)).toBe(true);
    expect(set.fresh(request)).toBe(true);
    expect(set.fresh({ ...request, target: { device: 'd2' } })).toBe(false);
    set.add();
    expect(set.fresh(request)).toBe(true);
    set.change(set.rows[1]?.key ?? 0, { oid: 'sysLocation.0' });
    expect(set.fresh(request)).toBe(false);
  });

  it('forgets the word to force a SET once it is sent', async () => {
    const { client, snmp } = clientWith();
    const seen: string[] = [];
    const set = new SetState(client, (exchange) => seen.push(exchange));
    set.arrive({ oid: 'sysName.0', value: 'b' });
    set.force = true;
    await set.send(request);
    expect(snmp.set).toHaveBeenCalledWith(
      expect.objectContaining({ force: true, exchange: seen[0] }),
      expect.anything(),
    );
    expect(set.force).toBe(false);
    expect(set.done).toMatchObject({ work: 'send', request });
  });

  it('cancels at the source, and says what was thrown', async () => {
    const { client } = clientWith(async (_input, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new ProblemError('cancelled');
    });
    const set = new SetState(client);
    set.arrive({ oid: 'sysName.0', value: 'b' });
    const sending = set.send(request);
    expect(set.work).toBe('send');
    set.cancel();
    expect(set.cancelling).toBe(true);
    await sending;
    expect(set.work).toBeUndefined();
    expect(set.problem?.code).toBe('cancelled');
  });

  it('does one thing at a time', async () => {
    const { client, snmp } = clientWith();
    const set = new SetState(client);
    set.arrive({ oid: 'sysName.0', value: 'b' });
    await Promise.all([set.send(request), set.send(request)]);
    expect(snmp.set).toHaveBeenCalledTimes(1);
  });

  it('gives a target to undo only where the entry has none', async () => {
    const { client, snmp } = clientWith();
    const set = new SetState(client);
    await set.undo(4, request, false);
    await set.undo(4, request, true);
    expect(snmp.undo.mock.calls.map(([input]: unknown[]) => input)).toEqual([
      { journal: 4, timeout: 2000, retries: 2, force: false, exchange: expect.any(String) },
      { journal: 4, timeout: 2000, retries: 2, force: false, exchange: expect.any(String), target: { device: 'd1' } },
    ]);
  });

  it('puts an object somebody was sent with into the first blank row, once', () => {
    const set = new SetState(clientWith().client);
    set.arrive({ oid: 'sysName.0', value: 'a', type: 'OCTET STRING' });
    set.arrive({ oid: 'sysName.0', value: 'b' });
    set.arrive({ oid: 'ifAdminStatus.3', value: 2, type: 'INTEGER' });
    set.arrive({ oid: 7 });
    expect(set.rows.map(({ oid, value, type }) => [oid, value, type])).toEqual([
      ['sysName.0', 'b', ''],
      ['ifAdminStatus.3', '2', 'INTEGER'],
    ]);
  });

  it('keeps what is typed, and does not lose it to an older draft', () => {
    const kept: unknown[] = [];
    const set = new SetState(clientWith().client, undefined, (rows) => kept.push(rows));
    set.change(1, { oid: 'sysName.0' });
    set.restore([{ oid: 'old' }]);
    expect(set.rows[0]?.oid).toBe('sysName.0');
    expect(kept).toHaveLength(1);
    set.remove(1);
    expect(set.rows).toEqual([emptyVarbind([])]);
  });
});

describe('what came of a SET', () => {
  it.each([
    ['as asked', entry({ now: varbind('b') }), 'verified'],
    ['another value', entry({ now: varbind('c') }), 'differs'],
    ['another type', entry({ now: varbind('b', { type: 'Opaque' }) }), 'differs'],
    ['not read', entry(), 'unread'],
    ['gone', entry({ now: varbind('', { type: 'noSuchInstance', value: null }) }), 'unread'],
    [
      'a row made',
      entry({ asked: varbind('createAndGo(4)', { type: 'INTEGER' }), now: varbind('active(1)', { type: 'INTEGER' }) }),
      'verified',
    ],
    [
      'a row that is not active',
      entry({
        asked: varbind('createAndGo(4)', { type: 'INTEGER' }),
        now: varbind('notReady(3)', { type: 'INTEGER' }),
      }),
      'differs',
    ],
    [
      'a row removed',
      entry({
        asked: varbind('destroy(6)', { type: 'INTEGER' }),
        now: varbind('', { type: 'noSuchInstance', value: null }),
      }),
      'verified',
    ],
  ] as const)('%s', (_name, one, expected) => {
    expect(standing(one, false)).toBe(expected);
  });

  it('is said in a sentence', () => {
    const done = { work: 'send', result, request } as const;
    expect(doneText(done)).toEqual({ tone: 'success', text: 'Written and read back: 1 object' });
    expect(doneText({ ...done, result: { ...result, verified: false } }).tone).toBe('warning');
    const errorStatus = { code: 17, name: 'notWritable', index: 1 };
    expect(doneText({ ...done, result: { ...result, outcome: 'failed', errorStatus } }).text).toContain('notWritable');
    expect(doneText({ ...done, result: { ...result, outcome: 'cancelled' } }).tone).toBe('warning');
    expect(statusText('wrongValue')).toContain('never take this value');
    expect(statusText('constructor')).toBe('');
  });

  it('can be undone only where something was there before', () => {
    expect(hasOldValues({ entries: [entry()] })).toBe(true);
    expect(hasOldValues({ entries: [entry({ old: varbind('', { type: 'noSuchInstance' }) })] })).toBe(false);
    expect(hasOldValues({ entries: [] })).toBe(false);
  });
});

describe('the journal', () => {
  it('is read page by page, and anew without losing what was read', async () => {
    const all = Array.from({ length: 250 }, (_, at) => ({ id: 250 - at }) as JournalEntry);
    const read = vi.fn(async ({ from, count }: { from: number; count: number }) => ({
      total: all.length,
      entries: all.slice(from, from + count),
    }));
    const journal = new JournalState({ snmp: { journal: read } } as unknown as Client);
    await journal.refresh();
    expect(journal.entries).toHaveLength(100);
    await Promise.all([journal.more(), journal.more(), journal.more()]);
    expect(journal.entries.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    all.unshift({ id: 251 } as JournalEntry);
    await journal.refresh();
    expect(journal.entries[0]?.id).toBe(251);
    expect(new Set(journal.entries.map(({ id }) => id)).size).toBe(journal.entries.length);
  });
});

describe('the lookup of objects', () => {
  it('answers the last question only, and asks once for a name', async () => {
    const objects = vi.fn(async ({ search }: { search: string }) => [{ name: search }]);
    const resolve = vi.fn(async ({ oid }: { oid: string }) => {
      if (oid === 'nobody') throw new ProblemError('snmp-oid-unreadable');
      return { oid: '1.3', name: oid };
    });
    const lookup = new ObjectLookup({ snmp: { objects, resolve } } as unknown as Client);
    void lookup.search('sys');
    expect(await lookup.search('sysN')).toEqual([{ name: 'sysN' }]);
    expect(objects).toHaveBeenCalledTimes(1);
    await lookup.resolve('sysName.0');
    await lookup.resolve(' sysName.0');
    await lookup.resolve('nobody');
    expect(resolve).toHaveBeenCalledTimes(2);
    expect(lookup.of('sysName.0')?.oid).toBe('1.3');
    expect(lookup.isUnknown('nobody')).toBe(true);
  });

  it('completes with what is still to be typed', () => {
    expect(completed({ name: 'sysName', kind: 'scalar' })).toBe('sysName.0');
    expect(completed({ name: 'ifDescr', kind: 'column' })).toBe('ifDescr.');
    expect(completed({ name: 'ifTable', kind: 'table' })).toBe('ifTable');
    const object = { oid: '1', name: 'x', module: 'M', kind: 'column', syntax: 'INTEGER', labels: { up: 1 } } as const;
    expect(definitionText({ oid: '1', object })).toBe('INTEGER up(1)');
    expect(definitionText({ oid: '1' })).toBeUndefined();
  });
});
