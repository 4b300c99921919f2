interface MessageBox {
  message: string;
  detail?: string;
  buttons?: string[];
  cancelId?: number;
}

/** Dialogs that were shown, for the test to read. A test that wants an answer replaces the function, as with the real module. */
export const shownDialogs: MessageBox[] = [];

export const dialog = {
  async showMessageBox(box: MessageBox): Promise<{ response: number; checkboxChecked: boolean }> {
    shownDialogs.push(box);
    return { response: box.cancelId ?? 0, checkboxChecked: false };
  },
};

/** URLs that the app had the system open. */
export const openedExternally: string[] = [];

export const shell = {
  async openExternal(url: string): Promise<void> {
    openedExternally.push(url);
  },
};
