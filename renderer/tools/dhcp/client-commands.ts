import FlaskConical from '@lucide/svelte/icons/flask-conical';
import Play from '@lucide/svelte/icons/play';
import Square from '@lucide/svelte/icons/square';
import { m } from '#shared/messages/compiled/messages.js';
import { type DhcpVerb, dhcpVerbs } from '#shared/model/dhcp-exchange.ts';
import type { Command } from '../../app/command.ts';
import { runText, verbWhat } from './dhcp-words.ts';

/** What the client view puts into the palette: every verb while nothing runs, and how to stop it while something does. */
export function clientCommands(
  running: (verb: DhcpVerb) => () => void,
  tryLab: () => void,
  cancel: () => void,
): { idle: Command[]; busy: Command[] } {
  const group = m.page_dhcp;
  return {
    idle: [
      ...dhcpVerbs.map((verb) => ({
        id: `dhcp-run-${verb}`,
        title: () => runText(verb),
        group,
        icon: Play,
        keywords: [verb, verbWhat(verb)],
        run: running(verb),
      })),
      { id: 'dhcp-lab', title: m.dhcp_try_lab, group, icon: FlaskConical, run: tryLab },
    ],
    busy: [{ id: 'dhcp-cancel', title: m.dhcp_cancel, group, icon: Square, run: cancel }],
  };
}
