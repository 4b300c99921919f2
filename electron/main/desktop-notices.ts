import { Notification, type WebContents } from 'electron';
import type { DesktopNotice } from '#shared/contract/desktop.ts';
import { channels } from './channels.ts';

/** Milliseconds between two notices: a page that runs wild must not flood the desktop. */
const pause = 1000;
/** Characters: what comes off the network is bounded before the system draws it. */
const longest = { title: 120, text: 400 };

/** Notices of the desktop. The text is plain; a click brings the page forward and tells it which one it was. */
export class DesktopNotices {
  readonly #comeForward: () => void;
  #last = Number.NEGATIVE_INFINITY;
  /** Held until it is gone: a notice that nobody holds loses its click. */
  #shown: Notification | undefined;

  /** `comeForward` shows the window. */
  constructor(comeForward: () => void) {
    this.#comeForward = comeForward;
  }

  show(page: WebContents, { id, title, text }: DesktopNotice): void {
    const now = performance.now();
    if (!Notification.isSupported() || now - this.#last < pause) return;
    this.#last = now;
    const notice = new Notification({
      title: title.slice(0, longest.title),
      body: text.slice(0, longest.text),
      silent: true,
    });
    notice.on('click', () => {
      if (page.isDestroyed()) return;
      this.#comeForward();
      page.send(channels.noticeClicked, id);
    });
    this.#shown?.close();
    this.#shown = notice;
    notice.show();
  }
}
