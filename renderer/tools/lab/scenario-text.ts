import type { LabSegment } from '#shared/contract/lab.ts';
import { m } from '#shared/messages/compiled/messages.js';

const texts: Readonly<Record<LabSegment['scenario'], readonly [title: () => string, text: () => string]>> = {
  office: [m.lab_office_title, m.lab_office_text],
  two_servers: [m.lab_two_servers_title, m.lab_two_servers_text],
  refusing: [m.lab_refusing_title, m.lab_refusing_text],
  silent: [m.lab_silent_title, m.lab_silent_text],
  forgetful: [m.lab_forgetful_title, m.lab_forgetful_text],
};

/** What a segment of the lab plays, in the reader's language. */
export function scenarioText(scenario: LabSegment['scenario']): { title: string; text: string } {
  const [title, text] = texts[scenario];
  return { title: title(), text: text() };
}
