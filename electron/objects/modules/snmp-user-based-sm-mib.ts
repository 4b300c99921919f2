/** SNMP-USER-BASED-SM-MIB (RFC 3414). The form is that of `read-facts.ts`. */
export const snmpUserBasedSmMib = `
snmpUsmMIB snmpModules.15
usmMIBObjects snmpUsmMIB.1
usmNoAuthProtocol snmpAuthProtocols.1
usmHMACMD5AuthProtocol snmpAuthProtocols.2
usmHMACSHAAuthProtocol snmpAuthProtocols.3
usmNoPrivProtocol snmpPrivProtocols.1
usmDESPrivProtocol snmpPrivProtocols.2
usmStats usmMIBObjects.1
usmStatsUnsupportedSecLevels usmStats.1 ro Counter32
usmStatsNotInTimeWindows usmStats.2 ro Counter32
usmStatsUnknownUserNames usmStats.3 ro Counter32
usmStatsUnknownEngineIDs usmStats.4 ro Counter32
usmStatsWrongDigests usmStats.5 ro Counter32
usmStatsDecryptionErrors usmStats.6 ro Counter32
usmUser usmMIBObjects.2
usmUserSpinLock usmUser.1 rw TestAndIncr
usmUserTable usmUser.2 table
usmUserEntry usmUserTable.1 entry usmUserEngineID usmUserName
usmUserEngineID usmUserEntry.1 na SnmpEngineID
usmUserName usmUserEntry.2 na SnmpAdminString(1..32)
usmUserSecurityName usmUserEntry.3 ro SnmpAdminString
usmUserCloneFrom usmUserEntry.4 rc RowPointer
usmUserAuthProtocol usmUserEntry.5 rc AutonomousType
usmUserAuthKeyChange usmUserEntry.6 rc KeyChange
usmUserOwnAuthKeyChange usmUserEntry.7 rc KeyChange
usmUserPrivProtocol usmUserEntry.8 rc AutonomousType
usmUserPrivKeyChange usmUserEntry.9 rc KeyChange
usmUserOwnPrivKeyChange usmUserEntry.10 rc KeyChange
usmUserPublic usmUserEntry.11 rc OCTET STRING(0..32) hex
usmUserStorageType usmUserEntry.12 rc StorageType
usmUserStatus usmUserEntry.13 rc RowStatus
`;
