/** SNMP-COMMUNITY-MIB (RFC 3584). The form is that of `read-facts.ts`. */
export const snmpCommunityMib = `
snmpCommunityMIB snmpModules.18
snmpCommunityMIBObjects snmpCommunityMIB.1
snmpCommunityTable snmpCommunityMIBObjects.1 table
snmpCommunityEntry snmpCommunityTable.1 entry IMPLIED snmpCommunityIndex
snmpCommunityIndex snmpCommunityEntry.1 na SnmpAdminString(1..32)
snmpCommunityName snmpCommunityEntry.2 rc OCTET STRING
snmpCommunitySecurityName snmpCommunityEntry.3 rc SnmpAdminString(1..32)
snmpCommunityContextEngineID snmpCommunityEntry.4 rc SnmpEngineID
snmpCommunityContextName snmpCommunityEntry.5 rc SnmpAdminString(0..32)
snmpCommunityTransportTag snmpCommunityEntry.6 rc SnmpTagValue
snmpCommunityStorageType snmpCommunityEntry.7 rc StorageType
snmpCommunityStatus snmpCommunityEntry.8 rc RowStatus
snmpTargetAddrExtTable snmpCommunityMIBObjects.2 table
snmpTargetAddrExtEntry snmpTargetAddrExtTable.1 augments snmpTargetAddrEntry
snmpTargetAddrTMask snmpTargetAddrExtEntry.1 rc OCTET STRING(0..255) hex
snmpTargetAddrMMS snmpTargetAddrExtEntry.2 rc Integer32(0|484..2147483647)
snmpTrapAddress snmpCommunityMIBObjects.3 na IpAddress
snmpTrapCommunity snmpCommunityMIBObjects.4 na OCTET STRING
`;
