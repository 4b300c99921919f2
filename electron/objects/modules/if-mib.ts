/** IF-MIB (RFC 2863). The form is that of `read-facts.ts`. */
export const ifMib = `
ifMIB mib-2.31
ifMIBObjects ifMIB.1
interfaces mib-2.2
ifNumber interfaces.1 ro Integer32
ifTableLastChange ifMIBObjects.5 ro TimeTicks
ifTable interfaces.2 table
ifEntry ifTable.1 entry ifIndex
ifIndex ifEntry.1 ro InterfaceIndex
ifDescr ifEntry.2 ro DisplayString(0..255)
ifType ifEntry.3 ro IANAifType
ifMtu ifEntry.4 ro Integer32 "octets"
ifSpeed ifEntry.5 ro Gauge32 "bits per second"
ifPhysAddress ifEntry.6 ro PhysAddress
ifAdminStatus ifEntry.7 rw INTEGER{up=1 down=2 testing=3}
ifOperStatus ifEntry.8 ro INTEGER{up=1 down=2 testing=3 unknown=4 dormant=5 notPresent=6 lowerLayerDown=7}
ifLastChange ifEntry.9 ro TimeTicks
ifInOctets ifEntry.10 ro Counter32 "octets"
ifInUcastPkts ifEntry.11 ro Counter32 "packets"
ifInNUcastPkts ifEntry.12 ro Counter32 "packets"
ifInDiscards ifEntry.13 ro Counter32 "packets"
ifInErrors ifEntry.14 ro Counter32 "packets"
ifInUnknownProtos ifEntry.15 ro Counter32
ifOutOctets ifEntry.16 ro Counter32 "octets"
ifOutUcastPkts ifEntry.17 ro Counter32 "packets"
ifOutNUcastPkts ifEntry.18 ro Counter32 "packets"
ifOutDiscards ifEntry.19 ro Counter32 "packets"
ifOutErrors ifEntry.20 ro Counter32 "packets"
ifOutQLen ifEntry.21 ro Gauge32
ifSpecific ifEntry.22 ro OBJECT IDENTIFIER
ifXTable ifMIBObjects.1 table
ifXEntry ifXTable.1 augments ifEntry
ifName ifXEntry.1 ro DisplayString
ifInMulticastPkts ifXEntry.2 ro Counter32 "packets"
ifInBroadcastPkts ifXEntry.3 ro Counter32 "packets"
ifOutMulticastPkts ifXEntry.4 ro Counter32 "packets"
ifOutBroadcastPkts ifXEntry.5 ro Counter32 "packets"
ifHCInOctets ifXEntry.6 ro Counter64 "octets"
ifHCInUcastPkts ifXEntry.7 ro Counter64 "packets"
ifHCInMulticastPkts ifXEntry.8 ro Counter64 "packets"
ifHCInBroadcastPkts ifXEntry.9 ro Counter64 "packets"
ifHCOutOctets ifXEntry.10 ro Counter64 "octets"
ifHCOutUcastPkts ifXEntry.11 ro Counter64 "packets"
ifHCOutMulticastPkts ifXEntry.12 ro Counter64 "packets"
ifHCOutBroadcastPkts ifXEntry.13 ro Counter64 "packets"
ifLinkUpDownTrapEnable ifXEntry.14 rw INTEGER{enabled=1 disabled=2}
ifHighSpeed ifXEntry.15 ro Gauge32 "million bits per second"
ifPromiscuousMode ifXEntry.16 rw TruthValue
ifConnectorPresent ifXEntry.17 ro TruthValue
ifAlias ifXEntry.18 rw DisplayString(0..64)
ifCounterDiscontinuityTime ifXEntry.19 ro TimeStamp
ifStackTable ifMIBObjects.2 table
ifStackEntry ifStackTable.1 entry ifStackHigherLayer ifStackLowerLayer
ifStackHigherLayer ifStackEntry.1 na InterfaceIndexOrZero
ifStackLowerLayer ifStackEntry.2 na InterfaceIndexOrZero
ifStackStatus ifStackEntry.3 rc RowStatus
ifStackLastChange ifMIBObjects.6 ro TimeTicks
ifRcvAddressTable ifMIBObjects.4 table
ifRcvAddressEntry ifRcvAddressTable.1 entry ifIndex ifRcvAddressAddress
ifRcvAddressAddress ifRcvAddressEntry.1 na PhysAddress
ifRcvAddressStatus ifRcvAddressEntry.2 rc RowStatus
ifRcvAddressType ifRcvAddressEntry.3 rc INTEGER{other=1 volatile=2 nonVolatile=3}
linkDown snmpTraps.3 notification ifIndex ifAdminStatus ifOperStatus
linkUp snmpTraps.4 notification ifIndex ifAdminStatus ifOperStatus
ifTestTable ifMIBObjects.3 table
ifTestEntry ifTestTable.1 augments ifEntry
ifTestId ifTestEntry.1 rw TestAndIncr
ifTestStatus ifTestEntry.2 rw INTEGER{notInUse=1 inUse=2}
ifTestType ifTestEntry.3 rw AutonomousType
ifTestResult ifTestEntry.4 ro INTEGER{none=1 success=2 inProgress=3 notSupported=4 unAbleToRun=5 aborted=6 failed=7}
ifTestCode ifTestEntry.5 ro OBJECT IDENTIFIER
ifTestOwner ifTestEntry.6 rw OwnerString
`;
