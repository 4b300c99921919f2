import type { FoundServer, ServerWatch } from '#shared/model/dhcp-servers.ts';

/** Whether the desktop can be told: `unsupported` where the browser has no notices or the page is not trusted with them. */
export type NoticePermission = NotificationPermission | 'unsupported';

export function noticePermission(): NoticePermission {
  return typeof Notification === 'undefined' || !isSecureContext ? 'unsupported' : Notification.permission;
}

/** Asks the person; browsers allow this on a click only. */
export async function askForNotices(): Promise<NoticePermission> {
  if (noticePermission() !== 'default') return noticePermission();
  try {
    return await Notification.requestPermission();
  } catch {
    return noticePermission();
  }
}

/** Shows a notice of the desktop, if that is allowed. A later one with the same `tag` takes its place. */
export function showNotice(title: string, body: string, tag: string): void {
  if (noticePermission() !== 'granted') return;
  try {
    new Notification(title, { body, tag });
  } catch {
    // Some systems have the interface and refuse to use it; the page itself says the same.
  }
}

/** Remembers which rogues of a watch were told already, so that each is told once until it has been away. */
export class RogueMemory {
  readonly #known = new Map<string, ReadonlySet<string>>();

  /** The rogues of a look that were not there in the look before. */
  fresh(watch: ServerWatch): FoundServer[] {
    const before = this.#known.get(watch.interface) ?? new Set();
    const key = ({ server, mac }: FoundServer) => `${server} ${mac ?? ''}`;
    // A look that failed says nothing about who is there.
    if (watch.problem === undefined) this.#known.set(watch.interface, new Set(watch.rogues.map(key)));
    return watch.rogues.filter((rogue) => !before.has(key(rogue)));
  }
}
