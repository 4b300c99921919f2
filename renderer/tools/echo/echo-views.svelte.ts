import { createContext } from 'svelte';
import { m } from '#shared/messages/compiled/messages.js';
import { PageViews } from '../../app/page-views.svelte.ts';

const titles = {
  servers: m.echo_view_servers,
  connections: m.echo_view_connections,
  run: m.echo_view_run,
  lessons: m.echo_view_lessons,
};

/** The views of the page. On arrival `connections` and `run` take `{ server }`, the id of one of ours. */
export class EchoViews extends PageViews<keyof typeof titles> {
  constructor(save?: () => void) {
    super({ page: 'echo', title: m.page_echo, label: m.echo_views, titles }, save);
  }
}

export const [getEchoViews, setEchoViews] = createContext<EchoViews>();
