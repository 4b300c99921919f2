import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createVault, memorySecrets } from '#electron/storage/vault.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import { createDevices } from '#electron/tools/devices/index.ts';
import { devicesMigrations } from '#electron/tools/devices/schema.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

const v2: Credentials = { version: '2c', community: 'mellon-7431' };
const v3: Credentials = {
  version: '3',
  user: 'operator',
  auth: { protocol: 'SHA-256', password: 'speak-friend-7431' },
  priv: { protocol: 'AES-256-C', key: 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90' },
  context: 'vlan-10',
  contextEngine: '8000000001020304',
};

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** The tool alone, on a workspace of its own; the time stands still until it is moved. */
function tool({ file, secrets = memorySecrets() }: { file?: string; secrets?: ReturnType<typeof memorySecrets> } = {}) {
  const store = openWorkspace({ file, program: 'test', migrations: devicesMigrations });
  let open = true;
  const close = (): void => {
    if (open) store.close();
    open = false;
  };
  onTestFinished(close);
  const clock = { now: 1000.4 };
  return {
    ...createDevices({ store, vault: createVault(secrets), keptKey: {}, now: () => clock.now }),
    clock,
    store,
    close,
  };
}

const signal = AbortSignal.any([]);

/** Calls a handler as the contract would. */
function calls(devices: ReturnType<typeof tool>) {
  const { handlers } = devices;
  const device = { port: 161, note: '' };
  return {
    save: async (input: Partial<Parameters<typeof handlers.save>[0]> & { name: string; address: string }) =>
      handlers.save({ ...device, ...input }, signal),
    list: async () => handlers.list(undefined, signal),
    remove: async (id: string) => handlers.delete({ id }, signal),
    profiles: async () => handlers.profiles(undefined, signal),
    saveProfile: async (name: string, credentials?: Credentials, id?: string) =>
      handlers.saveProfile({ id, name, credentials }, signal),
    removeProfile: async (id: string) => handlers.deleteProfile({ id }, signal),
    order: async (ids: string[]) => handlers.orderProfiles({ ids }, signal),
  };
}

async function problemOf(action: () => unknown) {
  try {
    await action();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('expected a problem');
}

test('a device is saved, changed and deleted', async () => {
  const devices = tool();
  const { save, list, remove } = calls(devices);
  const made = await save({ name: 'core-1', address: '192.0.2.1' });
  expect(made).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: 'core-1',
    address: '192.0.2.1',
    port: 161,
    note: '',
    createdAt: 1000,
  });
  devices.clock.now = 5000.7;
  const changed = await save({ id: made.id, name: 'core-1a', address: '2001:db8::1', port: 1161, note: 'rack 4' });
  expect(changed).toEqual({ ...made, name: 'core-1a', address: '2001:db8::1', port: 1161, note: 'rack 4' });
  expect(await list()).toEqual([changed]);
  expect(await remove(made.id)).toEqual({ deleted: true });
  expect(await remove(made.id)).toEqual({ deleted: false });
  expect(await problemOf(() => save({ ...changed }))).toEqual({ code: 'device-unknown', params: { device: made.id } });
});

test('what a device said of itself is kept until it says something else', async () => {
  const devices = tool();
  const { save, list } = calls(devices);
  const made = await save({ name: 'a', address: 'a.example', sysName: 'core', sysDescr: 'a router' });
  expect(made).toMatchObject({ sysName: 'core', sysDescr: 'a router', seenAt: 1000 });
  devices.clock.now = 2000;
  await save({ id: made.id, name: 'b', address: 'a.example' });
  expect(await list()).toMatchObject([{ name: 'b', sysName: 'core', seenAt: 1000 }]);
  await devices.seen(made.id, { sysName: 'core-2', sysObjectId: '1.3.6.1.4.1.9' });
  expect(devices.findDevice('b')).toMatchObject({
    sysName: 'core-2',
    sysDescr: 'a router',
    sysObjectId: '1.3.6.1.4.1.9',
    seenAt: 2000,
  });
  await devices.seen('deleted meanwhile', { sysName: 'x' });
});

test('two devices, and two profiles, may not have one name, whatever the case', async () => {
  const { save, saveProfile } = calls(tool());
  const first = await save({ name: 'core', address: '192.0.2.1' });
  const second = await save({ name: 'edge', address: '192.0.2.1' });
  expect(await problemOf(() => save({ name: 'CORE', address: '192.0.2.2' }))).toEqual({
    code: 'name-taken',
    params: { name: 'CORE' },
  });
  expect(await problemOf(() => save({ ...second, name: 'core' }))).toMatchObject({ code: 'name-taken' });
  expect(await save({ ...first, name: 'Core' })).toMatchObject({ name: 'Core' });
  await saveProfile('public', v2);
  expect(await problemOf(() => saveProfile('Public', v3))).toEqual({ code: 'name-taken', params: { name: 'Public' } });
});

test('a device is found by id before name, or not at all', async () => {
  const devices = tool();
  const { save } = calls(devices);
  const first = await save({ name: 'core', address: '192.0.2.1' });
  const second = await save({ name: first.id, address: '192.0.2.2' });
  expect(devices.findDevice(first.id).name).toBe('core');
  expect(devices.findDevice('CORE').id).toBe(first.id);
  expect(devices.findDevice(second.id).name).toBe(first.id);
  expect(await problemOf(() => devices.findDevice('other'))).toEqual({
    code: 'device-unknown',
    params: { device: 'other' },
  });
});

test('secrets go into a profile and come out for the engine only', async () => {
  const devices = tool();
  const { saveProfile, profiles } = calls(devices);
  const community = await saveProfile('office', v2);
  const user = await saveProfile('operators', v3);
  expect(community).toEqual({ id: expect.any(String), name: 'office', version: '2c', devices: 0, locked: false });
  expect(user).toEqual({
    id: expect.any(String),
    name: 'operators',
    version: '3',
    user: 'operator',
    authProtocol: 'SHA-256',
    privProtocol: 'AES-256-C',
    context: 'vlan-10',
    contextEngine: '8000000001020304',
    devices: 0,
    locked: false,
  });
  expect(JSON.stringify(await profiles())).not.toMatch(/7431|a1b2c3/);
  expect(devices.credentialsOf('office')).toEqual(v2);
  expect(devices.credentialsOf(user.id)).toEqual(v3);
  expect(await problemOf(() => devices.credentialsOf('none'))).toEqual({
    code: 'profile-unknown',
    params: { profile: 'none' },
  });
});

test('a profile is renamed without its secrets, or gets new ones whole', async () => {
  const devices = tool();
  const { saveProfile, profiles } = calls(devices);
  const { id } = await saveProfile('office', v3);
  expect(await saveProfile('head office', undefined, id)).toMatchObject({ id, name: 'head office', version: '3' });
  expect(devices.credentialsOf(id)).toEqual(v3);
  expect(await saveProfile('head office', v2, id)).toEqual({
    id,
    name: 'head office',
    version: '2c',
    devices: 0,
    locked: false,
  });
  expect(devices.credentialsOf(id)).toEqual(v2);
  // What belongs to another version is not kept.
  await saveProfile('head office', { ...v3, version: '1', community: 'x' }, id);
  expect(devices.credentialsOf(id)).toEqual({ version: '1', community: 'x' });
  expect(await problemOf(() => saveProfile('new'))).toMatchObject({ code: 'input-invalid' });
  expect(await problemOf(() => saveProfile('new', undefined, 'none'))).toMatchObject({ code: 'profile-unknown' });
  expect(await profiles()).toHaveLength(1);
});

test('profiles are tried in their order, new ones last', async () => {
  const devices = tool();
  const { saveProfile, profiles, order, removeProfile } = calls(devices);
  const [a, b, c] = [await saveProfile('a', v2), await saveProfile('b', v2), await saveProfile('c', v2)];
  const names = async () => (await profiles()).map(({ name }) => name).join('');
  expect((await order([c.id, a.id, c.id])).map(({ name }) => name).join('')).toBe('cab');
  await removeProfile(a.id);
  await saveProfile('d', v2);
  expect(await names()).toBe('cbd');
  expect(devices.profileOrder().map(({ name }) => name)).toEqual(['c', 'b', 'd']);
  expect(await problemOf(() => order([b.id, 'gone']))).toEqual({
    code: 'profile-unknown',
    params: { profile: 'gone' },
  });
  expect(await names()).toBe('cbd');
});

test('a profile that devices use is not deleted', async () => {
  const { save, saveProfile, removeProfile, profiles } = calls(tool());
  const { id } = await saveProfile('office', v2);
  const one = await save({ name: 'one', address: '192.0.2.1', profile: 'office' });
  expect(one.profile).toBe(id);
  await save({ name: 'two', address: '192.0.2.2', profile: id });
  expect(await profiles()).toMatchObject([{ devices: 2 }]);
  expect(await problemOf(() => removeProfile(id))).toEqual({
    code: 'profile-in-use',
    params: { name: 'office', devices: 2 },
  });
  await save({ id: one.id, name: 'one', address: '192.0.2.1' });
  expect(await profiles()).toMatchObject([{ devices: 1 }]);
  expect(await problemOf(() => save({ name: 'three', address: 'x', profile: 'none' }))).toMatchObject({
    code: 'profile-unknown',
  });
  expect(await removeProfile('none')).toEqual({ deleted: false });
});

test('under another key a profile is locked until its secrets are typed again', async () => {
  const file = join(folder(), 'work.punchdown');
  const first = tool({ file });
  await calls(first).saveProfile('office', v2);
  await calls(first).saveProfile('operators', v3);
  await calls(first).saveProfile('open', { version: '3', user: 'guest' });
  first.close();
  const second = tool({ file });
  const { profiles, saveProfile, order } = calls(second);
  const [office, operators, open] = await profiles();
  expect([office, operators, open]).toMatchObject([
    { locked: true },
    { locked: true, user: 'operator' },
    { locked: false },
  ]);
  expect(await problemOf(() => second.credentialsOf('office'))).toEqual({
    code: 'profile-locked',
    params: { name: 'office' },
  });
  expect(second.credentialsOf('open')).toEqual({ version: '3', user: 'guest' });
  await order([operators?.id ?? '']);
  expect(await saveProfile('office', v2, office?.id)).toMatchObject({ locked: false });
  expect(second.credentialsOf('office')).toEqual(v2);
});

test('damaged rows are locked profiles, never an error', async () => {
  const devices = tool();
  const { saveProfile, profiles } = calls(devices);
  await saveProfile('a', v2);
  await saveProfile('b', v3);
  devices.store.prepare("UPDATE credential_profile SET secrets = x'0102' WHERE name = 'a'").run();
  devices.store.prepare("UPDATE credential_profile SET auth_protocol = 'ROT13' WHERE name = 'b'").run();
  expect((await profiles()).map(({ locked }) => locked)).toEqual([true, true]);
});

test('no secret is in the workspace, its log or an export', async () => {
  const home = folder();
  const engine = await testEngine({
    workspace: join(home, 'work.punchdown'),
    logFolder: join(home, 'logs'),
    verbose: true,
  });
  const { client } = engine;
  const { id } = await client.devices.saveProfile({ name: 'office', credentials: v2 });
  await client.devices.saveProfile({ name: 'operators', credentials: v3 });
  await client.devices.save({ name: 'core', address: '192.0.2.1', profile: id });
  await client.devices.saveProfile({ id, name: 'office', credentials: { ...v2, community: 'mellon-7431-new' } });
  const exported = await Promise.all(
    (['json', 'pcapng'] as const).map(async (format) => (await client.sessions.export({ format })).content ?? ''),
  );
  const seen = () => [
    ...readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
    ...exported.map((content) => Buffer.from(content, 'base64')),
  ];
  const leaks = () =>
    seen().filter(
      (bytes) => /mellon|7431|a1b2c3d4e5/i.test(bytes.toString('latin1')) || bytes.includes('a1b2c3d4e5', 0, 'hex'),
    );
  expect(readdirSync(home)).toContain('work.punchdown-wal');
  expect(leaks()).toEqual([]);
  await engine.close();
  expect(leaks()).toEqual([]);
  expect(seen().some((bytes) => bytes.includes('operators'))).toBe(true);
});
