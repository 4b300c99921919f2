import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DeviceAddresses } from '#electron/tools/traps/device-addresses.ts';
import { HostAddresses } from '#electron/tools/traps/host-addresses.ts';
import type { Device } from '#shared/contract/devices.ts';

/** What the resolver says; it answers when it is told to. */
let zone: Record<string, string[]>;
let asked: { host: string; answer(): void }[];
let changes: number;
let hosts: HostAddresses;

beforeEach(() => {
  vi.useFakeTimers();
  zone = {};
  asked = [];
  changes = 0;
  hosts = new HostAddresses({
    resolve: (host) =>
      new Promise((resolve, reject) => {
        const answer = () => {
          const found = zone[host];
          if (found === undefined) reject(new Error('ENOTFOUND'));
          else resolve(found.map((address) => ({ address })));
        };
        asked.push({ host, answer });
      }),
    now: Date.now,
    onChanged: () => changes++,
  });
});
afterEach(() => {
  hosts.close();
  vi.useRealTimers();
});

async function answer(): Promise<void> {
  for (const { answer: now } of asked.splice(0)) now();
  await vi.advanceTimersByTimeAsync(200);
}

it('are none at first, are told once they are found, and are asked for again later', async () => {
  zone = { 'core.example': ['192.0.2.9', '192.0.2.8'] };
  expect(hosts.of('Core.example')).toEqual([]);
  expect(hosts.of('core.example')).toEqual([]);
  expect(asked.map(({ host }) => host)).toEqual(['core.example']);
  await answer();
  expect([changes, hosts.of('core.example')]).toEqual([1, ['192.0.2.8', '192.0.2.9']]);
  // The same in another order is the same.
  zone = { 'core.example': ['192.0.2.9', '192.0.2.8'] };
  await vi.advanceTimersByTimeAsync(300_000);
  expect(asked).toHaveLength(1);
  await answer();
  expect(changes).toBe(1);
  zone = { 'core.example': ['192.0.2.10'] };
  await vi.advanceTimersByTimeAsync(300_000);
  await answer();
  expect([changes, hosts.of('core.example')]).toEqual([2, ['192.0.2.10']]);
  // A resolver that says nothing takes nothing away.
  zone = {};
  await vi.advanceTimersByTimeAsync(300_000);
  await answer();
  expect([changes, hosts.of('core.example')]).toEqual([2, ['192.0.2.10']]);
});

it('are asked for two at a time, and are told together', async () => {
  const names = Array.from({ length: 7 }, (_, index) => `host${index}.example`);
  zone = Object.fromEntries(names.map((name, index) => [name, [`192.0.2.${index}`]]));
  for (const name of names) hosts.of(name);
  const rounds: number[] = [];
  while (asked.length > 0) {
    rounds.push(asked.length);
    for (const { answer: now } of asked.splice(0)) now();
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(Math.max(...rounds)).toBe(2);
  await vi.advanceTimersByTimeAsync(200);
  expect(changes).toBe(1);
  expect(names.map((name) => hosts.of(name))).toEqual(names.map((name) => zone[name]));
});

it('are bounded however many devices there are', async () => {
  for (let index = 0; index < 5000; index++) hosts.of(`host${index}.example`);
  for (let round = 0; round < 3000 && asked.length > 0; round++) {
    for (const { answer: now } of asked.splice(0)) now();
    await vi.advanceTimersByTimeAsync(0);
  }
  asked = [];
  await vi.advanceTimersByTimeAsync(299_000);
  expect(asked).toEqual([]);
});

it('name the device that is saved by its host name, after one that is saved with the address', async () => {
  const device = (id: string, address: string): Device => ({
    ...{ id, name: id, address, port: 161, note: '', createdAt: 0 },
  });
  const list = [device('a', 'core.example'), device('b', '192.0.2.9'), device('c', 'nowhere.example')];
  const find = (id: string) => list.find((one) => one.id === id) as Device;
  const devices = new DeviceAddresses({ devices: () => list, device: find }, hosts);
  zone = { 'core.example': ['192.0.2.8', '192.0.2.9', '2001:db8::1'] };
  expect([devices.at('192.0.2.8'), devices.of('a')]).toEqual([undefined, []]);
  await answer();
  devices.changed();
  expect(['192.0.2.8', '192.0.2.9', '2001:db8:0::1', '192.0.2.7'].map((one) => devices.at(one)?.id)).toEqual([
    'a',
    'b',
    'a',
    undefined,
  ]);
  expect([devices.of('a'), devices.of('b'), devices.of('c')]).toEqual([zone['core.example'], ['192.0.2.9'], []]);
  // Names of devices that are gone are forgotten.
  list.splice(0, 1);
  devices.changed();
  devices.all();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(asked.map(({ host }) => host)).toEqual(['nowhere.example']);
});
