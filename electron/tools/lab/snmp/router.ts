import { type LabInterface, LabInterfaces } from './interface-objects.ts';
import type { LabMake } from './lab-make.ts';
import { LabObjects } from './lab-objects.ts';
import { putAddresses, putSystem } from './system-objects.ts';
import { targetAddresses } from './target-addresses.ts';

const gigabit = 1e9;

/** The 32-bit counters of Te0/1 wrap every quarter of a minute, those of Gi0/0 every two minutes. */
const interfaces: readonly LabInterface[] = [
  {
    name: 'Te0/1',
    description: 'TenGigabitEthernet0/1',
    alias: 'core-1, Te1/4',
    speed: 10 * gigabit,
    mac: '02:00:00:1a:b1:01',
    rates: [310e6, 120e6],
    mtu: 9000,
  },
  {
    name: 'Gi0/0',
    description: 'GigabitEthernet0/0',
    alias: 'uplink to the provider',
    speed: gigabit,
    mac: '02:00:00:1a:b1:02',
    rates: [38e6, 11e6],
  },
  {
    name: 'Gi0/1',
    description: 'GigabitEthernet0/1',
    alias: 'office, VLAN 10',
    speed: gigabit,
    mac: '02:00:00:1a:b1:03',
    rates: [2.4e6, 7.9e6],
    errorRate: 0.2,
  },
  {
    name: 'Gi0/2',
    description: 'GigabitEthernet0/2',
    alias: 'spare',
    speed: gigabit,
    mac: '02:00:00:1a:b1:04',
    down: true,
  },
  { name: 'Lo0', description: 'Loopback0', speed: 8 * gigabit, type: 24, mtu: 1514, rates: [900, 900] },
];

/** A small router at the edge of an office. Its addresses are those of the documentation ranges (RFC 5737). */
export function router(): LabMake {
  const objects = new LabObjects();
  putSystem(objects, {
    description: 'Punchdown lab router, simulated',
    product: 1,
    name: 'lab-router',
    location: 'Rack 1, unit 40',
    services: 78,
  });
  const links = new LabInterfaces(objects, interfaces);
  putAddresses(
    objects,
    [
      { address: '203.0.113.2', mask: '255.255.255.252', on: 2 },
      { address: '192.0.2.1', mask: '255.255.255.0', on: 3 },
      { address: '198.51.100.1', mask: '255.255.255.0', on: 1 },
      { address: '198.51.100.254', mask: '255.255.255.255', on: 5 },
    ],
    true,
  );
  return { objects, rows: [targetAddresses(objects)], links };
}
