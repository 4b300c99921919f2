/** NET-SNMP-TC of the net-snmp agent. The form is that of `read-facts.ts`. */
export const netSnmpTc = `
hpux9 netSnmpAgentOIDs.1
sunos4 netSnmpAgentOIDs.2
solaris netSnmpAgentOIDs.3
osf netSnmpAgentOIDs.4
ultrix netSnmpAgentOIDs.5
hpux10 netSnmpAgentOIDs.6
netbsd netSnmpAgentOIDs.7
freebsd netSnmpAgentOIDs.8
irix netSnmpAgentOIDs.9
linux netSnmpAgentOIDs.10
bsdi netSnmpAgentOIDs.11
openbsd netSnmpAgentOIDs.12
win32 netSnmpAgentOIDs.13
hpux11 netSnmpAgentOIDs.14
aix netSnmpAgentOIDs.15
macosx netSnmpAgentOIDs.16
dragonfly netSnmpAgentOIDs.17
unknown netSnmpAgentOIDs.255
`;
