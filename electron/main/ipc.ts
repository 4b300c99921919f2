import { type IpcMainEvent, ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import type { DesktopNotice } from '#shared/contract/desktop.ts';
import { settingsSchema } from '#shared/contract/settings.ts';
import { appOrigin, isAppUrl } from './app-origin.ts';
import { channels } from './channels.ts';

export const appearanceSchema = settingsSchema.pick({ theme: true, locale: true });
export type Appearance = z.infer<typeof appearanceSchema>;

const noticeSchema = z.object({ id: z.int().positive(), title: z.string().max(1000), text: z.string().max(10_000) });

export interface PageRequests {
  onConnect(page: WebContents): void;
  onAppearance(appearance: Appearance): void;
  onNotify(page: WebContents, notice: DesktopNotice): void;
}

/** The only place that listens to the page. A message that is not from our own page's main frame, or not of the agreed form, is dropped. */
export function listenToPage(requests: PageRequests): void {
  listen(channels.connect, z.tuple([]), (page) => requests.onConnect(page));
  listen(channels.appearance, z.tuple([appearanceSchema]), (_page, [appearance]) => requests.onAppearance(appearance));
  listen(channels.notify, z.tuple([noticeSchema]), (page, [notice]) => requests.onNotify(page, notice));
}

function listen<Schema extends z.ZodType>(
  channel: string,
  schema: Schema,
  handle: (page: WebContents, input: z.infer<Schema>) => void,
): void {
  ipcMain.on(channel, (event, ...input: unknown[]) => {
    if (!isFromOurPage(event)) {
      console.error(`Refused a message on ${channel}: not from the app's own page.`);
      return;
    }
    const parsed = schema.safeParse(input);
    if (parsed.success) handle(event.sender, parsed.data);
    else console.error(`Refused a message on ${channel}: ${z.prettifyError(parsed.error)}`);
  });
}

/**
 * `senderFrame` is null once the frame navigated or was destroyed: then nobody knows who spoke. Frames are compared by the
 * number that stays with them, because Electron may hand out two objects for one frame.
 */
function isFromOurPage({ sender, senderFrame: frame }: IpcMainEvent): boolean {
  return (
    frame !== null &&
    frame.parent === null &&
    frame.frameTreeNodeId === sender.mainFrame.frameTreeNodeId &&
    frame.origin === appOrigin &&
    isAppUrl(frame.url)
  );
}
