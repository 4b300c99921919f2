import type { Client } from '#shared/contract/index.ts';
import type { exportFormats } from '#shared/contract/sessions.ts';
import { m } from '#shared/messages/compiled/messages.js';
import type { Frame } from '../../app/frame.ts';
import { formatBytes } from '../../ui/format.ts';
import { saveFile } from '../../ui/save-file.ts';

export type ExportFormat = (typeof exportFormats)[number];

/** Exports a session, the current one unless told which, to a file the browser saves; says so when it is done. */
export async function exportSession(client: Client, format: ExportFormat, session?: number): Promise<string> {
  const result = await client.sessions.export(session === undefined ? { format } : { format, session });
  saveFile(
    result.name,
    result.mediaType,
    Uint8Array.from(atob(result.content ?? ''), (character) => character.charCodeAt(0)),
  );
  return m.sessions_exported({ name: result.name, packets: result.packets, size: formatBytes(result.size) });
}

/** The same from the palette or the native menu, where problems belong to the frame. */
export async function exportCurrentSession(frame: Frame, format: ExportFormat): Promise<void> {
  try {
    frame.success(await exportSession(frame.client, format));
  } catch (thrown) {
    frame.app.report(thrown);
  }
}
