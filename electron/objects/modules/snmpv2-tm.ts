/** SNMPv2-TM (RFC 3417). The form is that of `read-facts.ts`. */
export const snmpv2Tm = `
snmpUDPDomain snmpDomains.1
snmpCLNSDomain snmpDomains.2
snmpCONSDomain snmpDomains.3
snmpDDPDomain snmpDomains.4
snmpIPXDomain snmpDomains.5
rfc1157Proxy snmpProxys.1
rfc1157Domain rfc1157Proxy.1
`;
