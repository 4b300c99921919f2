interface MessageBox {
  message: string;
  detail?: string;
  buttons?: string[];
  cancelId?: number;
}

/** Dialogs that were shown, for the test to read. ELECTRON_DOUBLE_ANSWER is the button pressed in each; else Cancel. */
export const shownDialogs: MessageBox[] = [];

export const dialog = {
  async showMessageBox(box: MessageBox): Promise<{ response: number; checkboxChecked: boolean }> {
    shownDialogs.push(box);
    const answer = process.env.ELECTRON_DOUBLE_ANSWER;
    return { response: answer === undefined ? (box.cancelId ?? 0) : Number(answer), checkboxChecked: false };
  },
};

/** URLs that the app had the system open. */
export const openedExternally: string[] = [];

export const shell = {
  async openExternal(url: string): Promise<void> {
    openedExternally.push(url);
  },
};
