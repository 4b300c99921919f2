/** TRANSPORT-ADDRESS-MIB (RFC 3419). The form is that of `read-facts.ts`. */
export const transportAddressMib = `
transportAddressMIB mib-2.100
transportDomains transportAddressMIB.1
transportDomainUdpIpv4 transportDomains.1
transportDomainUdpIpv6 transportDomains.2
transportDomainUdpIpv4z transportDomains.3
transportDomainUdpIpv6z transportDomains.4
transportDomainTcpIpv4 transportDomains.5
transportDomainTcpIpv6 transportDomains.6
transportDomainTcpIpv4z transportDomains.7
transportDomainTcpIpv6z transportDomains.8
transportDomainSctpIpv4 transportDomains.9
transportDomainSctpIpv6 transportDomains.10
transportDomainSctpIpv4z transportDomains.11
transportDomainSctpIpv6z transportDomains.12
transportDomainLocal transportDomains.13
transportDomainUdpDns transportDomains.14
transportDomainTcpDns transportDomains.15
transportDomainSctpDns transportDomains.16
`;
