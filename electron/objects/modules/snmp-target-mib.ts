/** SNMP-TARGET-MIB (RFC 3413). The form is that of `read-facts.ts`. */
export const snmpTargetMib = `
snmpTargetMIB snmpModules.12
snmpTargetObjects snmpTargetMIB.1
snmpTargetSpinLock snmpTargetObjects.1 rw TestAndIncr
snmpTargetAddrTable snmpTargetObjects.2 table
snmpTargetAddrEntry snmpTargetAddrTable.1 entry IMPLIED snmpTargetAddrName
snmpTargetAddrName snmpTargetAddrEntry.1 na SnmpAdminString(1..32)
snmpTargetAddrTDomain snmpTargetAddrEntry.2 rc TDomain
snmpTargetAddrTAddress snmpTargetAddrEntry.3 rc TAddress
snmpTargetAddrTimeout snmpTargetAddrEntry.4 rc TimeInterval
snmpTargetAddrRetryCount snmpTargetAddrEntry.5 rc Integer32(0..255)
snmpTargetAddrTagList snmpTargetAddrEntry.6 rc SnmpTagList
snmpTargetAddrParams snmpTargetAddrEntry.7 rc SnmpAdminString(1..32)
snmpTargetAddrStorageType snmpTargetAddrEntry.8 rc StorageType
snmpTargetAddrRowStatus snmpTargetAddrEntry.9 rc RowStatus
snmpTargetParamsTable snmpTargetObjects.3 table
snmpTargetParamsEntry snmpTargetParamsTable.1 entry IMPLIED snmpTargetParamsName
snmpTargetParamsName snmpTargetParamsEntry.1 na SnmpAdminString(1..32)
snmpTargetParamsMPModel snmpTargetParamsEntry.2 rc SnmpMessageProcessingModel
snmpTargetParamsSecurityModel snmpTargetParamsEntry.3 rc SnmpSecurityModel(1..2147483647)
snmpTargetParamsSecurityName snmpTargetParamsEntry.4 rc SnmpAdminString
snmpTargetParamsSecurityLevel snmpTargetParamsEntry.5 rc SnmpSecurityLevel
snmpTargetParamsStorageType snmpTargetParamsEntry.6 rc StorageType
snmpTargetParamsRowStatus snmpTargetParamsEntry.7 rc RowStatus
snmpUnavailableContexts snmpTargetObjects.4 ro Counter32
snmpUnknownContexts snmpTargetObjects.5 ro Counter32
`;
