/** The pages there are, in the order of the sidebar and of Alt+1, Alt+2 ... */
export const pageIds = [
  'dhcp',
  'snmp',
  'mibs',
  'traps',
  'echo',
  'names',
  'devices',
  'sessions',
  'lab',
  'settings',
] as const;
/** Name of a page, in navigation, drafts and commands. */
export type PageId = (typeof pageIds)[number];
