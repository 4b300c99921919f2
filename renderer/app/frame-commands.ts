import Languages from '@lucide/svelte/icons/languages';
import PanelRight from '@lucide/svelte/icons/panel-right';
import SunMoon from '@lucide/svelte/icons/sun-moon';
import type { DesktopCommand } from '#shared/contract/desktop.ts';
import { m } from '#shared/messages/compiled/messages.js';
import type { AppearanceChoice } from './appearance-state.svelte.ts';
import { chooseAppearance } from './choose-appearance.ts';
import type { Command } from './command.ts';
import type { Frame } from './frame.ts';
import type { InspectorState } from './inspector-state.svelte.ts';
import { pageKey } from './page-id.ts';
import { tools } from './tools.ts';

/** The palette's commands that belong to no page. */
export function frameCommands(frame: Frame, inspector: InspectorState): Command[] {
  const pages = tools.map(
    (tool, index): Command => ({
      id: `go ${tool.id}`,
      title: tool.title,
      group: m.palette_go,
      icon: tool.icon,
      shortcut: pageKey(index),
      keywords: [tool.id],
      run: () => frame.navigation.go(tool.id),
    }),
  );
  const theme = (theme: AppearanceChoice['theme'], title: () => string): Command => ({
    id: `theme ${theme}`,
    title,
    group: m.palette_view,
    icon: SunMoon,
    keywords: ['theme', theme, '主题'],
    run: () => void chooseAppearance(frame, { theme }),
  });
  const language = (locale: AppearanceChoice['locale'], title: string): Command => ({
    id: `language ${locale}`,
    title: () => title,
    group: m.palette_view,
    icon: Languages,
    keywords: ['language', 'locale', '语言', locale],
    run: () => void chooseAppearance(frame, { locale }),
  });
  return [
    ...pages,
    {
      id: 'toggle inspector',
      title: m.command_inspector,
      group: m.palette_view,
      icon: PanelRight,
      shortcut: 'Ctrl+I',
      run: () => inspector.toggle(),
    },
    theme('light', m.command_theme_light),
    theme('dark', m.command_theme_dark),
    theme('system', m.command_theme_system),
    // Each language calls itself by its own name, so that it is found in any other.
    language('en', 'English'),
    language('zh-CN', '简体中文'),
  ];
}

const commandIds = {
  'new-session': 'new-session',
  'export-json': 'export-json',
  'export-pcapng': 'export-pcapng',
  'go-dhcp': 'go dhcp',
  'go-snmp': 'go snmp',
  'go-mibs': 'go mibs',
  'go-traps': 'go traps',
  'go-echo': 'go echo',
  'go-names': 'go names',
  'go-devices': 'go devices',
  'go-sessions': 'go sessions',
  'go-lab': 'go lab',
} as const;

/** Does what the native menu asks. */
export function desktopCommand(
  name: Exclude<DesktopCommand, 'open-palette'>,
  frame: Frame,
  inspector: InspectorState,
  commands: readonly Command[],
): void {
  if (name === 'toggle-inspector') inspector.toggle();
  else if (name === 'open-settings') frame.navigation.go('settings');
  else commands.find((command) => command.id === commandIds[name])?.run();
}
