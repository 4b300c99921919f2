/** SNMP-FRAMEWORK-MIB (RFC 3411). The form is that of `read-facts.ts`. */
export const snmpFrameworkMib = `
snmpFrameworkMIB snmpModules.10
snmpFrameworkAdmin snmpFrameworkMIB.1
snmpFrameworkMIBObjects snmpFrameworkMIB.2
snmpEngine snmpFrameworkMIBObjects.1
snmpEngineID snmpEngine.1 ro SnmpEngineID
snmpEngineBoots snmpEngine.2 ro INTEGER(1..2147483647)
snmpEngineTime snmpEngine.3 ro INTEGER(0..2147483647) "seconds"
snmpEngineMaxMessageSize snmpEngine.4 ro INTEGER(484..2147483647)
snmpAuthProtocols snmpFrameworkAdmin.1
snmpPrivProtocols snmpFrameworkAdmin.2
`;
