import type { NotificationSeverity } from '#shared/model/notification.ts';
import type { BuiltInCategory, NotificationRule } from '#shared/model/notification-rule.ts';

interface Fact {
  name: string;
  /** OID, so that it holds without its MIB. */
  oid: string;
  category: BuiltInCategory;
  severity: NotificationSeverity;
  varbinds?: NotificationRule['match']['varbinds'];
  /** The notification that it ends, and the objects that tell which one. */
  clears?: [oid: string, ...objects: string[]];
  /** Seconds, and the objects that tell what is the same. */
  suppress?: [seconds: number, ...objects: string[]];
}

const snmpTraps = '1.3.6.1.6.3.1.1.5';
const mib2 = '1.3.6.1.2.1';
const cisco = '1.3.6.1.4.1.9.9';
const netSnmp = '1.3.6.1.4.1.8072.4.0';
const ifIndex = `${mib2}.2.2.1.1`;
const bgpPeerRemoteAddr = `${mib2}.15.3.1.7`;
const ospf = `${mib2}.14`;
const ospfNeighbor = [`${ospf}.10.1.1`, `${ospf}.10.1.2`] as const;
const ospfNbrState = `${ospf}.10.1.6`;
const ospfInterface = [`${ospf}.7.1.1`, `${ospf}.7.1.2`] as const;
const ospfIfState = `${ospf}.7.1.12`;
const alarmIndex = `${mib2}.16.3.1.1.1`;
const upsAlarmId = `${mib2}.33.1.6.2.1.1`;
/** mteHotTrigger, mteHotTargetName, mteHotOID. */
const hot = [`${mib2}.88.2.1.1`, `${mib2}.88.2.1.2`, `${mib2}.88.2.1.4`] as const;
/** entStateLastChanged is in none of the notifications: the instance of the others tells which entity it is. */
const entity = `${mib2}.131.1.1.1.1`;
/** pethMainPseGroupIndex, likewise. */
const powerGroup = `${mib2}.105.1.3.1.1.1`;

/** The well-known notifications. Of two for one notification the first that matches decides. */
const facts: readonly Fact[] = [
  // SNMPv2-MIB (RFC 3418), IF-MIB (RFC 2863), RFC 1215
  { name: 'coldStart', oid: `${snmpTraps}.1`, category: 'restart', severity: 'warning' },
  { name: 'warmStart', oid: `${snmpTraps}.2`, category: 'restart', severity: 'warning' },
  { name: 'linkDown', oid: `${snmpTraps}.3`, category: 'link', severity: 'major' },
  {
    name: 'linkUp',
    oid: `${snmpTraps}.4`,
    category: 'link',
    severity: 'cleared',
    clears: [`${snmpTraps}.3`, ifIndex],
  },
  {
    name: 'authenticationFailure',
    oid: `${snmpTraps}.5`,
    category: 'security',
    severity: 'warning',
    suppress: [60],
  },
  { name: 'egpNeighborLoss', oid: `${snmpTraps}.6`, category: 'routing', severity: 'major' },
  // NET-SNMP-AGENT-MIB
  { name: 'nsNotifyStart', oid: `${netSnmp}.1`, category: 'restart', severity: 'warning' },
  { name: 'nsNotifyShutdown', oid: `${netSnmp}.2`, category: 'restart', severity: 'minor' },
  { name: 'nsNotifyRestart', oid: `${netSnmp}.3`, category: 'restart', severity: 'warning' },
  // BGP4-MIB: RFC 4273, and RFC 1657, whose notifications had other OIDs
  {
    name: 'bgpEstablishedNotification',
    oid: `${mib2}.15.0.1`,
    category: 'routing',
    severity: 'cleared',
    clears: [`${mib2}.15.0.2`, bgpPeerRemoteAddr],
  },
  { name: 'bgpBackwardTransNotification', oid: `${mib2}.15.0.2`, category: 'routing', severity: 'major' },
  {
    name: 'bgpEstablished',
    oid: `${mib2}.15.7.1`,
    category: 'routing',
    severity: 'cleared',
    clears: [`${mib2}.15.7.2`, bgpPeerRemoteAddr],
  },
  { name: 'bgpBackwardTransition', oid: `${mib2}.15.7.2`, category: 'routing', severity: 'major' },
  // OSPF-TRAP-MIB (RFC 4750): full is 8, down 1, and between twoWay (4) and full an adjacency is being made
  {
    name: 'ospfNbrStateChange: full',
    oid: `${ospf}.16.2.2`,
    category: 'routing',
    severity: 'cleared',
    varbinds: [{ object: ospfNbrState, is: 'equal', value: '8' }],
    clears: [`${ospf}.16.2.2`, ...ospfNeighbor],
  },
  {
    name: 'ospfNbrStateChange: down',
    oid: `${ospf}.16.2.2`,
    category: 'routing',
    severity: 'major',
    varbinds: [{ object: ospfNbrState, is: 'less', value: '4' }],
  },
  { name: 'ospfNbrStateChange', oid: `${ospf}.16.2.2`, category: 'routing', severity: 'warning' },
  {
    name: 'ospfIfStateChange: down',
    oid: `${ospf}.16.2.16`,
    category: 'routing',
    severity: 'major',
    varbinds: [{ object: ospfIfState, is: 'equal', value: '1' }],
  },
  {
    name: 'ospfIfStateChange',
    oid: `${ospf}.16.2.16`,
    category: 'routing',
    severity: 'cleared',
    clears: [`${ospf}.16.2.16`, ...ospfInterface],
  },
  { name: 'ospfIfConfigError', oid: `${ospf}.16.2.4`, category: 'routing', severity: 'minor', suppress: [60] },
  { name: 'ospfIfAuthFailure', oid: `${ospf}.16.2.6`, category: 'security', severity: 'warning', suppress: [60] },
  // VRRP-MIB (RFC 2787)
  { name: 'vrrpTrapNewMaster', oid: `${mib2}.68.0.1`, category: 'routing', severity: 'warning' },
  { name: 'vrrpTrapAuthFailure', oid: `${mib2}.68.0.2`, category: 'security', severity: 'warning', suppress: [60] },
  // BRIDGE-MIB (RFC 4188), LLDP-MIB (IEEE 802.1AB)
  { name: 'newRoot', oid: `${mib2}.17.0.1`, category: 'topology', severity: 'warning' },
  { name: 'topologyChange', oid: `${mib2}.17.0.2`, category: 'topology', severity: 'indeterminate', suppress: [30] },
  {
    name: 'lldpRemTablesChange',
    oid: '1.0.8802.1.1.2.0.0.1',
    category: 'topology',
    severity: 'indeterminate',
    suppress: [30],
  },
  // RMON-MIB (RFC 2819), DISMAN-EVENT-MIB (RFC 2981)
  { name: 'risingAlarm', oid: `${mib2}.16.0.1`, category: 'threshold', severity: 'minor' },
  {
    name: 'fallingAlarm',
    oid: `${mib2}.16.0.2`,
    category: 'threshold',
    severity: 'cleared',
    clears: [`${mib2}.16.0.1`, alarmIndex],
  },
  { name: 'mteTriggerFired', oid: `${mib2}.88.2.0.1`, category: 'threshold', severity: 'minor' },
  { name: 'mteTriggerRising', oid: `${mib2}.88.2.0.2`, category: 'threshold', severity: 'minor' },
  {
    name: 'mteTriggerFalling',
    oid: `${mib2}.88.2.0.3`,
    category: 'threshold',
    severity: 'cleared',
    clears: [`${mib2}.88.2.0.2`, ...hot],
  },
  { name: 'mteTriggerFailure', oid: `${mib2}.88.2.0.4`, category: 'threshold', severity: 'warning' },
  // UPS-MIB (RFC 1628): upsTrapOnBattery is sent again every minute while it lasts
  { name: 'upsTrapOnBattery', oid: `${mib2}.33.2.1`, category: 'power', severity: 'major', suppress: [600] },
  { name: 'upsTrapTestCompleted', oid: `${mib2}.33.2.2`, category: 'power', severity: 'indeterminate' },
  { name: 'upsTrapAlarmEntryAdded', oid: `${mib2}.33.2.3`, category: 'power', severity: 'major' },
  {
    name: 'upsTrapAlarmEntryRemoved',
    oid: `${mib2}.33.2.4`,
    category: 'power',
    severity: 'cleared',
    clears: [`${mib2}.33.2.3`, upsAlarmId],
  },
  // POWER-ETHERNET-MIB (RFC 3621)
  { name: 'pethMainPowerUsageOnNotification', oid: `${mib2}.105.0.2`, category: 'power', severity: 'warning' },
  {
    name: 'pethMainPowerUsageOffNotification',
    oid: `${mib2}.105.0.3`,
    category: 'power',
    severity: 'cleared',
    clears: [`${mib2}.105.0.2`, powerGroup],
  },
  // ENTITY-MIB (RFC 6933), ENTITY-STATE-MIB (RFC 4268)
  { name: 'entConfigChange', oid: `${mib2}.47.2.0.1`, category: 'inventory', severity: 'indeterminate' },
  { name: 'entStateOperDisabled', oid: `${mib2}.131.0.2`, category: 'environment', severity: 'major' },
  {
    name: 'entStateOperEnabled',
    oid: `${mib2}.131.0.1`,
    category: 'environment',
    severity: 'cleared',
    clears: [`${mib2}.131.0.2`, entity],
  },
  // Printer-MIB (RFC 3805)
  { name: 'printerV2Alert', oid: `${mib2}.43.18.2.0.1`, category: 'environment', severity: 'warning' },
  // Sensors, supplies and modules of Cisco: CISCO-ENTITY-SENSOR-MIB, CISCO-ENVMON-MIB, CISCO-ENTITY-FRU-CONTROL-MIB
  { name: 'entSensorThresholdNotification', oid: `${cisco}.91.2.0.1`, category: 'environment', severity: 'minor' },
  { name: 'ciscoEnvMonShutdownNotification', oid: `${cisco}.13.3.0.1`, category: 'environment', severity: 'critical' },
  { name: 'ciscoEnvMonTemperatureNotification', oid: `${cisco}.13.3.0.3`, category: 'environment', severity: 'major' },
  { name: 'ciscoEnvMonFanNotification', oid: `${cisco}.13.3.0.4`, category: 'environment', severity: 'major' },
  { name: 'ciscoEnvMonRedundantSupplyNotification', oid: `${cisco}.13.3.0.5`, category: 'power', severity: 'major' },
  { name: 'cefcModuleStatusChange', oid: `${cisco}.117.2.0.1`, category: 'inventory', severity: 'warning' },
  { name: 'cefcPowerStatusChange', oid: `${cisco}.117.2.0.2`, category: 'power', severity: 'warning' },
  { name: 'cefcFRURemoved', oid: `${cisco}.117.2.0.4`, category: 'inventory', severity: 'minor' },
];

/** Ids are never changed: what a person switched off is kept by them. */
export const builtInRules: readonly NotificationRule[] = facts.map(
  ({ name, oid, category, severity, varbinds = [], clears, suppress }) => ({
    id: `built-in ${name}`,
    name,
    enabled: true,
    match: { notification: oid, varbinds },
    actions: {
      severity,
      category,
      notify: false,
      ...(suppress === undefined ? {} : { suppress: { seconds: suppress[0], objects: suppress.slice(1).map(String) } }),
      ...(clears === undefined ? {} : { clears: { notification: clears[0], objects: clears.slice(1) } }),
    },
    builtIn: true,
  }),
);
