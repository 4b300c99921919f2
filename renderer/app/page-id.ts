/** The pages there are, in the order of the sidebar and of Alt+1 to Alt+9 and Alt+0. */
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

/** The key of the page at a position of the sidebar: "Alt+1", of the tenth "Alt+0". */
export function pageKey(position: number): string {
  return `Alt+${(position + 1) % 10}`;
}
