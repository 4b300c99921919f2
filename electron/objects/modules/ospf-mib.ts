/** OSPF-MIB (RFC 4750). The form is that of `read-facts.ts`. */
export const ospfMib = `
ospf mib-2.14
ospfGeneralGroup ospf.1
ospfRouterId ospfGeneralGroup.1 rw RouterID
ospfAdminStat ospfGeneralGroup.2 rw Status
ospfVersionNumber ospfGeneralGroup.3 ro INTEGER{version2=2}
ospfAreaBdrRtrStatus ospfGeneralGroup.4 ro TruthValue
ospfASBdrRtrStatus ospfGeneralGroup.5 rw TruthValue
ospfExternLsaCount ospfGeneralGroup.6 ro Gauge32
ospfExternLsaCksumSum ospfGeneralGroup.7 ro Integer32
ospfTOSSupport ospfGeneralGroup.8 rw TruthValue
ospfOriginateNewLsas ospfGeneralGroup.9 ro Counter32
ospfRxNewLsas ospfGeneralGroup.10 ro Counter32
ospfExtLsdbLimit ospfGeneralGroup.11 rw Integer32(-1..2147483647)
ospfMulticastExtensions ospfGeneralGroup.12 rw Integer32
ospfExitOverflowInterval ospfGeneralGroup.13 rw PositiveInteger(0..2147483647)
ospfDemandExtensions ospfGeneralGroup.14 rw TruthValue
ospfRFC1583Compatibility ospfGeneralGroup.15 rw TruthValue
ospfOpaqueLsaSupport ospfGeneralGroup.16 ro TruthValue
ospfReferenceBandwidth ospfGeneralGroup.17 rw Unsigned32 "kilobits per second"
ospfRestartSupport ospfGeneralGroup.18 rw INTEGER{none=1 plannedOnly=2 plannedAndUnplanned=3}
ospfRestartInterval ospfGeneralGroup.19 rw Integer32(1..1800) "seconds"
ospfRestartStrictLsaChecking ospfGeneralGroup.20 rw TruthValue
ospfRestartStatus ospfGeneralGroup.21 ro INTEGER{notRestarting=1 plannedRestart=2 unplannedRestart=3}
ospfRestartAge ospfGeneralGroup.22 ro Unsigned32 "seconds"
ospfRestartExitReason ospfGeneralGroup.23 ro INTEGER{none=1 inProgress=2 completed=3 timedOut=4 topologyChanged=5}
ospfAsLsaCount ospfGeneralGroup.24 ro Gauge32
ospfAsLsaCksumSum ospfGeneralGroup.25 ro Unsigned32
ospfStubRouterSupport ospfGeneralGroup.26 ro TruthValue
ospfStubRouterAdvertisement ospfGeneralGroup.27 rw INTEGER{doNotAdvertise=1 advertise=2}
ospfDiscontinuityTime ospfGeneralGroup.28 ro TimeStamp
ospfAreaTable ospf.2 table
ospfAreaEntry ospfAreaTable.1 entry ospfAreaId
ospfAreaId ospfAreaEntry.1 ro AreaID
ospfAuthType ospfAreaEntry.2 rc OspfAuthenticationType
ospfImportAsExtern ospfAreaEntry.3 rc INTEGER{importExternal=1 importNoExternal=2 importNssa=3}
ospfSpfRuns ospfAreaEntry.4 ro Counter32
ospfAreaBdrRtrCount ospfAreaEntry.5 ro Gauge32
ospfAsBdrRtrCount ospfAreaEntry.6 ro Gauge32
ospfAreaLsaCount ospfAreaEntry.7 ro Gauge32
ospfAreaLsaCksumSum ospfAreaEntry.8 ro Integer32
ospfAreaSummary ospfAreaEntry.9 rc INTEGER{noAreaSummary=1 sendAreaSummary=2}
ospfAreaStatus ospfAreaEntry.10 rc RowStatus
ospfAreaNssaTranslatorRole ospfAreaEntry.11 rc INTEGER{always=1 candidate=2}
ospfAreaNssaTranslatorState ospfAreaEntry.12 ro INTEGER{enabled=1 elected=2 disabled=3}
ospfAreaNssaTranslatorStabilityInterval ospfAreaEntry.13 rc PositiveInteger(0..2147483647) "seconds"
ospfAreaNssaTranslatorEvents ospfAreaEntry.14 ro Counter32
ospfStubAreaTable ospf.3 table
ospfStubAreaEntry ospfStubAreaTable.1 entry ospfStubAreaId ospfStubTOS
ospfStubAreaId ospfStubAreaEntry.1 ro AreaID
ospfStubTOS ospfStubAreaEntry.2 ro TOSType
ospfStubMetric ospfStubAreaEntry.3 rc BigMetric
ospfStubStatus ospfStubAreaEntry.4 rc RowStatus
ospfStubMetricType ospfStubAreaEntry.5 rc INTEGER{ospfMetric=1 comparableCost=2 nonComparable=3}
ospfLsdbTable ospf.4 table
ospfLsdbEntry ospfLsdbTable.1 entry ospfLsdbAreaId ospfLsdbType ospfLsdbLsid ospfLsdbRouterId
ospfLsdbAreaId ospfLsdbEntry.1 ro AreaID
ospfLsdbType ospfLsdbEntry.2 ro INTEGER{routerLink=1 networkLink=2 summaryLink=3 asSummaryLink=4 asExternalLink=5
  multicastLink=6 nssaExternalLink=7 areaOpaqueLink=10}
ospfLsdbLsid ospfLsdbEntry.3 ro IpAddress
ospfLsdbRouterId ospfLsdbEntry.4 ro RouterID
ospfLsdbSequence ospfLsdbEntry.5 ro Integer32
ospfLsdbAge ospfLsdbEntry.6 ro Integer32 "seconds"
ospfLsdbChecksum ospfLsdbEntry.7 ro Integer32
ospfLsdbAdvertisement ospfLsdbEntry.8 ro OCTET STRING(1..65535) hex
ospfAreaRangeTable ospf.5 table
ospfAreaRangeEntry ospfAreaRangeTable.1 entry ospfAreaRangeAreaId ospfAreaRangeNet
ospfAreaRangeAreaId ospfAreaRangeEntry.1 ro AreaID
ospfAreaRangeNet ospfAreaRangeEntry.2 ro IpAddress
ospfAreaRangeMask ospfAreaRangeEntry.3 rc IpAddress
ospfAreaRangeStatus ospfAreaRangeEntry.4 rc RowStatus
ospfAreaRangeEffect ospfAreaRangeEntry.5 rc INTEGER{advertiseMatching=1 doNotAdvertiseMatching=2}
ospfHostTable ospf.6 table
ospfHostEntry ospfHostTable.1 entry ospfHostIpAddress ospfHostTOS
ospfHostIpAddress ospfHostEntry.1 ro IpAddress
ospfHostTOS ospfHostEntry.2 ro TOSType
ospfHostMetric ospfHostEntry.3 rc Metric
ospfHostStatus ospfHostEntry.4 rc RowStatus
ospfHostAreaID ospfHostEntry.5 ro AreaID
ospfHostCfgAreaID ospfHostEntry.6 rc AreaID
ospfIfTable ospf.7 table
ospfIfEntry ospfIfTable.1 entry ospfIfIpAddress ospfAddressLessIf
ospfIfIpAddress ospfIfEntry.1 ro IpAddress
ospfAddressLessIf ospfIfEntry.2 ro InterfaceIndexOrZero
ospfIfAreaId ospfIfEntry.3 rc AreaID
ospfIfType ospfIfEntry.4 rc INTEGER{broadcast=1 nbma=2 pointToPoint=3 pointToMultipoint=5}
ospfIfAdminStat ospfIfEntry.5 rc Status
ospfIfRtrPriority ospfIfEntry.6 rc DesignatedRouterPriority
ospfIfTransitDelay ospfIfEntry.7 rc UpToMaxAge "seconds"
ospfIfRetransInterval ospfIfEntry.8 rc UpToMaxAge "seconds"
ospfIfHelloInterval ospfIfEntry.9 rc HelloRange "seconds"
ospfIfRtrDeadInterval ospfIfEntry.10 rc PositiveInteger(0..2147483647) "seconds"
ospfIfPollInterval ospfIfEntry.11 rc PositiveInteger(0..2147483647) "seconds"
ospfIfState ospfIfEntry.12 ro INTEGER{down=1 loopback=2 waiting=3 pointToPoint=4 designatedRouter=5
  backupDesignatedRouter=6 otherDesignatedRouter=7}
ospfIfDesignatedRouter ospfIfEntry.13 ro IpAddress
ospfIfBackupDesignatedRouter ospfIfEntry.14 ro IpAddress
ospfIfEvents ospfIfEntry.15 ro Counter32
ospfIfAuthKey ospfIfEntry.16 rc OCTET STRING(0..256)
ospfIfStatus ospfIfEntry.17 rc RowStatus
ospfIfMulticastForwarding ospfIfEntry.18 rc INTEGER{blocked=1 multicast=2 unicast=3}
ospfIfDemand ospfIfEntry.19 rc TruthValue
ospfIfAuthType ospfIfEntry.20 rc OspfAuthenticationType
ospfIfLsaCount ospfIfEntry.21 ro Gauge32
ospfIfLsaCksumSum ospfIfEntry.22 ro Unsigned32
ospfIfDesignatedRouterId ospfIfEntry.23 ro RouterID
ospfIfBackupDesignatedRouterId ospfIfEntry.24 ro RouterID
ospfIfMetricTable ospf.8 table
ospfIfMetricEntry ospfIfMetricTable.1 entry ospfIfMetricIpAddress ospfIfMetricAddressLessIf ospfIfMetricTOS
ospfIfMetricIpAddress ospfIfMetricEntry.1 ro IpAddress
ospfIfMetricAddressLessIf ospfIfMetricEntry.2 ro InterfaceIndexOrZero
ospfIfMetricTOS ospfIfMetricEntry.3 ro TOSType
ospfIfMetricValue ospfIfMetricEntry.4 rc Metric
ospfIfMetricStatus ospfIfMetricEntry.5 rc RowStatus
ospfVirtIfTable ospf.9 table
ospfVirtIfEntry ospfVirtIfTable.1 entry ospfVirtIfAreaId ospfVirtIfNeighbor
ospfVirtIfAreaId ospfVirtIfEntry.1 ro AreaID
ospfVirtIfNeighbor ospfVirtIfEntry.2 ro RouterID
ospfVirtIfTransitDelay ospfVirtIfEntry.3 rc UpToMaxAge "seconds"
ospfVirtIfRetransInterval ospfVirtIfEntry.4 rc UpToMaxAge "seconds"
ospfVirtIfHelloInterval ospfVirtIfEntry.5 rc HelloRange "seconds"
ospfVirtIfRtrDeadInterval ospfVirtIfEntry.6 rc PositiveInteger(0..2147483647) "seconds"
ospfVirtIfState ospfVirtIfEntry.7 ro INTEGER{down=1 pointToPoint=4}
ospfVirtIfEvents ospfVirtIfEntry.8 ro Counter32
ospfVirtIfAuthKey ospfVirtIfEntry.9 rc OCTET STRING(0..256)
ospfVirtIfStatus ospfVirtIfEntry.10 rc RowStatus
ospfVirtIfAuthType ospfVirtIfEntry.11 rc OspfAuthenticationType
ospfVirtIfLsaCount ospfVirtIfEntry.12 ro Gauge32
ospfVirtIfLsaCksumSum ospfVirtIfEntry.13 ro Unsigned32
ospfNbrTable ospf.10 table
ospfNbrEntry ospfNbrTable.1 entry ospfNbrIpAddr ospfNbrAddressLessIndex
ospfNbrIpAddr ospfNbrEntry.1 ro IpAddress
ospfNbrAddressLessIndex ospfNbrEntry.2 ro InterfaceIndexOrZero
ospfNbrRtrId ospfNbrEntry.3 ro RouterID
ospfNbrOptions ospfNbrEntry.4 ro Integer32
ospfNbrPriority ospfNbrEntry.5 rc DesignatedRouterPriority
ospfNbrState ospfNbrEntry.6 ro INTEGER{down=1 attempt=2 init=3 twoWay=4 exchangeStart=5 exchange=6 loading=7 full=8}
ospfNbrEvents ospfNbrEntry.7 ro Counter32
ospfNbrLsRetransQLen ospfNbrEntry.8 ro Gauge32
ospfNbmaNbrStatus ospfNbrEntry.9 rc RowStatus
ospfNbmaNbrPermanence ospfNbrEntry.10 ro INTEGER{dynamic=1 permanent=2}
ospfNbrHelloSuppressed ospfNbrEntry.11 ro TruthValue
ospfNbrRestartHelperStatus ospfNbrEntry.12 ro INTEGER{notHelping=1 helping=2}
ospfNbrRestartHelperAge ospfNbrEntry.13 ro Unsigned32 "seconds"
ospfNbrRestartHelperExitReason ospfNbrEntry.14 ro INTEGER{none=1 inProgress=2 completed=3 timedOut=4
  topologyChanged=5}
ospfVirtNbrTable ospf.11 table
ospfVirtNbrEntry ospfVirtNbrTable.1 entry ospfVirtNbrArea ospfVirtNbrRtrId
ospfVirtNbrArea ospfVirtNbrEntry.1 ro AreaID
ospfVirtNbrRtrId ospfVirtNbrEntry.2 ro RouterID
ospfVirtNbrIpAddr ospfVirtNbrEntry.3 ro IpAddress
ospfVirtNbrOptions ospfVirtNbrEntry.4 ro Integer32
ospfVirtNbrState ospfVirtNbrEntry.5 ro INTEGER{down=1 attempt=2 init=3 twoWay=4 exchangeStart=5 exchange=6 loading=7
  full=8}
ospfVirtNbrEvents ospfVirtNbrEntry.6 ro Counter32
ospfVirtNbrLsRetransQLen ospfVirtNbrEntry.7 ro Gauge32
ospfVirtNbrHelloSuppressed ospfVirtNbrEntry.8 ro TruthValue
ospfVirtNbrRestartHelperStatus ospfVirtNbrEntry.9 ro INTEGER{notHelping=1 helping=2}
ospfVirtNbrRestartHelperAge ospfVirtNbrEntry.10 ro Unsigned32 "seconds"
ospfVirtNbrRestartHelperExitReason ospfVirtNbrEntry.11 ro INTEGER{none=1 inProgress=2 completed=3 timedOut=4
  topologyChanged=5}
ospfExtLsdbTable ospf.12 table
ospfExtLsdbEntry ospfExtLsdbTable.1 entry ospfExtLsdbType ospfExtLsdbLsid ospfExtLsdbRouterId
ospfExtLsdbType ospfExtLsdbEntry.1 ro INTEGER{asExternalLink=5}
ospfExtLsdbLsid ospfExtLsdbEntry.2 ro IpAddress
ospfExtLsdbRouterId ospfExtLsdbEntry.3 ro RouterID
ospfExtLsdbSequence ospfExtLsdbEntry.4 ro Integer32
ospfExtLsdbAge ospfExtLsdbEntry.5 ro Integer32 "seconds"
ospfExtLsdbChecksum ospfExtLsdbEntry.6 ro Integer32
ospfExtLsdbAdvertisement ospfExtLsdbEntry.7 ro OCTET STRING(36) hex
ospfRouteGroup ospf.13
ospfIntraArea ospfRouteGroup.1
ospfInterArea ospfRouteGroup.2
ospfExternalType1 ospfRouteGroup.3
ospfExternalType2 ospfRouteGroup.4
ospfAreaAggregateTable ospf.14 table
ospfAreaAggregateEntry ospfAreaAggregateTable.1 entry ospfAreaAggregateAreaID ospfAreaAggregateLsdbType
  ospfAreaAggregateNet ospfAreaAggregateMask
ospfAreaAggregateAreaID ospfAreaAggregateEntry.1 ro AreaID
ospfAreaAggregateLsdbType ospfAreaAggregateEntry.2 ro INTEGER{summaryLink=3 nssaExternalLink=7}
ospfAreaAggregateNet ospfAreaAggregateEntry.3 ro IpAddress
ospfAreaAggregateMask ospfAreaAggregateEntry.4 ro IpAddress
ospfAreaAggregateStatus ospfAreaAggregateEntry.5 rc RowStatus
ospfAreaAggregateEffect ospfAreaAggregateEntry.6 rc INTEGER{advertiseMatching=1 doNotAdvertiseMatching=2}
ospfAreaAggregateExtRouteTag ospfAreaAggregateEntry.7 rc Unsigned32
ospfLocalLsdbTable ospf.17 table
ospfLocalLsdbEntry ospfLocalLsdbTable.1 entry ospfLocalLsdbIpAddress ospfLocalLsdbAddressLessIf ospfLocalLsdbType
  ospfLocalLsdbLsid ospfLocalLsdbRouterId
ospfLocalLsdbIpAddress ospfLocalLsdbEntry.1 na IpAddress
ospfLocalLsdbAddressLessIf ospfLocalLsdbEntry.2 na InterfaceIndexOrZero
ospfLocalLsdbType ospfLocalLsdbEntry.3 na INTEGER{localOpaqueLink=9}
ospfLocalLsdbLsid ospfLocalLsdbEntry.4 na IpAddress
ospfLocalLsdbRouterId ospfLocalLsdbEntry.5 na RouterID
ospfLocalLsdbSequence ospfLocalLsdbEntry.6 ro Integer32
ospfLocalLsdbAge ospfLocalLsdbEntry.7 ro Integer32 "seconds"
ospfLocalLsdbChecksum ospfLocalLsdbEntry.8 ro Integer32
ospfLocalLsdbAdvertisement ospfLocalLsdbEntry.9 ro OCTET STRING(1..65535) hex
ospfVirtLocalLsdbTable ospf.18 table
ospfVirtLocalLsdbEntry ospfVirtLocalLsdbTable.1 entry ospfVirtLocalLsdbTransitArea ospfVirtLocalLsdbNeighbor
  ospfVirtLocalLsdbType ospfVirtLocalLsdbLsid ospfVirtLocalLsdbRouterId
ospfVirtLocalLsdbTransitArea ospfVirtLocalLsdbEntry.1 na AreaID
ospfVirtLocalLsdbNeighbor ospfVirtLocalLsdbEntry.2 na RouterID
ospfVirtLocalLsdbType ospfVirtLocalLsdbEntry.3 na INTEGER{localOpaqueLink=9}
ospfVirtLocalLsdbLsid ospfVirtLocalLsdbEntry.4 na IpAddress
ospfVirtLocalLsdbRouterId ospfVirtLocalLsdbEntry.5 na RouterID
ospfVirtLocalLsdbSequence ospfVirtLocalLsdbEntry.6 ro Integer32
ospfVirtLocalLsdbAge ospfVirtLocalLsdbEntry.7 ro Integer32 "seconds"
ospfVirtLocalLsdbChecksum ospfVirtLocalLsdbEntry.8 ro Integer32
ospfVirtLocalLsdbAdvertisement ospfVirtLocalLsdbEntry.9 ro OCTET STRING(1..65535) hex
ospfAsLsdbTable ospf.19 table
ospfAsLsdbEntry ospfAsLsdbTable.1 entry ospfAsLsdbType ospfAsLsdbLsid ospfAsLsdbRouterId
ospfAsLsdbType ospfAsLsdbEntry.1 na INTEGER{asExternalLink=5 asOpaqueLink=11}
ospfAsLsdbLsid ospfAsLsdbEntry.2 na IpAddress
ospfAsLsdbRouterId ospfAsLsdbEntry.3 na RouterID
ospfAsLsdbSequence ospfAsLsdbEntry.4 ro Integer32
ospfAsLsdbAge ospfAsLsdbEntry.5 ro Integer32 "seconds"
ospfAsLsdbChecksum ospfAsLsdbEntry.6 ro Integer32
ospfAsLsdbAdvertisement ospfAsLsdbEntry.7 ro OCTET STRING(1..65535) hex
ospfAreaLsaCountTable ospf.20 table
ospfAreaLsaCountEntry ospfAreaLsaCountTable.1 entry ospfAreaLsaCountAreaId ospfAreaLsaCountLsaType
ospfAreaLsaCountAreaId ospfAreaLsaCountEntry.1 na AreaID
ospfAreaLsaCountLsaType ospfAreaLsaCountEntry.2 na INTEGER{routerLink=1 networkLink=2 summaryLink=3 asSummaryLink=4
  multicastLink=6 nssaExternalLink=7 areaOpaqueLink=10}
ospfAreaLsaCountNumber ospfAreaLsaCountEntry.3 ro Gauge32
`;
