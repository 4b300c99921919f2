/** Name of a page, in navigation, drafts and commands. */
export type PageId = 'dhcp' | 'snmp' | 'mibs' | 'devices' | 'sessions' | 'lab' | 'settings';
