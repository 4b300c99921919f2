import FlaskConical from '@lucide/svelte/icons/flask-conical';
import Play from '@lucide/svelte/icons/play';
import Square from '@lucide/svelte/icons/square';
import { m } from '#shared/messages/compiled/messages.js';
import type { Command } from '../../app/command.ts';
import { type RunVerb, runVerbs } from './operation-draft.ts';
import { runText, verbText } from './operation-words.ts';

/** What the operations view puts into the palette: every verb while nothing runs, and how to stop it while something does. */
export function operationCommands(
  running: (verb: RunVerb) => () => void,
  tryLab: () => void,
  cancel: () => void,
): { idle: Command[]; busy: Command[] } {
  const group = m.page_snmp;
  return {
    idle: [
      ...runVerbs.map((verb) => ({
        id: `snmp-run-${verb}`,
        title: () => runText(verb),
        group,
        icon: Play,
        keywords: [verb, verbText(verb)],
        run: running(verb),
      })),
      { id: 'snmp-lab', title: m.snmp_try_lab, group, icon: FlaskConical, run: tryLab },
    ],
    busy: [{ id: 'snmp-cancel', title: m.snmp_cancel, group, icon: Square, run: cancel }],
  };
}
