/** NET-SNMP-EXTEND-MIB of the net-snmp agent. The form is that of `read-facts.ts`. */
export const netSnmpExtendMib = `
netSnmpExtendMIB nsExtensions.1
nsExtendObjects nsExtensions.2
nsExtendNumEntries nsExtendObjects.1 ro INTEGER
nsExtendConfigTable nsExtendObjects.2 table
nsExtendConfigEntry nsExtendConfigTable.1 entry nsExtendToken
nsExtendToken nsExtendConfigEntry.1 na DisplayString
nsExtendCommand nsExtendConfigEntry.2 rc DisplayString
nsExtendArgs nsExtendConfigEntry.3 rc DisplayString
nsExtendInput nsExtendConfigEntry.4 rc DisplayString
nsExtendCacheTime nsExtendConfigEntry.5 rc INTEGER
nsExtendExecType nsExtendConfigEntry.6 rc INTEGER{exec=1 shell=2}
nsExtendRunType nsExtendConfigEntry.7 rc INTEGER{run-on-read=1 run-on-set=2 run-command=3}
nsExtendStorage nsExtendConfigEntry.20 rc StorageType
nsExtendStatus nsExtendConfigEntry.21 rc RowStatus
nsExtendOutput1Table nsExtendObjects.3 table
nsExtendOutput1Entry nsExtendOutput1Table.1 augments nsExtendConfigEntry
nsExtendOutput1Line nsExtendOutput1Entry.1 ro DisplayString
nsExtendOutputFull nsExtendOutput1Entry.2 ro DisplayString
nsExtendOutNumLines nsExtendOutput1Entry.3 ro Integer32
nsExtendResult nsExtendOutput1Entry.4 ro Integer32
nsExtendOutput2Table nsExtendObjects.4 table
nsExtendOutput2Entry nsExtendOutput2Table.1 entry nsExtendToken nsExtendLineIndex
nsExtendLineIndex nsExtendOutput2Entry.1 na INTEGER(1..1024)
nsExtendOutLine nsExtendOutput2Entry.2 ro DisplayString
`;
