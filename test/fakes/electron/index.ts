/** A double of the `electron` module for a main process: real pages in Chromium, real child processes, no Electron. */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { dialog, openedExternally, shell, shownDialogs } from './dialog.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu, MenuItem } from './menu.ts';
export { MessageChannelMain, MessagePortMain } from './message-port.ts';
export { nativeTheme } from './native-theme.ts';
export { Notification, shownNotifications } from './notification.ts';
export { protocol, schemes } from './protocol.ts';
export { safeStorage } from './safe-storage.ts';
export { session } from './session.ts';
export { utilityProcess } from './utility-process.ts';
