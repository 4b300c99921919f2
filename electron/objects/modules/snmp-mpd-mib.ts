/** SNMP-MPD-MIB (RFC 3412). The form is that of `read-facts.ts`. */
export const snmpMpdMib = `
snmpMPDMIB snmpModules.11
snmpMPDAdmin snmpMPDMIB.1
snmpMPDMIBObjects snmpMPDMIB.2
snmpMPDStats snmpMPDMIBObjects.1
snmpUnknownSecurityModels snmpMPDStats.1 ro Counter32
snmpInvalidMsgs snmpMPDStats.2 ro Counter32
snmpUnknownPDUHandlers snmpMPDStats.3 ro Counter32
`;
