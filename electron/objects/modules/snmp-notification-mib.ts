/** SNMP-NOTIFICATION-MIB (RFC 3413). The form is that of `read-facts.ts`. */
export const snmpNotificationMib = `
snmpNotificationMIB snmpModules.13
snmpNotifyObjects snmpNotificationMIB.1
snmpNotifyTable snmpNotifyObjects.1 table
snmpNotifyEntry snmpNotifyTable.1 entry IMPLIED snmpNotifyName
snmpNotifyName snmpNotifyEntry.1 na SnmpAdminString(1..32)
snmpNotifyTag snmpNotifyEntry.2 rc SnmpTagValue
snmpNotifyType snmpNotifyEntry.3 rc INTEGER{trap=1 inform=2}
snmpNotifyStorageType snmpNotifyEntry.4 rc StorageType
snmpNotifyRowStatus snmpNotifyEntry.5 rc RowStatus
snmpNotifyFilterProfileTable snmpNotifyObjects.2 table
snmpNotifyFilterProfileEntry snmpNotifyFilterProfileTable.1 entry IMPLIED snmpTargetParamsName
snmpNotifyFilterProfileName snmpNotifyFilterProfileEntry.1 rc SnmpAdminString(1..32)
snmpNotifyFilterProfileStorType snmpNotifyFilterProfileEntry.2 rc StorageType
snmpNotifyFilterProfileRowStatus snmpNotifyFilterProfileEntry.3 rc RowStatus
snmpNotifyFilterTable snmpNotifyObjects.3 table
snmpNotifyFilterEntry snmpNotifyFilterTable.1 entry snmpNotifyFilterProfileName IMPLIED snmpNotifyFilterSubtree
snmpNotifyFilterSubtree snmpNotifyFilterEntry.1 na OBJECT IDENTIFIER
snmpNotifyFilterMask snmpNotifyFilterEntry.2 rc OCTET STRING(0..16) hex
snmpNotifyFilterType snmpNotifyFilterEntry.3 rc INTEGER{included=1 excluded=2}
snmpNotifyFilterStorageType snmpNotifyFilterEntry.4 rc StorageType
snmpNotifyFilterRowStatus snmpNotifyFilterEntry.5 rc RowStatus
`;
