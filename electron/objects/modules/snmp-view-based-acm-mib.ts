/** SNMP-VIEW-BASED-ACM-MIB (RFC 3415). The form is that of `read-facts.ts`. */
export const snmpViewBasedAcmMib = `
snmpVacmMIB snmpModules.16
vacmMIBObjects snmpVacmMIB.1
vacmContextTable vacmMIBObjects.1 table
vacmContextEntry vacmContextTable.1 entry vacmContextName
vacmContextName vacmContextEntry.1 ro SnmpAdminString(0..32)
vacmSecurityToGroupTable vacmMIBObjects.2 table
vacmSecurityToGroupEntry vacmSecurityToGroupTable.1 entry vacmSecurityModel vacmSecurityName
vacmSecurityModel vacmSecurityToGroupEntry.1 na SnmpSecurityModel(1..2147483647)
vacmSecurityName vacmSecurityToGroupEntry.2 na SnmpAdminString(1..32)
vacmGroupName vacmSecurityToGroupEntry.3 rc SnmpAdminString(1..32)
vacmSecurityToGroupStorageType vacmSecurityToGroupEntry.4 rc StorageType
vacmSecurityToGroupStatus vacmSecurityToGroupEntry.5 rc RowStatus
vacmAccessTable vacmMIBObjects.4 table
vacmAccessEntry vacmAccessTable.1 entry vacmGroupName vacmAccessContextPrefix vacmAccessSecurityModel
  vacmAccessSecurityLevel
vacmAccessContextPrefix vacmAccessEntry.1 na SnmpAdminString(0..32)
vacmAccessSecurityModel vacmAccessEntry.2 na SnmpSecurityModel
vacmAccessSecurityLevel vacmAccessEntry.3 na SnmpSecurityLevel
vacmAccessContextMatch vacmAccessEntry.4 rc INTEGER{exact=1 prefix=2}
vacmAccessReadViewName vacmAccessEntry.5 rc SnmpAdminString(0..32)
vacmAccessWriteViewName vacmAccessEntry.6 rc SnmpAdminString(0..32)
vacmAccessNotifyViewName vacmAccessEntry.7 rc SnmpAdminString(0..32)
vacmAccessStorageType vacmAccessEntry.8 rc StorageType
vacmAccessStatus vacmAccessEntry.9 rc RowStatus
vacmMIBViews vacmMIBObjects.5
vacmViewSpinLock vacmMIBViews.1 rw TestAndIncr
vacmViewTreeFamilyTable vacmMIBViews.2 table
vacmViewTreeFamilyEntry vacmViewTreeFamilyTable.1 entry vacmViewTreeFamilyViewName vacmViewTreeFamilySubtree
vacmViewTreeFamilyViewName vacmViewTreeFamilyEntry.1 na SnmpAdminString(1..32)
vacmViewTreeFamilySubtree vacmViewTreeFamilyEntry.2 na OBJECT IDENTIFIER
vacmViewTreeFamilyMask vacmViewTreeFamilyEntry.3 rc OCTET STRING(0..16) hex
vacmViewTreeFamilyType vacmViewTreeFamilyEntry.4 rc INTEGER{included=1 excluded=2}
vacmViewTreeFamilyStorageType vacmViewTreeFamilyEntry.5 rc StorageType
vacmViewTreeFamilyStatus vacmViewTreeFamilyEntry.6 rc RowStatus
`;
