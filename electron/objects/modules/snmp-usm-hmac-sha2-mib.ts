/** SNMP-USM-HMAC-SHA2-MIB (RFC 7860). The form is that of `read-facts.ts`. */
export const snmpUsmHmacSha2Mib = `
usmHMAC128SHA224AuthProtocol snmpAuthProtocols.4
usmHMAC192SHA256AuthProtocol snmpAuthProtocols.5
usmHMAC256SHA384AuthProtocol snmpAuthProtocols.6
usmHMAC384SHA512AuthProtocol snmpAuthProtocols.7
`;
