/** NET-SNMP-AGENT-MIB of the net-snmp agent. The form is that of `read-facts.ts`. */
export const netSnmpAgentMib = `
netSnmpAgentMIB netSnmpModuleIDs.2
nsVersion netSnmpObjects.1
nsMibRegistry netSnmpObjects.2
nsExtensions netSnmpObjects.3
nsDLMod netSnmpObjects.4
nsCache netSnmpObjects.5
nsErrorHistory netSnmpObjects.6
nsConfiguration netSnmpObjects.7
nsTransactions netSnmpObjects.8
nsCacheDefaultTimeout nsCache.1 rw INTEGER
nsCacheEnabled nsCache.2 rw TruthValue
nsCacheTable nsCache.3 table
nsCacheEntry nsCacheTable.1 entry IMPLIED nsCachedOID
nsCachedOID nsCacheEntry.1 na OBJECT IDENTIFIER
nsCacheTimeout nsCacheEntry.2 rw INTEGER
nsCacheStatus nsCacheEntry.3 rw NetsnmpCacheStatus
nsConfigDebug nsConfiguration.1
nsConfigLogging nsConfiguration.2
nsDebugEnabled nsConfigDebug.1 rw TruthValue
nsDebugOutputAll nsConfigDebug.2 rw TruthValue
nsDebugDumpPdu nsConfigDebug.3 rw TruthValue
nsDebugTokenTable nsConfigDebug.4 table
nsDebugTokenEntry nsDebugTokenTable.1 entry IMPLIED nsDebugTokenPrefix
nsDebugTokenPrefix nsDebugTokenEntry.2 na DisplayString
nsDebugTokenStatus nsDebugTokenEntry.4 rc RowStatus
nsLoggingTable nsConfigLogging.1 table
nsLoggingEntry nsLoggingTable.1 entry nsLogLevel IMPLIED nsLogToken
nsLogLevel nsLoggingEntry.1 na INTEGER{emergency=0 alert=1 critical=2 error=3 warning=4 notice=5 info=6 debug=7}
nsLogToken nsLoggingEntry.2 na DisplayString
nsLogType nsLoggingEntry.3 rc INTEGER{stdout=1 stderr=2 file=3 syslog=4 callback=5}
nsLogMaxLevel nsLoggingEntry.4 rc INTEGER{emergency=0 alert=1 critical=2 error=3 warning=4 notice=5 info=6 debug=7}
nsLogStatus nsLoggingEntry.5 rc RowStatus
nsTransactionTable nsTransactions.1 table
nsTransactionEntry nsTransactionTable.1 entry nsTransactionID
nsTransactionID nsTransactionEntry.1 na Unsigned32(0..4294967295)
nsTransactionMode nsTransactionEntry.2 ro Integer32
nsModuleTable nsMibRegistry.1 table
nsModuleEntry nsModuleTable.1 entry nsmContextName nsmRegistrationPoint nsmRegistrationPriority
nsmContextName nsModuleEntry.1 na SnmpAdminString
nsmRegistrationPoint nsModuleEntry.2 na OBJECT IDENTIFIER
nsmRegistrationPriority nsModuleEntry.3 na INTEGER(-2147483648..2147483647)
nsModuleName nsModuleEntry.4 ro DisplayString
nsModuleModes nsModuleEntry.5 ro BITS{getAndGetNext=0 set=1 getBulk=2}
nsModuleTimeout nsModuleEntry.6 ro Integer32
nsNotifyStart netSnmpNotifications.1 notification
nsNotifyShutdown netSnmpNotifications.2 notification
nsNotifyRestart netSnmpNotifications.3 notification
`;
