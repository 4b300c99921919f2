import type { Snippet } from 'svelte';
import { m } from '#shared/messages/compiled/messages.js';
import type { EchoConnection } from '#shared/model/echo.ts';
import type { Column } from '../../ui/table-column.ts';
import { connectionStateText, printMilliseconds, remoteText } from './echo-words.ts';
import { bytesColumn, countColumn } from './number-columns.ts';

/** The columns of the list of connections. */
export function connectionColumns(
  language: string,
  state: Snippet<[row: EchoConnection, at: boolean]>,
): readonly Column<EchoConnection>[] {
  const time = (key: keyof EchoConnection['times'], title: string): Column<EchoConnection> => ({
    key,
    title,
    width: '80px',
    value: ({ times }) => times[key] ?? -1,
    text: ({ times }) => (times[key] === undefined ? '' : printMilliseconds(times[key])),
    right: true,
  });
  const bytes = (key: 'bytesIn' | 'bytesOut' | 'waiting', title: string) =>
    bytesColumn<EchoConnection>({ key, title, width: '80px', value: (row) => row[key] });
  const number = (key: 'messagesIn' | 'messagesOut' | 'faults', title: string) =>
    countColumn<EchoConnection>({ key, title, width: '76px', value: (row) => row[key] }, language);
  return [
    { key: 'state', title: m.echo_state(), width: '108px', value: connectionStateText, cell: state },
    { key: 'protocol', title: m.echo_protocol(), width: '64px', value: ({ protocol }) => protocol.toUpperCase() },
    { key: 'remote', title: m.echo_remote(), width: 'minmax(140px, 1fr)', value: remoteText, mono: true },
    {
      key: 'local',
      title: m.echo_local(),
      width: 'minmax(140px, 1fr)',
      value: ({ local }) => (local === undefined ? '' : `${local.address} · ${local.port}`),
      mono: true,
    },
    time('lookUp', m.echo_look_up()),
    time('connect', m.echo_connect_time()),
    time('firstByte', m.echo_first_byte()),
    bytes('bytesIn', m.echo_bytes_in()),
    bytes('bytesOut', m.echo_bytes_out()),
    number('messagesIn', m.echo_messages_in()),
    number('messagesOut', m.echo_messages_out()),
    bytes('waiting', m.echo_waiting()),
    number('faults', m.echo_faults()),
  ];
}
