import { describe, expect, it } from 'vitest';
import { RequestSettings } from '../../renderer/tools/snmp/request-settings.svelte.ts';
import { readAddress } from '../../renderer/tools/snmp/target-address.ts';
import { pageOf } from './scripted-operations.ts';
import { device, profile, spare } from './scripted-snmp-agent.ts';

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
