/** ENTITY-MIB (RFC 6933). The form is that of `read-facts.ts`. */
export const entityMib = `
entityMIB mib-2.47
entityMIBObjects entityMIB.1
entityPhysical entityMIBObjects.1
entityLogical entityMIBObjects.2
entityMapping entityMIBObjects.3
entityGeneral entityMIBObjects.4
entPhysicalTable entityPhysical.1 table
entPhysicalEntry entPhysicalTable.1 entry entPhysicalIndex
entPhysicalIndex entPhysicalEntry.1 na PhysicalIndex
entPhysicalDescr entPhysicalEntry.2 ro SnmpAdminString
entPhysicalVendorType entPhysicalEntry.3 ro AutonomousType
entPhysicalContainedIn entPhysicalEntry.4 ro PhysicalIndexOrZero
entPhysicalClass entPhysicalEntry.5 ro IANAPhysicalClass
entPhysicalParentRelPos entPhysicalEntry.6 ro Integer32(-1..2147483647)
entPhysicalName entPhysicalEntry.7 ro SnmpAdminString
entPhysicalHardwareRev entPhysicalEntry.8 ro SnmpAdminString
entPhysicalFirmwareRev entPhysicalEntry.9 ro SnmpAdminString
entPhysicalSoftwareRev entPhysicalEntry.10 ro SnmpAdminString
entPhysicalSerialNum entPhysicalEntry.11 rw SnmpAdminString(0..32)
entPhysicalMfgName entPhysicalEntry.12 ro SnmpAdminString
entPhysicalModelName entPhysicalEntry.13 ro SnmpAdminString
entPhysicalAlias entPhysicalEntry.14 rw SnmpAdminString(0..32)
entPhysicalAssetID entPhysicalEntry.15 rw SnmpAdminString(0..32)
entPhysicalIsFRU entPhysicalEntry.16 ro TruthValue
entPhysicalMfgDate entPhysicalEntry.17 ro DateAndTime
entPhysicalUris entPhysicalEntry.18 rw OCTET STRING
entPhysicalUUID entPhysicalEntry.19 ro UUIDorZero
entLogicalTable entityLogical.1 table
entLogicalEntry entLogicalTable.1 entry entLogicalIndex
entLogicalIndex entLogicalEntry.1 na Integer32(1..2147483647)
entLogicalDescr entLogicalEntry.2 ro SnmpAdminString
entLogicalType entLogicalEntry.3 ro AutonomousType
entLogicalCommunity entLogicalEntry.4 ro OCTET STRING(0..255)
entLogicalTAddress entLogicalEntry.5 ro TAddress
entLogicalTDomain entLogicalEntry.6 ro TDomain
entLogicalContextEngineID entLogicalEntry.7 ro SnmpEngineIdOrNone
entLogicalContextName entLogicalEntry.8 ro SnmpAdminString
entLPMappingTable entityMapping.1 table
entLPMappingEntry entLPMappingTable.1 entry entLogicalIndex entLPPhysicalIndex
entLPPhysicalIndex entLPMappingEntry.1 ro PhysicalIndex
entAliasMappingTable entityMapping.2 table
entAliasMappingEntry entAliasMappingTable.1 entry entPhysicalIndex entAliasLogicalIndexOrZero
entAliasLogicalIndexOrZero entAliasMappingEntry.1 na Integer32(0..2147483647)
entAliasMappingIdentifier entAliasMappingEntry.2 ro RowPointer
entPhysicalContainsTable entityMapping.3 table
entPhysicalContainsEntry entPhysicalContainsTable.1 entry entPhysicalIndex entPhysicalChildIndex
entPhysicalChildIndex entPhysicalContainsEntry.1 ro PhysicalIndex
entLastChangeTime entityGeneral.1 ro TimeStamp
entityMIBTraps entityMIB.2
entityMIBTrapPrefix entityMIBTraps.0
entConfigChange entityMIBTrapPrefix.1 notification
`;
