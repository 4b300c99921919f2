import FileBraces from '@lucide/svelte/icons/file-braces';
import FileDown from '@lucide/svelte/icons/file-down';
import Plus from '@lucide/svelte/icons/plus';
import { m } from '#shared/messages/compiled/messages.js';
import type { Command } from '../../app/command.ts';
import type { Frame } from '../../app/frame.ts';
import { exportCurrentSession } from './session-export.ts';

/** What can be done with sessions from any page; the ids are those of the native menu. */
export function sessionCommands(frame: Frame): Command[] {
  return [
    {
      id: 'new-session',
      title: m.sessions_new,
      group: m.page_sessions,
      icon: Plus,
      run: () => frame.navigation.go('sessions', { create: true }),
    },
    {
      id: 'export-pcapng',
      title: m.sessions_export_pcapng,
      group: m.page_sessions,
      icon: FileDown,
      keywords: ['export', 'pcap', 'wireshark'],
      run: () => void exportCurrentSession(frame, 'pcapng'),
    },
    {
      id: 'export-json',
      title: m.sessions_export_json,
      group: m.page_sessions,
      icon: FileBraces,
      keywords: ['export'],
      run: () => void exportCurrentSession(frame, 'json'),
    },
  ];
}
