/** ENTITY-SENSOR-MIB (RFC 3433). The form is that of `read-facts.ts`. */
export const entitySensorMib = `
entitySensorMIB mib-2.99
entitySensorObjects entitySensorMIB.1
entPhySensorTable entitySensorObjects.1 table
entPhySensorEntry entPhySensorTable.1 entry entPhysicalIndex
entPhySensorType entPhySensorEntry.1 ro EntitySensorDataType
entPhySensorScale entPhySensorEntry.2 ro EntitySensorDataScale
entPhySensorPrecision entPhySensorEntry.3 ro EntitySensorPrecision
entPhySensorValue entPhySensorEntry.4 ro EntitySensorValue
entPhySensorOperStatus entPhySensorEntry.5 ro EntitySensorStatus
entPhySensorUnitsDisplay entPhySensorEntry.6 ro SnmpAdminString
entPhySensorValueTimeStamp entPhySensorEntry.7 ro TimeStamp
entPhySensorValueUpdateRate entPhySensorEntry.8 ro Unsigned32 "milliseconds"
`;
