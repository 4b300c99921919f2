/** npm net-snmp has no types of its own; what the lab uses of it stands in `NetSnmp`. */
declare module 'net-snmp' {
  const library: import('./net-snmp-library.ts').NetSnmp;
  export default library;
}
