/** HOST-RESOURCES-MIB (RFC 2790). The form is that of `read-facts.ts`. */
export const hostResourcesMib = `
hostResourcesMibModule hrMIBAdminInfo.1
host mib-2.25
hrSystem host.1
hrStorage host.2
hrDevice host.3
hrSWRun host.4
hrSWRunPerf host.5
hrSWInstalled host.6
hrMIBAdminInfo host.7
hrSystemUptime hrSystem.1 ro TimeTicks
hrSystemDate hrSystem.2 rw DateAndTime
hrSystemInitialLoadDevice hrSystem.3 rw Integer32(1..2147483647)
hrSystemInitialLoadParameters hrSystem.4 rw InternationalDisplayString(0..128)
hrSystemNumUsers hrSystem.5 ro Gauge32
hrSystemProcesses hrSystem.6 ro Gauge32
hrSystemMaxProcesses hrSystem.7 ro Integer32(0..2147483647)
hrStorageTypes hrStorage.1
hrMemorySize hrStorage.2 ro KBytes "KBytes"
hrStorageTable hrStorage.3 table
hrStorageEntry hrStorageTable.1 entry hrStorageIndex
hrStorageIndex hrStorageEntry.1 ro Integer32(1..2147483647)
hrStorageType hrStorageEntry.2 ro AutonomousType
hrStorageDescr hrStorageEntry.3 ro DisplayString
hrStorageAllocationUnits hrStorageEntry.4 ro Integer32(1..2147483647) "bytes"
hrStorageSize hrStorageEntry.5 rw Integer32(0..2147483647)
hrStorageUsed hrStorageEntry.6 ro Integer32(0..2147483647)
hrStorageAllocationFailures hrStorageEntry.7 ro Counter32
hrDeviceTypes hrDevice.1
hrDeviceTable hrDevice.2 table
hrDeviceEntry hrDeviceTable.1 entry hrDeviceIndex
hrDeviceIndex hrDeviceEntry.1 ro Integer32(1..2147483647)
hrDeviceType hrDeviceEntry.2 ro AutonomousType
hrDeviceDescr hrDeviceEntry.3 ro DisplayString(0..64)
hrDeviceID hrDeviceEntry.4 ro ProductID
hrDeviceStatus hrDeviceEntry.5 ro INTEGER{unknown=1 running=2 warning=3 testing=4 down=5}
hrDeviceErrors hrDeviceEntry.6 ro Counter32
hrProcessorTable hrDevice.3 table
hrProcessorEntry hrProcessorTable.1 entry hrDeviceIndex
hrProcessorFrwID hrProcessorEntry.1 ro ProductID
hrProcessorLoad hrProcessorEntry.2 ro Integer32(0..100)
hrNetworkTable hrDevice.4 table
hrNetworkEntry hrNetworkTable.1 entry hrDeviceIndex
hrNetworkIfIndex hrNetworkEntry.1 ro InterfaceIndexOrZero
hrPrinterTable hrDevice.5 table
hrPrinterEntry hrPrinterTable.1 entry hrDeviceIndex
hrPrinterStatus hrPrinterEntry.1 ro INTEGER{other=1 unknown=2 idle=3 printing=4 warmup=5}
hrPrinterDetectedErrorState hrPrinterEntry.2 ro OCTET STRING{lowPaper=0 noPaper=1 lowToner=2 noToner=3 doorOpen=4
  jammed=5 offline=6 serviceRequested=7 inputTrayMissing=8 outputTrayMissing=9 markerSupplyMissing=10
  outputNearFull=11 outputFull=12 inputTrayEmpty=13 overduePreventMaint=14}
hrDiskStorageTable hrDevice.6 table
hrDiskStorageEntry hrDiskStorageTable.1 entry hrDeviceIndex
hrDiskStorageAccess hrDiskStorageEntry.1 ro INTEGER{readWrite=1 readOnly=2}
hrDiskStorageMedia hrDiskStorageEntry.2 ro INTEGER{other=1 unknown=2 hardDisk=3 floppyDisk=4 opticalDiskROM=5
  opticalDiskWORM=6 opticalDiskRW=7 ramDisk=8}
hrDiskStorageRemoveble hrDiskStorageEntry.3 ro TruthValue
hrDiskStorageCapacity hrDiskStorageEntry.4 ro KBytes "KBytes"
hrPartitionTable hrDevice.7 table
hrPartitionEntry hrPartitionTable.1 entry hrDeviceIndex hrPartitionIndex
hrPartitionIndex hrPartitionEntry.1 ro Integer32(1..2147483647)
hrPartitionLabel hrPartitionEntry.2 ro InternationalDisplayString(0..128)
hrPartitionID hrPartitionEntry.3 ro OCTET STRING
hrPartitionSize hrPartitionEntry.4 ro KBytes "KBytes"
hrPartitionFSIndex hrPartitionEntry.5 ro Integer32(0..2147483647)
hrFSTypes hrDevice.9
hrFSTable hrDevice.8 table
hrFSEntry hrFSTable.1 entry hrFSIndex
hrFSIndex hrFSEntry.1 ro Integer32(1..2147483647)
hrFSMountPoint hrFSEntry.2 ro InternationalDisplayString(0..128)
hrFSRemoteMountPoint hrFSEntry.3 ro InternationalDisplayString(0..128)
hrFSType hrFSEntry.4 ro AutonomousType
hrFSAccess hrFSEntry.5 ro INTEGER{readWrite=1 readOnly=2}
hrFSBootable hrFSEntry.6 ro TruthValue
hrFSStorageIndex hrFSEntry.7 ro Integer32(0..2147483647)
hrFSLastFullBackupDate hrFSEntry.8 rw DateAndTime
hrFSLastPartialBackupDate hrFSEntry.9 rw DateAndTime
hrSWOSIndex hrSWRun.1 ro Integer32(1..2147483647)
hrSWRunTable hrSWRun.2 table
hrSWRunEntry hrSWRunTable.1 entry hrSWRunIndex
hrSWRunIndex hrSWRunEntry.1 ro Integer32(1..2147483647)
hrSWRunName hrSWRunEntry.2 ro InternationalDisplayString(0..64)
hrSWRunID hrSWRunEntry.3 ro ProductID
hrSWRunPath hrSWRunEntry.4 ro InternationalDisplayString(0..128)
hrSWRunParameters hrSWRunEntry.5 ro InternationalDisplayString(0..128)
hrSWRunType hrSWRunEntry.6 ro INTEGER{unknown=1 operatingSystem=2 deviceDriver=3 application=4}
hrSWRunStatus hrSWRunEntry.7 rw INTEGER{running=1 runnable=2 notRunnable=3 invalid=4}
hrSWRunPerfTable hrSWRunPerf.1 table
hrSWRunPerfEntry hrSWRunPerfTable.1 augments hrSWRunEntry
hrSWRunPerfCPU hrSWRunPerfEntry.1 ro Integer32(0..2147483647)
hrSWRunPerfMem hrSWRunPerfEntry.2 ro KBytes "KBytes"
hrSWInstalledLastChange hrSWInstalled.1 ro TimeTicks
hrSWInstalledLastUpdateTime hrSWInstalled.2 ro TimeTicks
hrSWInstalledTable hrSWInstalled.3 table
hrSWInstalledEntry hrSWInstalledTable.1 entry hrSWInstalledIndex
hrSWInstalledIndex hrSWInstalledEntry.1 ro Integer32(1..2147483647)
hrSWInstalledName hrSWInstalledEntry.2 ro InternationalDisplayString(0..64)
hrSWInstalledID hrSWInstalledEntry.3 ro ProductID
hrSWInstalledType hrSWInstalledEntry.4 ro INTEGER{unknown=1 operatingSystem=2 deviceDriver=3 application=4}
hrSWInstalledDate hrSWInstalledEntry.5 ro DateAndTime
`;
