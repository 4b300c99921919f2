/**
 * Where names are looked for that a module does not import, or imports from where they are not. The order is: the module itself, the module
 * named in IMPORTS (under its other name, if it has none of that; by `vendor-roots.ts`, if it is not there), the modules of this list, the
 * other modules that it imports from, and last what a single module of all has.
 */

/** Modules known under another name. What real MIBs write, and what is meant. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  'RFC-1155': ['RFC1155-SMI'],
  RFC1155: ['RFC1155-SMI'],
  'RFC-1155-SMI': ['RFC1155-SMI'],
  'RFC1065-SMI': ['RFC1155-SMI'],
  SMI: ['RFC1155-SMI'],
  RFC1212: ['RFC-1212'],
  'RFC1212-MIB': ['RFC-1212'],
  'RFC1212-SMI': ['RFC-1212'],
  'RFC-1212-MIB': ['RFC-1212'],
  'OBJECT-TYPE': ['RFC-1212'],
  RFC1215: ['RFC-1215'],
  'RFC1215-TRAP': ['RFC-1215'],
  'RFC1215-MIB': ['RFC-1215'],
  RFC1213: ['RFC1213-MIB'],
  'RFC-1213': ['RFC1213-MIB'],
  'RFC-1213-MIB': ['RFC1213-MIB'],
  'RFC1158-MIB': ['RFC1213-MIB'],
  'RFC1156-MIB': ['RFC1213-MIB'],
  'MIB-II': ['RFC1213-MIB'],
  'SNMPv2-SMI-v1': ['SNMPv2-SMI'],
  'SNMPv2-SMI-V1': ['SNMPv2-SMI'],
  'SNMPV2-SMI': ['SNMPv2-SMI'],
  'v2-SMI': ['SNMPv2-SMI'],
  'SNMPv2-TC-v1': ['SNMPv2-TC'],
  'SNMPv2-TC-V1': ['SNMPv2-TC'],
  'SNMPV2-TC': ['SNMPv2-TC'],
  'v2-TC': ['SNMPv2-TC'],
  'SNMPv2-CONF-v1': ['SNMPv2-CONF'],
  'SNMPV2-CONF': ['SNMPv2-CONF'],
  'SNMPv2-MIB-v1': ['SNMPv2-MIB'],
  'RFC1286-MIB': ['BRIDGE-MIB'],
  'RFC1493-MIB': ['BRIDGE-MIB'],
  'RFC1271-MIB': ['RMON-MIB'],
  'RFC1757-MIB': ['RMON-MIB'],
  'RFC1284-MIB': ['EtherLike-MIB'],
  'RFC1398-MIB': ['EtherLike-MIB'],
  'RFC1643-MIB': ['EtherLike-MIB'],
  'RFC1650-MIB': ['EtherLike-MIB'],
  'RFC1573-MIB': ['IF-MIB'],
  'RFC1229-MIB': ['IF-MIB'],
  'INTERFACES-MIB': ['IF-MIB'],
  'RFC1253-MIB': ['OSPF-MIB'],
  'RFC1315-MIB': ['FRAME-RELAY-DTE-MIB'],
  'RFC1354-MIB': ['IP-FORWARD-MIB'],
  'RFC1389-MIB': ['RIPv2-MIB'],
  'RFC1514-MIB': ['HOST-RESOURCES-MIB'],
  'RFC1516-MIB': ['SNMP-REPEATER-MIB'],
  IANAifType: ['IANAifType-MIB'],
  'IANA-IFTYPE-MIB': ['IANAifType-MIB'],
  'HCNUM-TC-MIB': ['HCNUM-TC'],
  'INET-ADDRESS-TC': ['INET-ADDRESS-MIB'],
  'INET-ADDRESS': ['INET-ADDRESS-MIB'],
  'SNMP-FRAMEWORK': ['SNMP-FRAMEWORK-MIB'],
};

/** Names that the module of this name may be known by. */
export function otherNamesOf(module: string): readonly string[] {
  return otherNames[module] ?? [];
}

/** The same for what differs only in case, hyphens and the ending "MIB". */
export function plainName(module: string): string {
  return module
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/mib$/, '');
}

/** Everybody's modules, which are looked into for names that nobody imported; in this order. */
export const commonModules: readonly string[] = [
  'SNMPv2-SMI',
  'SNMPv2-TC',
  'RFC1155-SMI',
  'RFC1213-MIB',
  'SNMPv2-MIB',
  'IF-MIB',
  'SNMP-FRAMEWORK-MIB',
  'INET-ADDRESS-MIB',
  'HCNUM-TC',
  'IANAifType-MIB',
  'RMON-MIB',
  'BRIDGE-MIB',
  'ENTITY-MIB',
  'IP-MIB',
  'TCP-MIB',
  'UDP-MIB',
];

/** Macros, and where each comes from. They are known without any import. */
export const macros: ReadonlyMap<string, readonly string[]> = new Map([
  ['OBJECT-TYPE', ['SNMPv2-SMI', 'RFC-1212']],
  ['MODULE-IDENTITY', ['SNMPv2-SMI']],
  ['OBJECT-IDENTITY', ['SNMPv2-SMI']],
  ['NOTIFICATION-TYPE', ['SNMPv2-SMI']],
  ['TRAP-TYPE', ['RFC-1215']],
  ['TEXTUAL-CONVENTION', ['SNMPv2-TC']],
  ['OBJECT-GROUP', ['SNMPv2-CONF']],
  ['NOTIFICATION-GROUP', ['SNMPv2-CONF']],
  ['MODULE-COMPLIANCE', ['SNMPv2-CONF']],
  ['AGENT-CAPABILITIES', ['SNMPv2-CONF']],
]);

/** First arcs that have names of their own. */
export const rootArcs: ReadonlyMap<string, number> = new Map([
  ['ccitt', 0],
  ['itu-t', 0],
  ['iso', 1],
  ['joint-iso-ccitt', 2],
  ['joint-iso-itu-t', 2],
]);
