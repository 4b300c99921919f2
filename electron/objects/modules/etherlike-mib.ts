/** EtherLike-MIB (RFC 3635). The form is that of `read-facts.ts`. */
export const etherLikeMib = `
etherMIB mib-2.35
etherMIBObjects etherMIB.1
dot3 transmission.7
dot3StatsTable dot3.2 table
dot3StatsEntry dot3StatsTable.1 entry dot3StatsIndex
dot3StatsIndex dot3StatsEntry.1 ro InterfaceIndex
dot3StatsAlignmentErrors dot3StatsEntry.2 ro Counter32
dot3StatsFCSErrors dot3StatsEntry.3 ro Counter32
dot3StatsSingleCollisionFrames dot3StatsEntry.4 ro Counter32
dot3StatsMultipleCollisionFrames dot3StatsEntry.5 ro Counter32
dot3StatsSQETestErrors dot3StatsEntry.6 ro Counter32
dot3StatsDeferredTransmissions dot3StatsEntry.7 ro Counter32
dot3StatsLateCollisions dot3StatsEntry.8 ro Counter32
dot3StatsExcessiveCollisions dot3StatsEntry.9 ro Counter32
dot3StatsInternalMacTransmitErrors dot3StatsEntry.10 ro Counter32
dot3StatsCarrierSenseErrors dot3StatsEntry.11 ro Counter32
dot3StatsFrameTooLongs dot3StatsEntry.13 ro Counter32
dot3StatsInternalMacReceiveErrors dot3StatsEntry.16 ro Counter32
dot3StatsEtherChipSet dot3StatsEntry.17 ro OBJECT IDENTIFIER
dot3StatsSymbolErrors dot3StatsEntry.18 ro Counter32
dot3StatsDuplexStatus dot3StatsEntry.19 ro INTEGER{unknown=1 halfDuplex=2 fullDuplex=3}
dot3StatsRateControlAbility dot3StatsEntry.20 ro TruthValue
dot3StatsRateControlStatus dot3StatsEntry.21 ro INTEGER{rateControlOff=1 rateControlOn=2 unknown=3}
dot3CollTable dot3.5 table
dot3CollEntry dot3CollTable.1 entry ifIndex dot3CollCount
dot3CollCount dot3CollEntry.2 na Integer32(1..16)
dot3CollFrequencies dot3CollEntry.3 ro Counter32
dot3ControlTable dot3.9 table
dot3ControlEntry dot3ControlTable.1 entry dot3StatsIndex
dot3ControlFunctionsSupported dot3ControlEntry.1 ro BITS{pause=0}
dot3ControlInUnknownOpcodes dot3ControlEntry.2 ro Counter32
dot3HCControlInUnknownOpcodes dot3ControlEntry.3 ro Counter64
dot3PauseTable dot3.10 table
dot3PauseEntry dot3PauseTable.1 entry dot3StatsIndex
dot3PauseAdminMode dot3PauseEntry.1 rw INTEGER{disabled=1 enabledXmit=2 enabledRcv=3 enabledXmitAndRcv=4}
dot3PauseOperMode dot3PauseEntry.2 ro INTEGER{disabled=1 enabledXmit=2 enabledRcv=3 enabledXmitAndRcv=4}
dot3InPauseFrames dot3PauseEntry.3 ro Counter32
dot3OutPauseFrames dot3PauseEntry.4 ro Counter32
dot3HCInPauseFrames dot3PauseEntry.5 ro Counter64
dot3HCOutPauseFrames dot3PauseEntry.6 ro Counter64
dot3HCStatsTable dot3.11 table
dot3HCStatsEntry dot3HCStatsTable.1 entry dot3StatsIndex
dot3HCStatsAlignmentErrors dot3HCStatsEntry.1 ro Counter64
dot3HCStatsFCSErrors dot3HCStatsEntry.2 ro Counter64
dot3HCStatsInternalMacTransmitErrors dot3HCStatsEntry.3 ro Counter64
dot3HCStatsFrameTooLongs dot3HCStatsEntry.4 ro Counter64
dot3HCStatsInternalMacReceiveErrors dot3HCStatsEntry.5 ro Counter64
dot3HCStatsSymbolErrors dot3HCStatsEntry.6 ro Counter64
dot3Tests dot3.6
dot3Errors dot3.7
dot3TestTdr dot3Tests.1
dot3TestLoopBack dot3Tests.2
dot3ErrorInitError dot3Errors.1
dot3ErrorLoopbackError dot3Errors.2
`;
