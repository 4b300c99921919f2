import type { Snippet } from 'svelte';
import { m } from '#shared/messages/compiled/messages.js';
import type { EchoServer, ServerClient } from '#shared/model/echo.ts';
import { formatDateTime } from '../../ui/format.ts';
import type { Column } from '../../ui/table-column.ts';
import { behaviourText, clientStateText, framingText, serverStateText } from './echo-words.ts';
import { bytesColumn, countColumn } from './number-columns.ts';

type Cell<Row> = Snippet<[row: Row, at: boolean]>;

function bytes<Row>(key: string, title: string, value: (row: Row) => number): Column<Row> {
  return bytesColumn({ key, title, width: '88px', value });
}

/** The columns of the list of servers. */
export function serverColumns(
  language: string,
  { state, actions }: { state: Cell<EchoServer>; actions: Cell<EchoServer> },
): readonly Column<EchoServer>[] {
  return [
    { key: 'state', title: m.echo_state(), width: '88px', value: (row) => serverStateText(row.state), cell: state },
    { key: 'protocol', title: m.echo_protocol(), width: '64px', value: (row) => row.protocol.toUpperCase() },
    {
      key: 'port',
      title: m.echo_port(),
      width: '56px',
      value: (row) => row.bound[0]?.port ?? row.port,
      right: true,
      mono: true,
    },
    {
      key: 'bound',
      title: m.echo_listens(),
      width: 'minmax(84px, 1fr)',
      value: (row) => row.bound.map(({ address }) => address).join(', '),
      mono: true,
    },
    {
      key: 'behaviour',
      title: m.echo_behaviour(),
      width: 'minmax(72px, 0.7fr)',
      value: (row) => behaviourText(row.behaviour.kind),
    },
    {
      key: 'framing',
      title: m.echo_framing(),
      width: 'minmax(72px, 0.7fr)',
      value: (row) => framingText(row.framing.kind),
    },
    { key: 'open', title: m.echo_clients(), width: '72px', value: (row) => row.open, right: true },
    countColumn({ key: 'messages', title: m.echo_messages(), width: '96px', value: (row) => row.messages }, language),
    bytes('in', m.echo_bytes_in(), (row) => row.bytesIn),
    bytes('out', m.echo_bytes_out(), (row) => row.bytesOut),
    {
      key: 'faults',
      title: m.echo_faults(),
      width: '72px',
      value: (row) => row.faults + row.refused,
      right: true,
      hint: m.echo_faults_hint(),
    },
    { key: 'actions', title: m.echo_actions(), width: '76px', value: () => '', cell: actions, bare: true },
  ];
}

/** The columns of the list of a server's clients. */
export function clientColumns(language: string, since: Cell<ServerClient>): readonly Column<ServerClient>[] {
  return [
    { key: 'address', title: m.echo_address(), width: 'minmax(120px, 1fr)', value: (row) => row.address, mono: true },
    { key: 'port', title: m.echo_port(), width: '72px', value: (row) => row.port, right: true, mono: true },
    { key: 'state', title: m.echo_state(), width: '110px', value: (row) => clientStateText(row.state) },
    countColumn({ key: 'messages', title: m.echo_messages(), width: '88px', value: (row) => row.messages }, language),
    bytes('in', m.echo_bytes_in(), (row) => row.bytesIn),
    bytes('out', m.echo_bytes_out(), (row) => row.bytesOut),
    bytes('waiting', m.echo_waiting(), (row) => row.waiting),
    {
      key: 'opened',
      title: m.echo_since(),
      width: '110px',
      value: (row) => row.openedAt,
      text: (row) => formatDateTime(row.openedAt, language),
      cell: since,
    },
  ];
}
