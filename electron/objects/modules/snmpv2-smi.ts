/** The top of the tree (SNMPv2-SMI, RFC 2578 section 2; std and below: IEEE 802). The form is that of `read-facts.ts`. */
export const snmpv2Smi = `
zeroDotZero 0.0
iso 1
org iso.3
dod org.6
internet dod.1
directory internet.1
mgmt internet.2
mib-2 mgmt.1
transmission mib-2.10
experimental internet.3
private internet.4
enterprises private.1
security internet.5
snmpV2 internet.6
snmpDomains snmpV2.1
snmpProxys snmpV2.2
snmpModules snmpV2.3
std iso.0
iso8802 std.8802
ieee802dot1 iso8802.1
ieee802dot1mibs ieee802dot1.1
`;
