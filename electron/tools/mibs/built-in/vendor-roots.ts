import { oidKey } from '../node-index/oid-key.ts';

/**
 * Where the branches of vendors are whose root modules are often left out: "MODULE name=place ...", the place below `enterprises`. All modules of
 * such a vendor stand below them, and nothing of a module would have a place without its root.
 */
const facts = `
A3COM-HUAWEI-OID-MIB huawei=43.45.1 huaweiMgmt=43.45.1.5 huaweiDatacomm=43.45.1.5.25 lswCommon=43.45.1.2.23.1 h3cCommon=43.45.1.10.2
ADTRAN-AOS adGenAOS=664.5.53 adGenAOSCommon=664.5.53.1 adGenAOSRouter=664.5.53.2 adGenAOSSwitch=664.5.53.4 adGenAOSVoice=664.5.53.5
ADTRAN-AOS adGenAOSMef=664.5.53.9 adGenAOSConformance=664.5.53.99
ADTRAN-MIB adShared=664.5 adIdentity=664.6 adIdentityShared=664.6.10000
ALTIGA-GLOBAL-REG altigaGeneric=3076.2
ARISTA-SMI-MIB aristaProducts=30065.1 aristaModules=30065.2 aristaMibs=30065.3 aristaExperiment=30065.4
ARUBA-MIB wlsxEnterpriseMibModules=14823.2.2.1 wlsrEnterpriseMibModules=14823.2.3.1 arubaMIBModules=14823.2.1.1 arubaMgmt=14823.3
AT-SMI-MIB alliedTelesis=207 atRouter=207.8.4.4 objects=207.8.4.4.1 sysinfo=207.8.4.4.3 modules=207.8.4.4.4
BROADCOM-REF-MIB ng7000managedswitch=4526.10
Brocade-REG-MIB fibrechannel=1588.2.1 fcSwitch=1588.2.1.1 bcsiReg=1588.3 bcsiModules=1588.3.1 nos=1588.2.2
CIENA-SMI cienaCommon=1271.1 cienaCesConfig=1271.2.1 cienaCesNotifications=1271.2.2 cienaCesStatistics=1271.2.3
CISCO-SMI cisco=9 ciscoProducts=9.1 local=9.2 temporary=9.3 workgroup=9.5 ciscoAgentCapability=9.7 ciscoMgmt=9.9 ciscoExperiment=9.10
CISCO-SMI ciscoModules=9.12
CISCOSB-MIB switch001=9.6.1.101 rndNotifications=9.6.1.101.0
CISCOWAN-SMI stratacom=351 ciscoWan=351.150
CLAB-DEF-MIB clabCommonMibs=4491.4 clabProjDocsis=4491.2.1
COLUBRIS-SMI colubrisProducts=8744.1 colubrisModules=8744.4 colubrisMgmtV2=8744.5
DLINK-ID-REC-MIB dlink=171 dlink-products=171.10 dlink-mgmt=171.11 dlink-common-mgmt=171.12
ENTERASYS-MIB-NAMES etsysOids=5624.2 etsysModules=5624.1.2
EXTREME-BASE-MIB extremenetworks=1916 extremeAgent=1916.1 extremeV2Traps=1916.4
F5-BIGIP-COMMON-MIB f5=3375 bigipTrafficMgmt=3375.2 bigipCompliances=3375.2.5.1 bigipGroups=3375.2.5.2
FORCE10-SMI f10Products=6027.1 f10Mgmt=6027.3 f10Modules=6027.4 f10Experiment=6027.20
FORTINET-CORE-MIB fortinet=12356 fnCoreMib=12356.100
FOUNDRY-SN-ROOT-MIB foundry=1991 products=1991.1 switch=1991.1.1 router=1991.1.2 snAgentSys=1991.1.1.2 snMpls=1991.1.2.15
HH3C-OID-MIB hh3c=25506 hh3cCommon=25506.2 hh3cRhw=25506.8 hh3clswCommon=25506.8.35
HP-ICF-OID icf=11.2.14 icfHub=11.2.14.2 hpicfAdmin=11.2.14.10 hpicfObjectModules=11.2.14.10.2 hpicfCommon=11.2.14.11.1
HP-ICF-OID hpicfCommonTrapsPrefix=11.2.14.12.1.0 hpSwitch=11.2.14.11.5.1
HPN-ICF-OID-MIB hpnicf=11.2.14.11.15 hpnicfCommon=11.2.14.11.15.2 hpnicfRhw=11.2.14.11.15.8 hpnicflswCommon=11.2.14.11.15.8.35
HUAWEI-3COM-OID-MIB huawei=2011 huaweiMgmt=2011.5 huaweiDatacomm=2011.5.25 lswCommon=2011.2.23.1 h3cCommon=2011.10.2
HUAWEI-MIB huawei=2011 huaweiMgmt=2011.5 hwDatacomm=2011.5.25 huaweiUtility=2011.6
JUNIPER-SMI juniperMIB=2636 jnxMibs=2636.3 jnxExperiment=2636.5 jnxAgentCapability=2636.11
MERU-SMI mwStatistics=15983.1.1.3 mwConfiguration=15983.1.1.4 mwDiagnostics=15983.1.1.5
NET-SNMP-MIB netSnmp=8072 netSnmpObjects=8072.1 netSnmpModuleIDs=8072.3.1 netSnmpNotifications=8072.4.0 netSnmpGroups=8072.5.2
NETGEAR-REF-MIB ng700smartswitch=4526.11
RAPID-CITY rapidCity=2272 rcMgmt=2272.1 rcBayStack=2272.40 rcSystem=2272.1.1 rcVlan=2272.1.3 rcChassis=2272.1.4 rcIp=2272.1.8
RAPID-CITY rcArp=2272.1.9 rcRip=2272.1.10 rcStat=2272.1.12 rcStg=2272.1.13 rcBridge=2272.1.14 rcMlt=2272.1.17 rcError=2272.1.20
RAPID-CITY rcTraps=2272.1.21 rcTrapsMib=2272.1.21.0 rcLinkFlapDetect=2272.1.27 rcRadius=2272.1.29 rcIgmp=2272.1.30
RAPID-CITY rcL2Redundancy=2272.1.32 rcOpm=2272.1.36 rcVpn=2272.1.37 rcOeAdm=2272.1.38 rcTlsVpn=2272.1.39 rcTls=2272.1.40 rcCos=2272.1.41
RAPID-CITY rcBanRing=2272.1.42 rcRing=2272.1.43 rcTdc=2272.1.52 rcLacp=2272.1.53 rcOspf=2272.1.59 rcFdb=2272.1.60 rcIpv6=2272.1.62
RAPID-CITY rcIsis=2272.1.63 rcPwe3=2272.1.70 rc8021ah=2272.1.72 rcVrrp=2272.1.73 rcPim=2272.1.75 rcLinkOam=2272.1.82 rcOm8k=2272.1.200
RUCKUS-ROOT-MIB ruckusZDWLANModule=25053.1.2.2 ruckusSCGWLANModule=25053.1.3.2 ruckusEvents=25053.2
STORMSHIELD-SMI-MIB stormshieldMIB=11256.1 snsNotifications=11256.1.6
SYNOPTICS-ROOT-MIB s3SnmpAgent=45.1.2 series3000=45.1.3 series5000=45.1.6 policy=45.4 bayStackMibs=45.5 avayaWlanMibs=45.7
TIMETRA-GLOBAL-MIB timetraSRMIBModules=6527.1.1.3 tmnxSRConfs=6527.3.1.1 tmnxSRObjs=6527.3.1.2 tmnxSRNotifyPrefix=6527.3.1.3
TPLINK-MIB tplinkProducts=11863.5 tplinkMgmt=11863.6
TRAPEZE-NETWORKS-ROOT-MIB trpzRegistration=14525.3 trpzMibs=14525.4 trpzTraps=14525.5
UCD-SNMP-MIB ucdavis=2021
VMWARE-ROOT-MIB vmwSystem=6876.1 vmwNotifications=6876.0 vmwResources=6876.3 vmwProductSpecific=6876.4 vmwTraps=6876.50 vmwOID=6876.60
WWP-SMI wwpProducts=6141.1 wwpModules=6141.2 wwpModulesLeos=6141.2.60
`;

const enterprises = '1.3.6.1.4.1';

let roots: Map<string, string> | undefined;

/** The key of the OID that a name has in a vendor's root module, without that module. */
export function vendorRoot(module: string, name: string): string | undefined {
  roots ??= readFacts();
  return roots.get(`${module} ${name}`);
}

function readFacts(): Map<string, string> {
  const read = new Map<string, string>();
  for (const line of facts.trim().split('\n')) {
    const [module = '', ...places] = line.split(' ');
    for (const one of places) {
      const [name = '', place = ''] = one.split('=');
      read.set(`${module} ${name}`, oidKey(`${enterprises}.${place}`) ?? '');
    }
  }
  return read;
}
