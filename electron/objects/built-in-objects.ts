import { DefinitionRegistry } from './definition-registry.ts';
import { bgp4Mib } from './modules/bgp4-mib.ts';
import { bridgeMib } from './modules/bridge-mib.ts';
import { dismanEventMib } from './modules/disman-event-mib.ts';
import { entityMib } from './modules/entity-mib.ts';
import { entitySensorMib } from './modules/entity-sensor-mib.ts';
import { etherLikeMib } from './modules/etherlike-mib.ts';
import { hostResourcesMib } from './modules/host-resources-mib.ts';
import { hostResourcesTypes } from './modules/host-resources-types.ts';
import { ianaConventions } from './modules/iana-conventions.ts';
import { ifMib } from './modules/if-mib.ts';
import { ipForwardMib } from './modules/ip-forward-mib.ts';
import { ipMib } from './modules/ip-mib.ts';
import { lldpMib } from './modules/lldp-mib.ts';
import { netSnmpAgentMib } from './modules/net-snmp-agent-mib.ts';
import { netSnmpExtendMib } from './modules/net-snmp-extend-mib.ts';
import { netSnmpMib } from './modules/net-snmp-mib.ts';
import { netSnmpTc } from './modules/net-snmp-tc.ts';
import { ospfMib } from './modules/ospf-mib.ts';
import { ospfTrapMib } from './modules/ospf-trap-mib.ts';
import { pBridgeMib } from './modules/p-bridge-mib.ts';
import { printerMib } from './modules/printer-mib.ts';
import { qBridgeMib } from './modules/q-bridge-mib.ts';
import { rfc1213Mib } from './modules/rfc1213-mib.ts';
import { rmonMib } from './modules/rmon-mib.ts';
import { snmpCommunityMib } from './modules/snmp-community-mib.ts';
import { snmpFrameworkMib } from './modules/snmp-framework-mib.ts';
import { snmpMpdMib } from './modules/snmp-mpd-mib.ts';
import { snmpNotificationMib } from './modules/snmp-notification-mib.ts';
import { snmpTargetMib } from './modules/snmp-target-mib.ts';
import { snmpUserBasedSmMib } from './modules/snmp-user-based-sm-mib.ts';
import { snmpUsmAesMib } from './modules/snmp-usm-aes-mib.ts';
import { snmpUsmHmacSha2Mib } from './modules/snmp-usm-hmac-sha2-mib.ts';
import { snmpViewBasedAcmMib } from './modules/snmp-view-based-acm-mib.ts';
import { snmpv2Mib } from './modules/snmpv2-mib.ts';
import { snmpv2Smi } from './modules/snmpv2-smi.ts';
import { snmpv2Tm } from './modules/snmpv2-tm.ts';
import { tcpMib } from './modules/tcp-mib.ts';
import { textualConventions } from './modules/textual-conventions.ts';
import { transportAddressMib } from './modules/transport-address-mib.ts';
import { ucdDiskioMib } from './modules/ucd-diskio-mib.ts';
import { ucdSnmpMib } from './modules/ucd-snmp-mib.ts';
import { udpMib } from './modules/udp-mib.ts';
import { upsMib } from './modules/ups-mib.ts';
import { vrrpMib } from './modules/vrrp-mib.ts';
import type { ObjectDefinition, ObjectRegistry } from './object-definition.ts';
import { readFacts } from './read-facts.ts';

/** Made anew at each call. */
export function builtInDefinitions(): ObjectDefinition[] {
  return readFacts(
    [textualConventions, ianaConventions],
    [
      { module: 'SNMPv2-SMI', facts: snmpv2Smi },
      { module: 'SNMPv2-TM', facts: snmpv2Tm },
      { module: 'SNMPv2-MIB', facts: snmpv2Mib },
      { module: 'IF-MIB', facts: ifMib },
      { module: 'IP-MIB', facts: ipMib },
      { module: 'IP-FORWARD-MIB', facts: ipForwardMib },
      { module: 'TCP-MIB', facts: tcpMib },
      { module: 'UDP-MIB', facts: udpMib },
      { module: 'RFC1213-MIB', facts: rfc1213Mib },
      { module: 'SNMP-FRAMEWORK-MIB', facts: snmpFrameworkMib },
      { module: 'SNMP-MPD-MIB', facts: snmpMpdMib },
      { module: 'SNMP-TARGET-MIB', facts: snmpTargetMib },
      { module: 'SNMP-NOTIFICATION-MIB', facts: snmpNotificationMib },
      { module: 'SNMP-USER-BASED-SM-MIB', facts: snmpUserBasedSmMib },
      { module: 'SNMP-VIEW-BASED-ACM-MIB', facts: snmpViewBasedAcmMib },
      { module: 'SNMP-COMMUNITY-MIB', facts: snmpCommunityMib },
      { module: 'HOST-RESOURCES-MIB', facts: hostResourcesMib },
      { module: 'HOST-RESOURCES-TYPES', facts: hostResourcesTypes },
      { module: 'ENTITY-MIB', facts: entityMib },
      { module: 'ENTITY-SENSOR-MIB', facts: entitySensorMib },
      { module: 'BRIDGE-MIB', facts: bridgeMib },
      { module: 'P-BRIDGE-MIB', facts: pBridgeMib },
      { module: 'Q-BRIDGE-MIB', facts: qBridgeMib },
      { module: 'LLDP-MIB', facts: lldpMib },
      { module: 'Printer-MIB', facts: printerMib },
      { module: 'RMON-MIB', facts: rmonMib },
      { module: 'EtherLike-MIB', facts: etherLikeMib },
      { module: 'UCD-SNMP-MIB', facts: ucdSnmpMib },
      { module: 'NET-SNMP-AGENT-MIB', facts: netSnmpAgentMib },
      { module: 'NET-SNMP-EXTEND-MIB', facts: netSnmpExtendMib },
      { module: 'NET-SNMP-MIB', facts: netSnmpMib },
      { module: 'NET-SNMP-TC', facts: netSnmpTc },
      { module: 'SNMP-USM-AES-MIB', facts: snmpUsmAesMib },
      { module: 'SNMP-USM-HMAC-SHA2-MIB', facts: snmpUsmHmacSha2Mib },
      { module: 'UCD-DISKIO-MIB', facts: ucdDiskioMib },
      { module: 'TRANSPORT-ADDRESS-MIB', facts: transportAddressMib },
      { module: 'BGP4-MIB', facts: bgp4Mib },
      { module: 'OSPF-MIB', facts: ospfMib },
      { module: 'OSPF-TRAP-MIB', facts: ospfTrapMib },
      { module: 'VRRP-MIB', facts: vrrpMib },
      { module: 'UPS-MIB', facts: upsMib },
      { module: 'DISMAN-EVENT-MIB', facts: dismanEventMib },
    ],
  );
}

let registry: DefinitionRegistry | undefined;

function known(): DefinitionRegistry {
  registry ??= new DefinitionRegistry(builtInDefinitions());
  return registry;
}

/** What is known of the standard MIBs, and of net-snmp's own, without any file. Read at the first question: programs start without it. */
export const builtInObjects: ObjectRegistry = {
  find: (oid) => known().find(oid),
  byName: (name) => known().byName(name),
  search: (words, count, kinds) => known().search(words, count, kinds),
  columns: (entryOrTable) => known().columns(entryOrTable),
};
