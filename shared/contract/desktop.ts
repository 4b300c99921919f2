import type { Settings } from './settings.ts';

/** What the native menu can ask of the page. */
export const desktopCommands = [
  'new-session',
  'open-palette',
  'open-settings',
  'export-json',
  'export-pcapng',
  'go-dhcp',
  'go-snmp',
  'go-mibs',
  'go-traps',
  'go-echo',
  'go-names',
  'go-devices',
  'go-sessions',
  'go-lab',
  'toggle-inspector',
] as const;
export type DesktopCommand = (typeof desktopCommands)[number];

/** A notification that a person is to hear of, in plain text. */
export interface DesktopNotice {
  id: number;
  title: string;
  text: string;
}

/**
 * `window.punchdown` in the desktop host; absent in a browser. Functions only, because contextBridge copies values.
 * The engine's port arrives as a window message whose data is `enginePortMessage`.
 */
export interface DesktopBridge {
  /** Asks for a port to the engine; it is posted to the window. */
  connect(): void;
  /** Tells the native side which theme and language the page uses. */
  appearance(appearance: Pick<Settings, 'theme' | 'locale'>): void;
  /** Path of a file that was dropped or chosen; empty when it is none of this machine's. */
  pathOf(file: { readonly name: string }): string;
  onCommand(listener: (command: DesktopCommand) => void): void;
  /** A notice of the desktop, in plain text; at most one a second is shown. */
  notify(notice: DesktopNotice): void;
  /** A person clicked on one: calls back with its id. */
  onNotice(listener: (id: number) => void): void;
}

export const enginePortMessage = 'punchdown:engine-port';
