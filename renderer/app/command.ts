import type { LucideIcon } from '@lucide/svelte';

/** One line of the command palette. Texts are functions, so that they follow the language. */
export interface Command {
  id: string;
  title: () => string;
  group: () => string;
  icon?: LucideIcon;
  /** As shown: "Alt+1". */
  shortcut?: string;
  /** Further words it is found by, in any language. */
  keywords?: readonly string[];
  run: () => void;
}
