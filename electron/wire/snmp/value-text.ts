import { seconds } from '../field.ts';
import { hexAt } from '../octets.ts';
import { escapeText } from '../text.ts';
import type { SnmpValue } from './value.ts';

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;

/** Octets as text in quotes when they are readable ASCII, line ends included, else in hex. */
export function octetsText(octets: Uint8Array): string {
  return octets.length > 0 && octets.every(isReadable) ? `"${escapeText(octets)}"` : hexAt(octets, 0, octets.length);
}

function isReadable(octet: number): boolean {
  return (octet >= 0x20 && octet < 0x7f) || octet === lineFeed || octet === carriageReturn || octet === tab;
}

/** A value for people who know nothing of its object. */
export function snmpValueText(value: SnmpValue): string {
  switch (value.type) {
    case 'TimeTicks': {
      const text = seconds(Math.floor(value.value / 100));
      return value.value < 100 ? String(value.value) : `${value.value} (${text})`;
    }
    case 'OCTET STRING':
    case 'Opaque':
    case 'unknown':
      return octetsText(value.value);
    case 'INTEGER':
    case 'Counter32':
    case 'Gauge32':
    case 'Counter64':
    case 'Float':
    case 'Double':
      return String(value.value);
    case 'OBJECT IDENTIFIER':
    case 'IpAddress':
      return value.value;
    default:
      return '';
  }
}
