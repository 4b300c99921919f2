import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type DesktopBridge, desktopCommands, enginePortMessage } from '#shared/contract/desktop.ts';
import { channels } from '../main/channels.ts';

// Runs sandboxed in the page's process, in a world of its own. Nothing of Electron gets out of this file: no event
// object, no channel name from the page, no `ipcRenderer`.
const bridge: DesktopBridge = {
  connect() {
    ipcRenderer.send(channels.connect);
  },
  appearance({ theme, locale }) {
    ipcRenderer.send(channels.appearance, { theme, locale });
  },
  pathOf(file) {
    return file instanceof File ? webUtils.getPathForFile(file) : '';
  },
  notify({ id, title, text }) {
    ipcRenderer.send(channels.notify, { id, title, text });
  },
  onNotice(listener) {
    ipcRenderer.on(channels.noticeClicked, (_event, id: unknown) => {
      if (typeof id === 'number') listener(id);
    });
  },
  onCommand(listener) {
    ipcRenderer.on(channels.command, (_event, name: unknown) => {
      const command = desktopCommands.find((known) => known === name);
      if (command !== undefined) listener(command);
    });
  },
};

contextBridge.exposeInMainWorld('punchdown', bridge);

// A port cannot pass the context bridge; a window message carries it over.
ipcRenderer.on(channels.enginePort, (event) => {
  window.postMessage(enginePortMessage, location.origin, [...event.ports]);
});
