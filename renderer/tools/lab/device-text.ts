import type { LabAgent } from '#shared/contract/lab.ts';
import { m } from '#shared/messages/compiled/messages.js';

const texts: Readonly<Record<LabAgent['kind'], readonly [title: () => string, text: () => string]>> = {
  router: [m.lab_agent_router_title, m.lab_agent_router_text],
  switch: [m.lab_agent_switch_title, m.lab_agent_switch_text],
  printer: [m.lab_agent_printer_title, m.lab_agent_printer_text],
};

/** What a device of the lab is, in the reader's language. */
export function deviceText(kind: LabAgent['kind']): { title: string; text: string } {
  const [title, text] = texts[kind];
  return { title: title(), text: text() };
}

/** The command line that walks a device of the lab, for a shell. */
export function walkCommand({ address, port }: LabAgent, target: LabAgent['targets'][number]): string {
  const { label: _label, writes: _writes, ...credentials } = target;
  const input = JSON.stringify({ target: { address, port, ...credentials } });
  return `npm run -s cli -- call snmp.walk '${input}'`;
}
