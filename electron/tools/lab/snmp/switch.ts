import { colonHexBytes } from '#electron/wire/octets.ts';
import { type LabInterface, LabInterfaces } from './interface-objects.ts';
import type { LabMake } from './lab-make.ts';
import { LabObjects, type LabValue, octetsOf } from './lab-objects.ts';
import { putAddresses, putSystem } from './system-objects.ts';
import { counter, integer, integerWithin, oid } from './write-checks.ts';

const bridge = '1.3.6.1.2.1.17';
const ports = 24;
const uplink = ports + 1;
const bridgeMac = '02:00:00:1a:b2:00';
const learned = 3;
const self = 4;

/** Every third port is empty; every eighth is busy. */
const accessPorts: readonly LabInterface[] = Array.from({ length: ports }, (_, i) => ({
  name: `Gi1/${i + 1}`,
  description: `GigabitEthernet1/${i + 1}`,
  alias: i % 3 === 2 ? '' : `desk ${i + 1}`,
  speed: 1e9,
  mac: hostMac(0xb2, i + 1),
  rates: i % 8 === 0 ? [4.1e6, 1.3e6] : [18_000 + 900 * i, 41_000 + 1300 * i],
  down: i % 3 === 2,
}));

const uplinks: readonly LabInterface[] = [1, 2].map((number) => ({
  name: `Te1/${number}`,
  description: `TenGigabitEthernet1/${number}`,
  alias: number === 1 ? 'lab-router, Te0/1' : 'spare',
  speed: 1e10,
  mac: hostMac(0xb2, ports + number),
  rates: [120e6, 310e6],
  down: number === 2,
}));

/** A switch of an office floor. */
export function accessSwitch(): LabMake {
  const objects = new LabObjects();
  putSystem(objects, {
    description: 'Punchdown lab switch, simulated, 24 ports',
    product: 2,
    name: 'lab-switch',
    location: 'Floor 2',
    services: 2,
  });
  const interfaces = [...accessPorts, ...uplinks];
  const links = new LabInterfaces(objects, interfaces);
  putAddresses(objects, [{ address: '192.0.2.2', mask: '255.255.255.0', on: uplink }], false);
  putBridge(objects, interfaces.length);
  const hosts = accessPorts.flatMap(({ down }, i) =>
    down ? [] : [1, 2].slice(0, 1 + (i % 2)).map((host) => ({ mac: hostMac(0xc0 + host, i + 1), port: i + 1 })),
  );
  const beyond = [1, 2, 3, 4].map((host) => ({ mac: hostMac(0xb1, host), port: uplink }));
  for (const host of [...hosts, ...beyond]) putStation(objects, host.mac, host.port, learned);
  putStation(objects, bridgeMac, 0, self);
  return { objects, rows: [], links };
}

/** dot1dBase and its ports (RFC 4188). */
function putBridge(objects: LabObjects, count: number): void {
  const put = (column: string, value: LabValue) => objects.put({ oid: octetsOf(`${bridge}.${column}`), value });
  put('1.1.0', { type: 'OCTET STRING', value: colonHexBytes(bridgeMac, 6) });
  put('1.2.0', integer(count));
  put('1.3.0', integer(2));
  put('4.1.0', counter(0));
  objects.put({ oid: octetsOf(`${bridge}.4.2.0`), value: integer(300), check: integerWithin(10, 1_000_000) });
  for (let port = 1; port <= count; port++) {
    put(`1.4.1.1.${port}`, integer(port));
    put(`1.4.1.2.${port}`, integer(port));
    put(`1.4.1.3.${port}`, oid('0.0'));
    put(`1.4.1.4.${port}`, counter(0));
    put(`1.4.1.5.${port}`, counter(0));
  }
}

/** A line of dot1dTpFdbTable: which port leads to a station. */
function putStation(objects: LabObjects, mac: string, port: number, status: number): void {
  const octets = colonHexBytes(mac, 6);
  const put = (column: number, value: LabValue) =>
    objects.put({ oid: octetsOf(`${bridge}.4.3.1.${column}.${octets.join('.')}`), value });
  put(1, { type: 'OCTET STRING', value: octets });
  put(2, integer(port));
  put(3, integer(status));
}

function hostMac(group: number, number: number): string {
  const hex = (octet: number) => octet.toString(16).padStart(2, '0');
  return `02:00:00:1a:${hex(group)}:${hex(number)}`;
}
