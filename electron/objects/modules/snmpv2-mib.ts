/** SNMPv2-MIB (RFC 3418). The form is that of `read-facts.ts`. */
export const snmpv2Mib = `
snmpMIB snmpModules.1
snmpMIBObjects snmpMIB.1
system mib-2.1
sysDescr system.1 ro DisplayString(0..255)
sysObjectID system.2 ro OBJECT IDENTIFIER
sysUpTime system.3 ro TimeTicks
sysContact system.4 rw DisplayString(0..255)
sysName system.5 rw DisplayString(0..255)
sysLocation system.6 rw DisplayString(0..255)
sysServices system.7 ro INTEGER(0..127)
sysORLastChange system.8 ro TimeStamp
sysORTable system.9 table
sysOREntry sysORTable.1 entry sysORIndex
sysORIndex sysOREntry.1 na INTEGER(1..2147483647)
sysORID sysOREntry.2 ro OBJECT IDENTIFIER
sysORDescr sysOREntry.3 ro DisplayString
sysORUpTime sysOREntry.4 ro TimeStamp
snmp mib-2.11
snmpInPkts snmp.1 ro Counter32
snmpInBadVersions snmp.3 ro Counter32
snmpInBadCommunityNames snmp.4 ro Counter32
snmpInBadCommunityUses snmp.5 ro Counter32
snmpInASNParseErrs snmp.6 ro Counter32
snmpEnableAuthenTraps snmp.30 rw INTEGER{enabled=1 disabled=2}
snmpSilentDrops snmp.31 ro Counter32
snmpProxyDrops snmp.32 ro Counter32
snmpTrap snmpMIBObjects.4
snmpTrapOID snmpTrap.1 na OBJECT IDENTIFIER
snmpTrapEnterprise snmpTrap.3 na OBJECT IDENTIFIER
snmpTraps snmpMIBObjects.5
coldStart snmpTraps.1 notification
warmStart snmpTraps.2 notification
authenticationFailure snmpTraps.5 notification
snmpSet snmpMIBObjects.6
snmpSetSerialNo snmpSet.1 rw TestAndIncr
snmpOutPkts snmp.2 ro Counter32
snmpInTooBigs snmp.8 ro Counter32
snmpInNoSuchNames snmp.9 ro Counter32
snmpInBadValues snmp.10 ro Counter32
snmpInReadOnlys snmp.11 ro Counter32
snmpInGenErrs snmp.12 ro Counter32
snmpInTotalReqVars snmp.13 ro Counter32
snmpInTotalSetVars snmp.14 ro Counter32
snmpInGetRequests snmp.15 ro Counter32
snmpInGetNexts snmp.16 ro Counter32
snmpInSetRequests snmp.17 ro Counter32
snmpInGetResponses snmp.18 ro Counter32
snmpInTraps snmp.19 ro Counter32
snmpOutTooBigs snmp.20 ro Counter32
snmpOutNoSuchNames snmp.21 ro Counter32
snmpOutBadValues snmp.22 ro Counter32
snmpOutGenErrs snmp.24 ro Counter32
snmpOutGetRequests snmp.25 ro Counter32
snmpOutGetNexts snmp.26 ro Counter32
snmpOutSetRequests snmp.27 ro Counter32
snmpOutGetResponses snmp.28 ro Counter32
snmpOutTraps snmp.29 ro Counter32
`;
