/** LLDP-MIB (IEEE 802.1AB-2005). The form is that of `read-facts.ts`. */
export const lldpMib = `
lldpMIB ieee802dot1mibs.2
lldpNotifications lldpMIB.0
lldpObjects lldpMIB.1
lldpConfiguration lldpObjects.1
lldpStatistics lldpObjects.2
lldpLocalSystemData lldpObjects.3
lldpRemoteSystemsData lldpObjects.4
lldpExtensions lldpObjects.5
lldpMessageTxInterval lldpConfiguration.1 rw Integer32(5..32768) "seconds"
lldpMessageTxHoldMultiplier lldpConfiguration.2 rw Integer32(2..10)
lldpReinitDelay lldpConfiguration.3 rw Integer32(1..10) "seconds"
lldpTxDelay lldpConfiguration.4 rw Integer32(1..8192) "seconds"
lldpNotificationInterval lldpConfiguration.5 rw Integer32(5..3600) "seconds"
lldpPortConfigTable lldpConfiguration.6 table
lldpPortConfigEntry lldpPortConfigTable.1 entry lldpPortConfigPortNum
lldpPortConfigPortNum lldpPortConfigEntry.1 na LldpPortNumber
lldpPortConfigAdminStatus lldpPortConfigEntry.2 rw INTEGER{txOnly=1 rxOnly=2 txAndRx=3 disabled=4}
lldpPortConfigNotificationEnable lldpPortConfigEntry.3 rw TruthValue
lldpPortConfigTLVsTxEnable lldpPortConfigEntry.4 rw BITS{portDesc=0 sysName=1 sysDesc=2 sysCap=3}
lldpConfigManAddrTable lldpConfiguration.7 table
lldpConfigManAddrEntry lldpConfigManAddrTable.1 augments lldpLocManAddrEntry
lldpConfigManAddrPortsTxEnable lldpConfigManAddrEntry.1 rw LldpPortList
lldpStatsRemTablesLastChangeTime lldpStatistics.1 ro TimeStamp
lldpStatsRemTablesInserts lldpStatistics.2 ro ZeroBasedCounter32 "table entries"
lldpStatsRemTablesDeletes lldpStatistics.3 ro ZeroBasedCounter32 "table entries"
lldpStatsRemTablesDrops lldpStatistics.4 ro ZeroBasedCounter32 "table entries"
lldpStatsRemTablesAgeouts lldpStatistics.5 ro ZeroBasedCounter32
lldpStatsTxPortTable lldpStatistics.6 table
lldpStatsTxPortEntry lldpStatsTxPortTable.1 entry lldpStatsTxPortNum
lldpStatsTxPortNum lldpStatsTxPortEntry.1 na LldpPortNumber
lldpStatsTxPortFramesTotal lldpStatsTxPortEntry.2 ro Counter32
lldpStatsRxPortTable lldpStatistics.7 table
lldpStatsRxPortEntry lldpStatsRxPortTable.1 entry lldpStatsRxPortNum
lldpStatsRxPortNum lldpStatsRxPortEntry.1 na LldpPortNumber
lldpStatsRxPortFramesDiscardedTotal lldpStatsRxPortEntry.2 ro Counter32
lldpStatsRxPortFramesErrors lldpStatsRxPortEntry.3 ro Counter32
lldpStatsRxPortFramesTotal lldpStatsRxPortEntry.4 ro Counter32
lldpStatsRxPortTLVsDiscardedTotal lldpStatsRxPortEntry.5 ro Counter32
lldpStatsRxPortTLVsUnrecognizedTotal lldpStatsRxPortEntry.6 ro Counter32
lldpStatsRxPortAgeoutsTotal lldpStatsRxPortEntry.7 ro ZeroBasedCounter32
lldpLocChassisIdSubtype lldpLocalSystemData.1 ro LldpChassisIdSubtype
lldpLocChassisId lldpLocalSystemData.2 ro LldpChassisId
lldpLocSysName lldpLocalSystemData.3 ro SnmpAdminString(0..255)
lldpLocSysDesc lldpLocalSystemData.4 ro SnmpAdminString(0..255)
lldpLocSysCapSupported lldpLocalSystemData.5 ro LldpSystemCapabilitiesMap
lldpLocSysCapEnabled lldpLocalSystemData.6 ro LldpSystemCapabilitiesMap
lldpLocPortTable lldpLocalSystemData.7 table
lldpLocPortEntry lldpLocPortTable.1 entry lldpLocPortNum
lldpLocPortNum lldpLocPortEntry.1 na LldpPortNumber
lldpLocPortIdSubtype lldpLocPortEntry.2 ro LldpPortIdSubtype
lldpLocPortId lldpLocPortEntry.3 ro LldpPortId
lldpLocPortDesc lldpLocPortEntry.4 ro SnmpAdminString(0..255)
lldpLocManAddrTable lldpLocalSystemData.8 table
lldpLocManAddrEntry lldpLocManAddrTable.1 entry lldpLocManAddrSubtype lldpLocManAddr
lldpLocManAddrSubtype lldpLocManAddrEntry.1 na AddressFamilyNumbers
lldpLocManAddr lldpLocManAddrEntry.2 na LldpManAddress
lldpLocManAddrLen lldpLocManAddrEntry.3 ro Integer32
lldpLocManAddrIfSubtype lldpLocManAddrEntry.4 ro LldpManAddrIfSubtype
lldpLocManAddrIfId lldpLocManAddrEntry.5 ro Integer32
lldpLocManAddrOID lldpLocManAddrEntry.6 ro OBJECT IDENTIFIER
lldpRemTable lldpRemoteSystemsData.1 table
lldpRemEntry lldpRemTable.1 entry lldpRemTimeMark lldpRemLocalPortNum lldpRemIndex
lldpRemTimeMark lldpRemEntry.1 na TimeFilter
lldpRemLocalPortNum lldpRemEntry.2 na LldpPortNumber
lldpRemIndex lldpRemEntry.3 na Integer32(1..2147483647)
lldpRemChassisIdSubtype lldpRemEntry.4 ro LldpChassisIdSubtype
lldpRemChassisId lldpRemEntry.5 ro LldpChassisId
lldpRemPortIdSubtype lldpRemEntry.6 ro LldpPortIdSubtype
lldpRemPortId lldpRemEntry.7 ro LldpPortId
lldpRemPortDesc lldpRemEntry.8 ro SnmpAdminString(0..255)
lldpRemSysName lldpRemEntry.9 ro SnmpAdminString(0..255)
lldpRemSysDesc lldpRemEntry.10 ro SnmpAdminString(0..255)
lldpRemSysCapSupported lldpRemEntry.11 ro LldpSystemCapabilitiesMap
lldpRemSysCapEnabled lldpRemEntry.12 ro LldpSystemCapabilitiesMap
lldpRemManAddrTable lldpRemoteSystemsData.2 table
lldpRemManAddrEntry lldpRemManAddrTable.1 entry lldpRemTimeMark lldpRemLocalPortNum lldpRemIndex
  lldpRemManAddrSubtype lldpRemManAddr
lldpRemManAddrSubtype lldpRemManAddrEntry.1 na AddressFamilyNumbers
lldpRemManAddr lldpRemManAddrEntry.2 na LldpManAddress
lldpRemManAddrIfSubtype lldpRemManAddrEntry.3 ro LldpManAddrIfSubtype
lldpRemManAddrIfId lldpRemManAddrEntry.4 ro Integer32
lldpRemManAddrOID lldpRemManAddrEntry.5 ro OBJECT IDENTIFIER
lldpRemUnknownTLVTable lldpRemoteSystemsData.3 table
lldpRemUnknownTLVEntry lldpRemUnknownTLVTable.1 entry lldpRemTimeMark lldpRemLocalPortNum lldpRemIndex
  lldpRemUnknownTLVType
lldpRemUnknownTLVType lldpRemUnknownTLVEntry.1 na Integer32(9..126)
lldpRemUnknownTLVInfo lldpRemUnknownTLVEntry.2 ro OCTET STRING(0..511) hex
lldpRemOrgDefInfoTable lldpRemoteSystemsData.4 table
lldpRemOrgDefInfoEntry lldpRemOrgDefInfoTable.1 entry lldpRemTimeMark lldpRemLocalPortNum lldpRemIndex
  lldpRemOrgDefInfoOUI lldpRemOrgDefInfoSubtype lldpRemOrgDefInfoIndex
lldpRemOrgDefInfoOUI lldpRemOrgDefInfoEntry.1 na OCTET STRING(3) hex
lldpRemOrgDefInfoSubtype lldpRemOrgDefInfoEntry.2 na Integer32(1..255)
lldpRemOrgDefInfoIndex lldpRemOrgDefInfoEntry.3 na Integer32(1..2147483647)
lldpRemOrgDefInfo lldpRemOrgDefInfoEntry.4 ro OCTET STRING(0..507) hex
lldpNotificationPrefix lldpNotifications.0
lldpRemTablesChange lldpNotificationPrefix.1 notification lldpStatsRemTablesInserts lldpStatsRemTablesDeletes
  lldpStatsRemTablesDrops lldpStatsRemTablesAgeouts
`;
