/**
 * libpcap filter for what a DHCP client has to see: DHCP in both directions, and ARP, because a server asks for the holder of
 * an address before it answers a unicast request. `vlan` moves every offset behind it, hence comes last and repeats the rest.
 */
export const dhcpFrameFilter =
  'arp or (udp and (port 67 or port 68)) or (vlan and (arp or (udp and (port 67 or port 68))))';
