/** RMON-MIB (RFC 2819). The form is that of `read-facts.ts`. */
export const rmonMib = `
rmon mib-2.16
statistics rmon.1
history rmon.2
alarm rmon.3
event rmon.9
etherStatsTable statistics.1 table
etherStatsEntry etherStatsTable.1 entry etherStatsIndex
etherStatsIndex etherStatsEntry.1 ro Integer32(1..65535)
etherStatsDataSource etherStatsEntry.2 rc OBJECT IDENTIFIER
etherStatsDropEvents etherStatsEntry.3 ro Counter32
etherStatsOctets etherStatsEntry.4 ro Counter32 "octets"
etherStatsPkts etherStatsEntry.5 ro Counter32 "packets"
etherStatsBroadcastPkts etherStatsEntry.6 ro Counter32 "packets"
etherStatsMulticastPkts etherStatsEntry.7 ro Counter32 "packets"
etherStatsCRCAlignErrors etherStatsEntry.8 ro Counter32 "packets"
etherStatsUndersizePkts etherStatsEntry.9 ro Counter32 "packets"
etherStatsOversizePkts etherStatsEntry.10 ro Counter32 "packets"
etherStatsFragments etherStatsEntry.11 ro Counter32 "packets"
etherStatsJabbers etherStatsEntry.12 ro Counter32 "packets"
etherStatsCollisions etherStatsEntry.13 ro Counter32 "collisions"
etherStatsPkts64Octets etherStatsEntry.14 ro Counter32 "packets"
etherStatsPkts65to127Octets etherStatsEntry.15 ro Counter32 "packets"
etherStatsPkts128to255Octets etherStatsEntry.16 ro Counter32 "packets"
etherStatsPkts256to511Octets etherStatsEntry.17 ro Counter32 "packets"
etherStatsPkts512to1023Octets etherStatsEntry.18 ro Counter32 "packets"
etherStatsPkts1024to1518Octets etherStatsEntry.19 ro Counter32 "packets"
etherStatsOwner etherStatsEntry.20 rc OwnerString(0..127)
etherStatsStatus etherStatsEntry.21 rc EntryStatus
historyControlTable history.1 table
historyControlEntry historyControlTable.1 entry historyControlIndex
historyControlIndex historyControlEntry.1 ro Integer32(1..65535)
historyControlDataSource historyControlEntry.2 rc OBJECT IDENTIFIER
historyControlBucketsRequested historyControlEntry.3 rc Integer32(1..65535)
historyControlBucketsGranted historyControlEntry.4 ro Integer32(1..65535)
historyControlInterval historyControlEntry.5 rc Integer32(1..3600) "seconds"
historyControlOwner historyControlEntry.6 rc OwnerString(0..127)
historyControlStatus historyControlEntry.7 rc EntryStatus
etherHistoryTable history.2 table
etherHistoryEntry etherHistoryTable.1 entry etherHistoryIndex etherHistorySampleIndex
etherHistoryIndex etherHistoryEntry.1 ro Integer32(1..65535)
etherHistorySampleIndex etherHistoryEntry.2 ro Integer32(1..2147483647)
etherHistoryIntervalStart etherHistoryEntry.3 ro TimeTicks
etherHistoryDropEvents etherHistoryEntry.4 ro Counter32
etherHistoryOctets etherHistoryEntry.5 ro Counter32 "octets"
etherHistoryPkts etherHistoryEntry.6 ro Counter32 "packets"
etherHistoryBroadcastPkts etherHistoryEntry.7 ro Counter32 "packets"
etherHistoryMulticastPkts etherHistoryEntry.8 ro Counter32 "packets"
etherHistoryCRCAlignErrors etherHistoryEntry.9 ro Counter32 "packets"
etherHistoryUndersizePkts etherHistoryEntry.10 ro Counter32 "packets"
etherHistoryOversizePkts etherHistoryEntry.11 ro Counter32 "packets"
etherHistoryFragments etherHistoryEntry.12 ro Counter32 "packets"
etherHistoryJabbers etherHistoryEntry.13 ro Counter32 "packets"
etherHistoryCollisions etherHistoryEntry.14 ro Counter32 "collisions"
etherHistoryUtilization etherHistoryEntry.15 ro Integer32(0..10000)
alarmTable alarm.1 table
alarmEntry alarmTable.1 entry alarmIndex
alarmIndex alarmEntry.1 ro Integer32(1..65535)
alarmInterval alarmEntry.2 rc Integer32 "seconds"
alarmVariable alarmEntry.3 rc OBJECT IDENTIFIER
alarmSampleType alarmEntry.4 rc INTEGER{absoluteValue=1 deltaValue=2}
alarmValue alarmEntry.5 ro Integer32
alarmStartupAlarm alarmEntry.6 rc INTEGER{risingAlarm=1 fallingAlarm=2 risingOrFallingAlarm=3}
alarmRisingThreshold alarmEntry.7 rc Integer32
alarmFallingThreshold alarmEntry.8 rc Integer32
alarmRisingEventIndex alarmEntry.9 rc Integer32(0..65535)
alarmFallingEventIndex alarmEntry.10 rc Integer32(0..65535)
alarmOwner alarmEntry.11 rc OwnerString(0..127)
alarmStatus alarmEntry.12 rc EntryStatus
eventTable event.1 table
eventEntry eventTable.1 entry eventIndex
eventIndex eventEntry.1 ro Integer32(1..65535)
eventDescription eventEntry.2 rc DisplayString(0..127)
eventType eventEntry.3 rc INTEGER{none=1 log=2 snmptrap=3 logandtrap=4}
eventCommunity eventEntry.4 rc OCTET STRING(0..127)
eventLastTimeSent eventEntry.5 ro TimeTicks
eventOwner eventEntry.6 rc OwnerString(0..127)
eventStatus eventEntry.7 rc EntryStatus
logTable event.2 table
logEntry logTable.1 entry logEventIndex logIndex
logEventIndex logEntry.1 ro Integer32(1..65535)
logIndex logEntry.2 ro Integer32(1..2147483647)
logTime logEntry.3 ro TimeTicks
logDescription logEntry.4 ro DisplayString(0..255)
rmonEventsV2 rmon.0
risingAlarm rmonEventsV2.1 notification alarmIndex alarmVariable alarmSampleType alarmValue alarmRisingThreshold
fallingAlarm rmonEventsV2.2 notification alarmIndex alarmVariable alarmSampleType alarmValue alarmFallingThreshold
`;
