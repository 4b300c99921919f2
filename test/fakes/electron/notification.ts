import { EventEmitter } from 'node:events';

interface NotificationOptions {
  title: string;
  body: string;
}

/** Notices that were shown, for the test to read and to click. */
export const shownNotifications: Notification[] = [];

export class Notification extends EventEmitter {
  readonly title: string;
  readonly body: string;

  static isSupported(): boolean {
    return true;
  }

  constructor({ title, body }: NotificationOptions) {
    super();
    this.title = title;
    this.body = body;
  }

  show(): void {
    shownNotifications.push(this);
  }

  close(): void {
    this.emit('close');
  }
}
