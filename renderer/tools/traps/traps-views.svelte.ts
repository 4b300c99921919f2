import { createContext } from 'svelte';
import { m } from '#shared/messages/compiled/messages.js';
import { PageViews } from '../../app/page-views.svelte.ts';
import type { ReceiverState } from './receiver-state.svelte.ts';

const titles = { received: m.traps_view_received, rules: m.traps_view_rules, send: m.traps_view_send };

/**
 * What the views of the page share: the receiver. On arrival `received` takes `{ notification }` (a name), `{ sender }` or `{ id }` (one that is
 * stored), `rules` takes `{ notification, sender }` for a new rule, `send` takes `{ notification }` or `{ again: id }`.
 */
export class TrapsViews extends PageViews<keyof typeof titles> {
  readonly receiver: ReceiverState;

  constructor(receiver: ReceiverState, save?: () => void) {
    super({ page: 'traps', title: m.page_traps, label: m.traps_views, titles }, save);
    this.receiver = receiver;
  }
}

export const [getTrapsViews, setTrapsViews] = createContext<TrapsViews>();
