/** RFC1213-MIB (RFC 1213). The form is that of `read-facts.ts`. */
export const rfc1213Mib = `
at mib-2.3
atTable at.1 table
atEntry atTable.1 entry atIfIndex atNetAddress
atIfIndex atEntry.1 rw INTEGER
atPhysAddress atEntry.2 rw PhysAddress
atNetAddress atEntry.3 rw NetworkAddress
ipRouteTable ip.21 table
ipRouteEntry ipRouteTable.1 entry ipRouteDest
ipRouteDest ipRouteEntry.1 rw IpAddress
ipRouteIfIndex ipRouteEntry.2 rw INTEGER
ipRouteMetric1 ipRouteEntry.3 rw INTEGER
ipRouteMetric2 ipRouteEntry.4 rw INTEGER
ipRouteMetric3 ipRouteEntry.5 rw INTEGER
ipRouteMetric4 ipRouteEntry.6 rw INTEGER
ipRouteNextHop ipRouteEntry.7 rw IpAddress
ipRouteType ipRouteEntry.8 rw INTEGER{other=1 invalid=2 direct=3 indirect=4}
ipRouteProto ipRouteEntry.9 ro INTEGER{other=1 local=2 netmgmt=3 icmp=4 egp=5 ggp=6 hello=7 rip=8 is-is=9 es-is=10
  ciscoIgrp=11 bbnSpfIgp=12 ospf=13 bgp=14}
ipRouteAge ipRouteEntry.10 rw INTEGER
ipRouteMask ipRouteEntry.11 rw IpAddress
ipRouteMetric5 ipRouteEntry.12 rw INTEGER
ipRouteInfo ipRouteEntry.13 ro OBJECT IDENTIFIER
egp mib-2.8
egpInMsgs egp.1 ro Counter32
egpInErrors egp.2 ro Counter32
egpOutMsgs egp.3 ro Counter32
egpOutErrors egp.4 ro Counter32
egpNeighTable egp.5 table
egpNeighEntry egpNeighTable.1 entry egpNeighAddr
egpNeighState egpNeighEntry.1 ro INTEGER{idle=1 acquisition=2 down=3 up=4 cease=5}
egpNeighAddr egpNeighEntry.2 ro IpAddress
egpNeighAs egpNeighEntry.3 ro INTEGER
egpNeighborLoss snmpTraps.6 notification egpNeighAddr
`;
