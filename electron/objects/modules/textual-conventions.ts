/** Textual conventions of the built-in modules (RFC 2579 and theirs). The form is that of `read-facts.ts`. */
export const textualConventions = `
AreaID IpAddress
AutonomousType OBJECT IDENTIFIER
BigMetric Integer32(0..16777215) 'd-0'
BridgeId OCTET STRING(8) hex
CounterBasedGauge64 Counter64
DateAndTime OCTET STRING(8|11) date '2d-1d-1d,1d:1d:1d.1d,1a1d:1d'
DesignatedRouterPriority Integer32(0..255) 'd-0'
DisplayString OCTET STRING(0..255) text '255a'
EnabledStatus INTEGER{enabled=1 disabled=2}
EntitySensorDataScale INTEGER{yocto=1 zepto=2 atto=3 femto=4 pico=5 nano=6 micro=7 milli=8 units=9 kilo=10 mega=11
  giga=12 tera=13 exa=14 peta=15 zetta=16 yotta=17}
EntitySensorDataType INTEGER{other=1 unknown=2 voltsAC=3 voltsDC=4 amperes=5 watts=6 hertz=7 celsius=8 percentRH=9
  rpm=10 cmm=11 truthvalue=12}
EntitySensorPrecision Integer32(-8..9)
EntitySensorStatus INTEGER{ok=1 unavailable=2 nonoperational=3}
EntitySensorValue Integer32(-1000000000..1000000000)
EntryStatus INTEGER{valid=1 createRequest=2 underCreation=3 invalid=4}
FailureReason INTEGER{sampleOverrun=-6 badType=-5 noResponse=-4 destinationUnreachable=-3 badDestination=-2
  localResourceLack=-1 noError=0 tooBig=1 noSuchName=2 badValue=3 readOnly=4 genErr=5 noAccess=6 wrongType=7
  wrongLength=8 wrongEncoding=9 wrongValue=10 noCreation=11 inconsistentValue=12 resourceUnavailable=13 commitFailed=14
  undoFailed=15 authorizationError=16 notWritable=17 inconsistentName=18}
HelloRange Integer32(1..65535) 'd-0'
InetAddress OCTET STRING(0..255) inet
InetAddressPrefixLength Unsigned32(0..2040) 'd'
InetAddressType INTEGER{unknown=0 ipv4=1 ipv6=2 ipv4z=3 ipv6z=4 dns=16}
InetAutonomousSystemNumber Unsigned32 'd'
InetPortNumber Unsigned32(0..65535) 'd'
InetVersion INTEGER{unknown=0 ipv4=1 ipv6=2}
InetZoneIndex Unsigned32 'd'
InterfaceIndex Integer32(1..2147483647) 'd'
InterfaceIndexOrZero Integer32(0..2147483647) 'd'
InternationalDisplayString OCTET STRING text
IpAddressOriginTC INTEGER{other=1 manual=2 dhcp=4 linklayer=5 random=6}
IpAddressPrefixOriginTC INTEGER{other=1 manual=2 wellknown=3 dhcp=4 routeradv=5}
IpAddressStatusTC INTEGER{preferred=1 deprecated=2 invalid=3 inaccessible=4 unknown=5 tentative=6 duplicate=7
  optimistic=8}
Ipv6AddressIfIdentifierTC OCTET STRING(0..8) '2x:'
KBytes Integer32(0..2147483647)
KeyChange OCTET STRING hex
LldpChassisId OCTET STRING(1..255)
LldpChassisIdSubtype INTEGER{chassisComponent=1 interfaceAlias=2 portComponent=3 macAddress=4 networkAddress=5
  interfaceName=6 local=7}
LldpManAddrIfSubtype INTEGER{unknown=1 ifIndex=2 systemPortNumber=3}
LldpManAddress OCTET STRING(1..31) inet
LldpPortId OCTET STRING(1..255)
LldpPortIdSubtype INTEGER{interfaceAlias=1 portComponent=2 macAddress=3 networkAddress=4 interfaceName=5
  agentCircuitId=6 local=7}
LldpPortList OCTET STRING(0..512) hex
LldpPortNumber Integer32(1..4096) 'd'
LldpSystemCapabilitiesMap BITS{other=0 repeater=1 bridge=2 wlanAccessPoint=3 router=4 telephone=5
  docsisCableDevice=6 stationOnly=7}
MacAddress OCTET STRING(6) hex '1x:'
Metric Integer32(0..65535) 'd-0'
NetsnmpCacheStatus INTEGER{enabled=1 disabled=2 empty=3 cached=4 expired=5}
NonNegativeInteger Integer32(0..2147483647) 'd'
OspfAuthenticationType INTEGER{none=0 simplePassword=1 md5=2}
OwnerString OCTET STRING(0..255) text '255a'
PhysAddress OCTET STRING hex '1x:'
PhysicalIndex Integer32(1..2147483647) 'd'
PhysicalIndexOrZero Integer32(0..2147483647) 'd'
PortList OCTET STRING hex
PositiveInteger Integer32(1..2147483647) 'd'
PresentOnOff INTEGER{other=1 on=3 off=4 notPresent=5}
ProductID OBJECT IDENTIFIER
RouterID IpAddress
RowPointer OBJECT IDENTIFIER
RowStatus INTEGER{active=1 notInService=2 notReady=3 createAndGo=4 createAndWait=5 destroy=6}
SnmpAdminString OCTET STRING(0..255) text '255t'
SnmpEngineID OCTET STRING(5..32) hex
SnmpEngineIdOrNone OCTET STRING(0..32) hex
SnmpMessageProcessingModel INTEGER(0..2147483647)
SnmpSecurityLevel INTEGER{noAuthNoPriv=1 authNoPriv=2 authPriv=3}
SnmpSecurityModel INTEGER(0..2147483647)
SnmpTagList OCTET STRING(0..255) text '255t'
SnmpTagValue OCTET STRING(0..255) text '255t'
Status INTEGER{enabled=1 disabled=2}
StorageType INTEGER{other=1 volatile=2 nonVolatile=3 permanent=4 readOnly=5}
TAddress OCTET STRING(1..255) hex
TDomain OBJECT IDENTIFIER
TOSType Integer32(0..30) 'd-0'
TestAndIncr INTEGER(0..2147483647)
TimeFilter TimeTicks
TimeInterval INTEGER(0..2147483647)
TimeStamp TimeTicks
Timeout Integer32 'd'
TruthValue INTEGER{true=1 false=2}
UCDErrorFix INTEGER{noError=0 runFix=1}
UCDErrorFlag INTEGER{noError=0 error=1}
UUIDorZero OCTET STRING(0|16) '4x-2x-2x-1x1x-6x'
UpToMaxAge Integer32(0..3600) 'd-0'
VlanId Integer32(1..4094) 'd'
VlanIndex Unsigned32 'd'
VrId Integer32(1..255)
ZeroBasedCounter32 Gauge32
`;
