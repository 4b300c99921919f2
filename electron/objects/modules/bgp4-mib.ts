/** BGP4-MIB (RFC 4273). The form is that of `read-facts.ts`. */
export const bgp4Mib = `
bgp mib-2.15
bgpNotification bgp.0
bgpVersion bgp.1 ro OCTET STRING(1..255) hex
bgpLocalAs bgp.2 ro Integer32(0..65535)
bgpPeerTable bgp.3 table
bgpPeerEntry bgpPeerTable.1 entry bgpPeerRemoteAddr
bgpPeerIdentifier bgpPeerEntry.1 ro IpAddress
bgpPeerState bgpPeerEntry.2 ro INTEGER{idle=1 connect=2 active=3 opensent=4 openconfirm=5 established=6}
bgpPeerAdminStatus bgpPeerEntry.3 rw INTEGER{stop=1 start=2}
bgpPeerNegotiatedVersion bgpPeerEntry.4 ro Integer32
bgpPeerLocalAddr bgpPeerEntry.5 ro IpAddress
bgpPeerLocalPort bgpPeerEntry.6 ro Integer32(0..65535)
bgpPeerRemoteAddr bgpPeerEntry.7 ro IpAddress
bgpPeerRemotePort bgpPeerEntry.8 ro Integer32(0..65535)
bgpPeerRemoteAs bgpPeerEntry.9 ro Integer32(0..65535)
bgpPeerInUpdates bgpPeerEntry.10 ro Counter32
bgpPeerOutUpdates bgpPeerEntry.11 ro Counter32
bgpPeerInTotalMessages bgpPeerEntry.12 ro Counter32
bgpPeerOutTotalMessages bgpPeerEntry.13 ro Counter32
bgpPeerLastError bgpPeerEntry.14 ro OCTET STRING(2) hex
bgpPeerFsmEstablishedTransitions bgpPeerEntry.15 ro Counter32
bgpPeerFsmEstablishedTime bgpPeerEntry.16 ro Gauge32 "seconds"
bgpPeerConnectRetryInterval bgpPeerEntry.17 rw Integer32(1..65535) "seconds"
bgpPeerHoldTime bgpPeerEntry.18 ro Integer32(0|3..65535) "seconds"
bgpPeerKeepAlive bgpPeerEntry.19 ro Integer32(0..21845) "seconds"
bgpPeerHoldTimeConfigured bgpPeerEntry.20 rw Integer32(0|3..65535) "seconds"
bgpPeerKeepAliveConfigured bgpPeerEntry.21 rw Integer32(0..21845) "seconds"
bgpPeerMinASOriginationInterval bgpPeerEntry.22 rw Integer32(1..65535) "seconds"
bgpPeerMinRouteAdvertisementInterval bgpPeerEntry.23 rw Integer32(1..65535) "seconds"
bgpPeerInUpdateElapsedTime bgpPeerEntry.24 ro Gauge32 "seconds"
bgpIdentifier bgp.4 ro IpAddress
bgpRcvdPathAttrTable bgp.5 table
bgpPathAttrEntry bgpRcvdPathAttrTable.1 entry bgpPathAttrDestNetwork bgpPathAttrPeer
bgpPathAttrPeer bgpPathAttrEntry.1 ro IpAddress
bgpPathAttrDestNetwork bgpPathAttrEntry.2 ro IpAddress
bgpPathAttrOrigin bgpPathAttrEntry.3 ro INTEGER{igp=1 egp=2 incomplete=3}
bgpPathAttrASPath bgpPathAttrEntry.4 ro OCTET STRING(2..255) hex
bgpPathAttrNextHop bgpPathAttrEntry.5 ro IpAddress
bgpPathAttrInterASMetric bgpPathAttrEntry.6 ro Integer32
bgp4PathAttrTable bgp.6 table
bgp4PathAttrEntry bgp4PathAttrTable.1 entry bgp4PathAttrIpAddrPrefix bgp4PathAttrIpAddrPrefixLen bgp4PathAttrPeer
bgp4PathAttrPeer bgp4PathAttrEntry.1 ro IpAddress
bgp4PathAttrIpAddrPrefixLen bgp4PathAttrEntry.2 ro Integer32(0..32)
bgp4PathAttrIpAddrPrefix bgp4PathAttrEntry.3 ro IpAddress
bgp4PathAttrOrigin bgp4PathAttrEntry.4 ro INTEGER{igp=1 egp=2 incomplete=3}
bgp4PathAttrASPathSegment bgp4PathAttrEntry.5 ro OCTET STRING(2..255) hex
bgp4PathAttrNextHop bgp4PathAttrEntry.6 ro IpAddress
bgp4PathAttrMultiExitDisc bgp4PathAttrEntry.7 ro Integer32(-1..2147483647)
bgp4PathAttrLocalPref bgp4PathAttrEntry.8 ro Integer32(-1..2147483647)
bgp4PathAttrAtomicAggregate bgp4PathAttrEntry.9 ro INTEGER{lessSpecificRouteNotSelected=1 lessSpecificRouteSelected=2}
bgp4PathAttrAggregatorAS bgp4PathAttrEntry.10 ro Integer32(0..65535)
bgp4PathAttrAggregatorAddr bgp4PathAttrEntry.11 ro IpAddress
bgp4PathAttrCalcLocalPref bgp4PathAttrEntry.12 ro Integer32(-1..2147483647)
bgp4PathAttrBest bgp4PathAttrEntry.13 ro INTEGER{false=1 true=2}
bgp4PathAttrUnknown bgp4PathAttrEntry.14 ro OCTET STRING(0..255) hex
bgpTraps bgp.7
bgpEstablishedNotification bgpNotification.1 notification bgpPeerRemoteAddr bgpPeerLastError bgpPeerState
bgpBackwardTransNotification bgpNotification.2 notification bgpPeerRemoteAddr bgpPeerLastError bgpPeerState
bgpEstablished bgpTraps.1 notification bgpPeerLastError bgpPeerState
bgpBackwardTransition bgpTraps.2 notification bgpPeerLastError bgpPeerState
`;
