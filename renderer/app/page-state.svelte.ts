import type { Command } from './command.ts';
import { InspectorState } from './inspector-state.svelte.ts';

/** What the frame keeps for one page. A page gets its own with `getPage()`. */
export class PageState {
  readonly inspector = new InspectorState();
  /** Commands of the page, in the palette while the page is shown. */
  commands = $state.raw<readonly Command[]>([]);
  /** Whether the page is the one shown. */
  active = $state(false);
}
