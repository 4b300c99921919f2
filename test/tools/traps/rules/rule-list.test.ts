import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { openWorkspace, type Workspace } from '#electron/storage/workspace.ts';
import { builtInRules } from '#electron/tools/traps/rules/built-in-rules.ts';
import { writeEffects } from '#electron/tools/traps/rules/rule-effects.ts';
import { RuleList } from '#electron/tools/traps/rules/rule-list.ts';
import { trapsMigrations } from '#electron/tools/traps/schema.ts';
import { ProblemError } from '#shared/problem/problem.ts';

let workspace: Workspace;
let list: RuleList;
let objects = builtInObjects;
const names = {
  get objects() {
    return objects;
  },
  addresses: (device: string): string[] => {
    throw new ProblemError('device-unknown', { device });
  },
};

beforeEach(() => {
  objects = builtInObjects;
  workspace = openWorkspace({ file: undefined, program: 'test', migrations: trapsMigrations });
  list = new RuleList(workspace, names);
});
afterEach(() => workspace.close());

const toSave = (name: string, match: object = { notification: 'linkDown' }) => ({
  name,
  enabled: true,
  match: { varbinds: [], ...match },
  actions: { notify: false },
});
const order = () => list.list().map(({ id }) => id);
const problemOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  return error instanceof ProblemError ? error.problem.code : error;
};

describe('the list of rules', () => {
  it('has the built-in ones at first; a new one is tried before all', async () => {
    expect(list.list()).toEqual(builtInRules);
    const one = await list.save(toSave('one'));
    const two = await list.save(toSave('two'));
    expect(order()).toEqual([two.id, one.id, ...builtInRules.map(({ id }) => id)]);
    expect(list.compiled().rules.map(({ id }) => id)).toEqual(order());
  });

  it('is changed, put into order and shortened, and tells so', async () => {
    let changes = 0;
    list.onChanged(() => changes++);
    const one = await list.save(toSave('one'));
    const two = await list.save(toSave('two'));
    await list.save({ ...one, name: 'other', enabled: false });
    expect(list.list()[1]).toMatchObject({ id: one.id, name: 'other', enabled: false });
    const [linkUp = ''] = builtInRules.filter(({ name }) => name === 'linkUp').map(({ id }) => id);
    await list.order([linkUp, one.id]);
    expect(order().slice(0, 3)).toEqual([linkUp, one.id, two.id]);
    expect(await list.delete(one.id)).toBe(true);
    expect(await list.delete(one.id)).toBe(false);
    expect(order()).not.toContain(one.id);
    expect(changes).toBe(5);
    expect(new RuleList(workspace, names).list()).toEqual(list.list());
  });

  it('lets the built-in ones be switched only, and keeps their order', async () => {
    const rule = builtInRules.find(({ name }) => name === 'ospfNbrStateChange');
    if (rule === undefined) throw new Error('no such rule');
    const before = order();
    await list.save({ ...rule, enabled: false });
    expect(order()).toEqual(before);
    expect(list.list().find(({ id }) => id === rule.id)?.enabled).toBe(false);
    expect(list.compiled().rules).toHaveLength(builtInRules.length - 1);
    expect(await problemOf(list.save({ ...rule, name: 'mine' }))).toBe('trap-rule-built-in');
    expect(await problemOf(list.save({ ...rule, actions: { ...rule.actions, severity: 'minor' } }))).toBe(
      'trap-rule-built-in',
    );
    expect(await problemOf(list.delete(rule.id))).toBe('trap-rule-built-in');
  });

  it.each([
    [{ notification: 'noSuchTrap' }],
    [{ sender: 'nobody' }],
    [{ sender: '10.0.0.0/40' }],
    [{ varbinds: [{ object: 'noSuchObject', is: 'present', value: '' }] }],
    [{ varbinds: [{ object: 'ifIndex', is: 'less', value: 'many' }] }],
    [{ varbinds: [{ object: 'ifDescr', is: 'matches', value: '(a+)+\\1' }] }],
    [{ varbinds: [{ object: 'ifDescr', is: 'matches', value: '((a{30}){30}){30}' }] }],
  ])('refuses what means nothing: %j', async (match) => {
    expect(await problemOf(list.save(toSave('bad', match)))).toBe('trap-rule-unreadable');
    expect(list.list()).toHaveLength(builtInRules.length);
  });

  it('keeps a rule whose MIB went away, says so, and has it match again when it is back', async () => {
    const { id } = await list.save(toSave('one'));
    objects = { ...builtInObjects, byName: () => undefined };
    expect(list.list()[0]).toMatchObject({ id, unresolved: expect.stringContaining('linkDown') });
    expect(list.compiled().rules.map((rule) => rule.id)).not.toContain(id);
    objects = builtInObjects;
    expect(list.list()[0]?.unresolved).toBeUndefined();
    expect(list.compiled().rules.map((rule) => rule.id)).toContain(id);
  });

  it('knows no rule by an id that nobody gave', async () => {
    expect(await problemOf(list.save({ ...toSave('one'), id: 'other' }))).toBe('trap-rule-unknown');
    expect(await problemOf(list.order(['other']))).toBe('trap-rule-unknown');
  });
});

describe('what a notification does to earlier ones', () => {
  const row = (id: number) =>
    workspace
      .prepare(
        'SELECT repeats, last_repeat_at AS last, repeat_of AS of, cleared_by AS cleared FROM notification WHERE id = ?',
      )
      .get(id);
  function store(
    id: number,
    { address = '192.0.2.7', oid = '1.3.1', key = null as string | null, repeatOf = null as number | null } = {},
  ) {
    workspace
      .prepare("INSERT INTO trap_datagram (id, at, address, port, receiver, bytes) VALUES (?, 0, ?, 1, 162, x'')")
      .run(id, address);
    workspace
      .prepare(
        "INSERT INTO notification (id, at, address, state, severity, oid, text, clear_key, repeat_of) VALUES (?, 0, ?, 0, 1, ?, '', ?, ?)",
      )
      .run(id, address, oid, key, repeatOf);
  }

  it('clears what is open of the same sender with the same key, earlier ones only', () => {
    store(1, { key: '3' });
    store(2, { key: '4' });
    store(3, { key: '3', address: '192.0.2.8' });
    store(4, { key: '3', oid: '1.3.0.1' });
    store(5);
    store(7, { key: '3' });
    writeEffects(
      workspace,
      { id: 6, at: 9, address: '192.0.2.7' },
      { clears: { pattern: { oid: '1.3.1', below: false }, key: '3' } },
    );
    expect([1, 2, 3, 4, 5, 7].map((id) => (row(id) as { cleared: number | null }).cleared)).toEqual([
      6,
      null,
      null,
      6,
      null,
      null,
    ]);
    const plan = workspace
      .prepare(`EXPLAIN QUERY PLAN SELECT id FROM notification WHERE address = ? AND oid IN (?, ?) AND clear_key = ? AND clear_key IS NOT NULL
        AND cleared_by IS NULL AND id < ?`)
      .all('a', 'b', 'c', 'd', 1);
    expect(JSON.stringify(plan)).toContain('notification_open');
  });

  it('clears everything below an OID', () => {
    store(1, { key: '', oid: '1.3.1.5' });
    store(2, { key: '', oid: '1.3.1' });
    store(3, { key: '', oid: '1.3.10.5' });
    writeEffects(
      workspace,
      { id: 6, at: 9, address: '192.0.2.7' },
      { clears: { pattern: { oid: '1.3.1', below: true }, key: '' } },
    );
    expect([1, 2, 3].map((id) => (row(id) as { cleared: number | null }).cleared)).toEqual([6, null, null]);
  });

  it('counts repeats at the first one; without it the repeat stands for itself', () => {
    store(1);
    store(2, { repeatOf: 1 });
    writeEffects(workspace, { id: 2, at: 9, address: '192.0.2.7' }, { repeatOf: 1 });
    expect(row(1)).toMatchObject({ repeats: 1, last: 9 });
    expect(row(2)).toMatchObject({ of: 1 });
    store(3, { repeatOf: 77 });
    writeEffects(workspace, { id: 3, at: 9, address: '192.0.2.7' }, { repeatOf: 77 });
    expect(row(3)).toMatchObject({ of: null });
  });
});
