/** NET-SNMP-MIB of the net-snmp agent. The form is that of `read-facts.ts`. */
export const netSnmpMib = `
netSnmp enterprises.8072
netSnmpObjects netSnmp.1
netSnmpEnumerations netSnmp.3
netSnmpModuleIDs netSnmpEnumerations.1
netSnmpAgentOIDs netSnmpEnumerations.2
netSnmpDomains netSnmpEnumerations.3
netSnmpNotificationPrefix netSnmp.4
netSnmpNotifications netSnmpNotificationPrefix.0
`;
