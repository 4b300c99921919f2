import { app, type BrowserWindow, dialog, Menu, type MenuItemConstructorOptions } from 'electron';
import type { DesktopCommand } from '#shared/contract/desktop.ts';
import { m } from '#shared/messages/compiled/messages.js';

/** Runs a command in the page. */
export type RunCommand = (command: DesktopCommand) => void;

type Items = MenuItemConstructorOptions[];

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Builds the application menu in the current language and puts it in place of the one before. */
export function showMenu(run: RunCommand): void {
  const onMac = process.platform === 'darwin';
  const menus = [file(run, onMac), edit(), view(run), go(run), windowMenu(onMac), help()];
  Menu.setApplicationMenu(Menu.buildFromTemplate(onMac ? [macApplication(run), ...menus] : menus));
}

/** Cut, copy and paste where a text field or a selection is clicked with the other mouse button. */
export function offerEditMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (!isEditable && selectionText === '') return;
    const copy: MenuItemConstructorOptions = { role: 'copy', label: m.desktop_menu_copy() };
    const items: Items = isEditable
      ? [
          { role: 'cut', label: m.desktop_menu_cut() },
          copy,
          { role: 'paste', label: m.desktop_menu_paste() },
          separator,
          { role: 'selectAll', label: m.desktop_menu_select_all() },
        ]
      : [copy];
    Menu.buildFromTemplate(items).popup({ window });
  });
}

function item(run: RunCommand, id: DesktopCommand, label: string, accelerator?: string): MenuItemConstructorOptions {
  const entry: MenuItemConstructorOptions = { id, label, click: () => run(id) };
  return accelerator === undefined ? entry : { ...entry, accelerator };
}

function macApplication(run: RunCommand): MenuItemConstructorOptions {
  const named = { app: m.app_name() };
  return {
    role: 'appMenu',
    label: named.app,
    submenu: [
      about(),
      separator,
      item(run, 'open-settings', m.desktop_menu_settings(), 'Command+,'),
      separator,
      { role: 'services', label: m.desktop_menu_services() },
      separator,
      { role: 'hide', label: m.desktop_menu_hide(named) },
      { role: 'hideOthers', label: m.desktop_menu_hide_others() },
      { role: 'unhide', label: m.desktop_menu_show_all() },
      separator,
      { role: 'quit', label: m.desktop_menu_quit(named) },
    ],
  };
}

function file(run: RunCommand, onMac: boolean): MenuItemConstructorOptions {
  const ours: Items = [
    item(run, 'new-session', m.desktop_menu_new_session(), 'CommandOrControl+N'),
    separator,
    item(run, 'export-json', m.desktop_menu_export_json(), 'CommandOrControl+Shift+E'),
    item(run, 'export-pcapng', m.desktop_menu_export_pcapng(), 'CommandOrControl+E'),
    separator,
  ];
  const last: Items = onMac
    ? [{ role: 'close', label: m.desktop_menu_close() }]
    : [
        item(run, 'open-settings', m.desktop_menu_settings(), 'Control+,'),
        separator,
        { role: 'quit', label: m.desktop_menu_quit({ app: m.app_name() }) },
      ];
  return { id: 'file', label: m.desktop_menu_file(), submenu: [...ours, ...last] };
}

function edit(): MenuItemConstructorOptions {
  return {
    id: 'edit',
    label: m.desktop_menu_edit(),
    submenu: [
      { role: 'undo', label: m.desktop_menu_undo() },
      { role: 'redo', label: m.desktop_menu_redo() },
      separator,
      { role: 'cut', label: m.desktop_menu_cut() },
      { role: 'copy', label: m.desktop_menu_copy() },
      { role: 'paste', label: m.desktop_menu_paste() },
      { role: 'selectAll', label: m.desktop_menu_select_all() },
    ],
  };
}

function view(run: RunCommand): MenuItemConstructorOptions {
  const devTools: Items = app.isPackaged
    ? []
    : [separator, { role: 'toggleDevTools', label: m.desktop_menu_devtools() }];
  return {
    id: 'view',
    label: m.desktop_menu_view(),
    submenu: [
      item(run, 'open-palette', m.desktop_menu_palette(), 'CommandOrControl+K'),
      item(run, 'toggle-inspector', m.desktop_menu_inspector(), 'CommandOrControl+I'),
      separator,
      { role: 'zoomIn', label: m.desktop_menu_zoom_in() },
      { role: 'zoomOut', label: m.desktop_menu_zoom_out() },
      { role: 'resetZoom', label: m.desktop_menu_zoom_reset() },
      separator,
      { role: 'togglefullscreen', label: m.desktop_menu_full_screen() },
      ...devTools,
    ],
  };
}

function go(run: RunCommand): MenuItemConstructorOptions {
  return {
    id: 'go',
    label: m.desktop_menu_go(),
    submenu: [
      item(run, 'go-dhcp', m.desktop_menu_dhcp(), 'Alt+1'),
      item(run, 'go-snmp', m.desktop_menu_snmp(), 'Alt+2'),
      item(run, 'go-mibs', m.desktop_menu_mibs(), 'Alt+3'),
      item(run, 'go-traps', m.desktop_menu_traps(), 'Alt+4'),
      item(run, 'go-echo', m.desktop_menu_echo(), 'Alt+5'),
      item(run, 'go-names', m.desktop_menu_names(), 'Alt+6'),
      item(run, 'go-devices', m.desktop_menu_devices(), 'Alt+7'),
      item(run, 'go-sessions', m.desktop_menu_sessions(), 'Alt+8'),
      item(run, 'go-lab', m.desktop_menu_lab(), 'Alt+9'),
    ],
  };
}

function windowMenu(onMac: boolean): MenuItemConstructorOptions {
  const zoom: Items = onMac ? [{ role: 'zoom', label: m.desktop_menu_zoom_window() }] : [];
  return {
    role: 'windowMenu',
    label: m.desktop_menu_window(),
    submenu: [
      { role: 'minimize', label: m.desktop_menu_minimize() },
      ...zoom,
      { role: 'close', label: m.desktop_menu_close() },
    ],
  };
}

function help(): MenuItemConstructorOptions {
  return { role: 'help', label: m.desktop_menu_help(), submenu: [about()] };
}

function about(): MenuItemConstructorOptions {
  const named = { app: m.app_name() };
  return {
    id: 'about',
    label: m.desktop_menu_about(named),
    click: () => {
      const { electron = '', node = '' } = process.versions;
      const detail = m.desktop_about_detail({ version: app.getVersion(), electron, node });
      void dialog.showMessageBox({ type: 'info', title: named.app, message: named.app, detail });
    },
  };
}
