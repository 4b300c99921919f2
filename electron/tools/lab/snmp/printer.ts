import { LabInterfaces } from './interface-objects.ts';
import type { LabMake } from './lab-make.ts';
import { LabObjects, type LabValue, octetsOf, type WriteCheck } from './lab-objects.ts';
import { putAddresses, putSystem } from './system-objects.ts';
import { counter32 } from './traffic.ts';
import { counter, integer, octetsUpTo, oid, text } from './write-checks.ts';

const hostResources = '1.3.6.1.2.1.25.3';
const printerMib = '1.3.6.1.2.1.43';
const milliseconds = 60_000;
/** Pages a second. */
const pace = 0.1;

/** prtMarkerSuppliesClass, ...Type, ...SupplyUnit (RFC 3805). */
const consumed = 3;
const filled = 4;
const toner = 3;
const wasteToner = 4;
const percent = 19;

const supplies = [
  { description: 'Black toner cartridge', class: consumed, type: toner, level: 83, minutes: 31 },
  { description: 'Cyan toner cartridge', class: consumed, type: toner, level: 64, minutes: 47 },
  { description: 'Magenta toner cartridge', class: consumed, type: toner, level: 57, minutes: 53 },
  { description: 'Yellow toner cartridge', class: consumed, type: toner, level: 9, minutes: 61 },
  { description: 'Waste toner box', class: filled, type: wasteToner, level: 40, minutes: 73 },
];

/** An office printer that prints all the time. */
export function printer(): LabMake {
  const objects = new LabObjects();
  putSystem(objects, {
    description: 'Punchdown lab printer, simulated',
    product: 3,
    name: 'lab-printer',
    location: 'Floor 2, beside the kitchen',
    services: 72,
  });
  const interfaces = [
    { name: 'eth0', description: 'Ethernet', speed: 1e8, mac: '02:00:00:1a:b3:01', rates: [5200, 340] as const },
  ];
  const links = new LabInterfaces(objects, interfaces);
  putAddresses(objects, [{ address: '192.0.2.30', mask: '255.255.255.0', on: 1 }], false);
  const put = (column: string, value: LabValue, check?: WriteCheck) =>
    objects.put({ oid: octetsOf(column), value, check });
  putDevice(put);
  put(`${printerMib}.5.1.1.16.1`, text('lab-printer'), octetsUpTo(127));
  put(`${printerMib}.5.1.1.17.1`, text('LAB-000-1A-B3'));
  put(`${printerMib}.10.2.1.4.1.1`, counter32(pace));
  for (const [position, supply] of supplies.entries()) {
    const column = (number: number) => `${printerMib}.11.1.1.${number}.1.${position + 1}`;
    put(column(2), integer(1));
    put(column(3), integer(position < 4 ? position + 1 : 0));
    put(column(4), integer(supply.class));
    put(column(5), integer(supply.type));
    put(column(6), text(supply.description));
    put(column(7), integer(percent));
    put(column(8), integer(100));
    put(column(9), levelOf(supply));
  }
  put(`${printerMib}.16.5.1.2.1.1`, text('Ready'));
  return { objects, rows: [], links };
}

/** hrDeviceTable and hrPrinterTable (RFC 2790). */
function putDevice(put: (column: string, value: LabValue) => void): void {
  put(`${hostResources}.2.1.1.1`, integer(1));
  put(`${hostResources}.2.1.2.1`, oid('1.3.6.1.2.1.25.3.1.5'));
  put(`${hostResources}.2.1.3.1`, text('Punchdown lab printer'));
  put(`${hostResources}.2.1.4.1`, oid('0.0'));
  put(`${hostResources}.2.1.5.1`, integer(2));
  put(`${hostResources}.2.1.6.1`, counter(0));
  put(`${hostResources}.5.1.1.1`, integer(4));
  // The bit lowToner, for the yellow one.
  put(`${hostResources}.5.1.2.1`, { type: 'OCTET STRING', value: Uint8Array.of(0x20) });
}

/** A percent every so many minutes; what is empty is replaced, what is full is emptied. */
function levelOf({ class: kind, level, minutes }: (typeof supplies)[number]): LabValue {
  return (uptime) => {
    const used = Math.floor(uptime / (minutes * milliseconds));
    return integer(kind === filled ? (level + used) % 100 : 100 - ((100 - level + used) % 100));
  };
}
