import type { LucideIcon } from '@lucide/svelte';
import AtSign from '@lucide/svelte/icons/at-sign';
import BellRing from '@lucide/svelte/icons/bell-ring';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import Network from '@lucide/svelte/icons/folder-tree';
import Handshake from '@lucide/svelte/icons/handshake';
import Library from '@lucide/svelte/icons/library';
import Radio from '@lucide/svelte/icons/radio-tower';
import Repeat from '@lucide/svelte/icons/repeat';
import Server from '@lucide/svelte/icons/server';
import Settings from '@lucide/svelte/icons/settings';
import type { Component } from 'svelte';
import type { Client } from '#shared/contract/index.ts';
import { m } from '#shared/messages/compiled/messages.js';
import DevicesPage from '../tools/devices/DevicesPage.svelte';
import DhcpPage from '../tools/dhcp/DhcpPage.svelte';
import EchoPage from '../tools/echo/EchoPage.svelte';
import LabPage from '../tools/lab/LabPage.svelte';
import MibsPage from '../tools/mibs/MibsPage.svelte';
import NamesPage from '../tools/names/NamesPage.svelte';
import SessionsPage from '../tools/sessions/SessionsPage.svelte';
import { sessionCommands } from '../tools/sessions/session-commands.ts';
import SettingsPage from '../tools/settings/SettingsPage.svelte';
import SnmpPage from '../tools/snmp/SnmpPage.svelte';
import TrapsPage from '../tools/traps/TrapsPage.svelte';
import type { Command } from './command.ts';
import type { Frame } from './frame.ts';
import type { Arrival } from './navigation-state.svelte.ts';
import type { PageId } from './page-id.ts';

export interface PageProps {
  client: Client;
  /** Why a person was sent here; a new object each time. */
  arrival: Arrival | undefined;
}

export interface Tool {
  id: PageId;
  title: () => string;
  icon: LucideIcon;
  page: Component<PageProps> | Component;
  /** `work` asks the network; `house` is about the application. They stand apart in the sidebar. */
  part: 'work' | 'house';
  /** Commands that are in the palette whatever page is shown. */
  commands?: (frame: Frame) => Command[];
}

/** The pages there are, in the order of the sidebar and of Alt+1 to Alt+9 and Alt+0. */
export const tools: readonly Tool[] = [
  { id: 'dhcp', title: m.page_dhcp, icon: Handshake, page: DhcpPage, part: 'work' },
  { id: 'snmp', title: m.page_snmp, icon: Radio, page: SnmpPage, part: 'work' },
  { id: 'mibs', title: m.page_mibs, icon: Network, page: MibsPage, part: 'work' },
  { id: 'traps', title: m.page_traps, icon: BellRing, page: TrapsPage, part: 'work' },
  { id: 'echo', title: m.page_echo, icon: Repeat, page: EchoPage, part: 'work' },
  { id: 'names', title: m.page_names, icon: AtSign, page: NamesPage, part: 'work' },
  { id: 'devices', title: m.page_devices, icon: Server, page: DevicesPage, part: 'work' },
  {
    id: 'sessions',
    title: m.page_sessions,
    icon: Library,
    page: SessionsPage,
    part: 'house',
    commands: sessionCommands,
  },
  { id: 'lab', title: m.page_lab, icon: FlaskConical, page: LabPage, part: 'house' },
  { id: 'settings', title: m.page_settings, icon: Settings, page: SettingsPage, part: 'house' },
];
