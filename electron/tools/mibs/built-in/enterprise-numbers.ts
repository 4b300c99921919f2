/** A vendor by its number below 1.3.6.1.4.1, as registered with IANA. */
export interface Enterprise {
  number: number;
  /** As its own MIBs call it, or as one would. */
  name: string;
  organization: string;
}

/** The vendors that people meet, one a line: number, name, organisation. */
const facts = `
2 ibm IBM
4 unix Unix
9 cisco Cisco Systems
11 hp Hewlett-Packard
15 xylogics Xylogics
18 wellfleet Bay Networks (Wellfleet)
23 novell Novell
33 xyplex Xyplex
36 dec Digital Equipment Corporation
42 sun Sun Microsystems
43 a3Com 3Com
45 synoptics Nortel (SynOptics)
52 cabletron Enterasys (Cabletron)
63 apple Apple
74 att AT&T
89 rnd Radware (RND)
94 nokia Nokia
99 snmpResearch SNMP Research
111 oracle Oracle
119 nec NEC
122 sony Sony
128 tektronix Tektronix
161 motorola Motorola
164 rad RAD Data Communications
166 shiva Shiva
171 dlink D-Link Systems
186 toshiba Toshiba
193 ericsson Ericsson
207 alliedTelesis Allied Telesis
211 fujitsu Fujitsu
224 lanOptics LanOptics
231 siemensNixdorf Siemens Nixdorf
232 compaq Compaq (HPE ProLiant)
236 samsung Samsung
244 lantronix Lantronix
248 hirschmann Hirschmann
253 xerox Xerox
259 accton Accton
272 bintec bintec elmeg
311 microsoft Microsoft
318 apc American Power Conversion (Schneider Electric)
332 digiBoard Digi International
343 intel Intel
351 stratacom StrataCom
353 atmForum ATM Forum
368 axis Axis Communications
388 symbol Symbol Technologies
429 usRobotics US Robotics
437 grandjunction Cisco (Grand Junction)
476 vertiv Liebert (Vertiv)
494 madge Madge Networks
529 ascend Ascend Communications
534 eaton Eaton (Powerware)
562 nortel Nortel
641 lexmark Lexmark International
664 adtran Adtran
674 dell Dell
705 merlinGerin MGE UPS Systems
789 netapp Network Appliance
850 tripplite Tripp Lite
868 transition Transition Networks
890 zyxel Zyxel Communications
930 centillion Centillion
935 ppc Phoenixtec (PPC)
1139 emc EMC
1182 yamaha Yamaha
1248 epson Seiko Epson
1271 ciena Ciena
1347 kyocera Kyocera
1588 bcsi Brocade Communications
1602 canon Canon
1872 alteon Alteon
1916 extreme Extreme Networks
1981 emcClariion EMC CLARiiON
1991 foundry Foundry Networks
2001 okiData Oki Data
2011 huawei Huawei
2021 ucdavis UC Davis (UCD-SNMP)
2281 ceragon Ceragon
2334 packeteer Packeteer
2356 lancom-systems LANCOM Systems
2385 sharp Sharp
2435 brother Brother
2544 adva Adtran (ADVA)
2606 rittal Rittal
2620 checkpoint Check Point Software
2636 juniperMIB Juniper Networks
2682 dpsInc DPS
2699 pwg Printer Working Group
3041 mitel Mitel
3076 altigaRoot Cisco (Altiga VPN 3000)
3097 watchguard WatchGuard Technologies
3181 microsens MICROSENS
3224 netscreen Juniper NetScreen
3375 f5 F5 Networks
3417 blueCoat Blue Coat Systems
3495 squid National Laboratory for Applied Network Research (Squid)
3582 lsi LSI Logic
3715 teleste Teleste
3808 cyberpower CyberPower Systems
3902 zte ZTE
3955 linksys Linksys
4329 siemens Siemens AG
4413 broadcom Broadcom
4491 cableLabs CableLabs
4526 netgear Netgear
4555 riello Riello UPS
4874 juniperUnisphere Juniper (Unisphere)
4881 ruijie Ruijie Networks
4998 arris ARRIS
5003 audioCodes AudioCodes
5528 netbotz NetBotz
5591 scteRoot SCTE
5597 meinberg Meinberg Funkuhren
5624 enterasys Enterasys Networks
5951 netScaler Citrix NetScaler
6027 force10 Dell Force10
6141 wwp Ciena (WWP)
6321 calixNetworks Calix
6486 alcatel Alcatel-Lucent Enterprise
6527 timetra Nokia (TiMetra)
6574 synology Synology
6876 vmware VMware
6889 avaya Avaya
7367 draytek DrayTek
7779 infoblox Infoblox
8072 netSnmp Net-SNMP
8164 starent Cisco (Starent)
8691 moxa Moxa
8741 sonicwall SonicWall
8744 colubris Colubris
8886 raisecom Raisecom
9148 acmePacket Acme Packet
9303 packetfront PacketFront
9694 arbor Arbor Networks
9839 carel Carel
10002 frogfoot Ubiquiti (Frogfoot)
10418 avocent Avocent
10704 phion Barracuda Networks (phion)
10876 supermicro Super Micro Computer
11256 stormshield Stormshield
11863 tplink TP-Link
12325 fokus FreeBSD
12356 fortinet Fortinet
12532 pulsesecure Pulse Secure
13742 raritan Raritan
14179 airespace Cisco (Airespace)
14525 trpzRootMib Trapeze Networks
14823 aruba Aruba Networks
14988 mikrotik MikroTik
15004 ruggedcom RuggedCom
15497 ironport Cisco IronPort
15983 meru Meru Networks
17163 rbt Riverbed
17373 packetlight ITWatchDogs
17713 cambium Cambium Networks
18248 papouch Papouch
18334 konicaMinoltaBusiness Konica Minolta Business Technologies
18928 areca Areca
19046 lenovo Lenovo
20916 roomAlert AVTECH
21067 sophos Sophos
21296 infinera Infinera
21317 aten ATEN International
22420 accedian Accedian Networks
22610 a10 A10 Networks
22736 asterisk Digium (Asterisk)
24681 qnap QNAP Systems
25049 opengear Opengear
25053 ruckusRootMIB Ruckus Wireless
25461 panRoot Palo Alto Networks
25506 hh3c H3C
25597 fireeye FireEye
26543 blade Blade Network Technologies
26866 gigamonSnmp Gigamon
26928 aerohive Aerohive Networks
28507 gude GUDE Systems
29671 meraki Cisco Meraki
30065 arista Arista Networks
30155 openBSD OpenBSD
31034 schleifenbauer Schleifenbauer
31926 siklu Siklu Communication
33049 mellanox Mellanox Technologies
35098 picaPrivateMib Pica8
35265 eltex Eltex
36673 ipInfusion IP Infusion
39165 hikvision Hikvision
40310 cumulusMib Cumulus Networks
41112 ubnt Ubiquiti Networks
41263 nutanix Nutanix
44641 vyos VyOS
47196 hpe Aruba (ArubaOS-CX)
48690 teltonika Teltonika Networks
50114 cloudgenix CloudGenix
`;

export function enterpriseNumbers(): Enterprise[] {
  return facts
    .trim()
    .split('\n')
    .map((line) => {
      const [number = '', name = '', ...organization] = line.split(' ');
      return { number: Number(number), name, organization: organization.join(' ') };
    });
}
