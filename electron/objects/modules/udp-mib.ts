/** UDP-MIB (RFC 4113). The form is that of `read-facts.ts`. */
export const udpMib = `
udpMIB mib-2.50
udp mib-2.7
udpInDatagrams udp.1 ro Counter32
udpNoPorts udp.2 ro Counter32
udpInErrors udp.3 ro Counter32
udpOutDatagrams udp.4 ro Counter32
udpHCInDatagrams udp.8 ro Counter64
udpHCOutDatagrams udp.9 ro Counter64
udpEndpointTable udp.7 table
udpEndpointEntry udpEndpointTable.1 entry udpEndpointLocalAddressType udpEndpointLocalAddress udpEndpointLocalPort
  udpEndpointRemoteAddressType udpEndpointRemoteAddress udpEndpointRemotePort udpEndpointInstance
udpEndpointLocalAddressType udpEndpointEntry.1 na InetAddressType
udpEndpointLocalAddress udpEndpointEntry.2 na InetAddress
udpEndpointLocalPort udpEndpointEntry.3 na InetPortNumber
udpEndpointRemoteAddressType udpEndpointEntry.4 na InetAddressType
udpEndpointRemoteAddress udpEndpointEntry.5 na InetAddress
udpEndpointRemotePort udpEndpointEntry.6 na InetPortNumber
udpEndpointInstance udpEndpointEntry.7 na Unsigned32(1..4294967295)
udpEndpointProcess udpEndpointEntry.8 ro Unsigned32
udpTable udp.5 table
udpEntry udpTable.1 entry udpLocalAddress udpLocalPort
udpLocalAddress udpEntry.1 ro IpAddress
udpLocalPort udpEntry.2 ro Integer32(0..65535)
`;
