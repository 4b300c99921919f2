/** VRRP-MIB (RFC 2787). The form is that of `read-facts.ts`. */
export const vrrpMib = `
vrrpMIB mib-2.68
vrrpNotifications vrrpMIB.0
vrrpOperations vrrpMIB.1
vrrpNodeVersion vrrpOperations.1 ro Integer32
vrrpNotificationCntl vrrpOperations.2 rw INTEGER{enabled=1 disabled=2}
vrrpOperTable vrrpOperations.3 table
vrrpOperEntry vrrpOperTable.1 entry ifIndex vrrpOperVrId
vrrpOperVrId vrrpOperEntry.1 na VrId
vrrpOperVirtualMacAddr vrrpOperEntry.2 ro MacAddress
vrrpOperState vrrpOperEntry.3 ro INTEGER{initialize=1 backup=2 master=3}
vrrpOperAdminState vrrpOperEntry.4 rc INTEGER{up=1 down=2}
vrrpOperPriority vrrpOperEntry.5 rc Integer32(0..255)
vrrpOperIpAddrCount vrrpOperEntry.6 ro Integer32(0..255)
vrrpOperMasterIpAddr vrrpOperEntry.7 ro IpAddress
vrrpOperPrimaryIpAddr vrrpOperEntry.8 rc IpAddress
vrrpOperAuthType vrrpOperEntry.9 rc INTEGER{noAuthentication=1 simpleTextPassword=2 ipAuthenticationHeader=3}
vrrpOperAuthKey vrrpOperEntry.10 rc OCTET STRING(0..16)
vrrpOperAdvertisementInterval vrrpOperEntry.11 rc Integer32(1..255) "seconds"
vrrpOperPreemptMode vrrpOperEntry.12 rc TruthValue
vrrpOperVirtualRouterUpTime vrrpOperEntry.13 ro TimeStamp
vrrpOperProtocol vrrpOperEntry.14 rc INTEGER{ip=1 bridge=2 decnet=3 other=4}
vrrpOperRowStatus vrrpOperEntry.15 rc RowStatus
vrrpAssoIpAddrTable vrrpOperations.4 table
vrrpAssoIpAddrEntry vrrpAssoIpAddrTable.1 entry ifIndex vrrpOperVrId vrrpAssoIpAddr
vrrpAssoIpAddr vrrpAssoIpAddrEntry.1 na IpAddress
vrrpAssoIpAddrRowStatus vrrpAssoIpAddrEntry.2 rc RowStatus
vrrpTrapPacketSrc vrrpOperations.5 na IpAddress
vrrpTrapAuthErrorType vrrpOperations.6 na INTEGER{invalidAuthType=1 authTypeMismatch=2 authFailure=3}
vrrpStatistics vrrpMIB.2
vrrpRouterChecksumErrors vrrpStatistics.1 ro Counter32
vrrpRouterVersionErrors vrrpStatistics.2 ro Counter32
vrrpRouterVrIdErrors vrrpStatistics.3 ro Counter32
vrrpRouterStatsTable vrrpStatistics.4 table
vrrpRouterStatsEntry vrrpRouterStatsTable.1 augments vrrpOperEntry
vrrpStatsBecomeMaster vrrpRouterStatsEntry.1 ro Counter32
vrrpStatsAdvertiseRcvd vrrpRouterStatsEntry.2 ro Counter32
vrrpStatsAdvertiseIntervalErrors vrrpRouterStatsEntry.3 ro Counter32
vrrpStatsAuthFailures vrrpRouterStatsEntry.4 ro Counter32
vrrpStatsIpTtlErrors vrrpRouterStatsEntry.5 ro Counter32
vrrpStatsPriorityZeroPktsRcvd vrrpRouterStatsEntry.6 ro Counter32
vrrpStatsPriorityZeroPktsSent vrrpRouterStatsEntry.7 ro Counter32
vrrpStatsInvalidTypePktsRcvd vrrpRouterStatsEntry.8 ro Counter32
vrrpStatsAddressListErrors vrrpRouterStatsEntry.9 ro Counter32
vrrpStatsInvalidAuthType vrrpRouterStatsEntry.10 ro Counter32
vrrpStatsAuthTypeMismatch vrrpRouterStatsEntry.11 ro Counter32
vrrpStatsPacketLengthErrors vrrpRouterStatsEntry.12 ro Counter32
vrrpTrapNewMaster vrrpNotifications.1 notification vrrpOperMasterIpAddr
vrrpTrapAuthFailure vrrpNotifications.2 notification vrrpTrapPacketSrc vrrpTrapAuthErrorType
`;
