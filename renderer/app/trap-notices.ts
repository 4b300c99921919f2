import type { Client } from '#shared/contract/index.ts';
import { m } from '#shared/messages/compiled/messages.js';
import type { ConnectionState } from '../rpc/connection-state.svelte.ts';

type Notice = Awaited<ReturnType<Client['traps']['notices']>> extends AsyncIterable<infer Value> ? Value : never;

export interface NoticeTarget {
  /** Shows it within the page, where the system shows none. */
  toast(title: string, text: string, open: () => void): void;
  /** Somebody wants to see the notification. */
  open(id: number): void;
}

/**
 * Tells a person of notifications whose rule wants it: by the desktop where the page may, else within the page. Returns how
 * to stop.
 */
export function followTrapNotices(connection: ConnectionState, target: NoticeTarget): () => void {
  window.punchdown?.onNotice((id) => target.open(id));
  return connection.follow(
    (signal) => connection.client.traps.notices(undefined, { signal }),
    (notice) => show(notice, target),
  );
}

function show({ id, title, text, more }: Notice, target: NoticeTarget): void {
  const body = more === 0 ? text : `${text}\n${m.traps_notice_more({ count: more, text: String(more) })}`;
  if (window.punchdown !== undefined) {
    window.punchdown.notify({ id, title: title.slice(0, 1000), text: body.slice(0, 10_000) });
    return;
  }
  if (!('Notification' in window) || Notification.permission !== 'granted') {
    target.toast(title, body, () => target.open(id));
    return;
  }
  // One place for all: a newer one stands in place of the one before.
  const shown = new Notification(title, { body, tag: 'punchdown-traps' });
  shown.onclick = () => {
    window.focus();
    target.open(id);
    shown.close();
  };
}
