/** SNMP-USM-AES-MIB (RFC 3826). The form is that of `read-facts.ts`. */
export const snmpUsmAesMib = `
usmAesCfb128Protocol snmpPrivProtocols.4
`;
