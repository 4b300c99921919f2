/** IP-FORWARD-MIB (RFC 4292). The form is that of `read-facts.ts`. */
export const ipForwardMib = `
ipForward ip.24
inetCidrRouteNumber ipForward.6 ro Gauge32
inetCidrRouteDiscards ipForward.8 ro Counter32
inetCidrRouteTable ipForward.7 table
inetCidrRouteEntry inetCidrRouteTable.1 entry inetCidrRouteDestType inetCidrRouteDest inetCidrRoutePfxLen
  inetCidrRoutePolicy inetCidrRouteNextHopType inetCidrRouteNextHop
inetCidrRouteDestType inetCidrRouteEntry.1 na InetAddressType
inetCidrRouteDest inetCidrRouteEntry.2 na InetAddress
inetCidrRoutePfxLen inetCidrRouteEntry.3 na InetAddressPrefixLength
inetCidrRoutePolicy inetCidrRouteEntry.4 na OBJECT IDENTIFIER
inetCidrRouteNextHopType inetCidrRouteEntry.5 na InetAddressType
inetCidrRouteNextHop inetCidrRouteEntry.6 na InetAddress
inetCidrRouteIfIndex inetCidrRouteEntry.7 rc InterfaceIndexOrZero
inetCidrRouteType inetCidrRouteEntry.8 rc INTEGER{other=1 reject=2 local=3 remote=4 blackhole=5}
inetCidrRouteProto inetCidrRouteEntry.9 ro IANAipRouteProtocol
inetCidrRouteAge inetCidrRouteEntry.10 ro Gauge32
inetCidrRouteNextHopAS inetCidrRouteEntry.11 rc InetAutonomousSystemNumber
inetCidrRouteMetric1 inetCidrRouteEntry.12 rc Integer32
inetCidrRouteMetric2 inetCidrRouteEntry.13 rc Integer32
inetCidrRouteMetric3 inetCidrRouteEntry.14 rc Integer32
inetCidrRouteMetric4 inetCidrRouteEntry.15 rc Integer32
inetCidrRouteMetric5 inetCidrRouteEntry.16 rc Integer32
inetCidrRouteStatus inetCidrRouteEntry.17 rc RowStatus
ipCidrRouteNumber ipForward.3 ro Gauge32
ipCidrRouteTable ipForward.4 table
ipCidrRouteEntry ipCidrRouteTable.1 entry ipCidrRouteDest ipCidrRouteMask ipCidrRouteTos ipCidrRouteNextHop
ipCidrRouteDest ipCidrRouteEntry.1 ro IpAddress
ipCidrRouteMask ipCidrRouteEntry.2 ro IpAddress
ipCidrRouteTos ipCidrRouteEntry.3 ro Integer32(0..2147483647)
ipCidrRouteNextHop ipCidrRouteEntry.4 ro IpAddress
ipCidrRouteIfIndex ipCidrRouteEntry.5 rc Integer32
ipCidrRouteType ipCidrRouteEntry.6 rc INTEGER{other=1 reject=2 local=3 remote=4}
ipCidrRouteProto ipCidrRouteEntry.7 ro INTEGER{other=1 local=2 netmgmt=3 icmp=4 egp=5 ggp=6 hello=7 rip=8 isIs=9
  esIs=10 ciscoIgrp=11 bbnSpfIgp=12 ospf=13 bgp=14 idpr=15 ciscoEigrp=16}
ipCidrRouteAge ipCidrRouteEntry.8 ro Integer32
ipCidrRouteInfo ipCidrRouteEntry.9 rc OBJECT IDENTIFIER
ipCidrRouteNextHopAS ipCidrRouteEntry.10 rc Integer32
ipCidrRouteMetric1 ipCidrRouteEntry.11 rc Integer32
ipCidrRouteMetric2 ipCidrRouteEntry.12 rc Integer32
ipCidrRouteMetric3 ipCidrRouteEntry.13 rc Integer32
ipCidrRouteMetric4 ipCidrRouteEntry.14 rc Integer32
ipCidrRouteMetric5 ipCidrRouteEntry.15 rc Integer32
ipCidrRouteStatus ipCidrRouteEntry.16 rc RowStatus
ipForwardNumber ipForward.1 ro Gauge32
ipForwardTable ipForward.2 table
ipForwardEntry ipForwardTable.1 entry ipForwardDest ipForwardProto ipForwardPolicy ipForwardNextHop
ipForwardDest ipForwardEntry.1 ro IpAddress
ipForwardMask ipForwardEntry.2 rc IpAddress
ipForwardPolicy ipForwardEntry.3 ro Integer32(0..2147483647)
ipForwardNextHop ipForwardEntry.4 ro IpAddress
ipForwardIfIndex ipForwardEntry.5 rc Integer32
ipForwardType ipForwardEntry.6 rc INTEGER{other=1 invalid=2 local=3 remote=4}
ipForwardProto ipForwardEntry.7 ro INTEGER{other=1 local=2 netmgmt=3 icmp=4 egp=5 ggp=6 hello=7 rip=8 is-is=9
  es-is=10 ciscoIgrp=11 bbnSpfIgp=12 ospf=13 bgp=14 idpr=15}
ipForwardAge ipForwardEntry.8 ro Integer32
ipForwardInfo ipForwardEntry.9 rc OBJECT IDENTIFIER
ipForwardNextHopAS ipForwardEntry.10 rc Integer32
ipForwardMetric1 ipForwardEntry.11 rc Integer32
ipForwardMetric2 ipForwardEntry.12 rc Integer32
ipForwardMetric3 ipForwardEntry.13 rc Integer32
ipForwardMetric4 ipForwardEntry.14 rc Integer32
ipForwardMetric5 ipForwardEntry.15 rc Integer32
`;
