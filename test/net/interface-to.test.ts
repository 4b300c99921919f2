import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { interfacesAt, interfaceTo } from '#electron/net/interface-to.ts';

const all = Object.entries(networkInterfaces()).flatMap(([name, entries = []]) =>
  entries.map((entry) => ({ ...entry, name })),
);
const loopback = all.find(({ internal }) => internal)?.name;
const outer = all.find(({ internal, address }) => !internal && !address.startsWith('fe80'));

describe('the interface that leads to an address', () => {
  it('is the loopback for this machine, whatever its address', async () => {
    expect(loopback).toBeDefined();
    expect(await interfaceTo('127.0.0.1')).toBe(loopback);
    expect(await interfaceTo('127.9.9.9')).toBe(loopback);
    expect(await interfaceTo('::1')).toBe(loopback);
    if (outer !== undefined) expect(await interfaceTo(outer.address)).toBe(loopback);
  });

  it('is that of its zone', async () => {
    const linked = all.find(({ address }) => address.startsWith('fe80'));
    if (linked !== undefined) expect(await interfaceTo(`fe80::1234%${linked.name}`)).toBe(linked.name);
    expect(await interfaceTo('fe80::1234%no-such-0')).toBeUndefined();
  });

  it('is none for what is no address', async () => {
    expect(await interfaceTo('example.invalid')).toBeUndefined();
    expect(await interfaceTo('')).toBeUndefined();
    expect(interfacesAt('192.0.2.254.1')).toEqual([]);
  });

  it('is one of two for an address of this machine that others reach too', () => {
    expect(interfacesAt('127.0.0.1')).toEqual([loopback]);
    expect(interfacesAt('203.0.113.77')).toEqual([]);
    if (outer !== undefined) expect(interfacesAt(outer.address)).toEqual([outer.name, loopback]);
  });
});
