import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { openWorkspace, type Workspace } from '#electron/storage/workspace.ts';
import { DeviceAddresses } from '#electron/tools/traps/device-addresses.ts';
import { HostAddresses } from '#electron/tools/traps/host-addresses.ts';
import { RuleList } from '#electron/tools/traps/rules/rule-list.ts';
import { trapsMigrations } from '#electron/tools/traps/schema.ts';
import { NotificationTable } from '#electron/tools/traps/table/notification-table.ts';
import type { Device, Profile } from '#shared/contract/devices.ts';
import {
  type NotificationFilter,
  notificationDetailsSchema,
  notificationRowSchema,
} from '#shared/model/notification.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { communityMessage } from '#test/wire/snmp/sample-snmp.ts';
import { coldStart, encryptedTrap, Filler, linkDown, linkUp, linkVarbinds, secure, v2cTrap } from './filled-store.ts';

let workspace: Workspace;
let filler: Filler;
let table: NotificationTable;
let rules: RuleList;
let devices: Device[];
let addresses: DeviceAddresses;
let profiles: Profile[];
let objects = builtInObjects;
const signal = new AbortController().signal;

beforeEach(() => {
  objects = builtInObjects;
  devices = [{ id: 'd1', name: 'Core Router', address: '192.0.2.9', port: 161, note: '', createdAt: 0 }];
  profiles = [
    {
      id: 'secure',
      name: 'secure',
      version: '3',
      user: 'operator',
      authProtocol: 'SHA-256',
      privProtocol: 'AES',
      devices: 0,
      locked: false,
    },
  ];
  workspace = openWorkspace({ file: undefined, program: 'test', migrations: trapsMigrations });
  filler = new Filler(workspace);
  const known = {
    device: (idOrName: string) => {
      const found = devices.find(({ id, name }) => id === idOrName || name === idOrName);
      if (found === undefined) throw new ProblemError('device-unknown', { device: idOrName });
      return found;
    },
    devices: () => devices,
    credentials: () => secure.credentials,
    profiles: () => profiles,
    onProfilesChanged: () => {},
    onDevicesChanged: () => {},
  };
  const hosts = new HostAddresses({ resolve: async () => [], now: Date.now, onChanged: () => {} });
  addresses = new DeviceAddresses(known, hosts);
  rules = new RuleList(workspace, { objects: builtInObjects, addresses: (name) => addresses.of(name) });
  const registry: typeof builtInObjects = {
    find: (oid) => objects.find(oid),
    byName: (name) => objects.byName(name),
    search: (words, count) => objects.search(words, count),
    columns: (entry) => objects.columns(entry),
  };
  table = new NotificationTable({ store: workspace, objects: registry, devices: known }, addresses, rules);
});
afterEach(() => {
  filler.close();
  workspace.close();
});

const page = (
  filter: NotificationFilter = {},
  more: { order?: 'newest' | 'oldest'; upTo?: number; from?: number; count?: number } = {},
) => table.page({ order: 'newest', from: 0, count: 100, partial: false, ...filter, ...more }, signal);
const idsOf = async (filter: NotificationFilter = {}, more = {}) => (await page(filter, more)).rows.map(({ id }) => id);
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error) => (error instanceof ProblemError ? error.problem.code : error),
  );

describe('a row', () => {
  it('is in words, with the device of its sender', async () => {
    filler.store([{ bytes: v2cTrap(linkDown, linkVarbinds(3, 2)), address: '192.0.2.9' }]);
    const { total, complete, rows } = await page();
    expect({ total, complete }).toEqual({ total: 1, complete: true });
    expect(notificationRowSchema.parse(rows[0])).toEqual({ ...rows[0] });
    expect(rows[0]).toMatchObject({
      id: 1,
      address: '192.0.2.9',
      device: { id: 'd1', name: 'Core Router' },
      state: 'accepted',
      version: '2c',
      kind: 'trap',
      name: 'linkDown',
      severity: 'major',
      category: 'link',
      summary: 'ifIndex 3, ifAdminStatus up(1), ifOperStatus down(2), ifDescr eth3',
      repeats: 0,
    });
  });

  it('that was encrypted is in words too, as long as a profile opens it', async () => {
    filler.store([{ bytes: encryptedTrap(linkDown, linkVarbinds(3, 2)) }]);
    expect((await page()).rows[0]).toMatchObject({
      user: 'operator',
      level: 'authPriv',
      summary: expect.stringContaining('ifIndex 3'),
    });
    const details = notificationDetailsSchema.parse(table.details(1));
    expect(details.varbinds.map(({ name }) => name)).toEqual([
      'ifIndex.3',
      'ifAdminStatus.3',
      'ifOperStatus.3',
      'ifDescr.3',
    ]);
    expect(JSON.stringify(details.packet)).toContain('ifAdminStatus');
  });

  it('that was not understood says why', async () => {
    filler.store([{ bytes: Uint8Array.of(0x30, 3, 2, 1) }]);
    const [row] = (await page()).rows;
    expect(row).toMatchObject({ state: 'malformed', severity: 'indeterminate' });
    expect(row?.summary).not.toBe('');
    expect(table.details(1)).toMatchObject({ reason: row?.summary, varbinds: [] });
  });

  it('has a bounded summary', async () => {
    const long = {
      oid: '1.3.6.1.2.1.1.1.0',
      value: { type: 'OCTET STRING', value: new Uint8Array(5000).fill(0x41) },
    } as const;
    filler.store([
      {
        bytes: v2cTrap(
          linkDown,
          Array.from({ length: 100 }, () => long),
        ),
      },
    ]);
    expect((await page()).rows[0]?.summary.length).toBeLessThan(400);
  });
});

describe('details', () => {
  it('have headers again, the community overwritten, and what only SNMPv1 has', () => {
    const trap = {
      enterprise: '1.3.6.1.4.1.8072.3.2.10',
      agentAddress: '10.1.2.3',
      generic: 3,
      specific: 0,
      timestamp: 99,
    };
    const bytes = communityMessage({ type: 'Trap', requestId: 0, varbinds: new Uint8Array(), trap }, 0, 'secret');
    filler.store([
      { bytes, address: '198.51.100.7', port: 1234 },
      { bytes, address: 'fe80::1%eth0', port: 1234, receiver: 10_162 },
      { bytes, address: '::ffff:198.51.100.7' },
    ]);
    const details = notificationDetailsSchema.parse(table.details(1));
    expect(details).toMatchObject({
      version: '1',
      name: 'linkUp',
      uptime: 99,
      v1: { enterprise: '1.3.6.1.4.1.8072.3.2.10', agentAddress: '10.1.2.3', generic: 3, specific: 0 },
      rule: 'linkUp',
    });
    expect(details.packet.layers.map(({ id }) => id)).toEqual(['ipv4', 'udp', 'snmp']);
    expect(details.packet.faults).toEqual([]);
    expect(JSON.stringify(details)).not.toContain('secret');
    expect(table.details(2).packet.layers.map(({ id }) => id)).toEqual(['ipv6', 'udp', 'snmp']);
    expect(table.details(3).packet.layers.map(({ id }) => id)).toEqual(['ipv4', 'udp', 'snmp']);
    expect(() => table.details(4)).toThrow(ProblemError);
  });
});

describe('a page', () => {
  it('is a range in either order, and stands still up to an id', async () => {
    filler.store(Array.from({ length: 10 }, () => ({ bytes: v2cTrap(coldStart, []) })));
    expect(await idsOf({}, { from: 2, count: 3 })).toEqual([8, 7, 6]);
    filler.store([{ bytes: v2cTrap(coldStart, []) }, { bytes: v2cTrap(coldStart, []) }]);
    expect(await idsOf({}, { upTo: 10, from: 2, count: 3 })).toEqual([8, 7, 6]);
    expect(await idsOf({}, { from: 0, count: 3 })).toEqual([12, 11, 10]);
    expect(await idsOf({}, { order: 'oldest', from: 1, count: 3 })).toEqual([2, 3, 4]);
    expect(await idsOf({}, { order: 'oldest', upTo: 11, from: 9 })).toEqual([10, 11]);
    expect((await page({}, { upTo: 10 })).total).toBe(10);
    expect((await page({}, { upTo: 0 })).total).toBe(0);
    expect(await idsOf({}, { from: 12 })).toEqual([]);
  });

  it('of nothing is empty', async () => {
    expect(await page()).toEqual({ total: 0, complete: true, rows: [] });
    expect(await page({ text: 'x' })).toEqual({ total: 0, complete: true, rows: [] });
  });

  it('is there before everything was looked at, where that is wanted', async () => {
    for (let round = 0; round < 6; round++)
      filler.store(Array.from({ length: 1000 }, () => ({ bytes: v2cTrap(coldStart, []) })));
    const input = { order: 'newest', from: 0, count: 5 } as const;
    const first = await table.page({ ...input, partial: true }, signal);
    expect(first.rows.map(({ id }) => id)).toEqual([6000, 5999, 5998, 5997, 5996]);
    expect(first).toMatchObject({ complete: false });
    expect(first.total).toBeLessThan(6000);
    const whole = await table.page({ ...input, partial: false }, signal);
    expect(whole).toMatchObject({ complete: true, total: 6000 });
    expect((await table.page({ ...input, partial: true }, signal)).complete).toBe(true);
  });

  it('ends when its caller is gone, and another goes on where it stopped', async () => {
    for (let round = 0; round < 6; round++)
      filler.store(Array.from({ length: 1000 }, () => ({ bytes: v2cTrap(coldStart, []) })));
    const gone = new AbortController();
    const asked = table.page({ order: 'newest', from: 0, count: 5, partial: false }, gone.signal);
    gone.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
    expect((await page()).total).toBe(6000);
  });
});

describe('a filter', () => {
  beforeEach(() => {
    filler.store([
      { bytes: v2cTrap(linkDown, linkVarbinds(3, 2)), address: '192.0.2.9', at: 1000 },
      { bytes: v2cTrap(linkDown, linkVarbinds(4, 2)), address: '10.1.0.1', at: 2000 },
      { bytes: v2cTrap(coldStart, []), address: '10.1.255.1', at: 3000 },
      { bytes: v2cTrap(linkUp, linkVarbinds(3, 1)), address: '192.0.2.9', at: 4000 },
      { bytes: Uint8Array.of(0x30, 3, 2, 1), address: '2001:db8::5', at: 5000 },
      {
        bytes: v2cTrap('1.3.6.1.4.1.99999.0.1', [
          {
            oid: '1.3.6.1.4.1.99999.1.0',
            value: { type: 'OCTET STRING', value: new TextEncoder().encode('Fan FAILED') },
          },
        ]),
        address: '10.2.0.1',
        at: 6000,
      },
    ]);
  });

  it.each<[NotificationFilter, number[]]>([
    [{}, [6, 5, 4, 3, 2, 1]],
    [{ severities: ['major'] }, [2, 1]],
    [{ severities: ['major', 'warning'] }, [3, 2, 1]],
    [{ severities: [] }, [6, 5, 4, 3, 2, 1]],
    [{ sender: '192.0.2.9' }, [4, 1]],
    [{ sender: 'Core Router' }, [4, 1]],
    [{ sender: 'd1' }, [4, 1]],
    [{ sender: '10.1.0.0/16' }, [3, 2]],
    [{ sender: '10.1.0.0/17' }, [2]],
    [{ sender: '2001:db8::/32' }, [5]],
    [{ sender: '2001:DB8:0::5' }, [5]],
    [{ notification: 'linkDown' }, [2, 1]],
    [{ notification: 'snmpTraps.*' }, [4, 3, 2, 1]],
    [{ notification: '1.3.6.1.4.1.99999.*' }, [6]],
    [{ show: 'accepted' }, [6, 4, 3, 2, 1]],
    [{ show: 'refused' }, [5]],
    // The first one was cleared by the fourth.
    [{ show: 'open' }, [3, 2]],
    [{ show: 'marked' }, []],
    [{ since: 2000, until: 4000 }, [4, 3, 2]],
    [{ text: 'fan failed' }, [6]],
    [{ text: 'FAILED  fan' }, [6]],
    [{ text: 'linkd' }, [2, 1]],
    [{ text: 'linkdown eth3' }, [1]],
    [{ text: 'core' }, [4, 1]],
    [{ text: 'router linkup' }, [4]],
    [{ text: '1.3.6.1.4.1.99999' }, [6]],
    [{ text: '10.1.' }, [3, 2]],
    [{ text: 'ifadminstatus' }, [4, 2, 1]],
    // A label of ifOperStatus; of the first two rows the name has it as well.
    [{ text: 'down' }, [2, 1]],
    [{ text: 'link up' }, [4, 2, 1]],
    [{ text: 'dormant' }, []],
    [{ text: 'routing' }, []],
    [{ text: 'restart' }, [3]],
    [{ text: '100% _ \' " \\ * ? [' }, []],
    [{ text: 'nothing of the kind' }, []],
    [
      {
        text: 'eth3',
        severities: ['cleared'],
        sender: 'Core Router',
        notification: 'linkUp',
        show: 'accepted',
        since: 1,
      },
      [4],
    ],
  ])('%j', async (filter, ids) => {
    expect(await idsOf(filter)).toEqual(ids);
    expect(await idsOf(filter, { order: 'oldest' })).toEqual(ids.toReversed());
  });

  it('sees what comes, is changed and goes', async () => {
    const filters: NotificationFilter[] = [
      {},
      { text: 'linkdown' },
      { show: 'open' },
      { show: 'marked' },
      { text: 'watch' },
      { sender: '192.0.2.0/24' },
      { text: 'up' },
    ];
    const all = () => Promise.all(filters.map((filter) => idsOf(filter)));
    await all();
    filler.store([{ bytes: v2cTrap(linkDown, linkVarbinds(9, 2)), address: '192.0.2.9' }]);
    expect(await all()).toEqual([[7, 6, 5, 4, 3, 2, 1], [7, 2, 1], [7, 3, 2], [], [], [7, 4, 1], [7, 4, 2, 1]]);
    filler.store([{ bytes: v2cTrap(linkUp, linkVarbinds(9, 1)), address: '192.0.2.9' }]);
    expect(await idsOf({ show: 'open' })).toEqual([3, 2]);
    expect(await table.mark([2, 3, 99], true)).toBe(2);
    expect(await table.mark([2], true)).toBe(0);
    expect(await idsOf({ show: 'marked' })).toEqual([3, 2]);
    expect(await table.annotate(5, 'Watch this')).toMatchObject({ id: 5, note: 'Watch this' });
    expect(await idsOf({ text: 'watch' })).toEqual([5]);
    expect(await table.delete([2, 7, 99])).toBe(2);
    expect(await all()).toEqual([[8, 6, 5, 4, 3, 1], [1], [3], [3], [5], [8, 4, 1], [8, 4, 1]]);
  });

  it('finds a notification that was never there before by its name', async () => {
    expect(await idsOf({ text: 'topologychange' })).toEqual([]);
    filler.store([{ bytes: v2cTrap('1.3.6.1.2.1.17.0.2', []) }]);
    expect(await idsOf({ text: 'topologychange' })).toEqual([7]);
  });

  it('knows other names once other MIBs are there', async () => {
    expect(await idsOf({ text: 'fanTrap' })).toEqual([]);
    const fan = { oid: '1.3.6.1.4.1.99999.0.1', name: 'acmeFanTrap', module: 'ACME-MIB', kind: 'node' } as const;
    objects = {
      ...builtInObjects,
      find: (oid) => (oid === fan.oid ? { object: fan, instance: '' } : builtInObjects.find(oid)),
    };
    table.namesChanged();
    expect(await idsOf({ text: 'fanTrap' })).toEqual([6]);
    expect((await page({ text: 'fanTrap' })).rows[0]?.name).toBe('acmeFanTrap');
    devices = [{ id: 'd2', name: 'Edge', address: '10.2.0.1', port: 161, note: '', createdAt: 0 }];
    addresses.changed();
    table.namesChanged();
    expect(await idsOf({ text: 'edge' })).toEqual([6]);
  });

  it.each<[NotificationFilter]>([
    [{ sender: 'nobody' }],
    [{ sender: '10.0.0.0/99' }],
    [{ notification: 'noSuchTrap' }],
  ])('that means nothing is a problem: %j', async (filter) => {
    expect(await problemOf(page(filter))).toBe('trap-filter-unreadable');
  });

  it('of any text is bounded', async () => {
    expect(await idsOf({ text: 'x '.repeat(250) })).toEqual(await idsOf({ text: 'x' }));
    expect(await idsOf({ text: Array.from({ length: 100 }, (_, at) => `w${at}`).join(' ') })).toEqual([]);
  });

  it('deletes everything that fits, and without one everything', async () => {
    expect(await table.deleteAll({ text: 'linkdown' }, signal)).toBe(2);
    expect(await idsOf()).toEqual([6, 5, 4, 3]);
    expect(await table.deleteAll({}, signal)).toBe(4);
    expect(await idsOf()).toEqual([]);
    expect(workspace.prepare('SELECT count(*) AS left FROM trap_datagram').get()).toEqual({ left: 0 });
    filler.store([{ bytes: v2cTrap(coldStart, []) }]);
    expect(await idsOf()).toEqual([7]);
  });
});

describe('rows that go for others to have room', () => {
  const come = (count: number) =>
    filler.store(Array.from({ length: count }, () => ({ bytes: v2cTrap(coldStart, []) })));
  const go = (last: number) => workspace.prepare('DELETE FROM trap_datagram WHERE id <= ?').run(last);

  it('are in no view any more, whenever that was begun', async () => {
    await page();
    come(10);
    expect((await page()).total).toBe(10);
    go(3);
    expect(await page()).toMatchObject({ total: 7, complete: true });
    expect(await idsOf({}, { order: 'oldest', count: 2 })).toEqual([4, 5]);
    expect((await page({ text: 'coldstart' })).total).toBe(7);
    go(5);
    come(1);
    expect((await page({ text: 'coldstart' })).total).toBe(6);
    expect((await page()).total).toBe(6);
    go(11);
    expect(await page()).toEqual({ total: 0, complete: true, rows: [] });
    come(1);
    expect(await idsOf()).toEqual([12]);
  });

  it('and those that somebody else deleted in the middle are left out', async () => {
    come(10);
    await page();
    workspace.prepare('DELETE FROM trap_datagram WHERE id IN (4, 6)').run();
    expect(await idsOf()).toEqual([10, 9, 8, 7, 5, 3, 2, 1]);
    expect((await page()).total).toBe(8);
  });
});

describe('folded ones', () => {
  it('are hidden until they are asked for, and go with the first', async () => {
    const denied = '1.3.6.1.6.3.1.1.5.5';
    filler.store([1, 2, 3].map((at) => ({ bytes: v2cTrap(denied, []), at })));
    const { rows } = await page();
    expect(rows).toMatchObject([{ id: 1, repeats: 2, lastRepeatAt: 3 }]);
    expect(await idsOf({ repeats: true })).toEqual([3, 2, 1]);
    expect((await page({ repeats: true })).rows[0]).toMatchObject({ repeatOf: 1 });
    expect(await table.delete([1])).toBe(1);
    expect(await idsOf({ repeats: true })).toEqual([]);
    expect(workspace.prepare('SELECT count(*) AS left FROM trap_datagram').get()).toEqual({ left: 0 });
  });
});

describe('rules applied to what is stored', () => {
  it('give severity, category and colour anew', async () => {
    filler.store([
      { bytes: v2cTrap(linkDown, linkVarbinds(3, 2)) },
      { bytes: encryptedTrap(linkDown, linkVarbinds(4, 2)) },
      { bytes: v2cTrap(coldStart, []) },
    ]);
    await rules.save({
      name: 'mine',
      enabled: true,
      match: { notification: 'linkDown', varbinds: [{ object: 'ifIndex', is: 'equal', value: '4' }] },
      actions: { severity: 'critical', category: 'backbone', colour: 'red', notify: false },
    });
    expect(await table.applyRules({}, signal)).toBe(1);
    expect((await page()).rows.map(({ severity, category, colour }) => [severity, category, colour])).toEqual([
      ['warning', 'restart', undefined],
      ['critical', 'backbone', 'red'],
      ['major', 'link', undefined],
    ]);
    expect(await table.applyRules({}, signal)).toBe(0);
  });
});
