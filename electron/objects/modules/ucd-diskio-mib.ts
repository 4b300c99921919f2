/** UCD-DISKIO-MIB of the net-snmp agent. The form is that of `read-facts.ts`. */
export const ucdDiskioMib = `
ucdDiskIOMIB ucdExperimental.15
diskIOTable ucdDiskIOMIB.1 table
diskIOEntry diskIOTable.1 entry diskIOIndex
diskIOIndex diskIOEntry.1 ro Integer32(0..65535)
diskIODevice diskIOEntry.2 ro DisplayString
diskIONRead diskIOEntry.3 ro Counter32
diskIONWritten diskIOEntry.4 ro Counter32
diskIOReads diskIOEntry.5 ro Counter32
diskIOWrites diskIOEntry.6 ro Counter32
diskIOLA1 diskIOEntry.9 ro Integer32(0..100)
diskIOLA5 diskIOEntry.10 ro Integer32(0..100)
diskIOLA15 diskIOEntry.11 ro Integer32(0..100)
diskIONReadX diskIOEntry.12 ro Counter64
diskIONWrittenX diskIOEntry.13 ro Counter64
diskIOBusyTime diskIOEntry.14 ro Counter64
`;
