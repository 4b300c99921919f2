import { createContext } from 'svelte';
import { m } from '#shared/messages/compiled/messages.js';
import { PageViews } from '../../app/page-views.svelte.ts';
import type { InterfaceState } from './interface-state.svelte.ts';

const titles = {
  client: m.dhcp_view_client,
  servers: m.dhcp_view_servers,
  relay: m.dhcp_view_relay,
  captures: m.dhcp_view_captures,
};

/** What the views of the page share: which one is shown, and the interface chosen. */
export class DhcpViews extends PageViews<keyof typeof titles> {
  readonly interfaces: InterfaceState;

  constructor(interfaces: InterfaceState, save: () => void) {
    super({ page: 'dhcp', title: m.page_dhcp, label: m.dhcp_views, titles }, save);
    this.interfaces = interfaces;
  }
}

export const [getDhcpViews, setDhcpViews] = createContext<DhcpViews>();
