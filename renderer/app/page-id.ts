/** Name of a page, in navigation, drafts and commands. */
export type PageId = 'dhcp' | 'sessions' | 'lab' | 'settings';
